"""Pairs to be found: each item gets its match, among some that match nothing."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field
from typing_extensions import override

from quizapp.question_types.assigning import AssigningQuestion, AssigningType
from quizapp.question_types.base import AuthorModel, Example, Fault, Scalar
from quizapp.question_types.choices import seen, twice
from quizapp.question_types.parts import MOST_PARTS
from quizapp.translation.texts import lazy


class WholePair(AuthorModel):
    """An item and what belongs to it."""

    item: Scalar
    match: Scalar


def _whole(written: Any) -> Any:
    if isinstance(written, list | tuple) and len(written) == len(WholePair.model_fields):
        return dict(zip(WholePair.model_fields, written, strict=True))
    return written


#: A pair as authors write it: a list of two, or by name.
Pair = Annotated[WholePair, BeforeValidator(_whole, json_schema_input_type=tuple[Scalar, Scalar] | WholePair)]


class MatchingQuestion(AssigningQuestion):
    """What an author writes; items may share a match."""

    type: Literal["matching"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=MOST_PARTS)]
    distractors: Annotated[tuple[Scalar, ...], Field(max_length=MOST_PARTS)] = ()
    marking: Literal["per-pair", "all-or-nothing"] = "per-pair"

    @property
    @override
    def items(self) -> tuple[str, ...]:
        return tuple(seen(pair.item) for pair in self.pairs)

    @property
    @override
    def options(self) -> tuple[str, ...]:
        matches = (seen(pair.match) for pair in self.pairs)
        return tuple(dict.fromkeys((*matches, *map(seen, self.distractors))))

    @property
    @override
    def right(self) -> tuple[int, ...]:
        options = self.options
        return tuple(options.index(seen(pair.match)) for pair in self.pairs)

    @property
    @override
    def whole_only(self) -> bool:
        return self.marking == "all-or-nothing"


_CAPITALS: Final[dict[str, Any]] = {
    "id": "capitals",
    "type": "matching",
    "topics": ["actors"],
    "prompt": "Which is the capital of which state?",
    "pairs": [
        ["Kyrgyzstan", "Bishkek"],
        ["Tajikistan", "Dushanbe"],
        {"item": "Uzbekistan", "match": "Tashkent"},
        ["Turkmenistan", "Ashgabat"],
    ],
    "distractors": ["Almaty"],
}
_STRICT: Final[dict[str, Any]] = {**_CAPITALS, "marking": "all-or-nothing"}
_SHARED: Final[dict[str, Any]] = {
    **_CAPITALS,
    "pairs": [["Osh", "Kyrgyzstan"], ["Naryn", "Kyrgyzstan"], ["Khujand", "Tajikistan"]],
    "distractors": [],
}


class Matching(AssigningType[MatchingQuestion]):
    """Pairs to be found."""

    name = "matching"
    label = lazy("Matching")
    model = MatchingQuestion
    shuffles_options = True

    @override
    def faults(self, question: MatchingQuestion) -> Iterator[Fault]:
        """Yield items that are there twice, distractors that are right, and a choice of one."""
        yield from twice(
            [(pair.item, ("pairs", place, "item")) for place, pair in enumerate(question.pairs)], "item"
        )
        matches = {seen(pair.match) for pair in question.pairs}
        for place, text in enumerate(question.distractors):
            if seen(text) in matches:
                path = ("distractors", place)
                yield Fault(path, f"“{seen(text)}” is the match of an item", "leave it out here")
        others = [
            (text, ("distractors", place))
            for place, text in enumerate(question.distractors)
            if seen(text) not in matches
        ]
        yield from twice(others, "distractor")
        if len(question.options) == 1:
            yield Fault(("pairs",), "all items have the same match", "add others, or `distractors`")

    examples = (
        Example(_CAPITALS, ["0", "1", "2", "3"], 1),
        Example(_CAPITALS, ["1", "0", "2", "3"], 1 / 2),
        Example(_CAPITALS, ["0", "", "4", ""], 1 / 4),
        Example(_CAPITALS, ["1", "2", "3", "4"], 0),
        Example(_CAPITALS, ["0", "1", "2", "5"], None),
        Example(_CAPITALS, ["0", "1", "2", "-1"], None),
        Example(_CAPITALS, ["0", "1", "2"], None),
        Example(_CAPITALS, ["", "", "", ""], None),
        Example(_CAPITALS, "0", None),
        Example(_CAPITALS, None, None),
        Example(_STRICT, ["0", "1", "2", "3"], 1),
        Example(_STRICT, ["0", "1", "2", ""], 0),
        Example(_SHARED, ["0", "0", "1"], 1),
        Example(_SHARED, ["0", "1", "1"], 2 / 3),
    )
