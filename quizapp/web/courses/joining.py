"""Coming into a course, by its code, its link or an invitation; and for its staff, how that is done."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.services.courses import courses, invitations, join_code, joining, roles
from quizapp.services.courses.joining import JoinedCourse
from quizapp.services.errors import InvalidError, SpentLinkError
from quizapp.services.permissions import Permission, has_account
from quizapp.translation.texts import _, lazy
from quizapp.web import clock
from quizapp.web.access import may_open, me, needs
from quizapp.web.accounts.context import authentication_context, link_beginning, link_url, sends_mail
from quizapp.web.courses.context import index_page
from quizapp.web.courses.forms import CodeForm, InvitationForm
from quizapp.web.scopes import of_course, own, shared

blueprint = Blueprint("joining", __name__, template_folder="templates")

#: Where the link of a new invitation waits in the session of the one who invites until it is shown, once.
LINK_TO_SHOW = "invitation_link"
NOT_OPEN = lazy("This invitation is no longer open. It was withdrawn, or somebody has joined with it.")


@blueprint.post("/courses/join")
@needs(Permission.JOIN_COURSE, own)
def by_code() -> ResponseReturnValue:
    """Join the course that has a code."""
    form = CodeForm()
    if form.was_sent_well():
        with form.throttled():
            try:
                address = authentication_context().address
                return _arrive(joining.join_by_code(me(), form.code.data or "", address, clock.now()))
            except InvalidError as error:
                form.code.errors = [str(error)]
    return index_page(form)


@blueprint.get("/join/<token>")
@needs(Permission.OPEN_JOIN_LINK, shared)
def show(token: str) -> ResponseReturnValue:
    """Say which course a link leads into; opening it changes nothing, since programs open links too."""
    try:
        course = joining.course_behind(token)
    except SpentLinkError:
        return _spent()
    if has_account(current_user) and roles.role_of(me().id, course.id):
        return _arrive(JoinedCourse(course.id, course.title, was_member=True), HTTPStatus.FOUND)
    return render_template("courses/join.html", title=course.title, knows_them=has_account(current_user))


@blueprint.post("/join/<token>")
@needs(Permission.JOIN_COURSE, own)
def by_link(token: str) -> ResponseReturnValue:
    """Join the course of a link."""
    try:
        return _arrive(joining.join_by_link(me(), token, clock.now()))
    except SpentLinkError:
        return _spent()


@blueprint.get("/invitation/<token>")
@needs(Permission.OPEN_JOIN_LINK, shared)
def show_invitation(token: str) -> ResponseReturnValue:
    """Say which course an invitation is for."""
    try:
        invited = invitations.behind(token, clock.now())
    except SpentLinkError:
        return _spent()
    return render_template(
        "courses/join.html", title=invited.course, invited=invited, knows_them=has_account(current_user)
    )


@blueprint.post("/invitation/<token>")
@needs(Permission.JOIN_COURSE, own)
def accept(token: str) -> ResponseReturnValue:
    """Use an invitation up to join its course."""
    try:
        return _arrive(invitations.accept(me(), token, clock.now()))
    except SpentLinkError:
        return _spent()


@blueprint.post("/courses/<key:course_id>/joining/open")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def open_joining(course_id: int) -> ResponseReturnValue:
    """Let people join by the code and the link."""
    joining.open_joining(me(), course_id, clock.now())
    return _back_to(course_id, _("People can join with the code and the link again."))


@blueprint.post("/courses/<key:course_id>/joining/close")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def close_joining(course_id: int) -> ResponseReturnValue:
    """Let nobody join by the code and the link."""
    joining.close_joining(me(), course_id, clock.now())
    return _back_to(course_id, _("The code and the link are closed. Invitations still work."))


@blueprint.post("/courses/<key:course_id>/joining/renew")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def renew(course_id: int) -> ResponseReturnValue:
    """Give the course another code and link."""
    shown_code = join_code.fold_code(request.form.get("code", "")) or abort(HTTPStatus.BAD_REQUEST)
    if not joining.renew(me(), course_id, clock.now(), shown_code):
        return _back_to(
            course_id, _("The code and the link were replaced already. You see the new ones here.")
        )
    return _back_to(course_id, _("The course has a new code and a new link. The old ones no longer work."))


@blueprint.route("/courses/<key:course_id>/invitations", methods=["GET", "POST"])
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def invite(course_id: int) -> ResponseReturnValue:
    """List the open invitations, and invite somebody: by mail where it is sent, else by a link on paper."""
    form = InvitationForm(may_invite_staff=may_open("course_people.change_role", course_id=course_id))
    if form.was_sent_well():
        beginning = link_beginning("joining.show_invitation") if sends_mail() else None
        new = form.invitation
        token = invitations.invite_one(me(), course_id, new, clock.now(), beginning)
        if token:
            address = link_url("joining.show_invitation", token)
            session[LINK_TO_SHOW] = {"course_id": course_id, "email": new.email, "address": address}
        else:
            flash(_("The invitation to %(email)s is being sent.", email=new.email), "right")
        return redirect(url_for("joining.invite", course_id=course_id), HTTPStatus.SEE_OTHER)
    waiting = session.get(LINK_TO_SHOW)
    link = waiting if waiting and waiting["course_id"] == course_id else None
    if link and request.method == "GET":  # and no HEAD, which shows nothing
        del session[LINK_TO_SHOW]
    return form.page(
        "courses/invitations.html",
        course=courses.find(course_id),
        open_invitations=invitations.list_open(course_id),
        link=link,
        now=clock.now(),
        by_mail=sends_mail(),
    )


@blueprint.post("/courses/<key:course_id>/invitations/<key:invitation_id>/withdraw")
@needs(Permission.CHANGE_COURSE_PEOPLE, of_course)
def withdraw(course_id: int, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    email = invitations.withdraw(me(), course_id, invitation_id, clock.now())
    if email is None:
        flash(str(NOT_OPEN))
    else:
        flash(_("The invitation to %(email)s is withdrawn.", email=email))
    return redirect(url_for("joining.invite", course_id=course_id), HTTPStatus.SEE_OTHER)


def _arrive(joined: JoinedCourse, status: HTTPStatus = HTTPStatus.SEE_OTHER) -> ResponseReturnValue:
    if joined.was_member:
        flash(_("You are in %(course)s already.", course=joined.title), "right")
    else:
        flash(_("You have joined %(course)s.", course=joined.title), "right")
    return redirect(url_for("courses.show", course_id=joined.id), status)


def _back_to(course_id: int, done: str) -> ResponseReturnValue:
    flash(done, "right")
    return redirect(url_for("courses.show", course_id=course_id), HTTPStatus.SEE_OTHER)


def _spent() -> ResponseReturnValue:
    return render_template("courses/link_spent.html"), HTTPStatus.GONE
