"""Where a learner is led from a question: back with what wasn't saved, on to the next, or to the result.

A person is always led on by a redirect, so that no page that they go back to or reload was the answer to a
form. What wasn't saved travels in the address: it shows again, and is kept nowhere. Only a text that no
address holds is shown by the answer to its form.
"""

from bisect import bisect
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.question_types.choices import MOST_CHOICES
from quizapp.quizzes import timing
from quizapp.quizzes.navigation import Way
from quizapp.services.quizzes.answering import SlotToAnswer
from quizapp.services.quizzes.attempts import AttemptProgress
from quizapp.services.quizzes.slots import QuizSlot
from quizapp.translation.texts import _, lazy
from quizapp.web.questions import HINT, RESPONSE
from quizapp.web.quizzes.sent import CERTAINTY, GO, sent_certainty

FIRST_STANDS = lazy("This question was answered already; your first answer counts.")
CLOSED = lazy("This quiz is finished. Your last answer was not saved; here is how it went.")
TIME_UP = lazy("The time was up. Your last answer was not saved; the answers saved before count.")
ARRIVED_LATE = lazy("Arrived late: your instructor decides whether it counts.")
SAVED_IN_TIME = lazy("The time is up. Your last answer was saved in time, and counts.")
SAVED_BEFORE = lazy("This quiz is finished. Your last answer was saved before; here is how it went.")
#: More characters than any type of question reads.
MOST_CARRIED = 600
#: Many a server takes no address above 8 KiB. This has room for 20 parts of 200 Latin letters, or 50 Cyrillic
#: ones; with still more the longest are cut.
LONGEST_ADDRESS = 7000


def to_question(slot: QuizSlot) -> ResponseReturnValue:
    """Lead to the page of a question, which shows how it went if that may be known."""
    return redirect(_address(slot), HTTPStatus.SEE_OTHER)


def to_draft(slot: QuizSlot) -> ResponseReturnValue:
    """Lead back to a question whose page shows what was kept of it and why that is no answer.

    Unlike `back` it needs nothing of it in the address, which stands in the history of a shared computer.
    """
    certainty = sent_certainty(request.form)
    sure = f"?{urlencode({CERTAINTY: certainty})}" if certainty else ""
    return redirect(f"{_address(slot)}{sure}", HTTPStatus.SEE_OTHER)


def to_hint(slot: QuizSlot) -> ResponseReturnValue:
    """Lead to the last hint of a question."""
    return redirect(f"{_address(slot)}#hint-{slot.hints_used}", HTTPStatus.SEE_OTHER)


def fits(slot: QuizSlot) -> bool:
    """Tell whether `back` carries all that was sent, uncut."""
    sent = request.form.getlist(RESPONSE)[:MOST_CHOICES]
    return max(map(len, sent), default=0) <= _fitting(slot, sent, {}, "")


def back(slot: QuizSlot, *, is_before_hint: bool = False) -> ResponseReturnValue:
    """Lead back to the question with what was sent and not saved, so that nothing is lost.

    Sent to ask for a hint it is no answer yet, so it comes back as it was, to the new hint.
    """
    reason, place = ({HINT: "shown"}, f"#hint-{slot.hints_used}") if is_before_hint else ({}, "")
    sent = request.form.getlist(RESPONSE)[:MOST_CHOICES]
    certainty = sent_certainty(request.form)
    sure = {CERTAINTY: certainty} if certainty else {}

    more = sure | reason
    return redirect(_back(slot, sent, more, place, _fitting(slot, sent, more, place)), HTTPStatus.SEE_OTHER)


def _back(slot: QuizSlot, sent: list[str], more: Mapping[str, str], place: str, most_characters: int) -> str:
    """Return the address that carries so many characters of each text that was sent."""
    # An empty one too: that nothing was chosen is worth a hint.
    carried = [text[:most_characters] for text in sent] or ""
    unsaved = urlencode({RESPONSE: carried, "sequence": slot.sequence} | dict(more), doseq=True)
    return f"{_address(slot)}?{unsaved}{place}"


