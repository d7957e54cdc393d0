"""The four buttons under a card's answer: when each brings it again, and which one the answer suggests."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizapp.question_types.base import Effort, Mark
from quizapp.scheduling.interval import interval_text, spoken_interval
from quizapp.scheduling.memory import Rating, wait_for
from quizapp.scheduling.suggestion import CardAnswer, Suggestion, suggest
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.memory.learner_memory import LearnerMemory
from quizapp.services.person import Person
from quizapp.translation.texts import lazy

#: After this the page was probably left open.
LONGEST = timedelta(minutes=10)
RATING_WORDS = {
    Rating.AGAIN: lazy("Again"),
    Rating.HARD: lazy("Hard"),
    Rating.GOOD: lazy("Good"),
    Rating.EASY: lazy("Easy"),
}


@dataclass(frozen=True, slots=True)
class Button:
    """One of the four ratings: when the card would come again, in words short and spoken."""

    rating: Rating
    #: The day on which it would; None for a step of minutes.
    due_day: date | None
    interval: str
    spoken: str
    is_suggested: bool

    @property
    def label(self) -> str:
        """Return the rating's name."""
        return str(RATING_WORDS[self.rating])


def make_buttons(
    memory: LearnerMemory, person: Person, question_id: int, suggestion: Suggestion | None, now: datetime
) -> tuple[Button, ...]:
    """Return the buttons in order, the suggested one marked."""
    buttons = []
    for rating, state in memory.preview(question_id).items():
        wait = wait_for(state, now, person.clock)
        words = interval_text(wait), spoken_interval(wait)
        is_suggested = suggestion is not None and rating is suggestion.rating
        buttons.append(Button(rating, state.due_day, *words, is_suggested=is_suggested))
    return tuple(buttons)


def suggest_by(
    mark: Mark, asked: AskedQuestion, memory: LearnerMemory, *, hints: int, shown_at: datetime, now: datetime
) -> Suggestion:
    """Return the rating that a marked answer to a card suggests."""
    effort = asked.kind.effort(asked.question) or Effort(0, 0)
    return suggest(
        CardAnswer(
            credit=mark.credit,
            phase=memory.state(asked.question_id).phase,
            hints=hints,
            has_slip=mark.spelling is not None and mark.is_slip,
            took=_measured(shown_at, now),
            read=effort.read,
            typed=effort.typed,
            was_seen_today=memory.was_seen_today(asked.question_id),
        )
    )


def duration_ms(shown_at: datetime, now: datetime) -> int | None:
    """Return the milliseconds between showing and rating, capped; None where the clock has gone back."""
    took = min(now - shown_at, LONGEST)
    return None if took < timedelta(0) else int(took / timedelta(milliseconds=1))


def _measured(shown_at: datetime, now: datetime) -> timedelta | None:
    """Return how long an answer took; None where the clock has gone back, or nobody sat there so long."""
    took = now - shown_at
    return took if timedelta(0) <= took <= LONGEST else None
