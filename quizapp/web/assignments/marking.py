"""Answers that the staff marks: question by question, one answer a page, without names unless asked for."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.assignments.scoring import shown
from quizapp.services.courses import courses, mark_queue, marking
from quizapp.services.courses.mark_queue import MarkQueue, QueuedAnswer
from quizapp.services.courses.marking import AnswerToMark, NotMarkableError, ReasonMissingError
from quizapp.services.errors import InvalidError, NotFoundError, StaleError
from quizapp.services.permissions import Permission
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web import clock, refused
from quizapp.web.access import me, needs
from quizapp.web.assignments.context import SetQuiz, find_set
from quizapp.web.assignments.mark_form import MarkForm, mark_form
from quizapp.web.scopes import of_course

blueprint = Blueprint("marking", __name__, template_folder="templates")
blueprint.add_app_template_filter(shown, "shown_points")

MARKED_MEANWHILE = lazy(
    "Somebody else has marked this answer since you opened the page. Nothing was saved. Compare the points "
    "below, then save again to replace theirs with yours."
)
MARKED_BY_YOU = lazy(
    "You have marked this answer on another page since you opened this one. Nothing was saved. Compare the "
    "points below, then save again to replace the earlier ones."
)
ANSWERED_MEANWHILE = lazy(
    "Another answer counts now. It is shown below, with the points that you filled in. Nothing was saved. "
    "Save again to give them to this answer."
)


#: The same of an answer that the person may not see and of one that never was.
NOT_YOURS = lazy("You can't mark this answer.")


@dataclass(frozen=True, slots=True)
class Round:
    """How somebody goes through the answers, as the address carries it along."""

    #: Whether names are hidden, and answers are in random order.
    is_blind: bool
    #: Whether it is about one answer alone, which somebody came to from the page of its attempt.
    is_single: bool

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what the next address says of it."""
        return ({} if self.is_blind else {"blind": 0}) | ({"single": 1} if self.is_single else {})

    @property
    def turned(self) -> dict[str, Any]:
        """Return the same with names hidden where they are shown, and shown where they are hidden."""
        return Round(not self.is_blind, self.is_single).arguments


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an answer stands among those to its question."""

    #: None where people don't mark its question, or it isn't one of a current learner.
    queue: MarkQueue | None
    here: QueuedAnswer | None
    #: The next that isn't marked.
    onward: QueuedAnswer | None


@blueprint.get("/courses/<key:course_id>/assignments/<key:assignment_id>/marking")
@needs(Permission.MARK_ANSWER, of_course)
def index(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """List the questions that people mark, with how many answers are left."""
    quiz, way = find_set(course_id, assignment_id), _round()
    queues = mark_queue.list_queues(me(), course_id, assignment_id, by_name=not way.is_blind)
    return render_template("assignments/marking.html", quiz=quiz, queues=queues, way=way)


@blueprint.get("/courses/<key:course_id>/assignments/<key:assignment_id>/marking/questions/<key:question_id>")
@needs(Permission.MARK_ANSWER, of_course)
def question(course_id: int, assignment_id: int, question_id: int) -> ResponseReturnValue:
    """List the answers to a question, marked and to be marked."""
    quiz, way = find_set(course_id, assignment_id), _round()
    queue = mark_queue.find_queue(me(), course_id, assignment_id, question_id, by_name=not way.is_blind)
    return render_template("assignments/marked_question.html", quiz=quiz, queue=queue, way=way)


@blueprint.route(
    "/courses/<key:course_id>/assignments/<key:assignment_id>/marking/<key:slot_id>",
    methods=["GET", "POST"],
)
@needs(Permission.MARK_ANSWER, of_course)
def mark(course_id: int, assignment_id: int, slot_id: int) -> ResponseReturnValue:
    """Show one answer with what it is marked by; mark it, and lead on to the next."""
    now = clock.now()
    try:
        found = marking.find(me(), course_id, assignment_id, slot_id, now)
        form = mark_form(found)
        if form.was_sent_well():
            marking.mark(me(), course_id, assignment_id, slot_id, form.sent, now)
            return _onward(find_set(course_id, assignment_id), found)
    except NotFoundError as error:
        if request.method == "GET" or not (isinstance(error, NotMarkableError) or refused.written()):
            raise
        return _kept(course_id, error)
    except StaleError:
        found = marking.find(me(), course_id, assignment_id, slot_id, now)
        return _stale_page(find_set(course_id, assignment_id), found, form)
    except ReasonMissingError as error:
        form["reason"].errors = [str(error)]
    except InvalidError as error:
        form.form_errors.append(str(error))
    return _page(find_set(course_id, assignment_id), found, form)


def _kept(course_id: int, error: NotFoundError) -> ResponseReturnValue:
    """Show what was typed about an answer that can't be marked now, to be copied or sent again."""
    is_seen = isinstance(error, NotMarkableError)
    page = render_template(
        "assignments/not_markable.html",
        course=courses.find(course_id),
        message=str(error if is_seen else NOT_YOURS),
        typed=refused.sent(),
    )
    return page, HTTPStatus.CONFLICT if is_seen else HTTPStatus.NOT_FOUND


