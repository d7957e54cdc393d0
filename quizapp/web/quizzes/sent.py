"""What a question's page sent: read by the question, as soon as the service has found it."""

from datetime import datetime
from http import HTTPStatus

from flask import abort, request
from werkzeug.datastructures import MultiDict

from quizapp.quizzes import timing
from quizapp.quizzes.certainty import Certainty
from quizapp.services.quizzes.answering import SlotToAnswer
from quizapp.services.quizzes.given import Draft, Emptied, PutBack, Sent
from quizapp.web.questions import AnswerForm

#: The name of the buttons that say how sure one is.
CERTAINTY = "certainty"
#: The button that says "I don't know".
UNKNOWN = "unknown"
#: The button that takes a saved answer back.
CLEAR = "clear"
#: The button that puts back the answer that was given last.
BACK = "back"
#: The button that leaves a question without an answer, where there is no way back.
SKIP = "skip"
#: The button that flags a question for later, or takes its flag away.
FLAG = "flag"
#: The buttons that lead elsewhere than to the next question.
GO = "go"
#: Stands in a page that said that what was typed can't be read as an answer.
TOLD = "told"


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

    def read(self, slot: SlotToAnswer) -> Sent | Emptied | Draft | PutBack | None:
        """Return what was sent; None where an answer lacks a certainty."""
        self.slot, self.form = slot, AnswerForm(slot.asked, request.form)
        if self.puts_back:
            return PutBack(self._stood)
        if UNKNOWN in request.form:
            return Sent(None, stood=self._stood)
        if self.is_empty:
            return Emptied(self.is_cleared, is_left=SKIP in request.form, stood=self._stood)
        response = self.form.read()
        if response is None:
            # Who chose another question is told by the overview as well; time may be short.
            return Draft(self.form.draft, may_pass=TOLD in request.form or GO in request.form)
        certainty = sent_certainty(request.form)
        return None if certainty is None and self._must_say_certainty else Sent(response, certainty)

    @property
    def is_cleared(self) -> bool:
        """Tell whether the learner asked to clear their answer."""
        return CLEAR in request.form

    @property
    def puts_back(self) -> bool:
        """Tell whether the learner asked for the answer that they gave last."""
        return BACK in request.form

    @property
    def gives_up(self) -> bool:
        """Tell whether "I don't know" takes the place of an answer that can be put back."""
        has_answer = self.slot.response is not None or self._stood is not None
        can_be_put_back = self.slot.answers_can_change and not self.slot.way.only_forward
        return UNKNOWN in request.form and has_answer and can_be_put_back

    @property
    def _stood(self) -> Sent | None:
        """Return what stood in the field, if it can be read as an answer."""
        field = AnswerForm(self.slot.asked, request.form)
        response = None if field.is_empty else field.read()
        return None if response is None else Sent(response, sent_certainty(request.form))

    @property
    def leaves(self) -> bool:
        """Tell whether the pressed button leads on from the question."""
        return not (self.is_cleared or self.puts_back or request.form.get(GO) == "finish")

    @property
    def stays(self) -> bool:
        """Tell whether an empty form asks back: without a way back nobody skips by accident."""
        is_meant = self.is_cleared or SKIP in request.form or request.form.get(GO) == "finish"
        return self.slot.way.only_forward and self.is_empty and not is_meant

    @property
    def is_empty(self) -> bool:
        """Tell whether an empty form leaves a question without an answer, where that can still be changed."""
        is_empty = self.is_cleared or (self.form.is_empty and UNKNOWN not in request.form)
        return is_empty and self.slot.answers_can_change

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
