"""Assignments as the staff sets them: the list, a new one, the settings, publishing and what follows it."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.assignments.releasing import waits_for_ever
from quizapp.assignments.terms import Terms
from quizapp.quizzes.composition import Composition
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.banks.dry_look import dry_look
from quizapp.services.courses import assignments, courses
from quizapp.services.courses.assignments import AssignmentSettings
from quizapp.services.courses.losses import LosesTimeError, LostTime
from quizapp.services.courses.second_look import find_second_look
from quizapp.services.courses.under_way import UnderWayError, find_under_way
from quizapp.services.errors import InvalidError, StaleError
from quizapp.services.permissions import Permission
from quizapp.services.quizzes import ready
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.assignments.context import SetQuiz, find_set, zone_of
from quizapp.web.assignments.staff_forms import NewAssignmentForm, Source
from quizapp.web.assignments.staff_words import stage_words
from quizapp.web.assignments.terms_form import SettingsForm, differences, facts
from quizapp.web.scopes import of_course

blueprint = Blueprint("setting", __name__, template_folder="templates")

CHANGED_MEANWHILE = lazy(
    "This assignment was changed since you opened the page. Nothing was saved. Compare both versions below. "
    "Save again to replace the saved version with yours."
)
TAKES_TIME = lazy(
    "Learners with an attempt in progress would lose time. Nothing was saved. See who would, then confirm."
)


@blueprint.get("/courses/<key:course_id>/assignments")
@needs(Permission.READ_ASSIGNMENT, of_course)
def index(course_id: int) -> ResponseReturnValue:
    """List the assignments of a course."""
    course = courses.find(course_id)
    return render_template(
        "assignments/index.html",
        course=course,
        zone=zone_of(course),
        assignments=assignments.list_assignments(course_id),
        now=clock.now(),
        stage_words=stage_words,
    )


@blueprint.route("/courses/<key:course_id>/assignments/new", methods=["GET", "POST"])
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def create(course_id: int) -> ResponseReturnValue:
    """Make a draft, of a ready quiz or of what is put together next."""
    course = courses.find(course_id)
    form = NewAssignmentForm({bank: ready.list_ready(bank.id) for bank in course.banks})
    if form.was_sent_well():
        source = form.source
        try:
            assignment_id = assignments.create(me(), course_id, _draft(form, source), clock.now())
        except InvalidError as error:
            form.asks.errors = [str(error)]
        else:
            onward = "setting.show" if source.quiz else "asking.show"
            return redirect(
                url_for(onward, course_id=course_id, assignment_id=assignment_id), HTTPStatus.SEE_OTHER
            )
    return form.page("assignments/new.html", course=course)


def _draft(form: NewAssignmentForm, source: Source) -> AssignmentSettings:
    quiz = source.quiz
    is_for_all = quiz is not None and not quiz.only_assigned
    return AssignmentSettings(
        title=form.title.data or (quiz.title if quiz else ""),
        instructions=(quiz.description or "") if quiz else "",
        bank_id=source.bank_id,
        composition=quiz.composition if quiz else Composition(()),
        terms=Terms(
            rules=QuizRules(Feedback.END, quiz.certainty, quiz.time_limit)
            if quiz
            else QuizRules(Feedback.END),
            # What learners may take by themselves anyway is no exam.
            shows=Shows.HOMEWORK if is_for_all or quiz is None else Shows.EXAM,
        ),
        quiz_key=quiz.id if quiz else None,
    )


@blueprint.get("/courses/<key:course_id>/assignments/<key:assignment_id>/settings")
@needs(Permission.READ_ASSIGNMENT, of_course)
def show(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Show on what terms a quiz is set."""
    quiz = find_set(course_id, assignment_id)
    if not quiz.may_change:
        return render_template(
            "assignments/terms_told.html", quiz=quiz, facts=facts(quiz.assignment, quiz.zone)
        )
    return _settings_page(quiz, SettingsForm(quiz.assignment, quiz.zone))


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/settings")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def change(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Change the terms; what is odd is asked back, and what takes time from somebody is confirmed first."""
    quiz, now = find_set(course_id, assignment_id), clock.now()
    form = SettingsForm(quiz.assignment, quiz.zone)
    if form.was_sent_well() and form.is_meant(now):
        may_take_time = bool(form.takes_time.data)
        try:
            moved = assignments.change(
                *(me(), course_id, assignment_id, form.settings, form.shown_version, now),
                may_take_time=may_take_time,
            )
        except LosesTimeError as error:
            form.form_errors.append(TAKES_TIME)
            return _settings_page(quiz, form, losses=error.losses)
        except StaleError:
            form.form_errors.append(CHANGED_MEANWHILE)
            form.version.data = str(quiz.assignment.version)
            return _settings_page(quiz, form, is_stale=True)
        except InvalidError as error:
            form.form_errors.append(str(error))
        else:
            _tell_saved(form, len(moved))
            return _to(quiz, "setting.show")
    return _settings_page(quiz, form)


