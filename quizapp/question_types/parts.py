"""What the types with an answer of several parts share: gaps to fill, items to place.

The browser sends every part under the one name `response`, in the order in which they stand on the page;
one that is left empty is the empty text. Who fills in some is marked for those, who fills in none is asked
back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, TypeVar

from typing_extensions import override
from wtforms import Field
from wtforms.fields.core import UnboundField

from quizapp.question_types.base import FieldData, MalformedError, Question, QuestionType, Response, Typed
from quizapp.question_types.counting import Count
from quizapp.question_types.images import in_words
from quizapp.translation.texts import _

#: The most parts an answer may have: one that isn't saved has to fit into an address.
MOST_PARTS: Final = 20
#: The index that stands in a response where a part was left empty.
NONE: Final = -1
#: What is read where a part was left empty.
EMPTY: Final = "–"
#: What a response may come to when it is described.
_LONGEST_LINE: Final = 500


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an answer before it is given: what it is called, and what a drop-down offers.

    `options` are pairs of value and text, in the order of the page; without any the part is typed.
    """

    label: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PartInput:
    """One part as the input or the drop-down of a form."""

    id: str
    name: str
    part: Part
    value: str
    #: Whether it is the one that can't be read.
    is_faulty: bool


class PartsField(Field):
    """A field of several inputs; its data is their texts from the top of the page."""

    def __init__(
        self, label: str, *, parts: Sequence[Part], stands_still: bool = False, **options: Any
    ) -> None:
        super().__init__(label, **options)
        self.parts = tuple(parts)
        #: Whether they stand where the author put them, whatever the order.
        self.stands_still = stands_still
        #: The place of the part that can't be read.
        self.faulty: int | None = None

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [str(value) for value in valuelist]

    def __iter__(self) -> Iterator[PartInput]:
        values = self.data if isinstance(self.data, list) else []
        for place, part in enumerate(self.parts):
            value = values[place] if place < len(values) else ""
            yield PartInput(f"{self.id}-{place + 1}", self.name, part, value, place == self.faulty)


Q = TypeVar("Q", bound=Question)
R = TypeVar("R", bound=Response)


class PartsType(QuestionType[Q, R]):
    """A type of question whose answer has several parts."""

    #: What is told of an answer without any part: "Fill in at least one gap."
    fill_in: ClassVar[str]
    #: What is told of one part: "Gap %(number)s: %(hint)s".
    of_part: ClassVar[str]
    #: Whether the parts stand where the author put them, whatever the order.
    stands_still: ClassVar[bool] = False

    def parts(self, question: Q, order: Sequence[int]) -> tuple[Part, ...]:
        """Return the parts from the top of the page."""
        raise NotImplementedError

    @override
    def field(self, question: Q, order: Sequence[int]) -> "UnboundField[Any]":
        """Make the field; what a browser sends for it is checked by `parse` alone."""
        parts = self.parts(question, order)
        return UnboundField(PartsField, _("Your answer"), parts=parts, stands_still=self.stands_still)

    def texts(self, question: Q, data: FieldData, order: Sequence[int]) -> tuple[str, ...]:
        """Return what was sent for each part, "" for an empty one. Raises `MalformedError` if all are."""
        count = len(self.parts(question, order))
        if not isinstance(data, list) or len(data) != count or not any(text.strip() for text in data):
            raise MalformedError(self.fill_in)
        return tuple(text if text.strip() else "" for text in data)

    def malformed(self, place: int, hint: str) -> MalformedError:
        """Return the error of a part that can't be read, by its place on the page."""
        return MalformedError(self.of_part % {"number": place + 1, "hint": hint}, part=place)


def count_empty(number: int, part: str) -> tuple[Count, ...]:
    """Return how many responses left a part empty, if any did."""
    return (Count(part, EMPTY, number, 0.0),) if number else ()


def in_one_line(texts: Iterable[Typed]) -> str:
    """Return the texts of parts in one line of plain text, with `EMPTY` for empty ones."""
    line = "; ".join(in_words(text) or EMPTY for text in texts)
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"
