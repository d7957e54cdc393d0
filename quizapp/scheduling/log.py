"""What happened to a card, as facts that are only ever added; its state is rebuilt from them.

An undo is a fact too. Nothing is taken out of the log, so a mistake can't lose a history, and a
stored state can be checked against it at any time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, Rating, refold

Kind = Literal["review", "quiz", "undo"]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One fact about one card.

    `due_at` or `due_day` is what was chosen then: a moment for a card in steps, a day for one in the
    review phase. The day stands here because it depended on how many other cards were due on each,
    which can't be known again; `study_day` because it depended on the learner's time zone at the
    time. Raises ValueError for an answer without a rating, or without one of the two, and for an
    undo with any.
    """

    kind: Kind
    at: datetime
    study_day: date
    rating: Rating | None
    due_at: datetime | None
    due_day: date | None
    desired_retention: float

    def __post_init__(self) -> None:
        answers = self.kind != "undo"
        dues = (self.due_at is not None) + (self.due_day is not None)
        if (self.rating is not None) is not answers or dues != answers:
            raise ValueError("an answer has a rating and a due moment or day, an undo has none of them")

    @property
    def answer(self) -> Rating:
        """Return the rating. Raises ValueError for an undo."""
        if self.rating is None:
            raise ValueError("an undo is no answer")
        return self.rating


@dataclass(frozen=True, slots=True)
class Step:
    """One standing answer, and the card's state before and after it."""

    entry: LogEntry
    rating: Rating
    before: CardState
    after: CardState


def standing(entries: Sequence[LogEntry]) -> list[LogEntry]:
    """Return the answers that have not been undone, in the order in which they were appended.

    Each undo takes back the last answer that still stands. Raises ValueError for an undo that
    finds none.
    """
    answers: list[LogEntry] = []
    for entry in entries:
        if entry.kind != "undo":
            answers.append(entry)
        elif answers:
            answers.pop()
        else:
            raise ValueError(f"the undo at {entry.at} has nothing to take back")
    return answers


def history(entries: Sequence[LogEntry]) -> Iterator[Step]:
    """Yield the standing answers one after another, each with the card's state before and after.

    Raises ValueError for a log that can't have come about.
    """
    state = NEW_CARD
    for entry in standing(entries):
        after = refold(state, entry.answer, at=entry.at, study_day=entry.study_day)
        if (after.phase is Phase.REVIEW) is not (entry.due_day is not None):
            raise ValueError(
                f"what was chosen at {entry.at} doesn't fit a card that is then in {after.phase}"
            )
        after = replace(after, due_at=entry.due_at, due_day=entry.due_day)
        yield Step(entry, entry.answer, before=state, after=after)
        state = after


def replay(entries: Sequence[LogEntry]) -> CardState:
    """Return the state that a card's log leads to, bit for bit the one `memory.review` returned.

    The entries come in the order in which they were appended, which need not be that of their
    times. An empty log, or one that is undone to its beginning, gives NEW_CARD.
    """
    state = NEW_CARD
    for step in history(entries):
        state = step.after
    return state