def _tell_saved(form: SettingsForm, moved: int) -> None:
    flash(_("The settings are saved."), "right")
    if moved:
        flash(
            ngettext(
                "The end of %(count)s attempt in progress has changed.",
                "The ends of %(count)s attempts in progress have changed.",
                moved,
                count=moved,
            )
        )
    for note in form.notes():
        flash(note, "warning")


def _settings_page(
    quiz: SetQuiz, form: SettingsForm, losses: tuple[LostTime, ...] = (), *, is_stale: bool = False
) -> ResponseReturnValue:
    theirs = SettingsForm(quiz.assignment, quiz.zone, is_sent=False) if is_stale else None
    page = form.page(
        "assignments/settings.html",
        quiz=quiz,
        losses=losses,
        differences=differences(form, theirs) if theirs else None,
        meant=request.form.get("meant", ""),
    )
    return (page[0], HTTPStatus.CONFLICT) if (losses or is_stale) and isinstance(page, tuple) else page


@blueprint.get("/courses/<key:course_id>/assignments/<key:assignment_id>/publish")
@needs(Permission.READ_ASSIGNMENT, of_course)
def review(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Look over what is set before it is published, and after that what can be done about it."""
    return _publish_page(find_set(course_id, assignment_id))


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/publish")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def publish(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Show an assignment to the learners of the course."""
    try:
        assignments.publish(me(), course_id, assignment_id, clock.now())
    except InvalidError as error:
        return _publish_page(find_set(course_id, assignment_id), str(error))
    flash(_("The assignment is published: learners see it now."), "right")
    return _to(find_set(course_id, assignment_id), "setting.review")


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/withdraw")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def withdraw(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Make it a draft again."""
    try:
        assignments.withdraw(me(), course_id, assignment_id, clock.now())
    except InvalidError as error:
        return _publish_page(find_set(course_id, assignment_id), str(error))
    flash(_("The assignment is a draft again. Learners can't see it."))
    return _to(find_set(course_id, assignment_id), "setting.review")


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/release")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def release(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Release the results now; while learners are in the middle of an attempt only after a look at who is."""
    try:
        assignments.release(
            *(me(), course_id, assignment_id, clock.now()), while_under_way="while_under_way" in request.form
        )
    except UnderWayError:
        return _publish_page(find_set(course_id, assignment_id), must_confirm=True)
    flash(
        _("The results are released. Learners who may still start an attempt see no right answers yet."),
        "right",
    )
    return _to(find_set(course_id, assignment_id), "setting.review")


@blueprint.post("/courses/<key:course_id>/assignments/<key:assignment_id>/archive")
@needs(Permission.CHANGE_ASSIGNMENT, of_course)
def archive(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Put an assignment away."""
    try:
        title = assignments.archive(me(), course_id, assignment_id, clock.now())
    except InvalidError as error:
        return _publish_page(find_set(course_id, assignment_id), str(error))
    flash(_("%(title)s is archived. Its attempts and results are kept.", title=title))
    return redirect(url_for("setting.index", course_id=course_id), HTTPStatus.SEE_OTHER)


def _publish_page(quiz: SetQuiz, refused: str = "", *, must_confirm: bool = False) -> ResponseReturnValue:
    settings, now = quiz.assignment.settings, clock.now()
    page = render_template(
        "assignments/publish.html",
        quiz=quiz,
        refused=refused,
        now=now,
        must_confirm=must_confirm,
        under_way=find_under_way(quiz.assignment.id, now) if quiz.may_change else (),
        second_look=find_second_look(quiz.assignment, now),
        never_released=waits_for_ever(settings.terms),
        findings=dry_look(
            settings.bank_id,
            settings.composition,
            is_exam=settings.terms.shows in {Shows.EXAM, Shows.SEALED},
        ),
    )
    if must_confirm:
        return page, HTTPStatus.CONFLICT
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK


def _to(quiz: SetQuiz, endpoint: str) -> ResponseReturnValue:
    address = url_for(endpoint, course_id=quiz.course.id, assignment_id=quiz.assignment.id)
    return redirect(address, HTTPStatus.SEE_OTHER)
