"""A whole class put into a course: a list is read, shown row by row, and applied as it was shown.

What was pasted or uploaded goes along in the page and is kept nowhere.
"""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from quizapp.interchange.roster.rows import MOST_BYTES, Field, Roster
from quizapp.services.courses import courses, handing_out, roster
from quizapp.services.courses.handing_out import HandedOut
from quizapp.services.courses.invitations import LASTS
from quizapp.services.courses.roster_plan import NOTHING_TO_DO, Outcome, PlannedRow, RosterPlan
from quizapp.services.errors import ServiceError
from quizapp.services.permissions import Permission, is_of_staff
from quizapp.services.transaction import DATABASE_AWAY
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web import clock, errors
from quizapp.web.access import guard, me, needs
from quizapp.web.accounts.context import link_beginning, link_url, sends_mail
from quizapp.web.courses.joining import NOT_OPEN
from quizapp.web.courses.roster_form import RosterForm
from quizapp.web.scopes import of_course
from quizapp.web.security import LARGEST_WITH_FILE, takes_files

blueprint = Blueprint("roster", __name__, template_folder="templates")

#: What happens to the person of a row.
WORDS = {
    Outcome.JOINS: lazy("Joins"),
    Outcome.RETURNS: lazy("Joins again"),
    Outcome.REGROUPED: lazy("Added to the group"),
    Outcome.NAMED: lazy("Renamed"),
    Outcome.INVITED: lazy("Invited"),
    Outcome.INVITED_ANEW: lazy("Invited again"),
    Outcome.STAYS: lazy("Already in the course"),
    Outcome.STAYS_INVITED: lazy("Already invited"),
    Outcome.REPEATED: lazy("Listed twice"),
}
FIELD_WORDS = {
    Field.EMAIL: lazy("email"),
    Field.LOGIN: lazy("login"),
    Field.NAME: lazy("name"),
    Field.FIRST_NAME: lazy("first name"),
    Field.MIDDLE_NAME: lazy("middle name"),
    Field.LAST_NAME: lazy("last name"),
    Field.GROUP: lazy("group"),
    Field.ROLE: lazy("role"),
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
            form.file.errors = [_too_large_words()]
            text = render_template(
                "courses/roster.html", form=form, **_empty((request.view_args or {})["course_id"])
            )
            return text, HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    except (HTTPException, ServiceError, *DATABASE_AWAY):
        pass
    return errors.too_large(error)


def _too_large_words() -> str:
    return _(
        "This is larger than %(largest)s MB, so nothing was read. A list can have up to %(most)s MB. "
        "Import the class in parts, or leave out columns. To get back what you pasted, go back one page.",
        largest=LARGEST_WITH_FILE // 1_000_000,
        most=MOST_BYTES // 1_000_000,
    )


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
    joining, grouped = plan.count(Outcome.JOINS, Outcome.RETURNS), plan.count(Outcome.REGROUPED)
    named, invited = plan.count(Outcome.NAMED), plan.count(Outcome.INVITED, Outcome.INVITED_ANEW)
    said = []
    if joining:
        said.append(
            _("Joined: %(count)s.", count=joining) if is_done else _("To join: %(count)s.", count=joining)
        )
    if grouped:
        done, to_do = (
            _("Added to a group: %(count)s.", count=grouped),
            _("To add to a group: %(count)s.", count=grouped),
        )
        said.append(done if is_done else to_do)
    if named:
        said.append(
            _("Renamed: %(count)s.", count=named) if is_done else _("To rename: %(count)s.", count=named)
        )
    if invited:
        said.append(
            _("Invited: %(count)s.", count=invited) if is_done else _("To invite: %(count)s.", count=invited)
        )
    if plan.new_groups:
        said.append(_("New groups: %(groups)s.", groups=", ".join(plan.new_groups)))
    return " ".join(said) or _("There was nothing to do.")


def _renew(course_id: int, invitation_id: int | None) -> ResponseReturnValue:
    beginning = link_beginning("joining.show_invitation") if sends_mail() else None
    renewed = handing_out.renew(me(), course_id, clock.now(), beginning, invitation_id=invitation_id)
    if renewed.handed_out:
        return _sheet(course_id, renewed.handed_out)
    if not renewed.emails:
        flash(str(NOT_OPEN) if invitation_id else _("There are no open invitations."))
        return redirect(url_for("joining.invite", course_id=course_id), HTTPStatus.SEE_OTHER)
    many = len(renewed.emails)
    flash(
        ngettext(
            "%(count)s invitation is being sent.", "%(count)s invitations are being sent.", many, count=many
        ),
        "right",
    )
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
        field_words=FIELD_WORDS,
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
