"""A whole class put into a course: a list is read, shown row by row, and applied as it was shown.

What was pasted or uploaded goes along in the page and is kept nowhere.
"""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from quizapp.interchange.roster.rows import MOST_BYTES, Roster
from quizapp.services.courses import courses, handing_out, roster
from quizapp.services.courses.handing_out import HandedOut
from quizapp.services.courses.invitations import LASTS
from quizapp.services.courses.roster_plan import NOTHING_TO_DO, Outcome, PlannedRow, RosterPlan
from quizapp.services.errors import ServiceError
from quizapp.services.permissions import Permission, is_of_staff
from quizapp.services.transaction import DATABASE_AWAY
from quizapp.web import clock, errors
from quizapp.web.access import guard, me, needs
from quizapp.web.accounts.context import link_beginning, link_url, sends_mail
from quizapp.web.courses.joining import NOT_OPEN
from quizapp.web.courses.roster_form import RosterForm
from quizapp.web.filters import count
from quizapp.web.scopes import of_course
from quizapp.web.security import LARGEST_WITH_FILE, takes_files

blueprint = Blueprint("roster", __name__, template_folder="templates")

TOO_LARGE = (
    f"What you sent is larger than {LARGEST_WITH_FILE // 1_000_000} MB, so nothing of it was read. "
    f"A list has {MOST_BYTES // 1_000_000} MB at most: send the class in parts, or without the columns that "
    "aren't needed. What you pasted is still on the page before this one: go back to it."
)
#: What happens to the person of a row.
WORDS = {
    Outcome.JOINS: "Joins",
    Outcome.RETURNS: "Comes back",
    Outcome.REGROUPED: "Gets into the group",
    Outcome.NAMED: "Is called so from now on",
    Outcome.INVITED: "Is invited",
    Outcome.INVITED_ANEW: "Is invited again",
    Outcome.STAYS: "Is in the course already",
    Outcome.STAYS_INVITED: "Is invited already",
    Outcome.REPEATED: "Stands there twice",
}
#: Those after which it matters as what somebody comes.
ACTING = frozenset(Outcome) - NOTHING_TO_DO


@blueprint.route("/courses/<key:course_id>/roster", methods=["GET", "POST"])
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
@takes_files
def look(course_id: int) -> ResponseReturnValue:
    """Take a list, and show what it would do."""
    form = RosterForm()
    if form.was_sent_well():
        return _show(course_id, form, roster.plan(me(), course_id, form.roster, clock.now()))
    return _page(course_id, form)


@blueprint.post("/courses/<key:course_id>/roster/apply")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
@takes_files
def apply(course_id: int) -> ResponseReturnValue:
    """Do what was shown, or show what it would be now."""
    form = RosterForm()
    if not form.was_sent_well():
        return _page(course_id, form)
    beginning = link_beginning("joining.show_invitation") if sends_mail() else None
    done = roster.apply(me(), course_id, form.roster, form.digest.data or "", clock.now(), beginning)
    if isinstance(done, RosterPlan):
        return _show(course_id, form, done, is_other=True)
    flash(summary(done.plan, is_done=True), "right")
    if done.handed_out:
        return _sheet(course_id, done.handed_out)
    return redirect(url_for("joining.invite", course_id=course_id), HTTPStatus.SEE_OTHER)


