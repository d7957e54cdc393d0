"""Things to put in order: events by date, rivers by length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, count, pairwise
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from typing_extensions import override

from quizapp.question_types.base import (
    Example,
    Fault,
    FieldData,
    MalformedError,
    Mark,
    Question,
    Rule,
    Scalar,
    Written,
    shuffled_texts,
)
from quizapp.question_types.choices import seen, twice
from quizapp.question_types.counting import Count, count_offered
from quizapp.question_types.parts import MOST_PARTS, NONE, Part, PartsType, count_empty, in_one_line
from quizapp.translation.texts import _, lazy


class OrderingQuestion(Question):
    """What an author writes; `items` stand in the right order.

    There are three at least: of two, never shown in the right order, the page would tell it.
    """

    type: Literal["ordering"]
    items: Annotated[tuple[Scalar, ...], Field(min_length=3, max_length=MOST_PARTS)]
    marking: Literal["adjacent", "rank", "all-or-nothing"] = "adjacent"


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item in the right order; `given` is the place that the learner gave it, None for none."""

    text: str
    place: int
    given: int | None
    #: Whether the learner has it straight after the item that comes before it.
    follows: bool


_EVENTS: Final[dict[str, Any]] = {
    "id": "from-five-to-six",
    "type": "ordering",
    "topics": ["dates"],
    "prompt": "Put these in order, the earliest first.",
    "items": [
        "The first meeting of the five",
        "Uzbekistan joins",
        "The convention on terrorism",
        "The treaty",
    ],
}
_RANK: Final[dict[str, Any]] = {**_EVENTS, "marking": "rank"}
_STRICT: Final[dict[str, Any]] = {**_EVENTS, "marking": "all-or-nothing"}


_MARKING: Final = {
    "adjacent": lazy("the share of items that stand straight after the one before them"),
    "rank": lazy("the share of pairs in the right order, less that of pairs in the wrong one"),
    "all-or-nothing": lazy("all or nothing"),
}


