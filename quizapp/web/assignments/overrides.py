"""What differs in an assignment for groups and for people, as the staff sets it."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.services.courses import groups, overrides
from quizapp.services.courses.losses import LosesTimeError, LostTime
from quizapp.services.courses.overrides import (
    DiffersAlreadyError,
    FaultyOverrideError,
    OverrideView,
    Shown,
    Target,
)
from quizapp.services.errors import InvalidError
from quizapp.services.permissions import Permission
from quizapp.translation.texts import _, lazy
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.assignments.context import SetQuiz, find_set
from quizapp.web.assignments.override_words import coming_of_it, differing
from quizapp.web.assignments.overrides_form import OverrideForm, target_key
from quizapp.web.assignments.setting import TAKES_TIME
from quizapp.web.scopes import of_course

REMOVED_MEANWHILE = lazy(
    "This override was removed since you opened the page. Nothing was saved. Save again to add it anew."
)

blueprint = Blueprint("overrides", __name__, template_folder="templates")


@blueprint.get("/courses/<key:course_id>/assignments/<key:assignment_id>/overrides")
@needs(Permission.READ_ASSIGNMENT, of_course)
def index(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """List what differs for whom, with a form for more, or for changing one."""
    quiz = find_set(course_id, assignment_id)
    found = overrides.list_overrides(me(), course_id, assignment_id)
    wanted = request.args.get("edit", type=int)
    edited = next((one for one in found if one.id == wanted), None)
    return _page(quiz, found, _form(quiz, edited), edited)


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/overrides")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def put(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Let terms differ for a group or a person."""
    quiz = find_set(course_id, assignment_id)
    found = overrides.list_overrides(me(), course_id, assignment_id)
    seen = request.form.get("seen", "")
    edited = next((one for one in found if seen.startswith(f"{target_key(one.target)}.")), None)
    form = _form(quiz, edited)
    losses: tuple[LostTime, ...] = ()
    if form.was_sent_well() and form.is_meant():
        reason = (form.reason.data or "").strip()
        try:
            overrides.put(
                *(me(), course_id, assignment_id, form.chosen, form.override, reason, clock.now()),
                Shown(form.seen_version, losses=bool(form.takes_time.data)),
            )
        except DiffersAlreadyError:
            held = _for(form.chosen, overrides.list_overrides(me(), course_id, assignment_id))
            if held:
                return _both(quiz, found, form, held)
            form.form_errors.append(REMOVED_MEANWHILE)
            form.shows(None)
        except FaultyOverrideError as error:
            for fault in error.faults:
                form.complain(fault.field, fault.message)
        except LosesTimeError as error:
            form.form_errors.append(TAKES_TIME)
            losses = error.losses
        except InvalidError as error:
            _beside(form, str(error))
        else:
            flash(_("The override is saved. It applies at once, also to attempts in progress."), "right")
            for note in form.notes():
                flash(note, "warning")
            return _to(quiz)
    return _page(quiz, found, form, edited, losses=losses)


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/overrides/<key:override_id>/remove")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def remove(course_id: int, assignment_id: int, override_id: int) -> ResponseReturnValue:
    """Let the terms of the class hold again."""
    quiz = find_set(course_id, assignment_id)
    may_take_time = "takes_time" in request.form
    try:
        name = overrides.remove(
            *(me(), course_id, assignment_id, override_id, clock.now()), may_take_time=may_take_time
        )
    except LosesTimeError as error:
        found = overrides.list_overrides(me(), course_id, assignment_id)
        removed = next((one for one in found if one.id == override_id), None)
        return _page(quiz, found, _form(quiz, is_sent=False), removed=removed, losses=error.losses)
    if name is None:
        flash(_("This override was already removed."))
    else:
        flash(
            _("The override for %(name)s is removed. The assignment's own settings apply again.", name=name),
            "right",
        )
    return _to(quiz)


def _for(target: Target, found: tuple[OverrideView, ...]) -> OverrideView | None:
    return next((one for one in found if one.target == target), None)


def _both(
    quiz: SetQuiz, found: tuple[OverrideView, ...], form: OverrideForm, held: OverrideView
) -> ResponseReturnValue:
    """Show the override that is there already with what was typed, to be saved knowingly."""
    is_new = not form.seen_version
    form.form_errors.append(_differs_already(held.name) if is_new else _changed_meanwhile(held.name))
    if is_new:
        form.take_in(held)
    form.shows(held)
    return _page(quiz, found, form, held, differences=form.differences(held))


def _differs_already(name: str) -> str:
    return _(
        "There is an override for %(name)s already. Nothing was saved. "
        "It is shown below with your changes in it. "
        "Save again to change it like that.",
        name=name,
    )


def _changed_meanwhile(name: str) -> str:
    return _(
        "The override for %(name)s was changed since you opened the page. Nothing was saved. "
        "Compare both versions below. Save again to replace the saved version with yours.",
        name=name,
    )


def _form(quiz: SetQuiz, edited: OverrideView | None = None, *, is_sent: bool = True) -> OverrideForm:
    return OverrideForm(
        groups.list_groups(me(), quiz.course.id),
        overrides.list_learners(me(), quiz.course.id),
        quiz.zone,
        quiz.assignment.settings.terms,
        edited,
        is_sent=is_sent,
    )


def _beside(form: OverrideForm, sentence: str) -> None:
    if sentence == overrides.NOTHING_DIFFERS:
        form.due_span.errors = [sentence]
    else:
        form.target.errors = [sentence]


def _page(
    quiz: SetQuiz,
    found: tuple[OverrideView, ...],
    form: OverrideForm,
    edited: OverrideView | None = None,
    removed: OverrideView | None = None,
    losses: tuple[LostTime, ...] = (),
    differences: list[tuple[str, str, str]] | None = None,
) -> ResponseReturnValue:
    page = form.page(
        "assignments/overrides.html",
        quiz=quiz,
        found=found,
        edited=edited,
        removed=removed,
        losses=losses,
        differences=differences,
        differing=differing,
        coming_of_it=coming_of_it,
        meant=request.form.get("meant", ""),
    )
    is_asked_back = losses or differences is not None
    return (page[0], HTTPStatus.CONFLICT) if is_asked_back and isinstance(page, tuple) else page


def _to(quiz: SetQuiz) -> ResponseReturnValue:
    address = url_for("overrides.index", course_id=quiz.course.id, assignment_id=quiz.assignment.id)
    return redirect(address, HTTPStatus.SEE_OTHER)
