"""What a composition comes to before anybody is asked: its points, its time, what its author may not want."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from statistics import fmean, median
from typing import Final

from quizapp.quizzes.composition import Composition, DrawItem, FixedItem, ItemPlace, PoolQuestion, shortages
from quizapp.quizzes.drawing import Excludes

#: From so many times on, a question's own say how long it takes, and a type's own say it of its questions.
ENOUGH_TIMES: Final = 5
#: What a question takes before there are so many, by its type and otherwise.
ASSUMED_SECONDS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("single", "truefalse"), 20.0),
    **dict.fromkeys(("cloze", "matching", "categorise", "ordering", "timeline"), 60.0),
    "essay": 600.0,
}
ASSUMED_OTHERWISE: Final = 30.0


class FindingKind(StrEnum):
    """What was found."""

    #: The points of all questions together, as far as there are enough.
    POINTS = "points"
    #: How many seconds it will take.
    SECONDS = "seconds"
    #: A fixed question that isn't in force.
    MISSING = "missing"
    #: A draw that lacks so many questions, whatever the seed.
    TOO_FEW = "too few"
    #: Two fixed questions of which one tells the other's answer: the later is left out.
    GIVEAWAY = "giveaway"
    #: Questions of which somebody has a card already.
    IN_STUDY = "in study"
    #: Questions of an exam in a bank that everybody can study or try out.
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: its amount, the item and the questions (by their keys) that it is about."""

    kind: FindingKind
    amount: float = 0
    place: ItemPlace | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Experience:
    """What is known of questions from their use, by their ids."""

    #: How many seconds answers took.
    seconds: Mapping[int, Sequence[float]] = field(default_factory=dict)
    #: Those of which somebody has a card.
    in_study: Collection[int] = ()
    #: Whether everybody may study the bank.
    is_public: bool = False


def look(
    composition: Composition,
    pool: Sequence[PoolQuestion],
    excludes: Excludes,
    experience: Experience,
    *,
    is_exam: bool,
) -> tuple[Finding, ...]:
    """Return what there is to say of a composition: its points and its time first."""
    asked = _Asked(composition, pool, excludes)
    every = tuple(question.key for question in asked.questions())
    in_study = tuple(one.key for one in asked.questions() if one.id in experience.in_study)
    return (
        Finding(FindingKind.POINTS, asked.points()),
        Finding(FindingKind.SECONDS, asked.seconds(experience.seconds)),
        *asked.lacking(),
        *asked.giveaways(),
        *([Finding(FindingKind.IN_STUDY, len(in_study), questions=in_study)] if in_study else ()),
        *(
            [Finding(FindingKind.PUBLIC, len(every), questions=every)]
            if is_exam and experience.is_public and every
            else ()
        ),
    )


class _Asked:
    """The items of a composition with the questions that each may ask."""

    def __init__(self, composition: Composition, pool: Sequence[PoolQuestion], excludes: Excludes) -> None:
        self._pool, self._excludes = pool, excludes
        self._by_key = {question.key: question for question in pool}
        self._lacks = shortages(composition, pool, excludes)
        self._items = dict(composition.items)
        self._fixed = composition.fixed
        self._may_ask = {place: self._questions_of(item) for place, item in self._items.items()}

    def _questions_of(self, item: FixedItem | DrawItem) -> list[PoolQuestion]:
        if isinstance(item, DrawItem):
            return [question for question in self._pool if item.takes(question)]
        return [self._by_key[item.question]] if item.question in self._by_key else []

    def _count(self, place: ItemPlace) -> int:
        """Return how many questions an item asks."""
        item = self._items[place]
        return (item.count if isinstance(item, DrawItem) else 1) - self._lacks.get(place, 0)

    def questions(self) -> list[PoolQuestion]:
        """Return all that may be asked, each once."""
        wanted = {question.id for questions in self._may_ask.values() for question in questions}
        return [question for question in self._pool if question.id in wanted]

    def points(self) -> float:
        """Return what the questions are worth together."""
        return sum(self._count(place) * item.points for place, item in self._items.items())

    def seconds(self, known: Mapping[int, Sequence[float]]) -> float:
        """Return how long the questions take together: those of a draw as long as its pool in the mean."""
        by_type: dict[str, list[float]] = {}
        for question in self._pool:
            by_type.setdefault(question.type, []).extend(known.get(question.id, ()))

        def seconds_of(question: PoolQuestion) -> float:
            for times in (known.get(question.id, ()), by_type[question.type]):
                if len(times) >= ENOUGH_TIMES:
                    return median(times)
            return ASSUMED_SECONDS.get(question.type, ASSUMED_OTHERWISE)

        return sum(
            self._count(place) * fmean(map(seconds_of, questions))
            for place, questions in self._may_ask.items()
            if questions
        )

    def lacking(self) -> Iterator[Finding]:
        """Yield the items that ask less than they say."""
        for place, item in self._items.items():
            if isinstance(item, DrawItem):
                if lack := self._lacks.get(place):
                    yield Finding(FindingKind.TOO_FEW, lack, place)
            elif not self._may_ask[place]:
                yield Finding(FindingKind.MISSING, 1, place, (item.question,))

    def giveaways(self) -> Iterator[Finding]:
        """Yield the pairs of fixed questions that exclude each other."""
        for (_, first), (place, second) in combinations(self._fixed.items(), 2):
            one, other = self._by_key.get(first.question), self._by_key.get(second.question)
            if one and other and other.id in self._excludes.get(one.id, ()):
                yield Finding(FindingKind.GIVEAWAY, 1, place, (one.key, other.key))
