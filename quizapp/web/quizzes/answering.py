"""The page of one question, and what becomes of an answer sent from it.

It is sent by a person who presses a button, or by the page itself, which saves as they go
(`autosave.js`) and wants a few words of JSON instead of another page.
"""

from datetime import datetime
from http import HTTPStatus

from flask import abort, flash, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.question_types.base import MOST_HINTS, Response
from quizapp.quizzes import timing
from quizapp.quizzes.certainty import STAKES
from quizapp.quizzes.navigation import Way
from quizapp.services.errors import ClosedError, PassedError, StaleError
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, flags, hints, late
from quizapp.services.quizzes.answering import Receipt, Saved
from quizapp.services.quizzes.attempts import AskedSlot
from quizapp.services.quizzes.slots import QuizSlot
from quizapp.web import autosave
from quizapp.web.questions import HINT, RESPONSE, AnswerForm, as_sent
from quizapp.web.quizzes import redirects
from quizapp.web.quizzes.redirects import ARRIVED_LATE, FIRST_STANDS
from quizapp.web.quizzes.sent import FLAG, GO, SentAnswer, sent_certainty, sent_sequence

CHANGED_ELSEWHERE = "This question was answered on another page meanwhile."


def show(person: Person, slot: AskedSlot, now: datetime) -> ResponseReturnValue:
    """Show a question with the answer that is saved, if there is one, and with what wasn't saved.

    What couldn't be read as an answer, and was kept, stands before the answer that counts.
    """
    form, sent = AnswerForm(slot.asked, response=slot.response), None
    certainty, lacks_certainty = slot.certainty, False
    # Once there is another answer, what wasn't saved before it is of no interest any more.
    is_unsaved = RESPONSE in request.args and request.args.get("sequence") == str(slot.sequence)
    is_before_hint = HINT in request.args
    is_readable_draft = False
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
    elif slot.draft is not None and not slot.is_settled:
        form = AnswerForm(slot.asked, as_sent(slot.draft))
        certainty = sent_certainty(request.args) or certainty
        is_readable_draft = form.read() is not None  # since types of question have learnt to read more
    return render_template(
        "quizzes/question.html",
        slot=slot,
        now=now,
        form=form,
        certainty=certainty,
        lacks_certainty=lacks_certainty,
        stakes=STAKES,
        takes_late=slot.is_assigned and slot.is_finished and late.are_taken(person, slot.attempt_id, now),
        is_overtaken=sent is not None,
        is_unsaved=is_readable_draft or (is_unsaved and is_before_hint),
        sent=_in_words(slot, sent),
        saved=_in_words(slot, slot.response),
    )


def show_late(slot: AskedSlot) -> ResponseReturnValue:
    """Show a question to which an answer can still be sent, late."""
    return render_template("quizzes/late.html", slot=slot, form=AnswerForm(slot.asked), stakes=STAKES)


def receive(person: Person, attempt_id: int, number: int, now: datetime) -> ResponseReturnValue:
    """Write an answer down and lead on; what can't be read comes back with a hint, unmarked."""
    sent = SentAnswer(now)
    try:
        receipt = answering.receive(
            person, attempt_id, number, sent.read, sent.sequence, now, leaves=sent.leaves
        )
    except PassedError as error:
        return _lead_from_passed(sent.slot.attempt_id, sent.slot.way, error)
    except ClosedError:
        return redirects.too_late(sent.slot, now)
    except StaleError:
        # A page from before the first answer had nothing to be emptied.
        is_left = sent.is_empty and not (sent.is_cleared or sent.sequence)
        return _lead_from_nothing(sent, now) if is_left else _lead_back(sent.slot, now)
    return _lead(sent, receipt.saved, now)


def save(person: Person, attempt_id: int, number: int, now: datetime) -> ResponseReturnValue:
    """Write down what a page saves by itself, and tell it in JSON whether that was done."""
    sent = SentAnswer(now, saves_itself=True)
    try:
        receipt = answering.receive(person, attempt_id, number, sent.read, sent.sequence, now)
    except PassedError as error:
        return _not_saved(f"{error} Reload the page to go on.", HTTPStatus.CONFLICT)
    except ClosedError as error:
        return _not_saved(f"{error} Reload the page to see how it went.", HTTPStatus.CONFLICT)
    except StaleError:
        return _not_saved(f"{CHANGED_ELSEWHERE} Reload the page to see it.", HTTPStatus.CONFLICT)
    return _tell(sent, receipt)


def hint(person: Person, attempt_id: int, number: int, now: datetime) -> ResponseReturnValue:
    """Show one more hint, beside what was chosen or typed so far."""
    shown = request.form.get(HINT, type=int)
    if shown is None or not 0 <= shown <= MOST_HINTS:
        attempts.show(person, attempt_id, number)  # somebody else's is missing, whatever was sent
        abort(HTTPStatus.BAD_REQUEST)
    try:
        slot = hints.take_hint(person, attempt_id, number, shown=shown, sequence=sent_sequence(), now=now)
    except PassedError as error:
        return _lead_from_passed(attempt_id, attempts.show(person, attempt_id, number).way, error)
    except ClosedError:
        return redirects.too_late(attempts.show(person, attempt_id, number), now)
    except StaleError:
        return _lead_back(attempts.show(person, attempt_id, number), now)
    form = AnswerForm(slot.asked, request.form)
    if form.is_empty and slot.response is None and sent_certainty(request.form) is None:
        return redirects.to_hint(slot)
    return redirects.back(slot, is_before_hint=True)


