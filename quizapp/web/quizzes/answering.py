"""The page of one question, and what becomes of an answer sent from it.

It is sent by a person who presses a button, or by the page itself, which saves as they go
(`autosave.js`) and wants a few words of JSON instead of another page. A person is always led on by a
redirect, so that no page that they go back to or reload was the answer to a form. What wasn't saved
travels in the address: it shows again, and is kept nowhere.
"""

from bisect import bisect
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlencode

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quizapp.question_types.base import MOST_HINTS
from quizapp.question_types.choices import MOST_CHOICES
from quizapp.quizzes import timing
from quizapp.quizzes.certainty import STAKES, Certainty
from quizapp.services.errors import ClosedError, StaleError
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, hints
from quizapp.services.quizzes.answering import Saved
from quizapp.services.quizzes.attempts import AskedSlot
from quizapp.web import autosave
from quizapp.web.questions import HINT, RESPONSE, AnswerForm

FIRST_STANDS = "This question was answered already; your first answer counts."
CLOSED = "This quiz is finished. What you sent now was not saved; here is how it went."
TIME_UP = "The time was up. What you sent now was not saved; what you had saved counts."
CHANGED_ELSEWHERE = "This question was answered on another page meanwhile."
#: The name of the buttons that say how sure one is.
CERTAINTY = "certainty"
#: The button that says "I don't know".
UNKNOWN = "unknown"
#: The buttons that lead elsewhere than to the next question.
GO = "go"
#: More characters than any type of question reads.
MOST_CARRIED = 600
#: Many a server takes no address above 8 KiB. This has room for 20 parts of 200 Latin letters, or 50 Cyrillic
#: ones; with still more the longest are cut.
LONGEST_ADDRESS = 7000


def show(slot: AskedSlot, now: datetime) -> ResponseReturnValue:
    """Show a question with the answer that is saved, if there is one, and with what wasn't saved."""
    form, sent = AnswerForm(slot.asked, response=slot.response), None
    certainty, lacks_certainty = slot.certainty, False
    # Once there is another answer, what wasn't saved before it is of no interest any more.
    is_unsaved = RESPONSE in request.args and request.args.get("sequence") == str(slot.sequence)
    is_before_hint = HINT in request.args
    if is_unsaved and not slot.is_settled:
        unsaved = AnswerForm(slot.asked, request.args)
        said = _certainty(request.args)
        if is_before_hint:
            form, certainty = unsaved, said
        else:
            sent = unsaved.read()
            lacks_certainty = slot.rules.asks_certainty and said is None
            if sent is None or lacks_certainty:
                form, sent, certainty = unsaved, None, said
    return render_template(
        "quizzes/question.html",
        slot=slot,
        now=now,
        form=form,
        certainty=certainty,
        lacks_certainty=lacks_certainty,
        stakes=STAKES,
        is_overtaken=sent is not None,
        is_unsaved=is_unsaved and is_before_hint,
        # A list in words would stand in the author's order.
        sent=None if sent is None or isinstance(sent, list) else slot.asked.describe(sent),
    )


def receive(person: Person, slot: AskedSlot, now: datetime) -> ResponseReturnValue:
    """Write an answer down and lead on; what can't be read comes back with a hint, unmarked."""
    form = AnswerForm(slot.asked, request.form)
    sequence = _sequence()
    is_at_end = slot.rules.answers_can_change
    is_unknown = UNKNOWN in request.form
    if form.is_empty and is_at_end and not (is_unknown or slot.is_finished):
        if slot.response is not None:
            flash(f"You left question {slot.number} empty: the answer that was saved before still counts.")
        elif form.has_parts and not slot.is_answered and GO not in request.form:
            # An untouched order looks like an answer: who means it as one would never know that it isn't.
            flash(f"You left question {slot.number} as it was: it isn't answered.")
        return redirect(_onward(slot), HTTPStatus.SEE_OTHER)
    response = None if is_unknown else form.read()
    if response is None and not is_unknown:
        return _too_late(slot, now) if slot.is_settled else _back(slot)
    certainty = _certainty(request.form)
    # Who is out of time can't be asked once more: better without certainty than not at all.
    is_up = timing.is_up(slot.ends_at, now)
    if slot.rules.asks_certainty and not (certainty or is_unknown or slot.is_settled or is_up):
        return _back(slot)
    try:
        answered = answering.answer(person, slot.attempt_id, slot.number, response, sequence, now, certainty)
    except ClosedError:
        return _too_late(slot, now)
    except StaleError:
        # As it stands now, which this request has not seen yet.
        return _back(attempts.show(person, slot.attempt_id, slot.number))
    if answered.saved is Saved.FIRST_STANDS:
        flash(FIRST_STANDS, "warning")
    return redirect(_onward(slot) if slot.rules.answers_can_change else _here(slot), HTTPStatus.SEE_OTHER)


