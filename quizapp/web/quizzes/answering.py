"""The page of one question, and what becomes of an answer sent from it.

It is sent by a person who presses a button, or by the page itself, which saves as they go
(`autosave.js`) and wants a few words of JSON instead of another page.
"""

from datetime import datetime
from http import HTTPStatus

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.question_types.base import MOST_HINTS
from quizapp.quizzes import timing
from quizapp.quizzes.certainty import STAKES
from quizapp.services.errors import ClosedError, StaleError
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, hints
from quizapp.services.quizzes.answering import Saved
from quizapp.services.quizzes.attempts import AskedSlot
from quizapp.services.quizzes.slots import QuizSlot
from quizapp.web import autosave
from quizapp.web.questions import HINT, RESPONSE, AnswerForm
from quizapp.web.quizzes import redirects
from quizapp.web.quizzes.redirects import FIRST_STANDS
from quizapp.web.quizzes.sent import GO, SentAnswer, sent_certainty, sent_sequence

CHANGED_ELSEWHERE = "This question was answered on another page meanwhile."


def show(slot: AskedSlot, now: datetime) -> ResponseReturnValue:
    """Show a question with the answer that is saved, if there is one, and with what wasn't saved."""
    form, sent = AnswerForm(slot.asked, response=slot.response), None
    certainty, lacks_certainty = slot.certainty, False
    # Once there is another answer, what wasn't saved before it is of no interest any more.
    is_unsaved = RESPONSE in request.args and request.args.get("sequence") == str(slot.sequence)
    is_before_hint = HINT in request.args
    if is_unsaved and not slot.is_settled:
        unsaved = AnswerForm(slot.asked, request.args)
        said = sent_certainty(request.args)
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


def receive(person: Person, attempt_id: int, number: int, now: datetime) -> ResponseReturnValue:
    """Write an answer down and lead on; what can't be read comes back with a hint, unmarked."""
    sent = SentAnswer(now)
    try:
        receipt = answering.receive(person, attempt_id, number, sent.read, sent.sequence, now)
    except ClosedError:
        return redirects.too_late(sent.slot, now)
    except StaleError:
        return _lead_back(sent.slot, now)
    if receipt.saved is Saved.NOTHING:
        return _lead_from_nothing(sent, now)
    if receipt.saved is Saved.FIRST_STANDS:
        return redirects.too_late(sent.slot, now)
    return redirects.after_saving(sent.slot, now)


def save(person: Person, attempt_id: int, number: int, now: datetime) -> ResponseReturnValue:
    """Write down what a page saves by itself, and tell it in JSON whether that was done."""
    sent = SentAnswer(now, saves_itself=True)
    try:
        receipt = answering.receive(person, attempt_id, number, sent.read, sent.sequence, now)
    except ClosedError as error:
        return _not_saved(f"{error} Reload the page to see how it went.", HTTPStatus.CONFLICT)
    except StaleError:
        return _not_saved(f"{CHANGED_ELSEWHERE} Reload the page to see it.", HTTPStatus.CONFLICT)
    if receipt.saved is Saved.NOTHING:
        return _not_saved(sent.form.hint, HTTPStatus.UNPROCESSABLE_ENTITY)
    if receipt.saved is Saved.FIRST_STANDS:
        return _not_saved(FIRST_STANDS, HTTPStatus.CONFLICT)
    lacks_certainty = sent.slot.rules.asks_certainty and sent_certainty(request.form) is None
    return autosave.saved(receipt.sequence, "Saved. How sure are you?" if lacks_certainty else "Saved")


def hint(person: Person, attempt_id: int, number: int, now: datetime) -> ResponseReturnValue:
    """Show one more hint, beside what was chosen or typed so far."""
    shown = request.form.get(HINT, type=int)
    if shown is None or not 0 <= shown <= MOST_HINTS:
        attempts.show(person, attempt_id, number)  # somebody else's is missing, whatever was sent
        abort(HTTPStatus.BAD_REQUEST)
    try:
        slot = hints.take_hint(person, attempt_id, number, shown=shown, sequence=sent_sequence(), now=now)
    except ClosedError:
        return redirects.too_late(attempts.show(person, attempt_id, number), now)
    except StaleError:
        return _lead_back(attempts.show(person, attempt_id, number), now)
    if AnswerForm(slot.asked, request.form).is_empty and sent_certainty(request.form) is None:
        return redirects.to_hint(slot)
    return redirects.back(slot, is_before_hint=True)


def _lead_from_nothing(sent: SentAnswer, now: datetime) -> ResponseReturnValue:
    """Lead on from a question that was passed over, else back to it, or to the result if it is too late."""
    slot = sent.slot
    if not sent.passes_over:
        return _lead_back(slot, now)
    if timing.is_up(slot.ends_at, now):
        return redirects.to_result(slot.attempt_id)
    if slot.response is not None:
        flash(f"You left question {slot.number} empty: the answer that was saved before still counts.")
    elif sent.form.has_parts and not slot.is_answered and GO not in request.form:
        # An untouched order looks like an answer: who means it as one would never know that it isn't.
        flash(f"You left question {slot.number} as it was: it isn't answered.")
    return redirects.onward(slot)


def _lead_back(slot: QuizSlot, now: datetime) -> ResponseReturnValue:
    """Lead back with what wasn't saved, or to the result where nothing can be sent again."""
    is_over = slot.is_settled or timing.is_up(slot.ends_at, now)
    return redirects.too_late(slot, now) if is_over else redirects.back(slot)


def _not_saved(message: str, status: int) -> ResponseReturnValue:
    return autosave.not_saved(message), status
