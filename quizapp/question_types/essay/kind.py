"""A text of the learner's own, compared with what it should hold, and with a model answer."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from typing_extensions import override
from wtforms import TextAreaField
from wtforms.fields.core import UnboundField

from quizapp.question_types.base import (
    AuthorModel,
    Example,
    Fault,
    FieldData,
    MalformedError,
    Markdown,
    Question,
    Scalar,
)
from quizapp.question_types.choices import seen, twice
from quizapp.question_types.parts import in_one_line
from quizapp.question_types.rubric import RubricLine
from quizapp.question_types.unmarked import UnmarkedType
from quizapp.translation.texts import _, lazy

#: Some four pages.
MOST_CHARACTERS: Final = 10_000
#: Control characters but for tabs and ends of lines, and lone surrogates: not every database can store them.
_UNREADABLE: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Criterion(AuthorModel):
    """Something that a good answer holds, and its share of the points."""

    criterion: Scalar
    points: Annotated[float, Field(gt=0, le=100)]


class EssayQuestion(Question):
    """What an author writes."""

    type: Literal["essay"]
    rubric: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=20)]
    model_answer: Markdown | None = None

    @property
    def points(self) -> float:
        """Return the points of all criteria together."""
        return sum(one.points for one in self.rubric)


_WHY_SIX: Final[dict[str, Any]] = {
    "id": "why-five-became-six",
    "type": "essay",
    "topics": ["actors"],
    "prompt": "Why did the five become six in 2001?",
    "rubric": [
        {"criterion": "names Uzbekistan and the year", "points": 1},
        {"criterion": "explains what changed in its neighbourhood", "points": 2.5},
    ],
    "model_answer": "Uzbekistan joined in 2001 because **raids** had come over its borders.",
}
_SHORT: Final[dict[str, Any]] = {key: value for key, value in _WHY_SIX.items() if key != "model_answer"}


class Essay(UnmarkedType[EssayQuestion, str]):
    """A text of the learner's own, which is the response."""

    name = "essay"
    label = lazy("Essay")
    model = EssayQuestion

    @override
    def faults(self, question: EssayQuestion) -> Iterator[Fault]:
        """Yield criteria that are alike as well."""
        yield from super().faults(question)
        texts = [(one.criterion, ("rubric", place, "criterion")) for place, one in enumerate(question.rubric)]
        yield from twice(texts, "criterion")

    @override
    def field(self, question: EssayQuestion, order: Sequence[int]) -> "UnboundField[Any]":
        """Make the field; what a browser sends for it is checked by `parse` alone."""
        return UnboundField(TextAreaField, _("Your answer"), render_kw={"autocomplete": "off", "rows": 8})

    @override
    def parse(self, question: EssayQuestion, data: FieldData, order: Sequence[int]) -> str:
        """Read a text, with its lines as they are."""
        text = "\n".join(data.splitlines()).strip() if isinstance(data, str) else ""
        if not text:
            raise MalformedError(_("Write an answer."))
        if len(text) > MOST_CHARACTERS:
            raise MalformedError(
                _("That is too long: write at most %(most)s characters.", most=f"{MOST_CHARACTERS:,}")
            )
        if _UNREADABLE.search(text):
            raise MalformedError(_("That holds characters that can't be read. Type the answer once more."))
        return text

    @override
    def data(self, question: EssayQuestion, response: str, order: Sequence[int]) -> str:
        """Return the text."""
        return response

    @override
    def describe(self, question: EssayQuestion, response: str) -> str:
        """Return the beginning of the text in one line."""
        return in_one_line([" ".join(response.split())])

    @override
    def rubric(self, question: EssayQuestion) -> tuple[RubricLine, ...]:
        """Return the criteria."""
        return tuple(RubricLine(one.criterion, one.points) for one in question.rubric)

    @override
    def answer_text(self, question: EssayQuestion) -> str:
        """Return the model answer in one line, else what a good one holds."""
        if question.model_answer:
            return in_one_line([" ".join(question.model_answer.split())])
        return in_one_line(seen(one.criterion) for one in question.rubric)

    examples = (
        Example(_WHY_SIX, "Because of the raids.", 0),
        Example(_WHY_SIX, "First.\r\n\r\nSecond.", 0),
        Example(_SHORT, "Uzbekistan joined.", 0),
        Example(_WHY_SIX, " \n ", None),
        Example(_WHY_SIX, "a\0b", None),
        Example(_WHY_SIX, "W" * 10_001, None),
        Example(_WHY_SIX, ["a"], None),
        Example(_WHY_SIX, None, None),
    )
