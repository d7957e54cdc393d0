"""Banks as an instructor reads them: every question as a learner meets it, and where it stands."""

from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.question_types import TYPES
from quizapp.services.assignments.embargo import held_among
from quizapp.services.banks import catalogue
from quizapp.services.errors import NotAllowedError
from quizapp.services.permissions import Permission
from quizapp.services.quizzes import ready
from quizapp.services.quizzes.slots import outcome_of
from quizapp.translation.texts import _
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.banks.forms import SearchForm
from quizapp.web.questions import HINT, AnswerForm, sent_values
from quizapp.web.scopes import shared
from quizapp.web.seeds import sent_seed

blueprint = Blueprint("banks", __name__, template_folder="templates")


@blueprint.get("/banks")
@needs(Permission.READ_BANK, shared)
def index() -> ResponseReturnValue:
    """List the banks."""
    return render_template("banks/index.html", banks=catalogue.list_all_banks(me()))


@blueprint.get("/banks/<key:bank_id>")
@needs(Permission.READ_BANK, shared)
def show(bank_id: int) -> ResponseReturnValue:
    """Search a bank's questions."""
    bank = catalogue.find_bank(bank_id, me())
    form = SearchForm(request.args)
    topics = catalogue.list_topics(bank_id)
    form.offer(topics, catalogue.list_types(bank_id))
    wanted = form.wanted()
    found = catalogue.find_questions(bank_id, wanted, request.args.get("page", 1, type=int))
    return render_template(
        "banks/show.html",
        bank=bank,
        form=form,
        wanted=wanted,
        found=found,
        ready=ready.list_ready(bank_id),
        topic_names={one.topic.path: one.topic.full_name for one in topics},
        type_labels={name: kind.label for name, kind in TYPES.items()},
    )


@blueprint.route("/banks/<key:bank_id>/questions/<key:question_id>", methods=["GET", "POST"])
@needs(Permission.READ_BANK, shared)
def question(bank_id: int, question_id: int) -> ResponseReturnValue:
    """Show a question as a learner meets it; an answer is marked, and kept nowhere."""
    sent = sent_values()
    seed = sent_seed(sent)
    preview = catalogue.preview(bank_id, question_id, seed, me())
    if held_among(me(), [question_id], clock.now()):
        # Who teaches here may be a learner elsewhere.
        raise NotAllowedError(
            _(
                "An assignment in one of your courses may ask this question. "
                "You can read it once you have done the assignment."
            )
        )
    was_answered = "check" in sent
    form = AnswerForm(preview.asked, sent if was_answered or HINT in sent else None)
    response = form.read() if was_answered else None
    # A card has nothing to read: who asks sees its back.
    is_shown = was_answered and (response is not None or form.response is None)
    mark = preview.asked.mark(response)
    written = preview.asked.question
    # The button says how many there were without the one it asks for.
    wanted = sent.get(HINT, -1, type=int) + 1 or sent.get("hints", 0, type=int)
    hints_used = max(0, min(wanted, len(written.hints)))
    credit = written.credit_after(hints_used, mark.credit) if mark else None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if was_answered and not is_shown else HTTPStatus.OK
    page = render_template(
        "banks/question.html",
        preview=preview,
        form=form,
        response=response,
        hints_used=hints_used,
        mark=mark,
        is_shown=is_shown,
        credit=credit,
        outcome=outcome_of(response, mark, credit),
        seed=seed,
    )
    return page, status
