"""How much was remembered in fact, and how much of a topic would be remembered today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quizapp.scheduling.log import Kind, LogEntry, history
from quizapp.scheduling.memory import CardState, Phase, Rating, retrievability

#: From this interval, in days, a card is called mature (as in Anki).
MATURE_FROM = 21
#: From this chance of recall a question counts as known.
KNOWN_FROM = 0.9


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One answer as the statistics see it: the card's phase and interval (days) are those before it."""

    card_id: int
    kind: Kind
    at: datetime
    study_day: date
    rating: Rating
    phase: Phase
    interval: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reviews there were, and how many of them were remembered."""

    reviews: int = 0
    remembered: int = 0

    @property
    def rate(self) -> float | None:
        """Return the share that was remembered, or None without reviews."""
        return self.remembered / self.reviews if self.reviews else None


@dataclass(frozen=True, slots=True)
class TrueRetention:
    """True retention of young cards (interval under 21 days), of mature ones, and of all."""

    young: Tally
    mature: Tally

    @property
    def all(self) -> Tally:
        """Add young and mature up."""
        return Tally(
            reviews=self.young.reviews + self.mature.reviews,
            remembered=self.young.remembered + self.mature.remembered,
        )


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


def review_rows(card_id: int, entries: Sequence[LogEntry]) -> list[ReviewRow]:
    """Read a card's log as rows for `true_retention`; answers that were undone are left out."""
    return [
        ReviewRow(
            card_id=card_id,
            kind=step.entry.kind,
            at=step.entry.at,
            study_day=step.entry.study_day,
            rating=step.rating,
            phase=step.before.phase,
            interval=scheduled_days(step.before),
        )
        for step in history(entries)
    ]


def scheduled_days(state: CardState) -> int:
    """Return a card's interval: study days from its last review to its due day; 0 when new or in steps."""
    if state.due_day is None or state.last_study_day is None:
        return 0
    return (state.due_day - state.last_study_day).days


def true_retention(rows: Iterable[ReviewRow]) -> TrueRetention:
    """Tally the reviews that tell how well the schedule works.

    Only a card's first answer on a study day counts, and only if it was a review (not a quiz
    answer) of a card in the review phase. A quiz answer counts as a first answer all the same.
    """
    first: dict[tuple[int, date], ReviewRow] = {}
    for row in rows:
        earlier = first.setdefault((row.card_id, row.study_day), row)
        if row.at < earlier.at:
            first[row.card_id, row.study_day] = row
    tests = [row for row in first.values() if row.kind == "review" and row.phase is Phase.REVIEW]
    return TrueRetention(
        young=_tally(row for row in tests if row.interval < MATURE_FROM),
        mature=_tally(row for row in tests if row.interval >= MATURE_FROM),
    )


def chance_of(
    phase: str, step: int | None, stability: float | None, last_study_day: date | None, day: date
) -> Chance | None:
    """Return how a question stands on a study day, from the four parts of its card that tell.

    It counts with its recall probability, but with 0 while its card stands on the first (re)learning
    step: there the model hopes for a learner who has just read the answer, and nothing has shown yet
    that it stuck. Known are those in the review phase with a probability of 0.9 or more. None for a
    question never seen.
    """
    if phase == Phase.NEW:
        return None
    recall = retrievability(stability, last_study_day, day) if step != 0 else 0.0
    return Chance(recall, phase == Phase.REVIEW and recall >= KNOWN_FROM)


def mastery(chances: Iterable[Chance | None]) -> Mastery:
    """Sum up the questions of a topic (None for one never seen); without questions the mean is 0."""
    every = list(chances)
    seen = [chance for chance in every if chance is not None]
    known = sum(chance.is_known for chance in seen)
    return Mastery(
        mean=sum(chance.recall for chance in seen) / len(every) if every else 0.0,
        known=known,
        learning=len(seen) - known,
        unseen=len(every) - len(seen),
    )


def _tally(rows: Iterable[ReviewRow]) -> Tally:
    remembered = [row.rating is not Rating.AGAIN for row in rows]
    return Tally(reviews=len(remembered), remembered=sum(remembered))
