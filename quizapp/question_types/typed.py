"""What the types with a typed answer share: the field, the author's remarks, and their faults.

A room says what a text means (`value`) and what a value earns (`credit`); the rest follows.
"""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar
from unicodedata import category

from wtforms import StringField
from wtforms.fields.core import UnboundField

from quizapp.question_types.base import (
    AuthorModel,
    Fault,
    FieldData,
    MalformedError,
    Mark,
    Markdown,
    Question,
    QuestionType,
    Scalar,
    Written,
)

#: The most characters a typed response may have; what is longer is no answer but an accident.
MOST_CHARACTERS = 500


class Remark(AuthorModel):
    """What a learner who gave a particular wrong answer is told."""

    response: Scalar
    text: Markdown


class TypedQuestion(Question):
    """A question whose answer is typed."""

    answer: Scalar
    feedback: tuple[Remark, ...] = ()


Q = TypeVar("Q", bound=TypedQuestion)
V = TypeVar("V")


def one_line(data: object) -> str:
    """Return what was typed with its white space folded. Raises `MalformedError`.

    What can't be stored in every database (NUL, lone surrogates) isn't an answer either.
    """
    if not isinstance(data, str):
        raise MalformedError("Write an answer.")
    if len(data) > MOST_CHARACTERS:
        raise MalformedError(f"That is too long: write at most {MOST_CHARACTERS} characters.")
    line = " ".join(data.split())
    if not line:
        raise MalformedError("Write an answer.")
    if any(category(character) in {"Cc", "Cs"} for character in line):
        raise MalformedError("That holds characters that can't be read. Type the answer once more.")
    return line


class TypedType(QuestionType[Q, str], Generic[Q, V]):
    """A type of question whose answer is typed; the response is the line as it was typed."""

    @abstractmethod
    def value(self, question: Q, text: str) -> V:
        """Return what a text means, as something that can be compared. Raises `MalformedError`."""

    @abstractmethod
    def credit(self, question: Q, value: V) -> float:
        """Return what a response that means this earns, 0 to 1."""

    def field(self, question: Q, order: Sequence[int]) -> "UnboundField[Any]":  # noqa: ARG002 -- the same for all
        """Make the field; what a browser sends for it is checked by `parse` alone."""
        return UnboundField(StringField, "Your answer")

    def parse(self, question: Q, data: FieldData, order: Sequence[int]) -> str:  # noqa: ARG002 -- nothing has a place
        """Read a line, which has to mean something."""
        line = one_line(data)
        self.value(question, line)
        return line

    def data(self, question: Q, response: str, order: Sequence[int]) -> str:  # noqa: ARG002 -- as above
        """Return the line as it was typed."""
        return response

    def read_written(self, question: Q, written: Written) -> str:
        """Read a line as a learner would type it."""
        return self.parse(question, written if isinstance(written, str) else None, ())

    def grade(self, question: Q, response: str) -> Mark:
        """Mark what the response means, with the author's remark on a response that means the same."""
        value = self.value(question, response)
        told = (remark.text for remark in question.feedback if self.value(question, remark.response) == value)
        return Mark(self.credit(question, value), tuple(told))

    def describe(self, question: Q, response: str) -> str:  # noqa: ARG002 -- what was typed is plain text
        """Return the line as it was typed."""
        return response

    def answer_text(self, question: Q) -> str:
        """Return the answer as the author wrote it."""
        return question.answer

    def faults(self, question: Q) -> Iterator[Fault]:
        """Yield an answer that can't be read, and remarks that no wrong answer can call forth."""
        try:
            self.value(question, one_line(question.answer))
        except MalformedError as error:
            yield Fault(("answer",), f"a learner who wrote “{question.answer}” would be told: {error}", "")
