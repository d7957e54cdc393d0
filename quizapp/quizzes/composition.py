"""What a quiz asks, as its author put it together: sections of questions that are fixed and of draws.

The same value stands behind a ready quiz and behind whatever else sets one; it is stored as plain JSON
(`to_json`, `from_json`). `compose` makes of it, by a seed, what one learner is asked.
"""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quizapp.quizzes.drawing import ALL_ALIKE, NO_EXCLUDES, Excludes, Tiers, draw

#: Where an item stands: the numbers of its section and of itself there, from 0.
ItemPlace = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FixedItem:
    """A question that everybody is asked, by its key in the bank."""

    question: str
    points: float = 1.0


@dataclass(frozen=True, slots=True)
class DrawItem:
    """Questions drawn for each learner: at or below one of these topics, of one of these types.

    No topics mean any. No types mean any that is marked at once: others are drawn only where they are named.
    """

    count: int
    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    #: Of each question.
    points: float = 1.0

    def takes(self, question: "PoolQuestion") -> bool:
        """Tell whether a question may be drawn."""
        is_of_type = question.type in self.types if self.types else question.is_marked
        return is_of_type and (not self.topics or any(map(self._is_about, question.topics)))

    def _is_about(self, topic: str) -> bool:
        return any(topic == wanted or topic.startswith(f"{wanted}/") for wanted in self.topics)


Item = FixedItem | DrawItem


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a quiz, asked in the order of its items, or in another for each learner."""

    items: tuple[Item, ...]
    heading: str | None = None
    is_shuffled: bool = False


@dataclass(frozen=True, slots=True)
class Composition:
    """All that a quiz asks."""

    sections: tuple[Section, ...]

    @property
    def items(self) -> Iterator[tuple[ItemPlace, Item]]:
        """Yield the items with their places."""
        for section_number, section in enumerate(self.sections):
            for number, item in enumerate(section.items):
                yield (section_number, number), item

    @property
    def draws(self) -> dict[ItemPlace, DrawItem]:
        """Return the draws by their places."""
        return {place: item for place, item in self.items if isinstance(item, DrawItem)}

    @property
    def fixed(self) -> dict[ItemPlace, FixedItem]:
        """Return the fixed questions by their places."""
        return {place: item for place, item in self.items if isinstance(item, FixedItem)}

    @property
    def count(self) -> int:
        """Return how many questions the quiz has, where its pools are large enough."""
        return len(self.fixed) + sum(item.count for item in self.draws.values())

    @property
    def points(self) -> float:
        """Return what all of them are worth together."""
        drawn = sum(item.count * item.points for item in self.draws.values())
        return drawn + sum(item.points for item in self.fixed.values())


def just_draw(count: int, topics: Iterable[str] = (), types: Iterable[str] = ()) -> Composition:
    """Return the composition of a quiz that is one draw."""
    return Composition((Section((DrawItem(count, tuple(topics), tuple(types)),)),))


@dataclass(frozen=True, slots=True)
class PoolQuestion:
    """What composing a quiz must know of a question in force."""

    id: int
    key: str
    type: str
    topics: tuple[str, ...]
    #: Whether its answers are marked at once; else people mark them.
    is_marked: bool = True


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """A question that one learner is asked: its points, and the number and heading of its section."""

    question_id: int
    points: float = 1.0
    heading: str | None = None
    section: int = 0


def compose(
    composition: Composition,
    pool: Iterable[PoolQuestion],
    seed: int,
    excludes: Excludes = NO_EXCLUDES,
    tiers: Tiers = ALL_ALIKE,
) -> list[PlannedSlot]:
    """Return what a learner with this seed is asked, in order; the pool holds the questions in force.

    No question is asked twice: one that is fixed anywhere is drawn nowhere. No two are asked that exclude
    each other; of two such that are fixed, the later is left out, as is one that isn't in the pool. Fewer
    are drawn than a draw says only where its pool has no more. A quiz that is one draw asks exactly what
    `draw` returns. Each draw prefers the questions of the first tiers.
    """
    plan = _Plan(composition, pool, excludes, tiers)
    plan.draw_all(seed)
    slots: list[PlannedSlot] = []
    for number, section in enumerate(composition.sections):
        asked = [
            PlannedSlot(question, item.points, section.heading, number)
            for place, item in enumerate(section.items)
            for question in plan.chosen[number, place]
        ]
        if section.is_shuffled:
            random.Random(f"{seed}/section/{number}").shuffle(asked)  # noqa: S311 -- an order, no secret
        slots += asked
    return slots


def shortages(
    composition: Composition, pool: Iterable[PoolQuestion], excludes: Excludes = NO_EXCLUDES
) -> dict[ItemPlace, int]:
    """Return how many questions each item lacks whatever the seed; those that lack none aren't in it.

    What questions in a draw exclude of each other is left aside: chance may go around it.
    """
    plan = _Plan(composition, pool, excludes)
    plan.excludes = NO_EXCLUDES
    plan.draw_all(seed=0)
    wanted = {place: item.count if isinstance(item, DrawItem) else 1 for place, item in composition.items}
    return {place: lack for place, count in wanted.items() if (lack := count - len(plan.chosen[place]))}


@dataclass
class _Plan:
    """Which questions each item of a composition asks; those that are fixed are there from the start."""

    composition: Composition
    pool: Iterable[PoolQuestion]
    excludes: Excludes
    tiers: Tiers = field(default_factory=lambda: ALL_ALIKE)
    chosen: dict[ItemPlace, list[int]] = field(init=False)
    #: The questions that are asked or excluded by then.
    barred: set[int] = field(default_factory=set)
    #: What each draw may choose from, with the topics of each question.
    pools: dict[ItemPlace, Mapping[int, Collection[str]]] = field(init=False)
    #: The draws that have each question.
    owners: dict[int, ItemPlace] = field(default_factory=dict)

    def __post_init__(self) -> None:
        questions = tuple(self.pool)
        ids = {question.key: question.id for question in questions}
        self.chosen = {place: [] for place, _ in self.composition.items}
        for place, item in self.composition.fixed.items():
            question_id = ids.get(item.question)
            if question_id is not None and question_id not in self.barred:
                self._choose(place, question_id)
        self.pools = {
            place: {
                question.id: question.topics
                for question in questions
                if question.id not in self.barred and item.takes(question)
            }
            for place, item in self.composition.draws.items()
        }

    def draw_all(self, seed: int) -> None:
        """Fill the draws: those first that have least to choose from, so that others leave them enough."""
        draws = self.composition.draws
        seeds = {place: _seed_of(seed, number) for number, place in enumerate(draws)}
        for place in sorted(draws, key=lambda place: len(self.pools[place]) - draws[place].count):
            left = {one: topics for one, topics in self.pools[place].items() if one not in self.barred}
            for question in draw(left, draws[place].count, seeds[place], self.excludes, self.tiers):
                self._choose(place, question)
                self.owners[question] = place
        for place, item in draws.items():
            while len(self.chosen[place]) < item.count and self._fill_up(place, seeds[place], {place}):
                pass

    def _fill_up(self, place: ItemPlace, seed: int, asked_already: set[ItemPlace]) -> bool:
        """Give a draw one question more, be it one of another draw, for which that finds another.

        `asked_already` are the draws that have been asked to, so that none is asked in a circle.
        """
        wanted = sorted(self.pools[place])
        random.Random(seed).shuffle(wanted)  # noqa: S311 -- a fair draw that can be repeated, not a secret
        wanted.sort(key=lambda question: self.tiers.get(question, 0))
        for question in wanted:
            if question not in self.barred:
                self._choose(place, question)
                self.owners[question] = place
                return True
        for question in wanted:
            owner = self.owners.get(question)
            if owner is None or owner in asked_already:
                continue
            asked_already.add(owner)
            if self._fill_up(owner, seed, asked_already):
                self.chosen[owner].remove(question)
                self.chosen[place].append(question)
                self.owners[question] = place
                return True
        return False

    def _choose(self, place: ItemPlace, question: int) -> None:
        self.chosen[place].append(question)
        self.barred.add(question)
        self.barred.update(self.excludes.get(question, ()))


def _seed_of(seed: int, number: int) -> int:
    """Return the seed of a draw: of the first the quiz's own."""
    return random.Random(f"{seed}/draw/{number}").getrandbits(63) if number else seed  # noqa: S311 -- as above


