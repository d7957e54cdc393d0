"""Whether the documents say what the questions cite: every evidence, word for word, in its paragraph."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quizapp.bank.characters import find_turning, without_invisible
from quizapp.bank.keys import near
from quizapp.bank.place import Place
from quizapp.bank.problem import Problem, ProblemList, short
from quizapp.bank.reading import Reading
from quizapp.bank.schema import Document
from quizapp.bank.sources.folder import FolderSource
from quizapp.bank.sources.source import UnreadableError
from quizapp.bank.yaml.decoding import place_of
from quizapp.question_types.base import Question

#: The largest text of a document that is read, in bytes.
MOST_BYTES: Final = 50_000_000
#: Paragraphs named where evidence stands elsewhere.
_MOST_NAMED: Final = 3
_BLANK_LINES: Final = re.compile(r"\n\s*\n")
#: What looks alike and is often typed for one another.
_LOOKALIKES: Final = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)


@dataclass(frozen=True)
class Text:
    """A document's paragraphs, each with its white space folded; they are numbered from 1."""

    paragraphs: tuple[str, ...]
    #: The line, from 1, in which each of them begins.
    lines: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Text":
        """Take a text apart at its blank lines."""
        body = text.replace("\r\n", "\n").rstrip()
        start = len(body) - len(body.lstrip())
        paragraphs, lines = [], []
        for end in (*(match.span() for match in _BLANK_LINES.finditer(body, start)), (len(body), 0)):
            paragraphs.append(folded(body[start : end[0]]))
            lines.append(body.count("\n", 0, start) + 1)
            start = end[1]
        return cls(tuple(paragraphs), tuple(lines))

    def says(self, number: int, words: str) -> bool:
        """Tell whether these words stand in a paragraph, as whole words."""
        return any(True for _ in self.places(number, words))

    def places(self, number: int, words: str) -> Iterator[tuple[int, int]]:
        """Yield where in a paragraph these words stand, as whole words: the start and the end."""
        return _places(folded(words), self.paragraphs[number - 1])

    def saying(self, words: str) -> list[int]:
        """Return the numbers of the paragraphs in which these words stand."""
        return [number for number in range(1, len(self.paragraphs) + 1) if self.says(number, words)]

    def alike(self, number: int, words: str) -> str | None:
        """Return what a paragraph says that differs from these words in case, quotes or dashes only."""
        paragraph, wanted = self.paragraphs[number - 1], folded(words)
        start = _alike(paragraph).find(_alike(wanted))
        return paragraph[start : start + len(wanted)] if start >= 0 else None


def folded(text: str) -> str:
    """Return text without what can't be seen, and with each run of white space as one space."""
    return " ".join(without_invisible(text).split())


def check_evidence(reading: Reading, folder: Path) -> tuple[Problem, ...]:
    """Return the evidence in `reading` that doesn't stand where it should, by the documents in `folder`.

    A document without `text` can't be checked, and isn't.
    """
    texts, problems = read_texts(reading, folder)
    for question, place in reading.questions:
        for problem in _question_problems(question, place, texts):
            problems.add(problem)
    return tuple(sorted(problems))


def read_texts(reading: Reading, folder: Path) -> tuple[dict[str, Text], ProblemList]:
    """Return the documents' texts by id, of those that can be read, and what is wrong with them."""
    texts: dict[str, Text] = {}
    problems = ProblemList()
    source = FolderSource(folder)
    for document, place in reading.documents:
        if document.text is None:
            continue
        try:
            data = source.read(document.text, MOST_BYTES)
            text = data.decode("utf-8-sig")
        except UnreadableError as error:
            problems.append(_unread(document.text, error, folder, place))
            continue
        except UnicodeDecodeError:
            message = f"`{document.text}` isn't UTF-8"
            problems.append(place.problem(("text",), message, "save it as UTF-8"))
            continue
        if unfit := find_turning(text):
            line, column = place_of(text, unfit.at)
            message = f"`{document.text}`, line {line}, column {column}: {unfit.message}"
            problems.append(place.problem(("text",), message, f"{unfit.remedy}, in that file"))
            continue
        texts[document.id] = Text.of(text)
        problems += _digest_problems(document, data, place)
    return texts, problems


def _unread(name: str, error: UnreadableError, folder: Path, place: Place) -> Problem:
    try:
        guess = near(name, [path.name for path in folder.iterdir()])
    except OSError:
        guess = None
    remedy = f"did you mean `{guess}`?" if guess and guess != name else error.remedy
    return place.problem(("text",), f"`{name}` in {folder.as_posix()}: {error.message}", remedy)


def _digest_problems(document: Document, data: bytes, place: Place) -> Iterator[Problem]:
    digest = hashlib.sha256(data).hexdigest()
    if document.sha256 is not None and digest != document.sha256:
        message = f"`{document.text}` isn't the text that was cited: its SHA-256 is {digest}"
        remedy = "get the right text, or check the evidence against this one and write its sha256"
        yield place.problem(("sha256",), message, remedy)


def _question_problems(question: Question, place: Place, texts: dict[str, Text]) -> Iterator[Problem]:
    for index, source in enumerate(question.sources):
        text = texts.get(source.document)
        if text is None:
            continue
        count = len(text.paragraphs)
        if source.paragraph > count:
            message = f"`{source.document}` has no paragraph {source.paragraph}: {count} is the last"
            where = _elsewhere(text, source.evidence[0])
            yield place.problem(("sources", index, "paragraph"), message, where or "look it up")
            continue
        for number, evidence in enumerate(source.evidence):
            if fault := _fault(text, source.paragraph, evidence):
                yield place.problem(("sources", index, "evidence", number), *fault)


def _fault(text: Text, number: int, evidence: str) -> tuple[str, str] | None:
    """Say what is wrong with evidence for paragraph `number`, and what to do; None if it stands there."""
    if text.says(number, evidence):
        return None
    message = f"paragraph {number} doesn't say `{short(evidence)}` word for word"
    if where := _elsewhere(text, evidence):
        return message, where
    actual = text.alike(number, evidence)
    if actual == folded(evidence):
        return message, "it stands there only as part of a longer word or number: write all of it"
    if actual is not None:
        return message, f"only case, quotes or dashes differ: write `{actual}`"
    return message, "copy a few words from the paragraph"


def _elsewhere(text: Text, evidence: str) -> str | None:
    """Say in which paragraphs evidence stands; None if it stands in none."""
    numbers = text.saying(evidence)
    if not numbers:
        return None
    if len(numbers) > _MOST_NAMED:
        return f"it stands in {len(numbers)} paragraphs, first in paragraph {numbers[0]}"
    *others, last = map(str, numbers)
    return (
        f"it stands in paragraphs {', '.join(others)} and {last}"
        if others
        else f"it stands in paragraph {last}"
    )


def _places(wanted: str, paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield where these words stand in a paragraph as whole words.

    A letter beside a digit ends a word too: numbers of footnotes stick to the word before them.
    """
    start = paragraph.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        before, after = paragraph[start - 1 : start], paragraph[end : end + 1]
        if not _joined(before, wanted[:1]) and not _joined(wanted[-1:], after):
            yield start, end
        start = paragraph.find(wanted, start + 1)


def _joined(left: str, right: str) -> bool:
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())


def _alike(text: str) -> str:
    """Fold case and look-alikes, one character to one, so that places stay what they are."""
    lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lowered.translate(_LOOKALIKES)
