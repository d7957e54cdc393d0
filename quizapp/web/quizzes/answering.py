"""The page of one question, and what becomes of an answer sent from it.

It is sent by a person who presses a button, or by the page itself, which saves as they go
(`autosave.js`) and wants a few words of JSON instead of another page.
"""

from datetime import datetime
from http import HTTPStatus

from flask import abort, flash, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quizapp.question_types.base import MOST_HINTS, Response
from quizapp.quizzes import timing
from quizapp.quizzes.certainty import STAKES
from quizapp.quizzes.navigation import Way
from quizapp.services.errors import AnnulledError, ClosedError, NoWayBackError, PassedError, StaleError
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, flags, given, hints, late
from quizapp.services.quizzes.answering import Receipt, Saved
from quizapp.services.quizzes.attempts import AskedSlot
from quizapp.services.quizzes.slots import QuizSlot
from quizapp.translation.texts import _
from quizapp.web import autosave
from quizapp.web.questions import HINT, RESPONSE, AnswerForm, as_sent
from quizapp.web.quizzes import redirects
from quizapp.web.quizzes.redirects import ARRIVED_LATE, FIRST_STANDS
from quizapp.web.quizzes.sent import FLAG, GO, SentAnswer, sent_certainty, sent_sequence


def show(
    person: Person, slot: AskedSlot, now: datetime, refused: MultiDict[str, str] | None = None
) -> ResponseReturnValue:
    """Show a question with the answer that is saved, if there is one, and with what wasn't saved.

    That is carried by the address, or was `refused` just now. What couldn't be read as an answer, and was
    kept, stands before the answer that counts.
    """
    values = request.args if refused is None else refused
    form, sent = AnswerForm(slot.asked, response=slot.response), None
    last_given = given.find_last_given(slot)
    certainty, lacks_certainty = slot.certainty, False
    # Once there is another answer, what wasn't saved before it is of no interest any more.
    is_carried = RESPONSE in values and values.get("sequence") == str(slot.sequence)
    is_unsaved = is_carried or refused is not None
    is_before_hint = HINT in values
    is_readable_draft, whole = False, None
    if is_unsaved and not slot.is_settled:
        unsaved = AnswerForm(slot.asked, values)
        said = sent_certainty(values)
        if is_before_hint:
            form, certainty = unsaved, said
        else:
            sent = unsaved.read()
            lacks_certainty = slot.rules.asks_certainty and said is None
            if sent is None or lacks_certainty:
                form, sent, certainty = unsaved, None, said
            elif refused is not None:
                whole = unsaved.typed
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
        is_sent_back=is_unsaved,
        is_unsaved=is_readable_draft or (is_unsaved and is_before_hint),
        sent=_in_words(slot, sent),
        whole=whole,
        saved=_in_words(slot, slot.response),
        last_given=last_given,
        last_in_words=_in_words(slot, last_given),
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
    except ClosedError as error:
        return _refuse(sent.slot, error, now)
    except StaleError:
        # A page from before the first answer had nothing to be emptied.
        is_left = sent.is_empty and not (sent.is_cleared or sent.sequence)
        return _lead_from_nothing(person, sent, now) if is_left else _lead_back(person, sent.slot, now)
    return _lead(person, sent, receipt.saved, now)


