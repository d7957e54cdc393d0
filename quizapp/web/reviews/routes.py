"""Reviews from outside: the next card, its answer, the rating, undo, and the banks that are studied.

Showing an answer is a safe request: reloading it or going back to it changes nothing.
"""

from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quizapp.scheduling.memory import Rating
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.errors import StaleError
from quizapp.services.permissions import Permission
from quizapp.services.person import Person
from quizapp.services.progress import overview
from quizapp.services.quizzes import ready
from quizapp.services.reviews import recording, showing, studied_banks, undoing
from quizapp.services.reviews.showing import QuestionSide, QueueEnd, ShownCard
from quizapp.translation.texts import _, ngettext
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.questions import RESPONSE, AnswerForm, as_sent, sent_values
from quizapp.web.reviews.signed import order_seed, read_answered, read_shown, sign_answered, sign_shown
from quizapp.web.scopes import Own, own
from quizapp.web.security import LARGEST_KEY

blueprint = Blueprint("reviews", __name__, template_folder="templates")

#: What was typed, in the form that rates it: a token that can't be read any more has lost the answer.
TYPED = "typed"

RATINGS = {str(rating.value): rating for rating in Rating}


@blueprint.get("/review")
@needs(Permission.REVIEW_CARD, own)
def index() -> ResponseReturnValue:
    """Show the next card, or what comes after the last one."""
    person, now = me(), clock.now()
    return _next_page(showing.next_card(person, now, order_seed(person)), person, now)


@blueprint.get("/review/ahead")
@needs(Permission.REVIEW_CARD, own)
def ahead() -> ResponseReturnValue:
    """Show the next card, and after today's those of tomorrow."""
    person, now = me(), clock.now()
    return _next_page(showing.next_card_ahead(person, now, order_seed(person)), person, now)


@blueprint.get("/review/<key:question_id>")
@needs(Permission.REVIEW_CARD, Own("question_id"))
def card(question_id: int) -> ResponseReturnValue:
    """Show one card, due or not."""
    person = me()
    side = showing.card(person, question_id, clock.now(), order_seed(person))
    return _card_page(side, AnswerForm(side.asked))


@blueprint.route("/review/<key:question_id>/answer", methods=["GET", "POST"])
@needs(Permission.REVIEW_CARD, Own("question_id"))
def answer(question_id: int) -> ResponseReturnValue:
    """Show a card's answer, with how the learner did if they gave one."""
    person, now, sent = me(), clock.now(), sent_values()
    shown, asked = _shown(question_id, sent)
    response = None
    form = AnswerForm(asked, sent)
    if "recalled" not in sent and form.response is not None:
        response = form.read()
        if response is None:
            return _card_page(
                showing.show_again(person, shown, asked, now), form
            ), HTTPStatus.UNPROCESSABLE_ENTITY
    side = showing.answer(person, shown, asked, response, now)
    return render_template(
        "reviews/answer.html",
        side=side,
        token=sign_answered(person, side.answered),
        typed=[] if response is None else as_sent(form.typed).getlist(RESPONSE),
    )


@blueprint.route("/review/<key:question_id>/hint", methods=["GET", "POST"])
@needs(Permission.REVIEW_CARD, Own("question_id"))
def hint(question_id: int) -> ResponseReturnValue:
    """Show a card with one more hint, and with what was typed so far; like its answer this writes nothing."""
    sent = sent_values()
    shown, asked = _shown(question_id, sent)
    return _card_page(showing.with_hint(me(), shown, asked, clock.now()), AnswerForm(asked, sent))


@blueprint.post("/review/<key:question_id>")
@needs(Permission.REVIEW_CARD, Own("question_id"))
def rate(question_id: int) -> ResponseReturnValue:
    """Take a rating and go on to the next card; sent twice it counts once."""
    person = me()
    answered = read_answered(person, request.form.get("card"))
    rating = RATINGS.get(request.form.get("rating", ""))
    if rating is None:
        abort(HTTPStatus.BAD_REQUEST)
    if answered is None or answered.shown.question_id != question_id:
        side, form = _anew(question_id, as_sent(request.form.getlist(TYPED)))
        _tell_it_was_too_old()
        return _card_page(side, form), HTTPStatus.BAD_REQUEST
    try:
        recording.rate(person, answered, rating, clock.now())
    except StaleError as error:
        return render_template(
            "reviews/moved_on.html", message=str(error), question_id=question_id
        ), HTTPStatus.CONFLICT
    following = "reviews.ahead" if answered.shown.is_ahead else "reviews.index"
    return redirect(url_for(following), HTTPStatus.SEE_OTHER)


