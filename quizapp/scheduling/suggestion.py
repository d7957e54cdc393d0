"""Which rating a marked answer suggests, by its mark, its slips, its hints and the time it took.

It only marks a button: the learner decides. So it errs towards the shorter interval, which costs one
review, rather than the longer, which may cost the memory. docs/memory.md argues it.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from quizapp.scheduling.evidence import PASSING_CREDIT
from quizapp.scheduling.memory import Phase, Rating
from quizapp.translation.texts import _

#: What an answer that is known takes: two seconds to come to mind, and the time to read and to type, at 240
#: words a minute (Brysbaert 2019) and 36 words a minute, which is a phone (Palin et al. 2019).
RECALL: Final = timedelta(seconds=2)
READ_PER_SECOND: Final = 20
TYPED_PER_SECOND: Final = 3


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """How a learner answered a card: what suggests a rating.

    `credit` is the mark from 0 to 1. `took` runs from showing the card to answering it, None where nothing
    trustworthy was measured. `read` and `typed` are the characters of the question and of a right answer;
    `typed` is 0 where the answer is chosen among what the page shows. `was_seen_today` says that this
    isn't the first time that the answer is looked for on its study day.
    """

    credit: float
    phase: Phase
    has_slip: bool = False
    hints: int = 0
    took: timedelta | None = None
    read: int = 0
    typed: int = 0
    was_seen_today: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rating, and in a few words why."""

    rating: Rating
    reason: str


def suggest(answer: CardAnswer) -> Suggestion:
    """Return the rating that an answer suggests.

    Less than half the mark is Again; half or more but not all, or any hint, is Hard; the whole mark is Good,
    or Easy where the answer was typed, came quickly and wasn't seen on the same study day. A slip that was
    forgiven takes that one step down. Raises ValueError for a credit outside 0 to 1.
    """
    if not 0 <= answer.credit <= 1:
        raise ValueError(f"a credit lies between 0 and 1, not at {answer.credit}")
    if answer.credit < PASSING_CREDIT:
        return Suggestion(
            Rating.AGAIN,
            _("partly right, but less than half") if answer.credit else _("your answer was wrong"),
        )
    if answer.credit < 1:
        return Suggestion(Rating.HARD, _("your answer was partly right"))
    if answer.hints:
        return Suggestion(
            Rating.HARD, _("right, with a hint") if answer.hints == 1 else _("right, with hints")
        )
    return _of_the_whole_mark(answer)


def _of_the_whole_mark(answer: CardAnswer) -> Suggestion:
    # Seen not long ago, an answer comes quickly whether or not it will last.
    was_seen = answer.was_seen_today or answer.phase in {Phase.LEARNING, Phase.RELEARNING}
    is_quick = was_quick(answer)
    if answer.has_slip:
        rating = Rating.GOOD if is_quick and not was_seen else Rating.HARD
        return Suggestion(rating, _("right, with a slip in the spelling"))
    if not is_quick:
        is_timed = answer.took is not None and answer.typed
        return Suggestion(
            Rating.GOOD, _("right, but not at once") if is_timed else _("your answer was right")
        )
    if was_seen:
        return Suggestion(Rating.GOOD, _("right, but seen not long ago"))
    return Suggestion(Rating.EASY, _("right at once"))


def was_quick(answer: CardAnswer) -> bool:
    """Tell whether an answer was typed in no more time than one that is known takes."""
    if answer.took is None or not answer.typed:
        return False
    reading = timedelta(seconds=answer.read / READ_PER_SECOND)
    typing = timedelta(seconds=answer.typed / TYPED_PER_SECOND)
    return timedelta(0) <= answer.took <= RECALL + reading + typing