def save(person: Person, slot: AskedSlot, now: datetime) -> ResponseReturnValue:
    """Write down what a page saves by itself, and tell it in JSON whether that was done."""
    form = AnswerForm(slot.asked, request.form)
    sequence = _sequence()
    response = form.read()
    if response is None:
        return _not_saved(form.hint, HTTPStatus.UNPROCESSABLE_ENTITY)
    certainty = _certainty(request.form)
    try:
        answered = answering.answer(person, slot.attempt_id, slot.number, response, sequence, now, certainty)
    except ClosedError as error:
        return _not_saved(f"{error} Reload the page to see how it went.", HTTPStatus.CONFLICT)
    except StaleError:
        return _not_saved(f"{CHANGED_ELSEWHERE} Reload the page to see it.", HTTPStatus.CONFLICT)
    if answered.saved is Saved.FIRST_STANDS:
        return _not_saved(FIRST_STANDS, HTTPStatus.CONFLICT)
    lacks_certainty = slot.rules.asks_certainty and certainty is None
    return autosave.saved(answered.sequence, "Saved. How sure are you?" if lacks_certainty else "Saved")


def hint(person: Person, slot: AskedSlot, now: datetime) -> ResponseReturnValue:
    """Show one more hint, beside what was chosen or typed so far."""
    shown = request.form.get(HINT, type=int)
    if shown is None or not 0 <= shown <= MOST_HINTS:
        abort(HTTPStatus.BAD_REQUEST)
    try:
        hints.take_hint(person, slot.attempt_id, slot.number, shown=shown, sequence=_sequence(), now=now)
    except ClosedError:
        return _too_late(slot, now)
    except StaleError:
        return _back(attempts.show(person, slot.attempt_id, slot.number))
    # As it stands now, which this request has not seen yet.
    slot = attempts.show(person, slot.attempt_id, slot.number)
    if AnswerForm(slot.asked, request.form).is_empty and _certainty(request.form) is None:
        return redirect(f"{_here(slot)}#hint-{slot.hints_used}", HTTPStatus.SEE_OTHER)
    return _back(slot, is_before_hint=True)


def _back(slot: AskedSlot, *, is_before_hint: bool = False) -> ResponseReturnValue:
    """Lead back to the question with what was sent and not saved, so that nothing is lost.

    Sent to ask for a hint it is no answer yet, so it comes back as it was, to the new hint.
    """
    reason, place = ({HINT: "shown"}, f"#hint-{slot.hints_used}") if is_before_hint else ({}, "")
    sent = request.form.getlist(RESPONSE)[:MOST_CHOICES]
    certainty = _certainty(request.form)
    sure = {CERTAINTY: certainty} if certainty else {}

    def address(most_characters: int) -> str:
        # An empty one too: that nothing was chosen is worth a hint.
        carried = [text[:most_characters] for text in sent] or ""
        unsaved = urlencode({RESPONSE: carried, "sequence": slot.sequence} | sure | reason, doseq=True)
        return f"{_here(slot)}?{unsaved}{place}"

    fitting = bisect(range(MOST_CARRIED + 1), LONGEST_ADDRESS, key=lambda most: len(address(most))) - 1
    return redirect(address(fitting), HTTPStatus.SEE_OTHER)


def _too_late(slot: AskedSlot, now: datetime) -> ResponseReturnValue:
    if not slot.rules.answers_can_change and slot.sequence:
        flash(FIRST_STANDS, "warning")
        return redirect(_here(slot), HTTPStatus.SEE_OTHER)
    flash(TIME_UP if timing.is_up(slot.ends_at, now) else CLOSED, "warning")
    return redirect(url_for("quizzes.result", attempt_id=slot.attempt_id), HTTPStatus.SEE_OTHER)


def _not_saved(message: str, status: int) -> ResponseReturnValue:
    return autosave.not_saved(message), status


def _certainty(values: MultiDict[str, str]) -> Certainty | None:
    """Return how sure the learner is of what they sent; None where they didn't say."""
    sent = values.get(CERTAINTY, "")
    return Certainty(sent) if sent in {*Certainty} else None


def _sequence() -> int:
    sequence = request.form.get("sequence", type=int)
    return abort(HTTPStatus.BAD_REQUEST) if sequence is None else sequence


def _here(slot: AskedSlot) -> str:
    return url_for("quizzes.question", attempt_id=slot.attempt_id, number=slot.number)


def _onward(slot: AskedSlot) -> str:
    """Return where the pressed button leads: a question by its number, the end, or simply the next."""
    wanted = request.form.get(GO, "")
    numbers = {str(number): number for number in range(1, slot.total + 1)}
    number = numbers.get(wanted, slot.number + 1)
    if wanted == "finish" or number > slot.total:
        return url_for("quizzes.ask_to_finish", attempt_id=slot.attempt_id)
    return url_for("quizzes.question", attempt_id=slot.attempt_id, number=number)
