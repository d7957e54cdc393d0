"""Items to be sorted into named groups."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from typing_extensions import override

from quizapp.question_types.assigning import Assigned, AssigningQuestion, AssigningType
from quizapp.question_types.base import Example, Fault, Scalar
from quizapp.question_types.choices import seen
from quizapp.question_types.parts import MOST_PARTS
from quizapp.translation.texts import lazy


class CategoriseQuestion(AssigningQuestion):
    """What an author writes: the items of each group, by its name."""

    type: Literal["categorise"]
    groups: Annotated[
        dict[Scalar, Annotated[tuple[Scalar, ...], Field(min_length=1)]],
        Field(min_length=2, max_length=MOST_PARTS),
    ]
    marking: Literal["per-item", "all-or-nothing"] = "per-item"

    @property
    @override
    def items(self) -> tuple[str, ...]:
        return tuple(seen(item) for items in self.groups.values() for item in items)

    @property
    @override
    def options(self) -> tuple[str, ...]:
        return tuple(map(seen, self.groups))

    @property
    @override
    def right(self) -> tuple[int, ...]:
        return tuple(index for index, items in enumerate(self.groups.values()) for _ in items)

    @property
    @override
    def whole_only(self) -> bool:
        return self.marking == "all-or-nothing"


_STATES: Final[dict[str, Any]] = {
    "id": "neighbours-or-not",
    "type": "categorise",
    "topics": ["agreements/border"],
    "prompt": "Which of these states border on China?",
    "groups": {
        "Border on China": ["Kazakhstan", "Kyrgyzstan", "Tajikistan"],
        "Lie further west": ["Uzbekistan", "Turkmenistan"],
    },
}
_STRICT: Final[dict[str, Any]] = {**_STATES, "marking": "all-or-nothing"}


class Categorise(AssigningType[CategoriseQuestion]):
    """Items to be sorted into groups, which stand in the author's order: it tells nothing of the items."""

    name = "categorise"
    label = lazy("Sorting into groups")
    model = CategoriseQuestion
    shuffles_options = False

    @override
    def faults(self, question: CategoriseQuestion) -> Iterator[Fault]:
        """Yield items and groups that are there twice, and more items than fit on a page."""
        names: set[str] = set()
        group_of: dict[str, str] = {}
        for name, items in question.groups.items():
            if seen(name) in names:
                yield Fault(("groups", name), f"the group “{seen(name)}” is there twice", "make them one")
            names.add(seen(name))
            for place, item in enumerate(map(seen, items)):
                if item in group_of:
                    message = f"“{item}” is in the group “{group_of[item]}” already"
                    yield Fault(("groups", name, place), message, "leave it in one group, once")
                group_of.setdefault(item, seen(name))
        if len(question.items) > MOST_PARTS:
            yield Fault(("groups",), f"these are {len(question.items)} items", f"leave {MOST_PARTS} at most")

    def boxes(
        self, question: CategoriseQuestion, assigned: tuple[Assigned, ...]
    ) -> tuple[tuple[str, tuple[Assigned, ...]], ...]:
        """Return each group with the items that belong to it."""
        return tuple(
            (name, tuple(item for item in assigned if item.right == name)) for name in question.options
        )

    examples = (
        Example(_STATES, ["0", "0", "0", "1", "1"], 1),
        Example(_STATES, ["0", "0", "0", "0", "0"], 3 / 5),
        Example(_STATES, ["0", "", "", "", ""], 1 / 5),
        Example(_STATES, ["1", "1", "1", "0", "0"], 0),
        Example(_STATES, ["", "", "", "", " "], None),
        Example(_STATES, ["0", "0", "0", "1", "2"], None),
        Example(_STATES, ["0", "0"], None),
        Example(_STATES, None, None),
        Example(_STRICT, ["0", "0", "0", "1", "1"], 1),
        Example(_STRICT, ["0", "0", "0", "1", ""], 0),
    )
