"""Attempts of learners at an assignment as the staff sees them: the list, and one in full to act on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.services.courses import attempt_changes, attempts, groups, late_answers
from quizapp.services.courses.attempts import CourseAttempt
from quizapp.services.courses.late_answers import DecidedMeanwhile
from quizapp.services.errors import InvalidError, StaleError
from quizapp.services.permissions import Permission
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.assignments.attempts_forms import (
    ACCEPT,
    REFUSE,
    SUBMITTED,
    AnnulForm,
    AttemptForm,
    LateAnswersForm,
    MoreTimeForAllForm,
    MoreTimeForm,
    ReopenForm,
    RestoreForm,
    key_of,
)
from quizapp.web.assignments.context import SetQuiz, find_set
from quizapp.web.assignments.staff_words import lasting
from quizapp.web.scopes import of_course

blueprint = Blueprint("course_attempts", __name__, template_folder="templates")
blueprint.add_app_template_filter(lasting)

_ADDRESS = "/courses/<key:course_id>/assignments/<key:assignment_id>/attempts"
GIVEN_MEANWHILE = lazy("Check when it ends now, then send the form again to give more.")
#: By their names in the template.
FORMS: Mapping[str, type[AttemptForm]] = {
    "annulling": AnnulForm,
    "restoring": RestoreForm,
    "reopening": ReopenForm,
    "more_time": MoreTimeForm,
    "deciding": LateAnswersForm,
}
REOPENED_MEANWHILE = lazy("The learner may be working on it. Send the form again to annul it anyway.")
ARRIVED_MEANWHILE = lazy("Nothing was decided: look at the late answers below.")


@blueprint.get(_ADDRESS)
@needs(Permission.READ_COURSE_RESULTS, of_course)
def index(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """List the attempts at an assignment, all or those of a group."""
    return _List(course_id, assignment_id).page()


@blueprint.post(f"{_ADDRESS}/more-time")
@needs(Permission.CHANGE_COURSE_ATTEMPT, of_course)
def add_time_to_all(course_id: int, assignment_id: int) -> ResponseReturnValue:
    """Give more time to everybody in the middle of an attempt, or to those of a group."""
    shown = _List(course_id, assignment_id)
    form = shown.form

    def add() -> str:
        given = attempt_changes.add_minutes_to_all(
            *(me(), course_id, assignment_id, form.given_minutes, form.version.number),
            *(form.reason.text, shown.now, form.group_id),
        )
        return ngettext(
            "%(count)s attempt got more time: %(minutes)s min.",
            "%(count)s attempts got more time: %(minutes)s min.",
            given,
            count=given,
            minutes=form.given_minutes,
        )

    return _try(form, add, shown, GIVEN_MEANWHILE)


@blueprint.get(f"{_ADDRESS}/<key:attempt_id>")
@needs(Permission.READ_COURSE_RESULTS, of_course)
def show(course_id: int, assignment_id: int, attempt_id: int) -> ResponseReturnValue:
    """Show one attempt with every question, answer and mark."""
    return _One(course_id, assignment_id, attempt_id).page()


@blueprint.post(f"{_ADDRESS}/<key:attempt_id>/annul")
@needs(Permission.CHANGE_COURSE_ATTEMPT, of_course)
def annul(course_id: int, assignment_id: int, attempt_id: int) -> ResponseReturnValue:
    """Let an attempt count no more, with another in its place or without."""
    one = _One(course_id, assignment_id, attempt_id)
    form = AnnulForm(one.attempt)

    def take_out() -> str:
        gives_another = form.gives_another
        attempt_changes.annul(
            *(me(), *one.keys, form.reason.text, one.now),
            gives_another=gives_another,
            was_open=form.was_open.data != SUBMITTED,
        )
        if gives_another:
            return _("The attempt is annulled and doesn't count. The learner can start another one.")
        return _("The attempt is annulled and doesn't count. It still uses up one attempt.")

    return _try(form, take_out, one, REOPENED_MEANWHILE)


@blueprint.post(f"{_ADDRESS}/<key:attempt_id>/restore")
@needs(Permission.CHANGE_COURSE_ATTEMPT, of_course)
def restore(course_id: int, assignment_id: int, attempt_id: int) -> ResponseReturnValue:
    """Let an annulled attempt count again."""
    one, form = _One(course_id, assignment_id, attempt_id), RestoreForm()

    def count_again() -> str:
        attempt_changes.restore(me(), *one.keys, form.reason.text, one.now)
        return _("The attempt is restored and counts again.")

    return _try(form, count_again, one)


@blueprint.post(f"{_ADDRESS}/<key:attempt_id>/reopen")
@needs(Permission.CHANGE_COURSE_ATTEMPT, of_course)
def reopen(course_id: int, assignment_id: int, attempt_id: int) -> ResponseReturnValue:
    """Let a learner go on with an attempt that was submitted."""
    one = _One(course_id, assignment_id, attempt_id)
    form = ReopenForm(one.attempt, one.now)

    def open_again() -> str:
        try:
            attempt_changes.reopen(me(), *one.keys, form.chosen, form.reason.text, one.now)
        except StaleError:
            return _("The attempt is open already.")
        return _("The attempt is open again: %(name)s can continue.", name=one.attempt.listed.name)

    return _try(form, open_again, one)


@blueprint.post(f"{_ADDRESS}/<key:attempt_id>/more-time")
@needs(Permission.CHANGE_COURSE_ATTEMPT, of_course)
def add_time(course_id: int, assignment_id: int, attempt_id: int) -> ResponseReturnValue:
    """Give one attempt more time."""
    one = _One(course_id, assignment_id, attempt_id)
    form = MoreTimeForm(one.attempt)

    def add() -> str:
        attempt_changes.add_minutes(
            *(me(), *one.keys, form.given_minutes, form.version.number, form.reason.text, one.now)
        )
        minutes = form.given_minutes
        return ngettext(
            "The attempt has %(count)s minute more.",
            "The attempt has %(count)s minutes more.",
            minutes,
            count=minutes,
        )

    return _try(form, add, one, GIVEN_MEANWHILE)


@blueprint.post(f"{_ADDRESS}/<key:attempt_id>/late-answers")
@needs(Permission.CHANGE_COURSE_ATTEMPT, of_course)
def decide(course_id: int, assignment_id: int, attempt_id: int) -> ResponseReturnValue:
    """Accept answers that arrived late, or refuse them."""
    one = _One(course_id, assignment_id, attempt_id)
    decision = request.form.get("decision")
    if decision not in {ACCEPT, REFUSE}:
        abort(HTTPStatus.BAD_REQUEST)
    form = LateAnswersForm(one.attempt.late_waiting)

    def decide_them() -> str:
        decided = late_answers.decide(
            *(me(), *one.keys, form.arrivals, form.reason.text, one.now), is_accepted=decision == ACCEPT
        )
        for late in decided.meanwhile:
            flash(_said(late), "warning")
        if not decided.count:
            return ""
        return _done(decided.count, decision)

    return _try(form, decide_them, one, ARRIVED_MEANWHILE)


def _try(
    form: AttemptForm, act: Callable[[], str], shown: "_List | _One", meanwhile: str = ""
) -> ResponseReturnValue:
    """Do what a form asks and lead back with what was done; else show the form as it was sent, and why not.

    `act` does it and returns the sentence that says so. If the page of the form was out of date, `meanwhile`
    is added to what changed, and the same form can be sent once more.
    """
    if not form.was_sent_well():
        return shown.page(form)
    try:
        sentence = act()
    except StaleError as error:
        form.renew(f"{error} {meanwhile}".rstrip())
        return _with_conflict(shown.page(form))
    except InvalidError as error:
        form.refuse(str(error))
        return shown.page(form)
    if sentence:
        flash(sentence, "right")
    return redirect(shown.address, HTTPStatus.SEE_OTHER)


def _said(late: DecidedMeanwhile) -> str:
    by = late.by or _("deleted account")
    if late.is_accepted:
        return _(
            "The late answer to question %(number)s was accepted already, by %(name)s. This decision stays.",
            number=late.number,
            name=by,
        )
    return _(
        "The late answer to question %(number)s was refused already, by %(name)s. This decision stays.",
        number=late.number,
        name=by,
    )


def _done(answers: int, decision: str | None) -> str:
    if decision == ACCEPT:
        return ngettext(
            "%(count)s late answer accepted: it counts.",
            "%(count)s late answers accepted: they count.",
            answers,
            count=answers,
        )
    return ngettext(
        "%(count)s late answer refused.", "%(count)s late answers refused.", answers, count=answers
    )


class _List:
    """The list of attempts, and the form that gives all of them more time."""

    def __init__(self, course_id: int, assignment_id: int) -> None:
        self._quiz, self.now = find_set(course_id, assignment_id), clock.now()
        self._groups, wanted = groups.list_groups(me(), course_id), request.args.get("group", type=int)
        self._group = next((one for one in self._groups if one.id == wanted), None)
        self.going_on = attempt_changes.find_open(me(), course_id, assignment_id, self.now)
        self.form = MoreTimeForAllForm(self._groups, self._group, self.going_on)

    @property
    def address(self) -> str:
        """Return the address of the page."""
        course_id, assignment_id = self._quiz.course.id, self._quiz.assignment.id
        return url_for("course_attempts.index", course_id=course_id, assignment_id=assignment_id)

    def page(self, _sent: AttemptForm | None = None) -> ResponseReturnValue:
        """Render it with its one form, sent or not."""
        group = self._group
        return self.form.page(
            "assignments/attempts.html",
            quiz=self._quiz,
            groups=self._groups,
            group=group,
            page=attempts.list_attempts(
                *(me(), self._quiz.course.id, self._quiz.assignment.id, self.now),
                group.id if group else None,
                request.args.get("page", 1, type=int),
            ),
            going_on=self.going_on,
        )


@dataclass
class _One:
    """One attempt, and the forms by which something is done about it, of which one may have been sent."""

    course_id: int
    assignment_id: int
    attempt_id: int
    quiz: SetQuiz = field(init=False)
    attempt: CourseAttempt = field(init=False)

    def __post_init__(self) -> None:
        self.now = clock.now()
        self.quiz = find_set(self.course_id, self.assignment_id)
        self.attempt = attempts.find_attempt(me(), *self.keys, self.now)

    @property
    def keys(self) -> tuple[int, int, int]:
        """Return what names it: course, assignment and attempt."""
        return self.course_id, self.assignment_id, self.attempt_id

    @property
    def address(self) -> str:
        """Return the address of the page."""
        return url_for(
            "course_attempts.show",
            course_id=self.course_id,
            assignment_id=self.assignment_id,
            attempt_id=self.attempt_id,
        )

    def page(self, sent: AttemptForm | None = None) -> ResponseReturnValue:
        """Render it, with the form that was sent and refused."""
        return (sent or self._not_sent(RestoreForm)).page(
            "assignments/attempt.html",
            quiz=self.quiz,
            attempt=self.attempt,
            now=self.now,
            key_of=key_of,
            **{
                name: sent if isinstance(sent, kind) else self._not_sent(kind) for name, kind in FORMS.items()
            },
        )

    def _not_sent(self, kind: type[AttemptForm]) -> AttemptForm:
        if kind is ReopenForm:
            return ReopenForm(self.attempt, self.now, is_sent=False)
        if kind is AnnulForm:
            return AnnulForm(self.attempt, is_sent=False)
        if kind is MoreTimeForm:
            return MoreTimeForm(self.attempt, is_sent=False)
        if kind is LateAnswersForm:
            return LateAnswersForm(self.attempt.late_waiting, is_sent=False)
        return kind(is_sent=False)


def _with_conflict(page: ResponseReturnValue) -> ResponseReturnValue:
    """Answer that others were faster, in place of the status that the form gives."""
    return (page[0], HTTPStatus.CONFLICT) if isinstance(page, tuple) else page