def save(person: Person, attempt_id: int, number: int, now: datetime) -> ResponseReturnValue:
    """Write down what a page saves by itself, and tell it in JSON whether that was done."""
    sent = SentAnswer(now, saves_itself=True)
    try:
        receipt = answering.receive(person, attempt_id, number, sent.read, sent.sequence, now)
    except PassedError as error:
        return _not_saved(f"{error} {_('Reload the page to continue.')}", HTTPStatus.CONFLICT)
    except ClosedError as error:
        return _not_saved(f"{error} {_('Reload the page to see how it went.')}", HTTPStatus.CONFLICT)
    except StaleError as error:
        return _not_saved(f"{error} {_('Reload the page to see it.')}", HTTPStatus.CONFLICT)
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
    except ClosedError as error:
        return _refuse(attempts.show(person, attempt_id, number), error, now)
    except StaleError:
        return _lead_back(person, attempts.show(person, attempt_id, number), now)
    form = AnswerForm(slot.asked, request.form)
    if form.is_empty and slot.response is None and sent_certainty(request.form) is None:
        return redirects.to_hint(slot)
    return _carry_back(person, slot, now, is_before_hint=True)


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
        slot = attempts.show(person, attempt_id, number)
        if not isinstance(error, NoWayBackError):
            return _refuse(slot, error, now)
        flash(str(error), "warning")
    if autosave.saves_itself():
        return jsonify(flagged=wish)
    sent = SentAnswer(now, saves_itself=True)
    try:
        saved = answering.receive(person, attempt_id, number, sent.read, sent.sequence, now).saved
    except (ClosedError, StaleError):
        return _lead_back(person, slot, now)
    is_lost = saved is Saved.NOTHING and not sent.is_empty
    return _lead_back(person, slot, now) if is_lost else redirects.to_question(slot)


def _lead(person: Person, sent: SentAnswer, saved: Saved, now: datetime) -> ResponseReturnValue:
    """Lead on from what was sent, by what became of it."""
    slot = sent.slot
    match saved:
        case Saved.NOTHING:
            return _lead_from_nothing(person, sent, now)
        case Saved.DRAFT | Saved.DRAFT_AGAIN:
            lead = redirects.to_draft if saved is Saved.DRAFT else redirects.onward
            return redirects.too_late(slot, now) if timing.is_up(slot.ends_at, now) else lead(slot)
        case Saved.FIRST_STANDS:
            return redirects.too_late(slot, now)
        case Saved.LATE:
            return redirects.arrived_late(slot)
        case Saved.EMPTIED | Saved.NEW | Saved.REPEATED:
            _say_what_changed(sent, saved, now)
            stays = sent.puts_back or (saved is Saved.EMPTIED and (sent.is_cleared or sent.stays))
            if stays and not timing.is_up(slot.ends_at, now):
                return redirects.to_question(slot)
    return redirects.after_saving(slot, now)


def _say_what_changed(sent: SentAnswer, saved: Saved, now: datetime) -> None:
    """Say what became of an answer, where its page doesn't show that by itself."""
    number = sent.slot.number
    if saved is Saved.EMPTIED:
        flash(_("You emptied question %(number)s: it counts as not answered.", number=number))
    elif sent.puts_back:
        flash(_("Your earlier answer is back, and saved."))
    elif saved is Saved.NEW and sent.gives_up and not timing.is_up(sent.slot.ends_at, now):
        saved_so = _("Question %(number)s: saved that you don't know.", number=number)
        flash(f"{saved_so} {_('Your earlier answer is kept: its page can put it back.')}")


def _tell(sent: SentAnswer, receipt: Receipt) -> ResponseReturnValue:
    """Tell a page that saves by itself what became of what it sent."""
    match receipt.saved:
        case Saved.NOTHING if sent.is_empty:
            return autosave.saved(sent.sequence, _("No answer yet"), is_answered=sent.slot.is_answered)
        case Saved.NOTHING:
            return _not_saved(sent.form.hint, HTTPStatus.UNPROCESSABLE_ENTITY)
        case Saved.FIRST_STANDS:
            return _not_saved(str(FIRST_STANDS), HTTPStatus.CONFLICT)
        case Saved.DRAFT | Saved.DRAFT_AGAIN:
            sentences = [_("Kept, but it can't be read as an answer."), sent.form.hint]
            if sent.slot.response is not None:
                sentences.append(_("The answer that you saved before still counts."))
            return autosave.kept(" ".join(sentences)), HTTPStatus.UNPROCESSABLE_ENTITY
        case Saved.LATE:
            return autosave.kept(str(ARRIVED_LATE)), HTTPStatus.ACCEPTED
        case Saved.EMPTIED:
            message = _("Saved: no answer")
        case Saved.NEW | Saved.REPEATED:
            lacks_certainty = sent.slot.rules.asks_certainty and sent_certainty(request.form) is None
            message = _("Saved. How sure are you?") if lacks_certainty else _("Saved")
    return autosave.saved(receipt.sequence, message, is_answered=receipt.saved is not Saved.EMPTIED)