def _fitting(slot: QuizSlot, sent: list[str], more: Mapping[str, str], place: str) -> int:
    """Return how many characters of each text an address holds."""

    def length(most: int) -> int:
        return len(_back(slot, sent, more, place, most))

    return bisect(range(MOST_CARRIED + 1), LONGEST_ADDRESS, key=length) - 1


def to_result(attempt_id: int) -> ResponseReturnValue:
    """Lead to how an attempt went, which finishes one whose time is up."""
    return redirect(url_for("quizzes.result", attempt_id=attempt_id), HTTPStatus.SEE_OTHER)


def too_late(slot: QuizSlot, now: datetime) -> ResponseReturnValue:
    """Say that what was sent came too late, and lead to what counts."""
    is_up = timing.is_up(slot.ends_at, now)
    if slot.is_answered and not slot.answers_can_change and not is_up:
        flash(str(FIRST_STANDS), "warning")
        return to_question(slot)
    flash(str(TIME_UP if is_up else CLOSED), "warning")
    return to_result(slot.attempt_id)


def arrived_late(slot: QuizSlot) -> ResponseReturnValue:
    """Say that what was sent is kept apart, and lead to what counts so far."""
    flash(
        _("Question %(number)s arrived late: your instructor decides whether it counts.", number=slot.number),
        "warning",
    )
    return to_result(slot.attempt_id)


def after_saving(slot: SlotToAnswer, now: datetime) -> ResponseReturnValue:
    """Lead on from an answer that is saved: to how it went, onward, or to the result of one that is over."""
    if timing.is_up(slot.ends_at, now):
        flash(str(SAVED_IN_TIME))
        return to_result(slot.attempt_id)
    if not slot.answers_can_change:
        return to_question(slot)
    if slot.is_finished:
        flash(str(SAVED_BEFORE))
        return to_result(slot.attempt_id)
    return onward(slot)


def onward(slot: SlotToAnswer) -> ResponseReturnValue:
    """Lead where the pressed button does: to a question by its number, to the end, or simply to the next."""
    pressed, way = request.form.get(GO, ""), slot.way
    if way.only_forward and pressed != "finish":
        return to_where(slot.attempt_id, way.leave(slot.number))
    numbers = {str(number): number for number in range(1, way.questions + 1)}
    number = numbers.get(pressed, slot.number + 1)
    if pressed == "finish" or number > way.questions:
        address = url_for("quizzes.ask_to_finish", attempt_id=slot.attempt_id)
    else:
        address = url_for("quizzes.question", attempt_id=slot.attempt_id, number=number)
    return redirect(address, HTTPStatus.SEE_OTHER)


def to_where(attempt_id: int, way: Way) -> ResponseReturnValue:
    """Lead to the question that is open where they come one after the other, or to the end."""
    if way.is_through:
        address = url_for("quizzes.ask_to_finish", attempt_id=attempt_id)
    else:
        address = url_for("quizzes.question", attempt_id=attempt_id, number=way.reached)
    return redirect(address, HTTPStatus.SEE_OTHER)


def to_attempt(progress: AttemptProgress, now: datetime) -> ResponseReturnValue:
    """Lead to where an attempt was left: its next question, its end or its result."""
    if progress.is_finished or timing.is_up(progress.ends_at, now):
        return redirect(url_for("quizzes.result", attempt_id=progress.attempt_id))
    if progress.way.only_forward:
        return to_where(progress.attempt_id, progress.way)
    if progress.unanswered:
        number = progress.unanswered[0]
        return redirect(url_for("quizzes.question", attempt_id=progress.attempt_id, number=number))
    return redirect(url_for("quizzes.ask_to_finish", attempt_id=progress.attempt_id))


def _address(slot: QuizSlot) -> str:
    return url_for("quizzes.question", attempt_id=slot.attempt_id, number=slot.number)