class Ordering(PartsType[OrderingQuestion, list[int]]):
    """Things to put in order.

    The response is the items' indexes, place by place, with `NONE` at a place that no item has. What a
    browser sends is the place of each item, counted from 1.
    """

    name = "ordering"
    label = lazy("Order")
    model = OrderingQuestion
    fill_in = lazy("Fill in at least one place.")
    of_part = lazy("Place %(number)s: %(hint)s")
    is_described_in_markdown = True

    @override
    def faults(self, question: OrderingQuestion) -> Iterator[Fault]:
        """Yield the items that look like one before them."""
        yield from twice([(item, ("items", index)) for index, item in enumerate(question.items)], "item")

    @override
    def rules(self, question: OrderingQuestion) -> Iterator[Rule]:
        """Yield what is counted."""
        yield Rule(_("Marking"), (str(_MARKING[question.marking]),))

    @override
    def names(self, question: OrderingQuestion) -> Iterator[tuple[str, ...]]:
        """Yield each item."""
        yield from ((item,) for item in question.items)

    @override
    def order(self, question: OrderingQuestion, seed: int) -> tuple[int, ...]:
        """Return an order that isn't the right one, and doesn't depend on which that is."""
        orders = (shuffled_texts(question.items, one) for one in count(seed))
        return next(order for order in orders if any(a > b for a, b in pairwise(order)))

    @override
    def parts(self, question: OrderingQuestion, order: Sequence[int]) -> tuple[Part, ...]:
        """Return the items as they stand on the page, each with a drop-down of the places."""
        places = tuple((place, place) for place in _places(question))
        return tuple(Part(_("Place of %(item)s", item=question.items[index]), places) for index in order)

    @override
    def parse(self, question: OrderingQuestion, data: FieldData, order: Sequence[int]) -> list[int]:
        """Read the place of each item; two items with one place are malformed."""
        try:
            texts = self.texts(question, data, order)
        except MalformedError:
            raise MalformedError(_("Put the items in order first: they don't stand in it yet.")) from None
        places = _places(question)
        response = [NONE] * len(places)
        for number, text in enumerate(texts):
            if not text:
                continue
            if text not in places:
                raise MalformedError(_("Choose a place from 1 to %(most)s.", most=len(places)), part=number)
            place = places.index(text)
            if response[place] != NONE:
                hint = _("Two items have place %(place)s. Give each a place of its own.", place=text)
                raise MalformedError(hint, part=number)
            response[place] = order[number]
        return response

    @override
    def data(self, question: OrderingQuestion, response: list[int], order: Sequence[int]) -> list[str]:
        """Return the place of each item as they stand on the page."""
        return [str(response.index(index) + 1) if index in response else "" for index in order]

    @override
    def read_written(self, question: OrderingQuestion, written: Written) -> list[int]:
        """Read the list of the items' texts as a learner would order them, "" for a place without one."""
        if isinstance(written, str) or len(written) != len(question.items) or not any(written):
            raise MalformedError(f"Write a list of the {len(question.items)} items.")
        indexes = {seen(item): index for index, item in enumerate(question.items)}
        response = []
        for text in written:
            index = indexes.get(seen(text), NONE)
            if text and index == NONE:
                raise MalformedError(f"“{text}” isn't among the items.")
            if index != NONE and index in response:
                raise MalformedError(f"“{text}” is there twice.")
            response.append(index)
        return response

    @override
    def grade(self, question: OrderingQuestion, response: list[int]) -> Mark:
        """Mark as the question's `marking` says."""
        right, most = self.hits(question, response)
        if question.marking != "rank":
            return Mark(right / most)
        # Kendall's rank correlation: by chance it is 0, and backwards -1.
        wrong = sum(a > b for a, b in combinations(_placed(response), 2))
        return Mark(max(0, right - wrong) / most)

    def hits(self, question: OrderingQuestion, response: list[int]) -> tuple[int, int]:
        """Return how many of those things are right that the question's `marking` counts, and of how many."""
        number = len(question.items)
        match question.marking:
            case "adjacent":
                return sum(NONE < a == b - 1 for a, b in pairwise(response)), number - 1
            case "rank":
                return sum(a < b for a, b in combinations(_placed(response), 2)), number * (number - 1) // 2
            case "all-or-nothing":
                return int(response == self.right_response(question)), 1

    def placed(self, question: OrderingQuestion, response: list[int] | None) -> tuple[PlacedItem, ...]:
        """Return the items in the right order, with the places that they were given."""
        given = {index: place for place, index in enumerate(response or (), start=1) if index != NONE}
        return tuple(
            PlacedItem(text, index + 1, given.get(index), given.get(index - 1, NONE) + 1 == given.get(index))
            for index, text in enumerate(question.items)
        )

    @override
    def describe(self, question: OrderingQuestion, response: list[int]) -> str:
        """Return the items in the learner's order."""
        return in_one_line("" if index == NONE else seen(question.items[index]) for index in response)

    @override
    def summary(self, question: OrderingQuestion, responses: Sequence[list[int]]) -> tuple[Count, ...]:
        """Return for each item how many responses gave it each place."""
        counts: list[Count] = []
        for index, item in enumerate(map(seen, question.items)):
            places = [one.index(index) if index in one else NONE for one in responses]
            options = ((place, str(place + 1), float(place == index)) for place in range(len(question.items)))
            counts += (*count_offered(options, places, item), *count_empty(places.count(NONE), item))
        return tuple(counts)

    @override
    def right_response(self, question: OrderingQuestion) -> list[int]:
        """Return the author's order."""
        return list(range(len(question.items)))

    @override
    def answer_text(self, question: OrderingQuestion) -> str:
        """Return the items in the right order."""
        return in_one_line(map(seen, question.items))

    examples = (
        Example(_EVENTS, ["1", "2", "3", "4"], 1),
        Example(_EVENTS, ["2", "3", "4", "1"], 2 / 3),
        Example(_EVENTS, ["1", "3", "2", "4"], 0),
        Example(_EVENTS, ["1", "2", "", ""], 1 / 3),
        Example(_EVENTS, ["", "", "3", ""], 0),
        Example(_EVENTS, ["4", "3", "2", "1"], 0),
        Example(_RANK, ["1", "2", "3", "4"], 1),
        Example(_RANK, ["2", "1", "3", "4"], 2 / 3),
        Example(_RANK, ["", "1", "2", ""], 1 / 6),
        Example(_RANK, ["4", "3", "2", "1"], 0),
        Example(_STRICT, ["1", "2", "3", "4"], 1),
        Example(_STRICT, ["2", "1", "3", "4"], 0),
        Example(_EVENTS, ["1", "2", "2", "4"], None),
        Example(_EVENTS, ["0", "1", "2", "3"], None),
        Example(_EVENTS, ["1", "2", "3"], None),
        Example(_EVENTS, ["", "", "", ""], None),
        Example(_EVENTS, "1", None),
        Example(_EVENTS, None, None),
    )


def _places(question: OrderingQuestion) -> list[str]:
    return [str(place) for place in range(1, len(question.items) + 1)]


def _placed(response: Sequence[int]) -> list[int]:
    return [index for index in response if index != NONE]
