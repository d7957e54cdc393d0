import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bank_folder import HEADER, BankFolder

from quizapp.bank.checks.evidence import Text, check_evidence

GUIDE = """
The Guide
to the Moon

On 12 June 1998 the "Lunar – Prospector" mapped
the poles.\u00a0 It found ice2 there.
   \t
Eagle landed in 1969. The Eagle stayed 21 hours.

The Eagle has landed.
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "guide.txt").write_text(GUIDE, encoding="utf-8")
    return folder


def cite(folder: BankFolder, paragraph: int, *evidence: str) -> None:
    """Write one question; its paragraph stands at 9:20, its first evidence at 10:20."""
    words = ", ".join(f"'{words}'" for words in evidence)
    folder.write(
        "q.yaml",
        f"""\
        questions:
          - id: a
            type: short
            topics: [t]
            prompt: Q
            answer: A
            sources:
              - document: guide
                paragraph: {paragraph}
                evidence: [{words}]
        """,
    )


def faults(folder: BankFolder, documents: Path) -> list[str]:
    problems = check_evidence(folder.read(), documents)
    return [str(problem).removeprefix(f"{folder.path.as_posix()}/") for problem in problems]


def test_paragraphs_are_blocks_between_blank_lines() -> None:
    assert Text.of(GUIDE).paragraphs == (
        "The Guide to the Moon",
        'On 12 June 1998 the "Lunar – Prospector" mapped the poles. It found ice2 there.',
        "Eagle landed in 1969. The Eagle stayed 21 hours.",
        "The Eagle has landed.",
    )
    assert Text.of("a\r\n\r\nb\r\nc\r\n").paragraphs == ("a", "b c")


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        (1, "Guide to the Moon"),
        (2, "12 June 1998"),
        (2, "mapped the poles. It"),
        (2, "found ice"),  # the number of a footnote sticks to it
        (2, '"Lunar – Prospector"'),
        (3, "The Eagle   stayed"),
    ],
)
def test_evidence_stands_where_it_says_however_its_lines_break(
    paragraph: int, words: str, folder: BankFolder, documents: Path
) -> None:
    cite(folder, paragraph, words)
    assert faults(folder, documents) == []


WRONG = [
    (1, "The Eagle has", "paragraph 1 doesn't say `The Eagle has` word for word (it stands in paragraph 4)"),
    (1, "The Eagle", "paragraph 1 doesn't say `The Eagle` word for word (it stands in paragraphs 3 and 4)"),
    (2, "2 June 1998", "(it stands there only as part of a longer word or number: write all of it)"),
    (2, "mapped the pole", "(it stands there only as part of a longer word or number: write all of it)"),
    (2, "“lunar - prospector”", '(only case, quotes or dashes differ: write `"Lunar – Prospector"`)'),
    (2, "nowhere to be found", "(copy a few words from the paragraph)"),
]


@pytest.mark.parametrize(("paragraph", "words", "expected"), WRONG)
def test_evidence_that_does_not_stand_there_is_a_fault_that_helps(
    paragraph: int, words: str, expected: str, folder: BankFolder, documents: Path
) -> None:
    cite(folder, paragraph, words)
    found = faults(folder, documents)
    assert len(found) == 1
    assert found[0].startswith("q.yaml:10:20: paragraph")
    assert found[0].endswith(expected)


def test_a_paragraph_after_the_last_is_a_fault(folder: BankFolder, documents: Path) -> None:
    cite(folder, 5, "The Eagle has landed")
    assert faults(folder, documents) == [
        "q.yaml:9:20: `guide` has no paragraph 5: 4 is the last (it stands in paragraph 4)"
    ]


def test_each_piece_of_evidence_is_looked_up(folder: BankFolder, documents: Path) -> None:
    cite(folder, 3, "Eagle landed", "no such", "21 hours", "none either")
    assert len(faults(folder, documents)) == 2


def test_a_document_that_was_changed_is_a_fault_and_its_evidence_is_checked_too(
    folder: BankFolder, documents: Path
) -> None:
    digest = hashlib.sha256(GUIDE.encode()).hexdigest()
    cite(folder, 1, "no such")
    for sha256 in (digest, digest.upper()):
        folder.write("bank.yaml", HEADER.replace("guide.txt", f"guide.txt, sha256: {sha256}"))
        assert len(faults(folder, documents)) == 1
    folder.write("bank.yaml", HEADER.replace("guide.txt", f"guide.txt, sha256: {'0' * 64}"))
    first, second = faults(folder, documents)
    assert first.startswith(
        f"bank.yaml:5:58: `guide.txt` isn't the text that was cited: its SHA-256 is {digest}"
    )
    assert second.startswith("q.yaml:10:20:")


def test_a_missing_document_is_a_fault_that_says_what_to_do(folder: BankFolder, documents: Path) -> None:
    (documents / "guide.txt").rename(documents / "giude.txt")
    assert faults(folder, documents)[0].endswith("(did you mean `giude.txt`?)")
    (documents / "giude.txt").unlink()
    assert faults(folder, documents)[0].endswith("(put the file here)")
    assert faults(folder, documents)[0].startswith("bank.yaml:5:39: `guide.txt` in ")


def test_nothing_outside_the_folder_of_documents_is_read(folder: BankFolder, documents: Path) -> None:
    (documents.parent / "secret.txt").write_text("secret")
    (documents / "guide.txt").unlink()
    (documents / "guide.txt").symlink_to("../secret.txt")
    assert "this is a link that leads out of the folder" in faults(folder, documents)[0]
    (documents / "guide.txt").unlink()
    os.mkfifo(documents / "guide.txt")
    assert "this is no ordinary file" in faults(folder, documents)[0]


def test_a_document_that_is_no_text_is_a_fault(folder: BankFolder, documents: Path) -> None:
    (documents / "guide.txt").write_bytes(b"caf\xe9")
    assert faults(folder, documents) == ["bank.yaml:5:39: `guide.txt` isn't UTF-8 (save it as UTF-8)"]


def test_a_document_without_a_text_is_not_checked(folder: BankFolder, documents: Path) -> None:
    folder.write("bank.yaml", HEADER.replace(", text: guide.txt", ""))
    cite(folder, 9, "whatever")
    assert faults(folder, documents) == []


def test_evidence_is_checked_beside_other_faults(folder: BankFolder, documents: Path) -> None:
    cite(folder, 1, "no such")
    folder.write("other.yaml", "questions: [")
    assert folder.read().bank is None
    assert len(faults(folder, documents)) == 1


words = st.lists(st.text("abé1-", min_size=1, max_size=5), min_size=1, max_size=6)


@given(st.lists(words, min_size=1, max_size=5), st.data())
def test_words_taken_from_a_paragraph_stand_in_it(paragraphs: list[list[str]], data: st.DataObject) -> None:
    text = Text.of("\n\n".join("\n".join(paragraph) for paragraph in paragraphs))
    assert text.paragraphs == tuple(" ".join(paragraph) for paragraph in paragraphs)
    number = data.draw(st.integers(0, len(paragraphs) - 1))
    start = data.draw(st.integers(0, len(paragraphs[number]) - 1))
    assert text.says(number + 1, "  ".join(paragraphs[number][start:]))