@blueprint.post("/review/undo")
@needs(Permission.REVIEW_CARD, Own(field="review"))
def undo() -> ResponseReturnValue:
    """Take the named review back and show its card again; sent twice it takes back one."""
    if "review" not in request.form:
        flash(_("There is nothing to undo."))
        return redirect(url_for("reviews.index"), HTTPStatus.SEE_OTHER)
    review_id = request.form.get("review", 0, type=int)
    if not 0 < review_id <= LARGEST_KEY:
        abort(HTTPStatus.NOT_FOUND)
    try:
        question_id = undoing.undo(me(), review_id, clock.now())
    except StaleError as error:
        flash(str(error), "warning")
        return redirect(url_for("reviews.index"), HTTPStatus.SEE_OTHER)
    if question_id is None:
        flash(_("Review undone. That question has left your reviews, so it won't come up again."))
        return redirect(url_for("reviews.index"), HTTPStatus.SEE_OTHER)
    flash(_("Review undone. Here is the card again."))
    return redirect(url_for("reviews.card", question_id=question_id), HTTPStatus.SEE_OTHER)


@blueprint.get("/review/banks")
@needs(Permission.STUDY_BANK, own)
def banks() -> ResponseReturnValue:
    """List the banks, to study them or to stop."""
    return render_template("reviews/banks.html", banks=studied_banks.list_all(me()))


@blueprint.post("/review/banks/<key:bank_id>")
@needs(Permission.STUDY_BANK, own)
def study(bank_id: int) -> ResponseReturnValue:
    """Begin to study a bank, and go on to the cards."""
    person = me()
    title = studied_banks.study(person, bank_id, clock.now())
    most = person.preferences.new_per_day
    flash(
        ngettext(
            "“%(bank)s” is in your reviews now, with up to %(count)s new card a day.",
            "“%(bank)s” is in your reviews now, with up to %(count)s new cards a day.",
            most,
            bank=title,
            count=most,
        )
    )
    return redirect(url_for("reviews.index"), HTTPStatus.SEE_OTHER)


@blueprint.post("/review/banks/<key:bank_id>/stop")
@needs(Permission.STUDY_BANK, own)
def stop(bank_id: int) -> ResponseReturnValue:
    """Take no more new cards from a bank."""
    title = studied_banks.stop(me(), bank_id)
    flash(
        _(
            "No new cards from “%(bank)s” any more. Cards you have started still come when they are due.",
            bank=title,
        )
    )
    return redirect(url_for("reviews.banks"), HTTPStatus.SEE_OTHER)


def _shown(question_id: int, sent: MultiDict[str, str]) -> tuple[ShownCard, AskedQuestion]:
    """Return the card that was shown, and its question as it was; show it anew where that can't be read.

    Then what was typed stands in it again; choices stand in another order, so they are made anew.
    """
    person = me()
    shown = read_shown(person, sent.get("card"))
    if shown is None or shown.question_id != question_id:
        side, form = _anew(question_id, sent)
        if "card" in sent:
            _tell_it_was_too_old()
        if form.is_empty:
            abort(redirect(url_for("reviews.card", question_id=question_id)))
        abort(make_response(_card_page(side, form), HTTPStatus.UNPROCESSABLE_ENTITY))
    return shown, showing.shown_question(person, shown, clock.now(), order_seed(person))


def _anew(question_id: int, sent: MultiDict[str, str]) -> tuple[QuestionSide, AnswerForm]:
    """Return a card whose token can't be read, as after a new secret key, and what was typed for it."""
    person = me()
    side = showing.card(person, question_id, clock.now(), order_seed(person))
    return side, AnswerForm(side.asked, as_sent(AnswerForm(side.asked, sent).typed))


def _tell_it_was_too_old() -> None:
    flash(_("That page was too old, and nothing was saved. Here is its card again."), "warning")


def _next_page(found: QuestionSide | QueueEnd, person: Person, now: datetime) -> str:
    if isinstance(found, QueueEnd):
        return _rest_page(found, person, now)
    return _card_page(found, AnswerForm(found.asked))


def _rest_page(rest: QueueEnd, person: Person, now: datetime) -> str:
    """Show the end of the queue: banks to begin with, or what helps where nothing is due."""
    has_banks = rest.today.has_banks
    return render_template(
        "reviews/rest.html",
        rest=rest,
        person=person,
        banks=() if has_banks else studied_banks.list_all(person),
        weakest=overview.find_weakest(person, now) if has_banks else None,
        untried=ready.find_untried(person) if has_banks else None,
        now=now,
    )


def _card_page(side: QuestionSide, form: AnswerForm) -> str:
    return render_template("reviews/card.html", side=side, form=form, token=sign_shown(me(), side.shown))
