"""The results of a course, for its staff: learners × assignments, and the same as a file."""

from collections.abc import Iterable
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.interchange.spreadsheet import write_csv
from quizapp.services.courses import courses, groups, results
from quizapp.services.courses.groups import GroupSummary
from quizapp.services.courses.result_rows import Wanted
from quizapp.services.permissions import Permission
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.courses.results_words import file_rows, table_rows
from quizapp.web.scopes import of_course

blueprint = Blueprint("results", __name__, template_folder="templates")


@blueprint.get("/courses/<key:course_id>/results")
@needs(Permission.READ_COURSE_RESULTS, of_course)
def index(course_id: int) -> ResponseReturnValue:
    """Show what each learner's attempts at each assignment come to."""
    offered = groups.list_groups(course_id)
    wanted = _wanted(offered)
    found = results.find_results(me(), course_id, clock.now(), wanted)
    page = found.page(request.args.get("page", 1, type=int))
    return render_template(
        "courses/results.html",
        course=courses.find(course_id),
        groups=offered,
        wanted=wanted,
        results=found,
        page=page,
        rows=table_rows(page.items),
    )


@blueprint.get("/courses/<key:course_id>/results.csv")
@needs(Permission.READ_COURSE_RESULTS, of_course)
def download(course_id: int) -> ResponseReturnValue:
    """Hand over the results of all learners, or of those that the page shows, as CSV."""
    course = courses.find(course_id)
    now = clock.now()
    found = results.find_results(me(), course_id, now, _wanted(groups.list_groups(course_id)))
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


def _wanted(offered: Iterable[GroupSummary]) -> Wanted:
    """Return whose results the address asks for; a group that the course doesn't have is none."""
    group = request.args.get("group", type=int)
    return Wanted(
        search=request.args.get("q", "").strip(),
        group_id=next((one.id for one in offered if one.id == group), None),
        with_left=request.args.get("left") == "1",
    )
