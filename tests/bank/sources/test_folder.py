import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quizapp.bank.reading import read_bank
from quizapp.bank.sources.folder import bank_of, banks_in
from quizapp.bank.sources.source import MOST_BYTES

HEADER = "schema: 1\nbank: moon\ntitle: The Moon\n"
QUESTION = "questions:\n  - {id: %s, type: truefalse, topics: [t], prompt: Is it?, answer: true}\n"


def faults(folder: Path) -> list[str]:
    return [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in read_bank(folder).problems]


@pytest.fixture
def moon(tmp_path: Path) -> Path:
    folder = tmp_path / "moon"
    folder.mkdir()
    (folder / "bank.yaml").write_text(HEADER)
    return folder


def test_all_yaml_files_are_read_the_banks_own_first_and_the_others_by_path(moon: Path) -> None:
    for name in ("b.yaml", "a/z.yaml", "a/b/c.yaml", "a.yaml"):
        file = moon / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(QUESTION % name.removesuffix(".yaml").replace("/", "-"))
    (moon / "bank.yaml").write_text(HEADER + QUESTION % "own")
    (moon / "notes.txt").write_text("not: read: at: all")
    bank = read_bank(moon).bank
    assert bank is not None
    assert [question.id for question in bank.questions] == ["own", "a-b-c", "a-z", "a", "b"]


def test_hidden_files_and_folders_are_left_alone(moon: Path) -> None:
    (moon / ".git").mkdir()
    (moon / ".git" / "x.yaml").write_text("[")
    (moon / ".#questions.yaml").symlink_to("nobody@nowhere")
    assert faults(moon) == []


def test_a_missing_bank_file_is_a_fault_and_the_other_files_are_checked(moon: Path) -> None:
    (moon / "bank.yaml").rename(moon / "questions.yaml")
    found = faults(moon)
    assert found[0] == "bank.yaml:1:1: this file is missing (add it, with `schema`, `bank` and `title`)"
    assert any(fault.startswith("questions.yaml:1:1: `schema` is not a key") for fault in found)


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    assert "there is no such folder" in faults(tmp_path / "nowhere")[0]


def test_a_yml_file_is_a_fault_rather_than_left_unread(moon: Path) -> None:
    (moon / "more.yml").write_text("questions: []")
    (moon / "MORE.YAML").write_text("questions: []")
    assert faults(moon) == [
        "MORE.YAML:1:1: only files whose names end in .yaml are read (rename it)",
        "more.yml:1:1: only files whose names end in .yaml are read (rename it)",
    ]


def test_what_only_has_the_name_of_a_file_is_a_fault(moon: Path) -> None:
    (moon / "folder.yaml").mkdir()
    os.mkfifo(moon / "pipe.yaml")
    (moon / "dangling.yaml").symlink_to("nowhere.yaml")
    (moon / "loop.yaml").symlink_to("loop.yaml")
    assert faults(moon) == [
        "dangling.yaml:1:1: there is no such file, or only a link to one (put the file here)",
        "folder.yaml:1:1: this is a folder with the name of a file (rename it)",
        "loop.yaml:1:1: this can't be read: too many levels of symbolic links (look at the file)",
        "pipe.yaml:1:1: this is no ordinary file with the name of a file (rename or remove it)",
    ]


def test_a_link_that_leaves_the_bank_is_a_fault_and_nothing_behind_it_is_read(
    moon: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.yaml").write_text("password: [")
    (moon / "out.yaml").symlink_to("../secret.yaml")
    (moon / "device.yaml").symlink_to("/dev/zero")
    (moon / "elsewhere").symlink_to(tmp_path)
    found = faults(moon)
    assert [fault.split(" (")[0] for fault in found] == [
        "device.yaml:1:1: this is a link that leads out of the folder",
        "elsewhere:1:1: this is a link to a folder, and such links aren't followed",
        "out.yaml:1:1: this is a link that leads out of the folder",
    ]


def test_a_link_within_the_bank_and_a_link_to_the_bank_are_fine(moon: Path, tmp_path: Path) -> None:
    (moon / "sub").mkdir()
    (moon / "sub" / "real.txt").write_text(QUESTION % "q")
    (moon / "questions.yaml").symlink_to("sub/real.txt")
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "moon").symlink_to(moon)
    bank = read_bank(tmp_path / "link" / "moon").bank
    assert bank is not None
    assert len(bank.questions) == 1


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of root for a while, before which no file is unreadable."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_what_may_not_be_read_is_a_fault() -> None:
    # Not in pytest's folder, which is closed to anybody else.
    with tempfile.TemporaryDirectory() as name:
        moon = Path(name) / "moon"
        (moon / "closed").mkdir(parents=True)
        (moon / "bank.yaml").write_text(HEADER)
        (moon / "secret.yaml").write_text(QUESTION % "q")
        Path(name).chmod(0o755)
        (moon / "secret.yaml").chmod(0)
        (moon / "closed").chmod(0)
        with as_nobody():
            found = faults(moon)
        (moon / "closed").chmod(0o755)
    assert found == [
        "closed:1:1: this may not be read (change its permissions)",
        "secret.yaml:1:1: this may not be read (change its permissions)",
    ]


def test_a_file_of_five_megabytes_is_read_and_a_byte_more_is_a_fault(moon: Path) -> None:
    file = moon / "big.yaml"
    text = (QUESTION % "q").encode()
    file.write_bytes(text + b"#" * (MOST_BYTES - len(text)))
    assert faults(moon) == []
    file.write_bytes(text + b"#" * (MOST_BYTES - len(text) + 1))
    assert faults(moon) == ["big.yaml:1:1: this file is larger than 5 MB (split it into several files)"]


def test_a_bank_within_a_bank_is_a_fault(moon: Path) -> None:
    (moon / "sub").mkdir()
    (moon / "sub" / "bank.yaml").write_text(HEADER)
    assert faults(moon) == [
        "sub/bank.yaml:1:1: a bank lies within another (move its folder out, or rename it)"
    ]


def test_the_banks_of_a_path_are_itself_or_those_in_it(moon: Path, tmp_path: Path) -> None:
    for name in ("sun", "notes", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "sun" / "unfinished.yaml").write_text("questions: []")
    (tmp_path / ".hidden" / "bank.yaml").write_text(HEADER)
    (tmp_path / "README.md").write_text("about the banks")
    assert banks_in(moon) == [moon]
    assert banks_in(tmp_path) == [moon, tmp_path / "sun"]
    assert banks_in(tmp_path / "notes") == []


def test_a_file_belongs_to_the_nearest_bank_above_it(moon: Path, tmp_path: Path) -> None:
    assert bank_of(moon / "bank.yaml") == moon
    assert bank_of(moon / "deep" / "er" / "x.yaml") == moon
    assert bank_of(tmp_path / "x.yaml") is None
