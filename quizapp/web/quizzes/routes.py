"""Quizzes from outside: the list of them, beginning one, leaving and coming back, its end and result."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from itertools import groupby

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.quizzes import timing
from quizapp.services.accounts import throttle, visitors
from quizapp.services.accounts.throttle import Action
from quizapp.services.banks import catalogue
from quizapp.services.banks.catalogue import BankSummary, TopicCount
from quizapp.services.errors import NotFoundError, NothingToAskError, StaleError, StillOpenError
from quizapp.services.permissions import Permission, has_account, is_known
from quizapp.services.quizzes import attempts, beginning, closing, ends, history, late, overview, ready, ways
from quizapp.services.quizzes.beginning import StartedQuiz
from quizapp.services.quizzes.withholding import withhold
from quizapp.translation.texts import _, ngettext
from quizapp.web import autosave, clock
from quizapp.web.access import me, needs
from quizapp.web.accounts import sessions
from quizapp.web.filters import at_or_on
from quizapp.web.quizzes import answering, redirects
from quizapp.web.quizzes.by_topic import by_topic
from quizapp.web.quizzes.forms import COUNTS, BeginForm
from quizapp.web.scopes import Own, own, shared
from quizapp.web.seeds import quiz_seed

blueprint = Blueprint("quizzes", __name__, template_folder="templates")


@blueprint.get("/quizzes")
@needs(Permission.BEGIN_ATTEMPT, own)
def index() -> ResponseReturnValue:
    """Show the quizzes a learner has open, those to begin, and those that are finished."""
    banks = catalogue.list_quiz_banks(me())
    bank = _choose(banks, request.args.get("bank", type=int))
    topics = catalogue.list_quiz_topics(bank.id) if bank else ()
    form = BeginForm(bank, topics) if bank else None
    if form:
        form.tick(request.args.getlist("topics"))
    return _index(banks, bank, topics, form)


@blueprint.post("/quizzes")
@needs(Permission.BEGIN_ATTEMPT, own)
def begin() -> ResponseReturnValue:
    """Begin the quiz that was asked for."""
    banks = catalogue.list_quiz_banks(me())
    bank = _requested_bank(banks)
    topics = catalogue.list_quiz_topics(bank.id)
    form = BeginForm(bank, topics)
    if not form.was_sent_well():
        return _index(banks, bank, topics, form)
    try:
        return _lead_into(beginning.begin(me(), form.quiz, clock.now(), form.seed_for(me())))
    except NothingToAskError as error:
        form.topics.errors = [str(error)]
        return _index(banks, bank, topics, form)


@blueprint.post("/quizzes/ready")
@needs(Permission.BEGIN_ATTEMPT, own)
def begin_ready() -> ResponseReturnValue:
    """Begin a ready quiz of a bank."""
    bank, key = _requested_bank(catalogue.list_quiz_banks(me())), request.form.get("quiz", "")
    seed = quiz_seed(me(), bank.id, key)
    try:
        return _lead_into(beginning.begin_ready(me(), bank.id, key, clock.now(), seed))
    except NothingToAskError as error:
        flash(str(error), "warning")
        return redirect(url_for("quizzes.index", bank=bank.id), HTTPStatus.SEE_OTHER)


@blueprint.get("/quizzes/<key:attempt_id>")
@needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))
def resume(attempt_id: int) -> ResponseReturnValue:
    """Lead to where a quiz was left: its next question, its end or its result."""
    return redirects.to_attempt(attempts.progress(me(), attempt_id), clock.now())


@blueprint.get("/quizzes/<key:attempt_id>/<key:number>")
@needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))
def question(attempt_id: int, number: int) -> ResponseReturnValue:
    """Show a question of a quiz: to be answered, or with its answer and how it went.

    Once a quiz is over nothing is asked any more: what was left open is told in the result, which says why,
    and so is that the learner's own answers don't show yet.
    """
    slot, now = attempts.show(me(), attempt_id, number), clock.now()
    is_shown = slot.is_answered and slot.disclosure.response
    is_over = slot.is_cut_short or timing.is_up(slot.ends_at, now)
    if not is_shown if slot.is_finished else is_over:
        return redirects.to_result(attempt_id)
    if not (slot.is_finished or slot.way.is_open(number)):
        if slot.way.is_behind(number):
            why = _("Question %(number)s is behind you, and there is no way back.", number=number)
        else:
            why = _("Question %(number)s comes later: the questions come one after the other.", number=number)
        flash(f"{why} {_('You are here.')}", "warning")
        return redirects.to_where(attempt_id, slot.way)
    (slot,) = withhold(me(), [slot], now)
    return answering.show(me(), slot, now)


@blueprint.post("/quizzes/<key:attempt_id>/<key:number>")
@needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))
def answer(attempt_id: int, number: int) -> ResponseReturnValue:
    """Take an answer, from a person who sends the form or from a page that saves by itself."""
    take = answering.save if autosave.saves_itself() else answering.receive
    return take(me(), attempt_id, number, clock.now())


@blueprint.post("/quizzes/<key:attempt_id>/<key:number>/hint")
@needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))
def hint(attempt_id: int, number: int) -> ResponseReturnValue:
    """Show one more hint; sent twice it shows one."""
    return answering.hint(me(), attempt_id, number, clock.now())


@blueprint.post("/quizzes/<key:attempt_id>/<key:number>/flag")
@needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))
def flag(attempt_id: int, number: int) -> ResponseReturnValue:
    """Flag a question for later, or take its flag away; sent twice it is the same."""
    return answering.flag(me(), attempt_id, number, clock.now())


@blueprint.post("/quizzes/<key:attempt_id>/<key:number>/leave")
@needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))
def leave(attempt_id: int, number: int) -> ResponseReturnValue:
    """Leave a question for good where they come one after the other; sent twice it is left once."""
    way = ways.leave(me(), attempt_id, number, clock.now())
    if way.only_forward:
        return redirects.to_where(attempt_id, way)
    return redirect(url_for("quizzes.resume", attempt_id=attempt_id), HTTPStatus.SEE_OTHER)


@blueprint.get("/quizzes/<key:attempt_id>/<key:number>/late")
@needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))
def send_late(attempt_id: int, number: int) -> ResponseReturnValue:
    """Show a question whose answer the device kept beyond the end: sent now, it waits for the staff."""
    slot, now = attempts.show(me(), attempt_id, number), clock.now()
    if not late.are_taken(me(), attempt_id, now):
        return redirect(url_for("quizzes.result", attempt_id=attempt_id))
    return answering.show_late(slot)


@blueprint.get("/quizzes/<key:attempt_id>/time-left")
@needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))
def time_left(attempt_id: int) -> ResponseReturnValue:
    """Tell a page that counts down how many seconds there are, by our clock; none where there is no limit."""
    end, now = ends.find_end(me(), attempt_id), clock.now()
    if end.is_finished:
        return jsonify(seconds_left=0)
    ends_at = None if end.ends_at is None else at_or_on(end.ends_at, now, end.zone)
    return jsonify(seconds_left=timing.seconds_left(end.ends_at, now), ends_at=ends_at)


@blueprint.get("/quizzes/<key:attempt_id>/finish")
@needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))
def ask_to_finish(attempt_id: int) -> ResponseReturnValue:
    """Say how the questions stand, and ask once whether to finish."""
    found, now = overview.find_overview(me(), attempt_id), clock.now()
    progress = found.progress
    if progress.is_finished or timing.is_up(progress.ends_at, now):
        return redirects.to_result(attempt_id)
    return render_template("quizzes/finish.html", overview=found, progress=progress, now=now)


@blueprint.post("/quizzes/<key:attempt_id>/finish")
@needs(Permission.ANSWER_ATTEMPT, Own("attempt_id"))
def finish(attempt_id: int) -> ResponseReturnValue:
    """Finish a quiz; sent twice it is finished once."""
    closing.finish(me(), attempt_id, clock.now())
    return redirects.to_result(attempt_id)


@blueprint.get("/quizzes/<key:attempt_id>/result")
@needs(Permission.READ_RESULT, Own("attempt_id"))
def result(attempt_id: int) -> ResponseReturnValue:
    """Show the result of a finished quiz; one that is open goes on instead."""
    try:
        result = attempts.result(me(), attempt_id)
        result = replace(result, items=withhold(me(), result.items, clock.now()))
    except StillOpenError:
        if timing.is_up(attempts.progress(me(), attempt_id).ends_at, clock.now()):
            # It couldn't be finished, and every other page of it leads here.
            abort(HTTPStatus.SERVICE_UNAVAILABLE)
        flash(_("This quiz isn't finished yet. The result comes when it is."))
        return redirect(url_for("quizzes.resume", attempt_id=attempt_id))
    takes_late = result.assignment is not None and late.are_taken(me(), attempt_id, clock.now())
    if not result.is_told:
        answered = sum(item.is_answered for item in result.items)
        return render_template(
            "quizzes/submitted.html", result=result, answered=answered, takes_late=takes_late
        )
    earlier = ready.list_earlier(me(), attempt_id) if result.quiz_title and not result.assignment else ()
    return render_template(
        "quizzes/result.html",
        result=result,
        earlier=earlier,
        takes_late=takes_late,
        topics=by_topic(result.items),
    )


@blueprint.post("/quizzes/<key:attempt_id>/discard")
@needs(Permission.BEGIN_ATTEMPT, Own("attempt_id"))
def discard(attempt_id: int) -> ResponseReturnValue:
    """Forget a quiz that was begun and never answered; sent twice it is gone once."""
    try:
        beginning.discard(me(), attempt_id)
    except NotFoundError:
        pass  # as it should be
    except StaleError as error:
        flash(str(error), "warning")
    return redirect(url_for("quizzes.index"), HTTPStatus.SEE_OTHER)


@blueprint.post("/quizzes/<key:attempt_id>/again")
@needs(Permission.BEGIN_ATTEMPT, Own("attempt_id"))
def again(attempt_id: int) -> ResponseReturnValue:
    """Begin another quiz with the settings of this one."""
    try:
        return _lead_into(beginning.begin_again(me(), attempt_id, clock.now(), quiz_seed(me())))
    except NothingToAskError:
        flash(_("You can't get the questions of that quiz any more. Choose others here."), "warning")
        return redirect(url_for("quizzes.index"), HTTPStatus.SEE_OTHER)


@blueprint.post("/quizzes/<key:attempt_id>/missed")
@needs(Permission.BEGIN_ATTEMPT, Own("attempt_id"))
def missed(attempt_id: int) -> ResponseReturnValue:
    """Begin a quiz of just the questions that this one left short of full credit."""
    try:
        return _lead_into(beginning.practise_missed(me(), attempt_id, clock.now(), quiz_seed(me())))
    except NothingToAskError:
        flash(_("None of the questions you missed is left to practise."))
        return redirect(url_for("quizzes.result", attempt_id=attempt_id), HTTPStatus.SEE_OTHER)


@blueprint.post("/try")
@needs(Permission.TRY_OUT, shared)
def try_out() -> ResponseReturnValue:
    """Begin a quiz of five questions; who has no account becomes a visitor, and it stays theirs.

    A row for each visitor is the price: the throttle bounds them, and each takes old ones away.
    """
    bank = _choose(catalogue.list_quiz_banks(current_user), request.form.get("bank", type=int))
    if bank is None:
        flash(_("There are no questions to try yet. Please come back later."), "warning")
        return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)
    if not has_account(current_user):
        throttle.admit(Action.TRY_OUT, request.remote_addr or "", clock.now())
    if not is_known(current_user):
        sessions.enter(visitors.begin_visit(clock.now(), request.form.get("time_zone", "")))
    return _lead_into(beginning.begin_try_out(me(), bank.id, clock.now(), quiz_seed(me())))


def _index(
    banks: Sequence[BankSummary],
    bank: BankSummary | None,
    topics: Sequence[TopicCount],
    form: BeginForm | None,
) -> ResponseReturnValue:
    person = me()
    values = {
        "banks": banks,
        "bank": bank,
        "ready": ready.list_offered(person, bank.id) if bank else (),
        "now": clock.now(),
        # One group for each top-level topic: itself, then those below it.
        "topics": [
            list(group) for _top, group in groupby(topics, key=lambda one: one.topic.path.split("/")[0])
        ],
        "counts": COUNTS,
        "open_attempts": history.list_open(person, request.args.get("open", 1, type=int)),
        "finished_attempts": history.list_finished(person, request.args.get("page", 1, type=int)),
    }
    template = "quizzes/index.html"
    return form.page(template, **values) if form else render_template(template, form=None, **values)


def _choose(banks: Sequence[BankSummary], bank_id: int | None) -> BankSummary | None:
    """Return that bank, else the first; None where there is none."""
    return next((bank for bank in banks if bank.id == bank_id), banks[0] if banks else None)


def _requested_bank(banks: Sequence[BankSummary]) -> BankSummary:
    """Return the bank that was asked for, or end with "not found"."""
    bank_id = request.form.get("bank", type=int)
    bank = _choose(banks, bank_id)
    return bank if bank and bank.id == bank_id else abort(HTTPStatus.NOT_FOUND)


def _lead_into(started: StartedQuiz) -> ResponseReturnValue:
    if started.questions < started.requested:
        flash(
            ngettext(
                "The bank has only %(count)s question that fits: this quiz asks it.",
                "The bank has only %(count)s questions that fit together: this quiz asks them all.",
                started.questions,
                count=started.questions,
            )
        )
    return redirect(url_for("quizzes.resume", attempt_id=started.attempt_id), HTTPStatus.SEE_OTHER)