def _stale_page(quiz: SetQuiz, found: AnswerToMark, form: MarkForm) -> ResponseReturnValue:
    if form.sent.answer_id != found.answer_id:
        form.form_errors.append(ANSWERED_MEANWHILE)
        form.renew(found)
        page = _page(quiz, found, form)
        return (page[0], HTTPStatus.CONFLICT) if isinstance(page, tuple) else page
    is_mine = bool(found.log) and found.log[0].by_id == me().id
    form.form_errors.append(MARKED_BY_YOU if is_mine else MARKED_MEANWHILE)
    form.renew(found)
    theirs = mark_form(found, is_sent=False)
    names = [*(field.name for field in form.point_fields()), "comment"]
    both = [(form[name].label.text, theirs[name].data or "–", form[name].data or "–") for name in names]
    page = _page(quiz, found, form, both)
    return (page[0], HTTPStatus.CONFLICT) if isinstance(page, tuple) else page


def _page(
    quiz: SetQuiz, found: AnswerToMark, form: MarkForm, both: list[tuple[str, str, str]] | None = None
) -> ResponseReturnValue:
    way = _round()
    return form.page(
        "assignments/mark.html",
        quiz=quiz,
        found=found,
        way=way,
        turn=_turn(quiz, found, way),
        both=both,
    )


def _onward(quiz: SetQuiz, found: AnswerToMark) -> ResponseReturnValue:
    """Lead to the next answer that isn't marked, or back to the list where there is none."""
    way = _round()
    turn = _turn(quiz, found, way)
    its: dict[str, Any] = {"course_id": quiz.course.id, "assignment_id": quiz.assignment.id}
    ids = its | way.arguments
    if turn.queue is None or way.is_single:
        flash(_("The points for question %(number)s are saved.", number=found.number), "right")
        address = url_for("course_attempts.show", attempt_id=found.attempt_id, **its)
    elif turn.onward is None:
        flash(_all_marked(len(turn.queue.answers)), "right")
        address = url_for("marking.question", question_id=turn.queue.question_id, **ids)
    else:
        so_far = _(
            "Saved. Marked so far: %(marked)s of %(count)s.",
            marked=turn.queue.marked,
            count=len(turn.queue.answers),
        )
        flash(so_far, "right")
        address = url_for("marking.mark", slot_id=turn.onward.slot_id, **ids)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _all_marked(answers: int) -> str:
    return ngettext(
        "The only answer to this question is marked.",
        "All %(count)s answers to this question are marked.",
        answers,
        count=answers,
    )


def _turn(quiz: SetQuiz, found: AnswerToMark, way: Round) -> Turn:
    try:
        queue = mark_queue.find_queue(
            *(me(), quiz.course.id, quiz.assignment.id, found.question_id),
            by_name=not way.is_blind,
        )
    except NotFoundError:
        return Turn(None, None, None)
    slot_id = found.slot_id
    here = queue.find(slot_id)
    return Turn(queue if here else None, here, queue.next_to_mark(slot_id))


def _round() -> Round:
    return Round(request.args.get("blind") != "0", request.args.get("single") == "1")
