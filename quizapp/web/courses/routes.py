"""Pages of courses: one's own, one of them, its settings, and the record of what its staff did."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.services.courses import audit, courses, groups, invitations, join_code, members, overview
from quizapp.services.courses.losses import LosesTimeError
from quizapp.services.errors import InvalidError, NotAllowedError, StaleError
from quizapp.services.permissions import Permission, is_of_owner
from quizapp.services.quizzes import assigned_lists
from quizapp.services.reviews import studied_banks
from quizapp.translation.texts import _
from quizapp.web import clock
from quizapp.web.access import may_open, me, needs
from quizapp.web.courses.context import index_page, join_address, role_here
from quizapp.web.courses.forms import CodeForm, CourseForm
from quizapp.web.courses.losses import ask_back, may_take_time
from quizapp.web.courses.record import in_words
from quizapp.web.courses.role_words import invited_words, role_words
from quizapp.web.scopes import Own, of_course, own, shared

blueprint = Blueprint("courses", __name__, template_folder="templates")
blueprint.add_app_template_filter(role_words, "course_role_words")
blueprint.add_app_template_filter(invited_words)


@blueprint.get("/courses")
@needs(Permission.LIST_COURSES, own)
def index() -> ResponseReturnValue:
    """List the person's courses, with a place for the code of another."""
    return index_page(CodeForm())


@blueprint.route("/courses/new", methods=["GET", "POST"])
@needs(Permission.CREATE_COURSE, shared)
def create() -> ResponseReturnValue:
    """Make a course, whose owner the person is."""
    form = CourseForm(courses.offered_banks(me()), time_zone=me().preferences.time_zone)
    if form.was_sent_well():
        try:
            course_id = courses.create(me(), form.settings, clock.now())
        except InvalidError as error:
            form.banks.errors = [str(error)]
        else:
            title = form.settings.title
            flash(
                _("The course %(course)s is created. People join with the code or link below.", course=title),
                "right",
            )
            return redirect(url_for("courses.show", course_id=course_id), HTTPStatus.SEE_OTHER)
    return form.page("courses/create.html")


@blueprint.get("/courses/<key:course_id>")
@needs(Permission.READ_COURSE, of_course)
def show(course_id: int) -> ResponseReturnValue:
    """Show a course: its banks, and to the staff its people and how they join."""
    course, now = courses.find(course_id), clock.now()
    is_taught, role = may_open("results.index", course_id=course_id), role_here(course_id)
    return render_template(
        "courses/show.html",
        overview=overview.find_overview(me(), course_id, now) if is_taught else None,
        now=now,
        course=course,
        invited=invitations.count_open(course_id) if is_taught else 0,
        groups=groups.list_groups(me(), course_id),
        code=join_code.show_code(course.join_code),
        link=join_address(course),
        is_member=role is not None,
        must_stay=role is not None and is_of_owner(role) and members.is_only_owner(course_id, me().id),
        studied={bank.id for bank in studied_banks.list_all(me()) if bank.is_studied},
        assigned=assigned_lists.list_in_course(me(), course_id, now),
    )


@blueprint.route("/courses/<key:course_id>/settings", methods=["GET", "POST"])
@needs(Permission.CHANGE_COURSE, of_course)
def change(course_id: int) -> ResponseReturnValue:
    """Change the title, the time zone and the banks; of two who do at once, the second is shown both."""
    course = courses.find(course_id)
    form = CourseForm(courses.offered_banks(me(), course_id), course)
    meanwhile = None
    if form.was_sent_well():
        try:
            courses.change(
                *(me(), course_id, form.settings, form.shown_version, clock.now()),
                may_take_time=may_take_time(),
            )
        except LosesTimeError as error:
            return ask_back(course_id, error, url_for("courses.change", course_id=course_id))
        except StaleError:
            meanwhile = courses.find(course_id)
            form.form_errors.append(
                _(
                    "Somebody else has changed the course since you opened this page. Nothing is saved yet. "
                    "You see your settings below, and the saved ones below them. Save again to replace those."
                )
            )
            form.version.data = str(meanwhile.version)
        except InvalidError as error:
            form.banks.errors = [str(error)]
        else:
            flash(_("The settings are saved."), "right")
            return redirect(url_for("courses.show", course_id=course_id), HTTPStatus.SEE_OTHER)
    page = form.page("courses/settings.html", course=course, meanwhile=meanwhile)
    return (page[0], HTTPStatus.CONFLICT) if meanwhile and isinstance(page, tuple) else page


@blueprint.post("/courses/<key:course_id>/archive")
@needs(Permission.ARCHIVE_COURSE, of_course)
def archive(course_id: int) -> ResponseReturnValue:
    """Put a course away."""
    courses.archive(me(), course_id, clock.now())
    flash(_("The course is archived, and nobody can join it. Nothing in it is deleted."))
    return redirect(url_for("courses.show", course_id=course_id), HTTPStatus.SEE_OTHER)


@blueprint.post("/courses/<key:course_id>/restore")
@needs(Permission.ARCHIVE_COURSE, of_course)
def restore(course_id: int) -> ResponseReturnValue:
    """Take a course out of the archive."""
    courses.restore(me(), course_id, clock.now())
    flash(_("The course is no longer archived."), "right")
    return redirect(url_for("courses.show", course_id=course_id), HTTPStatus.SEE_OTHER)


@blueprint.get("/courses/<key:course_id>/audit")
@needs(Permission.READ_COURSE_AUDIT, of_course)
def record(course_id: int) -> ResponseReturnValue:
    """Show what the staff did, the latest first."""
    page = audit.list_changes(course_id, request.args.get("page", 1, type=int))
    return render_template("courses/audit.html", course=courses.find(course_id), page=page, in_words=in_words)


@blueprint.post("/courses/<key:course_id>/leave")
@needs(Permission.JOIN_COURSE, Own("course_id"))
def leave(course_id: int) -> ResponseReturnValue:
    """Leave a course, whose results stay and come back with the person."""
    try:
        title = members.leave(me(), course_id, clock.now())
    except NotAllowedError as error:
        flash(str(error), "error")
        return redirect(url_for("courses.show", course_id=course_id), HTTPStatus.SEE_OTHER)
    flash(_("You have left %(course)s. If you join again, your results are restored.", course=title))
    return redirect(url_for("courses.index"), HTTPStatus.SEE_OTHER)
