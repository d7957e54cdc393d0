"""What an assignment asks, put together without JavaScript: each step is a small form on the draft."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.question_types import TYPES
from quizapp.quizzes import editing
from quizapp.services.banks import catalogue
from quizapp.services.banks.catalogue import Wanted
from quizapp.services.courses import asking
from quizapp.services.courses.asking import Edit
from quizapp.services.errors import InvalidError, StaleError
from quizapp.services.permissions import Permission
from quizapp.services.quizzes import ready
from quizapp.translation.texts import _
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.assignments.context import SetQuiz, find_set
from quizapp.web.assignments.staff_forms import (
    DrawForm,
    PlaceForm,
    PointsForm,
    QuestionForm,
    ReadyForm,
    SectionForm,
)
from quizapp.web.scopes import of_course

blueprint = Blueprint("asking", __name__, template_folder="templates")

#: Of what is searched.
MOST_WORDS = 200


@blueprint.get("/courses/<key:course_id>/assignments/<key:assignment_id>/questions")
@needs(Permission.READ_ASSIGNMENT, of_course)
def show(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Show what is asked, with what it can be put together from."""
    return _page(find_set(course_id, assignment_id))


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/questions/section")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def change_section(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Add a section, give it a heading, move or remove it."""
    form = SectionForm()
    number = form.place[0]
    heading = form.heading.data or None
    edits: dict[str, Edit] = {
        "add": partial(editing.add_section, heading=heading),
        "save": partial(
            editing.change_section, number=number, heading=heading, is_shuffled=bool(form.shuffle.data)
        ),
        "up": partial(editing.move_section, number=number, by=-1),
        "down": partial(editing.move_section, number=number, by=1),
        "remove": partial(editing.remove_section, number=number),
    }
    return _step(course_id, assignment_id, form, edits.get(form.do.data or ""))


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/questions/item")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def change_item(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Move or remove a question or a draw, or let it be worth other points."""
    form = PointsForm() if request.form.get("do") == "points" else PlaceForm()
    points = form.points.points if isinstance(form, PointsForm) else 1
    edits: dict[str, Edit] = {
        "points": partial(editing.change_points, place=form.place, points=points),
        "up": partial(editing.move_item, place=form.place, by=-1),
        "down": partial(editing.move_item, place=form.place, by=1),
        "remove": partial(editing.remove_item, place=form.place),
    }
    return _step(course_id, assignment_id, form, edits.get(form.do.data or ""))


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/questions/question")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def add_question(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Ask everybody a question."""
    form = QuestionForm()
    edit = partial(editing.add_item, number=form.place[0], item=form.asked)
    return _step(course_id, assignment_id, form, edit, done=_("The question is added."))


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/questions/draw")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def add_draw(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Draw questions for each learner."""
    quiz = find_set(course_id, assignment_id)
    form = _draw_form(quiz)
    edit = partial(editing.add_item, number=form.place[0], item=form.asked)
    return _step(course_id, assignment_id, form, edit, done=_("The random questions are added."))


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/questions/ready")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def take_ready(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Ask what a ready quiz asks, in place of all that stood there."""
    quiz = find_set(course_id, assignment_id)
    form = _ready_form(quiz)
    if form.was_sent_well():
        take = partial(asking.take_ready, me(), course_id, assignment_id, form.quiz.data)
        done = _("The assignment now asks the questions of the ready quiz.")
        return _try(quiz, form, lambda: take(form.shown_version, clock.now()), done)
    return _page(quiz, form)


def _step(
    course_id: int, assignment_id: int, form: PlaceForm, edited: Edit | None, done: str = ""
) -> ResponseReturnValue:
    """Take one step, if the form is as it should be; else say beside its field why not."""
    quiz = find_set(course_id, assignment_id)
    if edited is None or not form.was_sent_well():
        return _page(quiz, form)
    take = partial(asking.edit, me(), course_id, assignment_id, edited)
    return _try(quiz, form, lambda: take(form.shown_version, clock.now()), done)


def _try(quiz: SetQuiz, form: PlaceForm, take: Callable[[], object], done: str) -> ResponseReturnValue:
    try:
        take()
    except StaleError:
        form.form_errors.append(asking.MEANWHILE)
        page = _page(find_set(quiz.course.id, quiz.assignment.id), form)
        return (page[0], HTTPStatus.CONFLICT) if isinstance(page, tuple) else page
    except InvalidError as error:
        _beside(form, str(error))
        return _page(quiz, form)
    if done:
        flash(done, "right")
    words, section = request.form.get("q") or None, request.form.get("section") or None
    added = request.form.get("question") or None
    address = url_for(
        "asking.show",
        course_id=quiz.course.id,
        assignment_id=quiz.assignment.id,
        q=words,
        section=section,
        added=added if words else None,
        _anchor=f"found-{added}" if words and added else "add" if words else "asked",
    )
    return redirect(address, HTTPStatus.SEE_OTHER)


def _beside(form: PlaceForm, sentence: str) -> None:
    """Put a sentence beside the field that it is about; of a button it is the page's."""
    field = form.count if isinstance(form, DrawForm) else form.quiz if isinstance(form, ReadyForm) else None
    if field is None:
        form.form_errors.append(sentence)
    else:
        field.errors = [sentence]


def _draw_form(quiz: SetQuiz, *, is_sent: bool = True) -> DrawForm:
    form = DrawForm(is_sent=is_sent)
    bank_id = quiz.assignment.settings.bank_id
    types = [name for name in catalogue.list_types(bank_id) if name in asking.ASKABLE]
    form.offer(catalogue.list_topics(bank_id), types)
    return form


def _ready_form(quiz: SetQuiz, *, is_sent: bool = True) -> ReadyForm:
    form = ReadyForm(is_sent=is_sent)
    form.offer(ready.list_ready(quiz.assignment.settings.bank_id))
    return form


def _page(quiz: SetQuiz, sent: PlaceForm | None = None) -> ResponseReturnValue:
    """Render the page: the form that was sent as it was sent, the others empty."""
    settings = quiz.assignment.settings
    composition = settings.composition
    words = request.values.get("q", "").strip()[:MOST_WORDS]
    section = request.values.get("section", 0, type=int)
    named = asking.find_named(settings.bank_id, composition)
    found = catalogue.find_questions(settings.bank_id, Wanted(text=words)) if words else None
    # Right answers are for those who choose among them.
    offered = found.items if found and quiz.may_change else ()
    page = render_template(
        "assignments/questions.html",
        quiz=quiz,
        form=sent or PlaceForm(is_sent=False),
        draw=sent if isinstance(sent, DrawForm) else _draw_form(quiz, is_sent=False),
        ready=sent if isinstance(sent, ReadyForm) else _ready_form(quiz, is_sent=False),
        named=named,
        lacks=asking.find_lacks(settings.bank_id, composition),
        words=words,
        added=request.args.get("added"),
        chosen_section=section if 0 <= section < len(composition.sections) else 0,
        found=found,
        shown=asking.show_questions(me(), [one.id for one in offered], clock.now()),
        askable=[TYPES[name].label for name in asking.ASKABLE],
        topic_names={one.topic.path: one.topic.full_name for one in catalogue.list_topics(settings.bank_id)},
        type_labels={name: kind.label for name, kind in TYPES.items()},
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
