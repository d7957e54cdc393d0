"""Pages of people, for administrators: who is here, new accounts, roles, links for passwords."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from quizapp.services.accounts import new_people, people
from quizapp.services.accounts.new_people import AddedPerson
from quizapp.services.accounts.people import PasswordLink, PersonSummary
from quizapp.services.errors import TakenError
from quizapp.services.permissions import Permission, Role
from quizapp.translation.texts import _, lazy
from quizapp.web import clock
from quizapp.web.access import me, needs
from quizapp.web.accounts.context import link_beginning, link_url, sends_mail
from quizapp.web.people.forms import NewPersonForm, RoleForm
from quizapp.web.scopes import shared

blueprint = Blueprint("people", __name__, template_folder="templates")

#: Where a new link waits in the administrator's own session until the next page shows it, once.
LINK_TO_SHOW = "password_link"
ROLE_WORDS = {
    Role.LEARNER: lazy("Learner"),
    Role.INSTRUCTOR: lazy("Instructor"),
    Role.ADMINISTRATOR: lazy("Administrator"),
}
#: What is said of somebody with a new role.
NOW_HAS = {
    Role.LEARNER: lazy("%(name)s is now a learner."),
    Role.INSTRUCTOR: lazy("%(name)s is now an instructor."),
    Role.ADMINISTRATOR: lazy("%(name)s is now an administrator."),
}


@blueprint.app_template_filter()
def role_words(role: Role) -> str:
    """Write the role that somebody has here."""
    return ROLE_WORDS[role]


@blueprint.get("/people")
@needs(Permission.READ_PERSON, shared)
def index() -> ResponseReturnValue:
    """List people by name, those that a search finds."""
    search = request.args.get("q", "").strip()
    page = people.list_people(search, request.args.get("page", 1, type=int))
    return render_template("people/index.html", page=page, search=search)


@blueprint.route("/people/new", methods=["GET", "POST"])
@needs(Permission.ADD_PERSON, shared)
def add() -> ResponseReturnValue:
    """Make an account for somebody, who chooses a password with a link."""
    form = NewPersonForm()
    if form.was_sent_well():
        beginning = link_beginning("accounts.choose_password") if sends_mail() else None
        try:
            added = new_people.add(me(), form.person, clock.now(), link_beginning=beginning)
        except TakenError as error:
            form.name.errors = [str(error)]
        else:
            _show_next(added.user_id, added.link)
            flash(_made(added), "right")
            return redirect(url_for("people.show", user_id=added.user_id), HTTPStatus.SEE_OTHER)
    return form.page("people/new.html", by_mail=sends_mail())


@blueprint.get("/people/<key:user_id>")
@needs(Permission.READ_PERSON, shared)
def show(user_id: int) -> ResponseReturnValue:
    """Show one person, and once the link that was just made for them."""
    person = people.find(user_id)
    waiting = session.get(LINK_TO_SHOW)
    link = waiting if waiting and waiting["user_id"] == user_id else None
    if link and request.method == "GET":  # and no HEAD, which shows nothing
        del session[LINK_TO_SHOW]
    form = RoleForm({"role": person.role})
    return _person_page(person, form, link=link)


@blueprint.post("/people/<key:user_id>/role")
@needs(Permission.CHANGE_PERSON, shared)
def change_role(user_id: int) -> ResponseReturnValue:
    """Give somebody another role."""
    form = RoleForm()
    if not form.was_sent_well():
        return _person_page(people.find(user_id), form)
    changed = people.change_role(me(), user_id, Role(form.role.data))
    flash(NOW_HAS[changed.role] % {"name": changed.display_name}, "right")
    return redirect(url_for("people.show", user_id=user_id), HTTPStatus.SEE_OTHER)


@blueprint.post("/people/<key:user_id>/password-link")
@needs(Permission.CHANGE_PERSON, shared)
def make_password_link(user_id: int) -> ResponseReturnValue:
    """Make a link with which somebody can choose a new password."""
    _show_next(user_id, people.make_password_link(me(), user_id, clock.now()))
    return redirect(url_for("people.show", user_id=user_id), HTTPStatus.SEE_OTHER)


def _person_page(person: PersonSummary, form: RoleForm, link: object = None) -> ResponseReturnValue:
    has_password = people.has_password(person.id)
    return form.page("people/show.html", person=person, has_password=has_password, link=link)


def _made(added: AddedPerson) -> str:
    """Say that somebody has an account, and whether a link is mailed."""
    if added.mailed_to:
        return _(
            "%(name)s has an account. A link is on its way to %(email)s, too.",
            name=added.display_name,
            email=added.mailed_to,
        )
    return _("%(name)s has an account.", name=added.display_name)


def _show_next(user_id: int, link: PasswordLink) -> None:
    """Have a new link shown once, on the page of its person."""
    session[LINK_TO_SHOW] = {
        "user_id": user_id,
        "address": link_url("accounts.choose_password", link.token),
        "expires_at": link.expires_at,
    }
