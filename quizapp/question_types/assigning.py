"""What the types share in which each of several items is given one of several options."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple, TypeVar

from typing_extensions import override

from quizapp.question_types.base import (
    FieldData,
    MalformedError,
    Mark,
    Question,
    Rule,
    Written,
    shuffled,
)
from quizapp.question_types.choices import WholeChoice, missing, seen
from quizapp.question_types.counting import Count, count_offered
from quizapp.question_types.parts import EMPTY, NONE, Part, PartsType, count_empty, in_one_line
from quizapp.translation.texts import _, lazy


class Assigned(NamedTuple):
    """An item once the question was answered: its text, what the learner gave it, and what is right.

    `given` is None without a response, and "" where the item was left without an option.
    """

    item: str
    given: str | None
    right: str
    is_right: bool


class AssigningQuestion(Question):
    """A question whose answer gives each item an option."""

    @property
    def items(self) -> tuple[str, ...]:
        """Return the items in the author's order, as they are seen."""
        raise NotImplementedError

    @property
    def options(self) -> tuple[str, ...]:
        """Return the options in the author's order, each once, as they are seen."""
        raise NotImplementedError

    @property
    def right(self) -> tuple[int, ...]:
        """Return the index of the right option of each item."""
        raise NotImplementedError

    @property
    def whole_only(self) -> bool:
        """Tell whether only a response without any slip earns anything."""
        raise NotImplementedError


Q = TypeVar("Q", bound=AssigningQuestion)


class AssigningType(PartsType[Q, list[int]]):
    """A type in which items are given options.

    The response has the index of an option for each item, in the author's order; -1 where there is none. The
    order is one of items and options, counted through, so that neither's tells of the other's. It begins from
    that of their texts: the author's has what belongs together in the same places.
    """

    is_described_in_markdown = True
    #: Whether options are shuffled too.
    shuffles_options: ClassVar[bool]
    fill_in = lazy("Fill in at least one item.")
    of_part = lazy("Item %(number)s: %(hint)s")

    @override
    def names(self, question: Q) -> Iterator[tuple[str, ...]]:
        """Yield each item and each option."""
        yield from ((text,) for text in (*question.items, *question.options))

    @override
    def order(self, question: Q, seed: int) -> tuple[int, ...]:
        """Return the order of items and options on the page, the options counted on from the items."""
        items, options = question.items, question.options
        count = len(items)
        plain = sorted(range(count), key=items.__getitem__)
        if not self.shuffles_options:
            return (*(plain[place] for place in shuffled(count, seed)), *range(count, count + len(options)))
        plain += (count + index for index in sorted(range(len(options)), key=options.__getitem__))
        return tuple(plain[place] for place in shuffled(len(plain), seed))

    @override
    def rules(self, question: Q) -> Iterator[Rule]:
        """Yield what is counted, and which options fit nothing."""
        marking = _("all or nothing") if question.whole_only else _("the share of items that are right")
        yield Rule(_("Marking"), (marking,))
        if vain := tuple(text for place, text in enumerate(question.options) if place not in question.right):
            yield Rule(_("Offered, and never right"), vain)

    def split(self, question: Q, order: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return the order of the items, and that of the options."""
        count = len(question.items)
        return (
            [index for index in order if index < count],
            [index - count for index in order if index >= count],
        )

    @override
    def parts(self, question: Q, order: Sequence[int]) -> tuple[Part, ...]:
        """Return a drop-down of all options for each item."""
        items, options = self.split(question, order)
        texts = question.options
        offered = tuple((str(place), texts[index]) for place, index in enumerate(options))
        return tuple(Part(question.items[index], offered) for index in items)

    @override
    def parse(self, question: Q, data: FieldData, order: Sequence[int]) -> list[int]:
        """Read the place of the option that each item was given."""
        texts = self.texts(question, data, order)
        items, options = self.split(question, order)
        places = {str(place): index for place, index in enumerate(options)} | {"": NONE}
        response = [NONE] * len(items)
        for place, (item, text) in enumerate(zip(items, texts, strict=True)):
            if text not in places:
                raise self.malformed(place, _("Choose one of the list."))
            response[item] = places[text]
        return response

    @override
    def data(self, question: Q, response: list[int], order: Sequence[int]) -> list[str]:
        """Return the place of each item's option, as the items stand on the page."""
        items, options = self.split(question, order)
        return ["" if response[item] == NONE else str(options.index(response[item])) for item in items]

    @override
    def read_written(self, question: Q, written: Written) -> list[int]:
        """Read a list of the texts of options, one for each item in the author's order."""
        if isinstance(written, str) or len(written) != len(question.items) or not any(written):
            raise MalformedError(f"Write a list of {len(question.items)}: what each item is given.")
        options = question.options
        response = []
        for place, text in enumerate(written):
            if text and seen(text) not in options:
                fault = missing([WholeChoice(text=option) for option in options], text, ())
                raise self.malformed(place, f"{fault.message} ({fault.remedy})")
            response.append(options.index(seen(text)) if text else NONE)
        return response

    @override
    def grade(self, question: Q, response: list[int]) -> Mark:
        """Give the share of items that have the right option, or all or nothing."""
        right = question.right
        hits = sum(given == wanted for given, wanted in zip(response, right, strict=True))
        return Mark(float(hits == len(right)) if question.whole_only else hits / len(right))

    @override
    def describe(self, question: Q, response: list[int]) -> str:
        """Return each item with the option that it was given."""
        options = (*question.options, EMPTY)
        return in_one_line(
            f"{item} → {options[index]}" for item, index in zip(question.items, response, strict=True)
        )

    @override
    def right_response(self, question: Q) -> list[int]:
        """Return the index of each item's right option."""
        return list(question.right)

    @override
    def answer_text(self, question: Q) -> str:
        """Return each item with its right option."""
        return self.describe(question, list(question.right))

    @override
    def summary(self, question: Q, responses: Sequence[list[int]]) -> tuple[Count, ...]:
        """Return for each item how many responses gave it each option."""
        counts: list[Count] = []
        for place, (item, right) in enumerate(zip(question.items, question.right, strict=True)):
            given = [response[place] for response in responses]
            options = ((index, text, float(index == right)) for index, text in enumerate(question.options))
            counts += (*count_offered(options, given, item), *count_empty(given.count(NONE), item))
        return tuple(counts)

    def assigned(self, question: Q, response: list[int] | None, order: Sequence[int]) -> tuple[Assigned, ...]:
        """Return the items as they stand on the page, each with what it was given."""
        options, right = (*question.options, ""), question.right
        items, _ = self.split(question, order)
        return tuple(
            Assigned(
                question.items[item],
                None if response is None else options[response[item]],
                options[right[item]],
                response is not None and response[item] == right[item],
            )
            for item in items
        )
