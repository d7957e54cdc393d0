"""What happened to a card, as facts that are only ever added; its state is rebuilt from them.

An undo is a fact too. Nothing is taken out of the log, so a mistake can't lose a history, and a
stored state can be checked against it at any time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, Protocol, TypeVar

from quizapp.scheduling.memory import NEW_CARD, CardState, Phase, Rating, refold
from quizapp.scheduling.parameters import ParameterSet

#: What an entry of a log tells of: a card that was reviewed, a quiz answer, or an answer taken back.
Event = Literal["review", "quiz", "undo"]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One fact about one card.

    `due_at` or `due_day` is what was chosen then: a moment for a card in steps, a day for one in the
    review phase. The day stands here because it depended on how many other cards were due on each,
    which can't be known again; `study_day` because it depended on the learner's time zone at the
    time; `parameters` because a learner may have others later. Raises ValueError for an answer
    without a rating, or without one of the two, and for an undo with any.
    """

    event: Event
    at: datetime
    study_day: date
    rating: Rating | None
    due_at: datetime | None
    due_day: date | None
    desired_retention: float
    parameters: ParameterSet

    def __post_init__(self) -> None:
        answers = self.event != "undo"
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
    """One effective answer, and the card's state before and after it."""

    entry: LogEntry
    rating: Rating
    before: CardState
    after: CardState


class Logged(Protocol):
    """An entry of a log, of which no more needs to be known than what it tells of."""

    @property
    def event(self) -> str:
        """Return the `Event`."""


Entry = TypeVar("Entry", bound=Logged)


def effective(entries: Iterable[Entry]) -> list[Entry]:
    """Return the answers that have not been undone, in the order in which they were appended.

    Each undo takes back the last answer that is still effective. Raises ValueError for an undo that
    finds none.
    """
    return match_undos(entries)[0]


def match_undos(entries: Iterable[Entry]) -> tuple[list[Entry], list[tuple[Entry, Entry]]]:
    """Return the effective answers, and each undo with the answer that it takes back.

    Raises ValueError for an undo that finds none.
    """
    answers: list[Entry] = []
    undone: list[tuple[Entry, Entry]] = []
    for entry in entries:
        if entry.event != "undo":
            answers.append(entry)
        elif answers:
            undone.append((entry, answers.pop()))
        else:
            raise ValueError("an undo has nothing to take back")
    return answers, undone


def history(entries: Sequence[LogEntry]) -> Iterator[Step]:
    """Yield the effective answers one after another, each with the card's state before and after.

    Raises ValueError for a log that can't have come about.
    """
    state = NEW_CARD
    for entry in effective(entries):
        after = refold(
            state, entry.answer, at=entry.at, study_day=entry.study_day, parameters=entry.parameters
        )
        if (after.phase is Phase.REVIEW) is not (entry.due_day is not None):
            raise ValueError(
                f"what was chosen at {entry.at} doesn't fit a card that is then in {after.phase}"
            )
        after = replace(after, due_at=entry.due_at, due_day=entry.due_day)
        yield Step(entry, entry.answer, before=state, after=after)
        state = after


def replay(entries: Sequence[LogEntry]) -> CardState:
    """Return the state that a card's log leads to, bit for bit the one `memory.review` returned.

    Each answer counts with the parameters of its entry. The entries come in the order in which they
    were appended, which need not be that of their times. An empty log, or one that is
    undone to its beginning, gives NEW_CARD.
    """
    state = NEW_CARD
    for step in history(entries):
        state = step.after
    return state
