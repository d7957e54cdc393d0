"""The results of a course, for its staff: learners × assignments, and the same as a file."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import quote

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.assignments.scoring import SetResult
from quizapp.interchange.spreadsheet import write_csv
from quizapp.services.courses import courses, groups, learner_record, result_overrides, results
from quizapp.services.courses.groups import GroupSummary
from quizapp.services.courses.learner_record import AssignmentRecord, LearnerRecord
from quizapp.services.courses.result_rows import Wanted
from quizapp.services.errors import InvalidError, NotFoundError, StaleError
from quizapp.services.permissions import Permission
from quizapp.translation.texts import _, lazy
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.courses.results_form import ResultForm
from quizapp.web.courses.results_words import file_rows, in_words, set_words, table_rows
from quizapp.web.scopes import of_course

MEANWHILE = lazy(
    "Somebody else has changed this result since you opened this page. Nothing is saved yet. "
    "You see their result above, and yours below. Save again to replace theirs."
)

blueprint = Blueprint("results", __name__, template_folder="templates")


@blueprint.get("/courses/<key:course_id>/results")
@needs(Permission.READ_COURSE_RESULTS, of_course)
def index(course_id: int) -> ResponseReturnValue:
    """Show what each learner's attempts at each assignment come to."""
    offered = groups.list_groups(me(), course_id)
    wanted = _wanted(offered)
    found = results.find_results(me(), course_id, clock.now(), wanted)
    page = found.page(request.args.get("page", 1, type=int))
    here = url_for("courses.show", course_id=course_id)
    return render_template(
        "courses/results.html",
        course=courses.find(course_id),
        groups=offered,
        wanted=wanted,
        results=found,
        page=page,
        rows=table_rows(found, page.items, f"{here}/assignments/{{}}/attempts/", f"{here}/people/"),
    )


@blueprint.get("/courses/<key:course_id>/results.csv")
@needs(Permission.READ_COURSE_RESULTS, of_course)
def download(course_id: int) -> ResponseReturnValue:
    """Hand over the results of all learners, or of those that the page shows, as CSV."""
    course = courses.find(course_id)
    now = clock.now()
    found = results.find_results(me(), course_id, now, _wanted(groups.list_groups(me(), course_id)))
    title = "".join(one if one.isalnum() or one in " -_" else "-" for one in course.title).strip(" -")
    name = f"{title[:80] or 'course'} results {now:%Y-%m-%d}.csv"
    plain = "".join(one if one.isascii() else "_" for one in name)
    return Response(
        write_csv(file_rows(found)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "no-store",
        },
    )


@blueprint.get("/courses/<key:course_id>/people/<key:user_id>/results")
@needs(Permission.READ_COURSE_RESULTS, of_course)
def learner(course_id: int, user_id: int) -> ResponseReturnValue:
    """Show one learner: attempts, what differs, what was set, and what they studied for the course."""
    now = clock.now()
    record = learner_record.find_record(me(), course_id, user_id, now)
    return render_template(
        "courses/learner.html",
        course=courses.find(course_id),
        record=record,
        now=now,
        in_words=in_words,
        set_words=set_words,
    )


@blueprint.route(
    "/courses/<key:course_id>/people/<key:user_id>/results/<key:assignment_id>", methods=["GET", "POST"]
)
@needs(Permission.CHANGE_COURSE_RESULT, of_course)
def change(course_id: int, user_id: int, assignment_id: int) -> ResponseReturnValue:
    """Set a learner's result by hand, excuse them, or let the attempts count; the second of two sees both."""
    record, its = _find_its(course_id, user_id, assignment_id)
    form = ResultForm(its.cell.by_staff or SetResult(), its.sequence)
    meanwhile = None
    if form.was_sent_well():
        reason = (form.reason.data or "").strip()
        try:
            result_overrides.set_result(
                *(me(), course_id, assignment_id, user_id),
                *(form.chosen, reason, form.shown_sequence, clock.now()),
            )
        except StaleError:
            record, its = _find_its(course_id, user_id, assignment_id)
            meanwhile = its.changes[0] if its.changes else None
            form.form_errors.append(MEANWHILE)
            form.sequence.data = str(its.sequence)
        except InvalidError as error:
            form.form_errors.append(str(error))
        else:
            flash(_("The result of %(learner)s is saved.", learner=record.learner.name), "right")
            address = url_for("results.learner", course_id=course_id, user_id=user_id)
            return redirect(address, HTTPStatus.SEE_OTHER)
    page = form.page(
        "courses/result.html",
        course=courses.find(course_id),
        record=record,
        its=its,
        meanwhile=meanwhile,
        in_words=in_words,
        set_words=set_words,
    )
    return (page[0], HTTPStatus.CONFLICT) if meanwhile and isinstance(page, tuple) else page


def _find_its(course_id: int, user_id: int, assignment_id: int) -> tuple[LearnerRecord, AssignmentRecord]:
    record = learner_record.find_record(me(), course_id, user_id, clock.now())
    its = record.find(assignment_id)
    if its is None:
        raise NotFoundError(_("This assignment doesn't exist."))
    return record, its


def _wanted(offered: Iterable[GroupSummary]) -> Wanted:
    """Return whose results the address asks for; a group that the course doesn't have is none."""
    group = request.args.get("group", type=int)
    return Wanted(
        search=request.args.get("q", "").strip(),
        group_id=next((one.id for one in offered if one.id == group), None),
        with_left=request.args.get("left") == "1",
    )
