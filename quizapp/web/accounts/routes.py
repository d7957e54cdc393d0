"""Pages of accounts: signing up, logging in and out, a forgotten password, the first administrator."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.services.accounts import email_address, first_administrator, recovery, registration, throttle
from quizapp.services.accounts.authentication import authenticate
from quizapp.services.accounts.sessions import end_session
from quizapp.services.accounts.throttle import Action
from quizapp.services.errors import SpentLinkError, TakenError
from quizapp.services.permissions import Permission, has_account, is_visitor
from quizapp.services.person import Person
from quizapp.translation.texts import _
from quizapp.web import clock, refused
from quizapp.web.access import me, needs
from quizapp.web.accounts import sessions
from quizapp.web.accounts.admission import course_of_link, may_sign_up
from quizapp.web.accounts.context import authentication_context, link_beginning, sends_mail
from quizapp.web.accounts.forms import ChosenPasswordForm, ForgottenForm, LogInForm, SignUpForm
from quizapp.web.accounts.redirects import next_path
from quizapp.web.forms import PostedForm
from quizapp.web.scopes import shared

blueprint = Blueprint("accounts", __name__, template_folder="templates")
blueprint.add_app_template_global(may_sign_up)


@blueprint.route("/sign-up", methods=["GET", "POST"])
@needs(Permission.BEGIN_SESSION, shared)
def sign_up() -> ResponseReturnValue:
    """Make an account; what was answered without one comes along."""
    if has_account(current_user):
        return redirect(next_path())
    if not may_sign_up():
        status = HTTPStatus.OK if request.method == "GET" else HTTPStatus.FORBIDDEN
        return render_template("accounts/sign_up_closed.html"), status
    course = course_of_link()
    known: dict[str, object] = {"email": course.email, "display_name": course.name} if course else {}
    form = SignUpForm(known if request.method == "GET" else None)
    if form.was_sent_well() and (person := _sign_up(form)):
        flash(_("Welcome, %(name)s.", name=person.display_name), "right")
        return redirect(next_path(), HTTPStatus.SEE_OTHER)
    return form.page("accounts/sign_up.html", course=course)


@blueprint.route("/log-in", methods=["GET", "POST"])
@needs(Permission.BEGIN_SESSION, shared)
def log_in() -> ResponseReturnValue:
    """Let somebody in who has a user name or a confirmed address, and the right password."""
    if has_account(current_user):
        return refused.show_carried() or redirect(next_path())
    form = LogInForm()
    if form.was_sent_well():
        context = authentication_context()
        with form.throttled():
            if person := authenticate(form.name.data or "", form.password.data or "", context, clock.now()):
                sessions.enter(person, context, remember=form.remember.data)
                return refused.show_carried() or redirect(next_path(), HTTPStatus.SEE_OTHER)
            form.form_errors.append(_("The user name, email address or password is wrong."))
    return form.page("accounts/log_in.html", carried=refused.carried())


@blueprint.post("/log-out")
@needs(Permission.END_SESSION, shared)
def log_out() -> ResponseReturnValue:
    """End the session in this browser, and wherever its cookie was copied to."""
    person, session_name = (me(), current_user.session_name) if current_user.is_authenticated else (None, "")
    # First this browser: it is left even where nothing can be written.
    sessions.leave()
    if person:
        end_session(person, session_name)
    flash(_("You are logged out."))
    return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)


@blueprint.route("/forgotten-password", methods=["GET", "POST"])
@needs(Permission.BEGIN_SESSION, shared)
def forgotten() -> ResponseReturnValue:
    """Mail a link to somebody who forgot their password, or say whom to ask."""
    by_mail = sends_mail()
    form = ForgottenForm()
    if by_mail and form.was_sent_well():
        with form.throttled():
            throttle.admit(Action.FORGOTTEN, authentication_context().address, clock.now())
            beginning = link_beginning("accounts.choose_password")
            recovery.request_letters(form.who.data or "", beginning, clock.now())
            return redirect(url_for("accounts.link_sent"), HTTPStatus.SEE_OTHER)
    return form.page("accounts/forgotten.html", by_mail=by_mail)


@blueprint.get("/forgotten-password/sent")
@needs(Permission.BEGIN_SESSION, shared)
def link_sent() -> ResponseReturnValue:
    """Say the same to everybody who asked for a link."""
    return render_template("accounts/link_sent.html")


@blueprint.route("/new-password/<token>", methods=["GET", "POST"])
@needs(Permission.BEGIN_SESSION, shared)
def choose_password(token: str) -> ResponseReturnValue:
    """Set a new password through a link; only sending the form uses the link up."""
    try:
        owner = recovery.owner_of(token, clock.now())
        form = ChosenPasswordForm(*owner.known)
        if form.was_sent_well():
            context = authentication_context()
            person = recovery.choose_password(token, form.password.data or "", context, clock.now())
            sessions.enter(person, context)
            first, another = (
                _("Your password is set, and you are logged in."),
                _("Your new password is set, and you are logged in."),
            )
            flash(first if owner.is_first else another, "right")
            return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)
    except SpentLinkError:
        return render_template("accounts/link_spent.html", by_mail=sends_mail()), HTTPStatus.GONE
    return form.page("accounts/choose_password.html", name=owner.user_name, is_first=owner.is_first)


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
@needs(Permission.BEGIN_SESSION, shared)
def welcome(token: str) -> ResponseReturnValue:
    """Make the first administrator: a new account, or the one that is logged in."""
    try:
        first_administrator.check_link(token, clock.now())
        form = SignUpForm()
        if has_account(current_user):
            return _promote(token)
        if form.was_sent_well() and (person := _sign_up(form, administrator_token=token)):
            flash(_("Welcome, %(name)s. You are the administrator.", name=person.display_name), "right")
            return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)
    except SpentLinkError:
        return render_template("accounts/welcome_over.html"), HTTPStatus.GONE
    return form.page("accounts/welcome.html")


def _promote(token: str) -> ResponseReturnValue:
    if request.method == "GET":
        return render_template("accounts/welcome_back.html", name=me().display_name)
    sessions.renew(first_administrator.promote(me(), token, clock.now()))
    flash(_("You are the administrator now."), "right")
    return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)


@blueprint.route("/confirm-email/<token>", methods=["GET", "POST"])
@needs(Permission.CONFIRM_EMAIL, shared)
def confirm_email(token: str) -> ResponseReturnValue:
    """Confirm the address that a link was mailed to; only sending the form does."""
    form = PostedForm()
    try:
        claim = email_address.claim_behind(token, clock.now())
        if form.was_sent_well():
            email_address.confirm_email(token, clock.now())
            flash(
                _("%(email)s is confirmed. You can log in with it from now on.", email=claim.email), "right"
            )
            next_page = "settings.index" if has_account(current_user) else "accounts.log_in"
            return redirect(url_for(next_page), HTTPStatus.SEE_OTHER)
    except SpentLinkError:
        return render_template("accounts/confirmation_over.html"), HTTPStatus.GONE
    except TakenError as error:
        form.form_errors.append(str(error))
    return form.page("accounts/confirm_email.html", claim=claim)


def _sign_up(form: SignUpForm, administrator_token: str | None = None) -> Person | None:
    """Sign up and enter; None, with the reason in the form, for a name that is taken and one too many."""
    visitor = me() if is_visitor(current_user) else None
    context, person = authentication_context(), None
    with form.throttled():
        # The link of the first administrator works, however many others sign up, and so does a course's.
        if administrator_token is None and (course := course_of_link()):
            throttle.admit_by_link(course.course_id, clock.now())
        elif administrator_token is None:
            throttle.admit(Action.SIGN_UP, context.address, clock.now())
        try:
            person = registration.sign_up(
                form.account,
                context,
                clock.now(),
                visitor=visitor,
                administrator_token=administrator_token,
                link_beginning=link_beginning("accounts.confirm_email") if sends_mail() else None,
            )
        except TakenError as error:
            form.name.errors = [str(error)]
    if person:
        sessions.enter(person, context)
    return person