def flag(person: Person, attempt_id: int, number: int, now: datetime) -> ResponseReturnValue:
    """Flag a question for later, or take its flag away; what the form holds besides is saved as it goes."""
    wish = {"on": True, "off": False}.get(request.form.get(FLAG, ""))
    if wish is None:
        attempts.show(person, attempt_id, number)  # somebody else's is missing, whatever was sent
        abort(HTTPStatus.BAD_REQUEST)
    try:
        slot = flags.flag(person, attempt_id, number, now, is_flagged=wish)
    except ClosedError as error:
        if autosave.saves_itself():
            return jsonify(message=str(error)), HTTPStatus.CONFLICT
        return redirects.too_late(attempts.show(person, attempt_id, number), now)
    if autosave.saves_itself():
        return jsonify(flagged=wish)
    sent = SentAnswer(now, saves_itself=True)
    try:
        saved = answering.receive(person, attempt_id, number, sent.read, sent.sequence, now).saved
    except (ClosedError, StaleError):
        return _lead_back(slot, now)
    is_lost = saved is Saved.NOTHING and not sent.is_empty
    return _lead_back(slot, now) if is_lost else redirects.to_question(slot)


def _lead(sent: SentAnswer, saved: Saved, now: datetime) -> ResponseReturnValue:
    """Lead on from what was sent, by what became of it."""
    slot = sent.slot
    match saved:
        case Saved.NOTHING:
            return _lead_from_nothing(sent, now)
        case Saved.DRAFT | Saved.DRAFT_AGAIN:
            lead = redirects.to_draft if saved is Saved.DRAFT else redirects.onward
            return redirects.too_late(slot, now) if timing.is_up(slot.ends_at, now) else lead(slot)
        case Saved.FIRST_STANDS:
            return redirects.too_late(slot, now)
        case Saved.LATE:
            return redirects.arrived_late(slot)
        case Saved.EMPTIED:
            flash(f"You emptied question {slot.number}: it counts as not answered.")
            if (sent.is_cleared or sent.stays) and not timing.is_up(slot.ends_at, now):
                return redirects.to_question(slot)
    return redirects.after_saving(slot, now)


def _tell(sent: SentAnswer, receipt: Receipt) -> ResponseReturnValue:
    """Tell a page that saves by itself what became of what it sent."""
    match receipt.saved:
        case Saved.NOTHING if sent.is_empty:
            return autosave.saved(sent.sequence, "No answer yet")
        case Saved.NOTHING:
            return _not_saved(sent.form.hint, HTTPStatus.UNPROCESSABLE_ENTITY)
        case Saved.FIRST_STANDS:
            return _not_saved(FIRST_STANDS, HTTPStatus.CONFLICT)
        case Saved.DRAFT | Saved.DRAFT_AGAIN:
            counts = "" if sent.slot.response is None else " The answer that you saved before still counts."
            message = f"Kept, but it can't be read as an answer. {sent.form.hint}{counts}"
            return autosave.kept(message), HTTPStatus.UNPROCESSABLE_ENTITY
        case Saved.LATE:
            return autosave.kept(ARRIVED_LATE), HTTPStatus.ACCEPTED
        case Saved.EMPTIED:
            message = "Saved: no answer"
        case Saved.NEW | Saved.REPEATED:
            lacks_certainty = sent.slot.rules.asks_certainty and sent_certainty(request.form) is None
            message = "Saved. How sure are you?" if lacks_certainty else "Saved"
    return autosave.saved(receipt.sequence, message)


def _lead_from_nothing(sent: SentAnswer, now: datetime) -> ResponseReturnValue:
    """Lead on from a question that was passed over, else back to it, or to the result if it is too late."""
    slot = sent.slot
    if not (sent.is_empty and slot.takes_answers(now)):
        return _lead_back(slot, now)
    if timing.is_up(slot.ends_at, now):
        return redirects.to_result(slot.attempt_id)
    if sent.is_cleared:
        return redirects.to_question(slot)
    if sent.stays:
        if slot.way.is_open(slot.number):
            flash(f"Question {slot.number} has no answer yet. There is no way back: answer it, or skip it.")
        return redirects.to_where(slot.attempt_id, slot.way)
    if slot.response is not None:
        flash(f"You left question {slot.number} empty: the answer that was saved on another page counts.")
    elif sent.form.has_parts and not slot.is_answered and GO not in request.form:
        # An untouched order looks like an answer: who means it as one would never know that it isn't.
        flash(f"You left question {slot.number} as it was: it isn't answered.")
    return redirects.onward(slot)


def _lead_from_passed(attempt_id: int, way: Way, error: PassedError) -> ResponseReturnValue:
    """Lead from a question that isn't open to the one that is."""
    flash(f"{error} What you sent was not saved.", "warning")
    return redirects.to_where(attempt_id, way)


def _lead_back(slot: QuizSlot, now: datetime) -> ResponseReturnValue:
    """Lead back with what wasn't saved, or to the result where nothing can be sent again."""
    is_over = slot.is_settled or timing.is_up(slot.ends_at, now)
    return redirects.too_late(slot, now) if is_over else redirects.back(slot)


def _in_words(slot: AskedSlot, response: Response | None) -> str | None:
    """Return a response in words; None for a list, which would stand in the author's order."""
    return None if response is None or isinstance(response, list) else slot.asked.describe(response)


def _not_saved(message: str, status: int) -> ResponseReturnValue:
    return autosave.not_saved(message), status
