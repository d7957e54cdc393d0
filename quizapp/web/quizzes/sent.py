"""What a question's page sent: read by the question, as soon as the service has found it."""

from datetime import datetime
from http import HTTPStatus

from flask import abort, request
from werkzeug.datastructures import MultiDict

from quizapp.quizzes import timing
from quizapp.quizzes.certainty import Certainty
from quizapp.services.quizzes.answering import Sent, SlotToAnswer
from quizapp.web.questions import AnswerForm

#: The name of the buttons that say how sure one is.
CERTAINTY = "certainty"
#: The button that says "I don't know".
UNKNOWN = "unknown"
#: The buttons that lead elsewhere than to the next question.
GO = "go"


class SentAnswer:
    """The answer of a form, for a service to read; keeps the question that it was read by.

    A page that saves by itself (`saves_itself`) is never asked back for what a person may still add.
    """

    slot: SlotToAnswer
    form: AnswerForm

    def __init__(self, now: datetime, *, saves_itself: bool = False) -> None:
        self._now = now
        self._saves_itself = saves_itself
        self.sequence = sent_sequence()

    def read(self, slot: SlotToAnswer) -> Sent | None:
        """Return the answer; None where it is malformed, passes the question over or lacks a certainty."""
        self.slot, self.form = slot, AnswerForm(slot.asked, request.form)
        is_unknown = UNKNOWN in request.form
        if self.passes_over:
            return None
        response = None if is_unknown else self.form.read()
        if response is None and not is_unknown:
            return None
        certainty = sent_certainty(request.form)
        if certainty is None and not is_unknown and self._must_say_certainty:
            return None
        return Sent(response, certainty)

    @property
    def passes_over(self) -> bool:
        """Tell whether an empty form leaves a question for later, which can be answered until the end."""
        return (
            not self._saves_itself
            and self.form.is_empty
            and UNKNOWN not in request.form
            and self.slot.rules.answers_can_change
            and self.takes_answers
        )

    @property
    def takes_answers(self) -> bool:
        """Tell whether the question can still be answered."""
        return self.slot.takes_answers(self._now)

    @property
    def _must_say_certainty(self) -> bool:
        # Out of time, learners can't be asked once more: better without certainty than not at all.
        can_be_asked = not (self.slot.is_settled or timing.is_up(self.slot.ends_at, self._now))
        return self.slot.rules.asks_certainty and can_be_asked and not self._saves_itself


def sent_certainty(values: MultiDict[str, str]) -> Certainty | None:
    """Return how sure the learner is of what they sent; None where they didn't say."""
    sent = values.get(CERTAINTY, "")
    return Certainty(sent) if sent in {*Certainty} else None


def sent_sequence() -> int:
    """Return how many answers the page had, or end with "bad request"."""
    sequence = request.form.get("sequence", type=int)
    return abort(HTTPStatus.BAD_REQUEST) if sequence is None else sequence
