"""A bank reads alike from a folder, from memory and from a ZIP file; and no archive does harm."""

import io
import re
import stat
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.reading import Reading, read_bank
from quizapp.bank.sources.archive import MOST_BYTES_OF_ALL, MOST_ENTRIES, ArchiveSource
from quizapp.bank.sources.folder import FolderSource
from quizapp.bank.sources.memory import MemorySource
from quizapp.bank.sources.source import MOST_BYTES, Source, UnreadableError

EXAMPLE = Path(__file__).parents[2] / "banks" / "example"
HEADER = b"schema: 1\nbank: moon\ntitle: The Moon\n"
QUESTIONS = b"questions:\n  - {id: q, type: truefalse, topics: [t], prompt: Is it?, answer: true}\n"
MOON = {"bank.yaml": HEADER, "more/questions.yaml": QUESTIONS}


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def packed(files: dict[str, bytes], inside: str = "") -> io.BytesIO:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(inside + path, content)
    return data


def everywhere(files: dict[str, bytes], folder: Path) -> list[Source]:
    """Return the same files in each kind of source."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return [
        FolderSource(folder),
        MemorySource(files, folder.name),
        ArchiveSource(packed(files, f"{folder.name}/"), "upload.zip"),
    ]


def as_read(source: Source) -> object:
    """Return what reading a source comes to, with files named from the bank's folder."""

    def named(reading: Reading) -> list[str]:
        start = re.escape(source.shown("x").removesuffix("x"))
        return [re.sub(f"^{start}|(?<= ){start}", "", str(problem)) for problem in reading.problems]

    reading = read_bank(source)
    bank = reading.bank
    images = [(one.name, one.sha256, one.content()) for one in bank.images] if bank else None
    return (bank and (bank.key, bank.questions, bank.quizzes), images, named(reading))


def test_a_bank_with_pictures_reads_alike_from_every_source(tmp_path: Path) -> None:
    files = files_of(EXAMPLE)
    readings = [as_read(source) for source in everywhere(files, tmp_path / "example")]
    assert readings[0] == readings[1] == readings[2]
    bank, images, problems = readings[0]  # type: ignore[misc]  # of three
    assert bank
    assert images
    assert problems == []


@given(
    name=st.sampled_from(["bank.yaml", "more.yaml"]),
    at=st.integers(0, 3000),
    length=st.integers(0, 30),
    instead=st.sampled_from([b"", b"x", b"\n", b": ", b"- ", b"[", b"\x00", b"\xff", b"![m](m.png)"]),
    extra=st.sampled_from(["a.yml", ".hidden.yaml", "deep/bank.yaml", "B.YAML", "notes.txt"]),
)
def test_its_faults_are_the_same_in_every_source(
    name: str, at: int, length: int, instead: bytes, extra: str
) -> None:
    files = files_of(EXAMPLE)
    at %= len(files[name])
    files[name] = files[name][:at] + instead + files[name][at + length :]
    files[extra] = b"questions: []\n"
    with tempfile.TemporaryDirectory() as folder:
        readings = [as_read(source) for source in everywhere(files, Path(folder) / "example")]
    assert readings[0] == readings[1] == readings[2]


@pytest.mark.parametrize("inside", ["", "moon/"])
def test_an_archive_may_hold_the_folder_or_what_is_in_it(inside: str) -> None:
    bank = read_bank(ArchiveSource(packed(MOON, inside), "moon.zip")).bank
    assert bank is not None
    assert [question.id for question in bank.questions] == ["q"]


def test_the_folder_in_an_archive_must_be_named_as_the_bank() -> None:
    (problem,) = read_bank(ArchiveSource(packed(MOON, "sun/"), "moon.zip")).problems
    assert str(problem).startswith("moon.zip/bank.yaml:2:7: the bank `moon` lies in a folder named `sun`")


def test_what_archivers_add_is_left_alone() -> None:
    files = {f"moon/{path}": data for path, data in MOON.items()}
    files |= {"__MACOSX/moon/._bank.yaml": b"\x00\x05", "moon/.DS_Store": b"\x00"}
    assert read_bank(ArchiveSource(packed(files), "moon.zip")).problems == ()


