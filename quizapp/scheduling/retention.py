"""How much was remembered in fact, and how much of a topic would be remembered today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from quizapp.scheduling.memory import CardState, Phase, Rating, retrievability
from quizapp.scheduling.parameters import ParameterSet

#: From this interval, in days, a card is called mature (as in Anki).
MATURE_FROM = 21
#: From this chance of recall, so much later, a question counts as known.
KNOWN_FROM, KNOWN_FOR = 0.9, timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reviews there were, and how many of them were remembered."""

    reviews: int = 0
    remembered: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Count both."""
        return Tally(self.reviews + other.reviews, self.remembered + other.remembered)

    @property
    def rate(self) -> float | None:
        """Return the share that was remembered, or None without reviews."""
        return self.remembered / self.reviews if self.reviews else None


@dataclass(frozen=True, slots=True)
class TrueRetention:
    """True retention of young cards (interval under 21 days), of mature ones, and of all."""

    young: Tally = Tally()
    mature: Tally = Tally()

    def __add__(self, other: "TrueRetention") -> "TrueRetention":
        """Count both."""
        return TrueRetention(self.young + other.young, self.mature + other.mature)

    @property
    def all(self) -> Tally:
        """Add young and mature up."""
        return self.young + self.mature


@dataclass(frozen=True, slots=True)
class Chance:
    """What a question that was seen adds to its topics: the chance of recall, and whether it is known."""

    recall: float
    is_known: bool


@dataclass(frozen=True, slots=True)
class Mastery:
    """A topic on one day: the mean chance of recall over all its questions, and three counts."""

    mean: float
    known: int
    learning: int
    unseen: int

    @property
    def questions(self) -> int:
        """Count all questions of the topic."""
        return self.known + self.learning + self.unseen


def scheduled_days(state: CardState) -> int:
    """Return a card's interval: study days from its last review to its due day; 0 when new or in steps."""
    if state.due_day is None or state.last_study_day is None:
        return 0
    return (state.due_day - state.last_study_day).days


def elapsed_days(state: CardState, day: date) -> int:
    """Return the study days since a card's last answer; 0 when new, or where the day lies before it."""
    return 0 if state.last_study_day is None else max(0, (day - state.last_study_day).days)


def retention_of(phase_before: str, elapsed: int, interval: int, rating: int) -> TrueRetention:
    """Return what one review tells of how well the schedule works: one test, or none.

    It is a test of a card in the review phase, and only as its first answer on a study day: after
    another, of which a quiz answer is one, nothing has been forgotten. `elapsed` and `interval` are the days
    that have passed and those that were planned.
    """
    if phase_before != Phase.REVIEW or elapsed == 0:
        return TrueRetention()
    tally = Tally(reviews=1, remembered=int(rating != Rating.AGAIN))
    return TrueRetention(young=tally) if interval < MATURE_FROM else TrueRetention(mature=tally)


def chance_of(
    phase: str,
    step: int | None,
    stability: float | None,
    last_study_day: date | None,
    *,
    day: date,
    parameters: ParameterSet,
) -> Chance | None:
    """Return the chance of recalling a question on a study day, from the four parts of its card that tell.

    It counts with its recall probability, but with 0 while its card stands on the first (re)learning
    step: there the model hopes for a learner who has just read the answer, and nothing has shown yet
    that it stuck. Known are those in the review phase that will have a probability of 0.9 or more in a
    week: on the day of a review the model hopes for all. None for a question never seen.
    """
    if phase == Phase.NEW:
        return None
    recall = retrievability(stability, last_study_day, day, parameters) if step != 0 else 0.0
    later = retrievability(stability, last_study_day, day + KNOWN_FOR, parameters)
    return Chance(recall, phase == Phase.REVIEW and later >= KNOWN_FROM)


def mastery(seen: Collection[Chance], questions: int) -> Mastery:
    """Sum up a topic of so many questions, of which these were seen; without questions the mean is 0."""
    known = sum(chance.is_known for chance in seen)
    return Mastery(
        mean=sum(chance.recall for chance in seen) / questions if questions else 0.0,
        known=known,
        learning=len(seen) - known,
        unseen=questions - len(seen),
    )
