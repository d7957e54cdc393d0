"""Pages of settings: what a learner decides, their password and address, their data and its end."""

from collections.abc import Callable
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from quizapp.services.accounts import deletion, email_address, profile, recovery
from quizapp.services.accounts.email_address import EmailAddress
from quizapp.services.accounts.sessions import end_all_sessions
from quizapp.services.errors import WrongPasswordError
from quizapp.services.exports import personal_data
from quizapp.services.permissions import Permission
from quizapp.translation.texts import _
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.accounts import sessions
from quizapp.web.accounts.context import authentication_context, link_beginning, sends_mail
from quizapp.web.languages import languages
from quizapp.web.scopes import own
from quizapp.web.settings.forms import DisplayNameForm, EmailForm, PasswordedForm, PasswordForm
from quizapp.web.settings.preferences import PreferencesForm

blueprint = Blueprint("settings", __name__, template_folder="templates")

#: Files of personal data up to this size are made in memory, larger ones on disk.
IN_MEMORY = 1024 * 1024


@blueprint.route("/settings", methods=["GET", "POST"])
@needs(Permission.CHANGE_ACCOUNT, own)
def index() -> ResponseReturnValue:
    """Show and keep how days and cards are planned; the way to everything else."""
    form = PreferencesForm(me().preferences, languages())
    if form.was_sent_well():
        profile.save_preferences(me(), form.preferences)
        flash(_("Saved. Cards that are already planned keep their day."), "right")
        return redirect(url_for("settings.index"), HTTPStatus.SEE_OTHER)
    return form.page("settings/index.html", person=me(), email=email_address.email_of(me()))


@blueprint.route("/settings/display-name", methods=["GET", "POST"])
@needs(Permission.CHANGE_ACCOUNT, own)
def display_name() -> ResponseReturnValue:
    """Change what the person is called."""
    form = DisplayNameForm({"display_name": me().display_name})
    if form.was_sent_well():
        profile.change_display_name(me(), form.display_name.data or "")
        flash(_("Your display name is changed."), "right")
        return redirect(url_for("settings.index"), HTTPStatus.SEE_OTHER)
    return form.page("settings/display_name.html", person=me())


@blueprint.route("/settings/email", methods=["GET", "POST"])
@needs(Permission.CHANGE_ACCOUNT, own)
def email() -> ResponseReturnValue:
    """Change or remove the email address; another one is mailed a link that confirms it."""
    now = email_address.email_of(me())
    form = EmailForm({"email": now.unconfirmed or now.text if now else None})
    wanted = (form.email.data or "").strip()
    if _done(
        form,
        lambda password: email_address.change_email(
            me(), wanted, password, authentication_context(), clock.now(), link_beginning=_confirmation_link()
        ),
    ):
        flash(_saved(email_address.email_of(me())), "right")
        return _lead_from_confirmation()
    return form.page("settings/email.html", email=now, by_mail=sends_mail())


@blueprint.post("/settings/email/confirmation")
@needs(Permission.CHANGE_ACCOUNT, own)
def send_confirmation() -> ResponseReturnValue:
    """Mail the link that confirms the address once more."""
    if beginning := _confirmation_link():
        email_address.request_confirmation(me(), beginning, clock.now())
    return _lead_from_confirmation()


def _saved(email: EmailAddress | None) -> str:
    if email is None:
        return _("Your email address is removed.")
    if email.new:
        return _(
            "%(new)s is saved. %(email)s stays active until you have confirmed the new address.",
            new=email.new,
            email=email.text,
        )
    return _("Your email address is saved.")


def _confirmation_link() -> str | None:
    return link_beginning("accounts.confirm_email") if sends_mail() else None


def _lead_from_confirmation() -> ResponseReturnValue:
    email = email_address.email_of(me())
    if email and email.unconfirmed and sends_mail():
        flash(
            _(
                "A link to confirm %(email)s is on its way. It works once, within two hours. We send at most "
                "three links in that time.",
                email=email.unconfirmed,
            )
        )
    return redirect(url_for("settings.index"), HTTPStatus.SEE_OTHER)


@blueprint.route("/settings/password", methods=["GET", "POST"])
@needs(Permission.CHANGE_ACCOUNT, own)
def password() -> ResponseReturnValue:
    """Change the password; every other session of the person ends."""
    address = email_address.email_of(me())
    form = PasswordForm(me().user_name, me().display_name, address.text if address else None)
    new = form.new_password.data or ""
    if _done(
        form,
        lambda old: sessions.renew(
            recovery.change_password(me(), old, new, authentication_context(), clock.now())
        ),
    ):
        flash(_("Your password is changed. On all other devices you are logged out."), "right")
        return redirect(url_for("settings.index"), HTTPStatus.SEE_OTHER)
    return form.page("settings/password.html")


@blueprint.post("/settings/log-out-everywhere")
@needs(Permission.CHANGE_ACCOUNT, own)
def log_out_everywhere() -> ResponseReturnValue:
    """End every session of the person, this one too."""
    end_all_sessions(me())
    sessions.leave()
    flash(_("You are logged out everywhere."))
    return redirect(url_for("accounts.log_in"), HTTPStatus.SEE_OTHER)


@blueprint.get("/settings/my-data.json")
@needs(Permission.EXPORT_DATA, own)
def my_data_json() -> ResponseReturnValue:
    """Hand over everything about the person as JSON."""
    return _download(
        lambda file: personal_data.write_json(me(), file, clock.now()), "json", "application/json"
    )


@blueprint.get("/settings/my-data.zip")
@needs(Permission.EXPORT_DATA, own)
def my_data_csv() -> ResponseReturnValue:
    """Hand over everything about the person as CSV files in a zip."""
    return _download(lambda file: personal_data.write_csv(me(), file, clock.now()), "zip", "application/zip")


@blueprint.route("/settings/delete", methods=["GET", "POST"])
@needs(Permission.CHANGE_ACCOUNT, own)
def delete() -> ResponseReturnValue:
    """Delete the account and everything in it."""
    if deletion.is_needed(me()):
        status = HTTPStatus.OK if request.method == "GET" else HTTPStatus.FORBIDDEN
        return render_template("settings/delete_other_first.html"), status
    form = PasswordedForm()
    if _done(
        form, lambda password: deletion.delete_account(me(), password, authentication_context(), clock.now())
    ):
        sessions.leave()
        flash(_("Your account is deleted, with everything in it. Thank you for using quizapp."))
        return redirect(url_for("home.index"), HTTPStatus.SEE_OTHER)
    return form.page("settings/delete.html")


def _done(form: PasswordedForm, act: Callable[[str], None]) -> bool:
    """Act if the form was sent well and its password is right; else the form says what is wrong."""
    if not form.was_sent_well():
        return False
    done = False
    with form.throttled():
        try:
            act(form.current_password.data or "")
            done = True
        except WrongPasswordError as error:
            form.current_password.errors = [str(error)]
    return done


def _download(write: Callable[[BinaryIO], None], ending: str, media_type: str) -> ResponseReturnValue:
    # Written whole before the answer begins: what fails is an error page, never half a file.
    file = cast("BinaryIO", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 -- the response closes it
    try:
        with personal_data.alone(me(), clock.now()):
            write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = f"quizapp-my-data-{clock.now():%Y-%m-%d}.{ending}"
    response = send_file(file, media_type, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