def renamed(composition: Composition, new_keys: Mapping[str, str]) -> Composition:
    """Return a composition that names its questions by their new keys, as far as they have others now."""

    def named(item: Item) -> Item:
        if isinstance(item, FixedItem):
            return replace(item, question=new_keys.get(item.question, item.question))
        return item

    return Composition(
        tuple(replace(section, items=tuple(map(named, section.items))) for section in composition.sections)
    )


def to_json(composition: Composition) -> dict[str, Any]:
    """Return a composition as plain JSON, which `from_json` reads."""
    return {
        "sections": [
            {
                "heading": section.heading,
                "shuffle": section.is_shuffled,
                "items": [_item_to_json(item) for item in section.items],
            }
            for section in composition.sections
        ]
    }


def from_json(stored: Mapping[str, Any]) -> Composition:
    """Read what `to_json` made."""
    return Composition(
        tuple(
            Section(tuple(map(_item_from_json, section["items"])), section["heading"], section["shuffle"])
            for section in stored["sections"]
        )
    )


def _item_to_json(item: Item) -> dict[str, Any]:
    if isinstance(item, FixedItem):
        return {"question": item.question, "points": item.points}
    topics_and_types: dict[str, Sequence[str]] = {"topics": list(item.topics), "types": list(item.types)}
    return {"count": item.count, **topics_and_types, "points": item.points}


def _item_from_json(stored: Mapping[str, Any]) -> Item:
    if "question" in stored:
        return FixedItem(stored["question"], stored["points"])
    return DrawItem(stored["count"], tuple(stored["topics"]), tuple(stored["types"]), stored["points"])