@blueprint.errorhandler(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
def too_large(error: HTTPException) -> ResponseReturnValue:
    """Show the form again where a list was too large to be read at all.

    That is found before it is known who sent it: people who may not see the form get the usual page.
    """
    try:
        if request.max_content_length == LARGEST_WITH_FILE and guard() is None:
            form = RosterForm(is_sent=False)
            form.file.errors = [TOO_LARGE]
            text = render_template(
                "courses/roster.html", form=form, **_empty((request.view_args or {})["course_id"])
            )
            return text, HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    except (HTTPException, ServiceError, *DATABASE_AWAY):
        pass
    return errors.too_large(error)


@blueprint.post("/courses/<key:course_id>/invitations/renew")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def renew_all(course_id: int) -> ResponseReturnValue:
    """Give all who are invited new links."""
    return _renew(course_id, None)


@blueprint.post("/courses/<key:course_id>/invitations/<key:invitation_id>/renew")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def renew(course_id: int, invitation_id: int) -> ResponseReturnValue:
    """Give somebody who is invited a new link."""
    return _renew(course_id, invitation_id)


def summary(plan: RosterPlan, *, is_done: bool) -> str:
    """Say what a roster would do or did: "To join: 12. To be invited: 16. New groups: 8a, 8b."."""
    counts = {
        "Joined" if is_done else "To join": plan.count(Outcome.JOINS, Outcome.RETURNS),
        "Put into a group" if is_done else "To be put into a group": plan.count(Outcome.REGROUPED),
        "Renamed" if is_done else "To be renamed": plan.count(Outcome.NAMED),
        "Invited" if is_done else "To be invited": plan.count(Outcome.INVITED, Outcome.INVITED_ANEW),
        "New groups": ", ".join(plan.new_groups),
    }
    return " ".join(f"{what}: {many}." for what, many in counts.items() if many) or "Nothing was to be done."


def _renew(course_id: int, invitation_id: int | None) -> ResponseReturnValue:
    beginning = link_beginning("joining.show_invitation") if sends_mail() else None
    renewed = handing_out.renew(me(), course_id, clock.now(), beginning, invitation_id=invitation_id)
    if renewed.handed_out:
        return _sheet(course_id, renewed.handed_out)
    if not renewed.emails:
        flash(NOT_OPEN if invitation_id else "No invitation is open any more.")
        return redirect(url_for("joining.invite", course_id=course_id), HTTPStatus.SEE_OTHER)
    many = count(len(renewed.emails), "invitation")
    flash(f"{many} {'is' if len(renewed.emails) == 1 else 'are'} on the way.", "right")
    return redirect(url_for("joining.invite", course_id=course_id), HTTPStatus.SEE_OTHER)


def _sheet(course_id: int, handed_out: tuple[HandedOut, ...]) -> ResponseReturnValue:
    """Render links to hand over: shown in this answer alone."""
    return render_template(
        "courses/sheet.html",
        course=courses.find(course_id),
        strips=[
            (one, link_url("joining.show_invitation", one.token), is_of_staff(one.role)) for one in handed_out
        ],
        until=clock.now() + LASTS,
    )


def _show(
    course_id: int, form: RosterForm, plan: RosterPlan, *, is_other: bool = False
) -> ResponseReturnValue:
    """Render what a list would do; `is_other` where that isn't what was shown before."""
    form.digest.data = plan.digest
    form.text.data = form.roster.text
    return render_template(
        "courses/roster.html",
        course=courses.find(course_id),
        form=form,
        plan=plan,
        most_bytes=MOST_BYTES,
        left_out=_left_out(form.roster, plan.rows),
        shown=[row for row in plan.rows if row.outcome is not Outcome.REFUSED],
        words=WORDS,
        acting=ACTING,
        columns=form.roster.columns,
        summary=summary(plan, is_done=False),
        invites=plan.count(Outcome.INVITED, Outcome.INVITED_ANEW),
        is_other=is_other,
        by_mail=sends_mail(),
    )


def _left_out(read: Roster, rows: tuple[PlannedRow, ...]) -> list[tuple[int, str, str]]:
    """Return the rows that come to nothing, in their order: the line, what stands there, and why."""
    faults = [(fault.line or 0, fault.found, fault.text) for fault in read.faults]
    # Of two rows for one address it matters in what they differ.
    refused = [
        (row.line, " ".join(filter(None, (row.email, row.name, row.group))), row.note)
        for row in rows
        if row.outcome is Outcome.REFUSED
    ]
    return sorted([*faults, *refused], key=lambda one: one[0])


def _page(course_id: int, form: RosterForm) -> ResponseReturnValue:
    return form.page("courses/roster.html", **_empty(course_id))


def _empty(course_id: int) -> dict[str, Any]:
    """Return what the page shows beside the form where no list was read."""
    return {"course": courses.find(course_id), "plan": None, "most_bytes": MOST_BYTES}