@pytest.mark.parametrize(
    "path",
    [
        "../out.yaml",
        "/etc/passwd.yaml",
        "a/../../b.yaml",
        "C:/x.yaml",
        "a\\..\\b.yaml",
        "a//b.yaml",
        "\n.yaml",
    ],
)
def test_a_path_that_leads_out_of_the_archive_is_a_fault_and_not_read(path: str) -> None:
    data = packed(MOON | {"x" * len(path): b"["})
    # The library refuses to write some of these names.
    hostile = io.BytesIO(data.getvalue().replace(b"x" * len(path), path.encode()))
    problems = read_bank(ArchiveSource(hostile, "moon.zip")).problems
    assert [problem.message.startswith("the ZIP file names a file") for problem in problems] == [True]


def test_a_path_that_is_twice_in_an_archive_is_a_fault() -> None:
    data = packed(MOON | {"more/questionz.yaml": QUESTIONS})
    twice = io.BytesIO(data.getvalue().replace(b"questionz", b"questions"))
    assert [str(one) for one in read_bank(ArchiveSource(twice, "moon.zip")).problems] == [
        "moon.zip/more/questions.yaml:1:1: this is twice in the ZIP file (pack the bank's folder again)"
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"schema: 1", packed(MOON).getvalue()[:-30]])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="not a complete ZIP file"):
        ArchiveSource(io.BytesIO(data), "moon.zip")


def test_an_archive_of_too_many_files_is_refused() -> None:
    data = packed({f"{number}.txt": b"" for number in range(MOST_ENTRIES + 1)})
    with pytest.raises(UnreadableError, match="more than 10,000 files"):
        ArchiveSource(data, "moon.zip")


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    zeros = bytes(MOST_BYTES_OF_ALL // 10)
    data = packed({f"{number}.yaml": zeros for number in range(11)})
    assert len(data.getvalue()) < 1_000_000
    with pytest.raises(UnreadableError, match="larger than 300 MB"):
        ArchiveSource(data, "moon.zip")


def test_a_file_that_is_too_large_is_a_fault() -> None:
    data = packed(MOON | {"big.yaml": b"#" * (MOST_BYTES + 1)})
    (problem,) = read_bank(ArchiveSource(data, "moon.zip")).problems
    assert (
        str(problem) == "moon.zip/big.yaml:1:1: this file is larger than 5 MB (split it into several files)"
    )


def test_a_size_that_lies_gives_no_more_bytes_than_it_says() -> None:
    data = packed(MOON | {"lie.yaml": b"# " + b"x" * 200_000}).getvalue()
    lied = data.replace((200_002).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (problem,) = read_bank(ArchiveSource(io.BytesIO(lied), "moon.zip")).problems
    assert problem.message == "this is broken in the ZIP file"


def test_links_encryption_and_unusual_methods_are_faults() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in MOON.items():
            archive.writestr(path, content)
        link = zipfile.ZipInfo("link.yaml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("method.yaml", QUESTIONS, zipfile.ZIP_LZMA)
        archive.writestr("secret.yaml", QUESTIONS)
    directory = bytearray(data.getvalue())
    entry = directory.rindex(b"secret.yaml") - 46
    directory[entry + 8] |= 1
    problems = read_bank(ArchiveSource(io.BytesIO(directory), "moon.zip")).problems
    assert [(problem.file, problem.message) for problem in problems] == [
        ("moon.zip/link.yaml", "this is a link"),
        ("moon.zip/method.yaml", "this is packed by an unusual method"),
        ("moon.zip/secret.yaml", "this is encrypted"),
    ]


@given(st.data())
def test_no_damaged_archive_raises_anything_but_a_refusal(data: st.DataObject) -> None:
    whole = bytearray(packed(MOON).getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        source = ArchiveSource(io.BytesIO(whole), "moon.zip")
    except UnreadableError:
        return
    reading = read_bank(source)
    assert (reading.bank is None) == bool(reading.problems)