def _lead_from_nothing(person: Person, sent: SentAnswer, now: datetime) -> ResponseReturnValue:
    """Lead on from a question that was passed over, else back to it, or to the result if it is too late."""
    slot = sent.slot
    if not (sent.is_empty and slot.takes_answers(now)):
        return _lead_back(person, slot, now)
    if timing.is_up(slot.ends_at, now):
        return redirects.to_result(slot.attempt_id)
    if sent.is_cleared:
        return redirects.to_question(slot)
    if sent.stays:
        if slot.way.is_open(slot.number):
            no_answer = _("Question %(number)s has no answer yet.", number=slot.number)
            flash(f"{no_answer} {_('There is no way back: answer it, or skip it.')}")
        return redirects.to_where(slot.attempt_id, slot.way)
    if slot.response is not None:
        flash(
            _(
                "You left question %(number)s empty: the answer that was saved on another page counts.",
                number=slot.number,
            )
        )
    elif sent.form.has_parts and not slot.is_answered and GO not in request.form:
        # An untouched order looks like an answer: who means it as one would never know that it isn't.
        flash(_("Question %(number)s is still unanswered.", number=slot.number))
    return redirects.onward(slot)


def _lead_from_passed(attempt_id: int, way: Way, error: PassedError) -> ResponseReturnValue:
    """Lead from a question that isn't open to the one that is."""
    flash(f"{error} {_('Your answer was not saved.')}", "warning")
    return redirects.to_where(attempt_id, way)


def _lead_back(person: Person, slot: QuizSlot, now: datetime) -> ResponseReturnValue:
    """Lead back with what wasn't saved, or to the result where nothing can be sent again."""
    is_over = slot.is_settled or timing.is_up(slot.ends_at, now)
    return redirects.too_late(slot, now) if is_over else _carry_back(person, slot, now)


def _carry_back(
    person: Person, slot: QuizSlot, now: datetime, *, is_before_hint: bool = False
) -> ResponseReturnValue:
    """Lead back with what wasn't saved; a text that no address holds stands in the answer to its form.

    So does what was refused in an attempt at an assignment: addresses stay in the history of a computer that
    a class may share.
    """
    fits = not AnswerForm(slot.asked).is_long or redirects.fits(slot)
    if fits and (is_before_hint or not slot.is_assigned):
        return redirects.back(slot, is_before_hint=is_before_hint)
    asked = attempts.show(person, slot.attempt_id, slot.number)
    status = HTTPStatus.OK if is_before_hint else HTTPStatus.UNPROCESSABLE_ENTITY
    return make_response(show(person, asked, now, request.form), status)


def _refuse(slot: QuizSlot, error: ClosedError, now: datetime) -> ResponseReturnValue:
    """Say why a question takes nothing, and lead to what counts; of an annulled attempt no text is lost."""
    if not isinstance(error, AnnulledError):
        return redirects.too_late(slot, now)
    typed = AnswerForm(slot.asked, request.form).typed or ""
    texts = [text for text in ([typed] if isinstance(typed, str) else typed) if text.strip()]
    if not texts:
        return redirects.to_result(slot.attempt_id)
    page = render_template("quizzes/annulled.html", slot=slot, reason=error, texts=texts)
    return make_response(page, HTTPStatus.CONFLICT)


def _in_words(slot: AskedSlot, response: Response | None) -> str | None:
    """Return a response in words; None for a list, which would stand in the author's order."""
    return None if response is None or isinstance(response, list) else slot.asked.describe(response)


def _not_saved(message: str, status: int) -> ResponseReturnValue:
    return autosave.not_saved(message), status
