"""The people of this installation, for its administrators, of whom there is always one left."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from quizapp.models import User
from quizapp.services import security_log
from quizapp.services.accounts import links
from quizapp.services.accounts.identities import HAS_PASSWORD, find_account
from quizapp.services.accounts.links import Purpose
from quizapp.services.accounts.names import caseless
from quizapp.services.errors import NotAllowedError, NotFoundError
from quizapp.services.paging import Page, paginate
from quizapp.services.permissions import INSTALLATION, Permission, Role, can_be_given, may
from quizapp.services.person import Person
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import reading, writing
from quizapp.translation.texts import _

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A person as the administrators see them."""

    id: int
    user_name: str
    display_name: str
    role: Role
    email: str | None
    email_is_confirmed: bool
    since: datetime
    made_up: bool


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """A link for a new password, to be handed over; the token is known only here and now."""

    token: str
    expires_at: datetime


def list_people(search: str = "", page: int = 1) -> Page[PersonSummary]:
    """Return one page of the accounts with the search in a name or the address, by display name."""
    session = reading()
    matching = _accounts()
    if wanted := caseless(search):
        searched = (User.user_name_key, User.display_name_key, User.email_key)
        matching = matching.where(or_(*(key.contains(wanted, autoescape=True) for key in searched)))
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    statement = matching.order_by(User.display_name_key, User.id).limit(PAGE_SIZE)
    return paginate(
        total, PAGE_SIZE, page, lambda offset: map(_summary, session.scalars(statement.offset(offset)))
    )


def find(user_id: int) -> PersonSummary:
    """Return one person who has an account. Raises `NotFoundError`."""
    return _summary(_found(reading().scalar(_accounts().where(User.id == user_id))))


def has_password(user_id: int) -> bool:
    """Tell whether somebody has a password; an account that an administrator made has none at first."""
    return bool(reading().scalar(select(HAS_PASSWORD).select_from(User).where(User.id == user_id)))


def change_role(administrator: Person, user_id: int, role: Role) -> PersonSummary:
    """Make somebody a learner, an instructor or an administrator.

    Raises `NotFoundError` for a visitor or nobody, `NotAllowedError` for one's own role: so the
    last administrator stays one.
    """
    if not can_be_given(role):
        raise ValueError(f"nobody can be made {role.value!r}")
    with writing() as session:
        check_administrator(session, administrator, Permission.CHANGE_PERSON)
        user = _found(session.scalar(_accounts().where(User.id == user_id).with_for_update()))
        if user.id == administrator.id:
            raise NotAllowedError(_("Nobody can change their own role. Another administrator can."))
        before, user.role = user.role, role
        changed = _summary(user)
    security_log.note(SecurityEvent.ROLE_CHANGED, user_id, before=before, after=role)
    return changed


def make_password_link(administrator: Person, user_id: int, now: datetime) -> PasswordLink:
    """Make a link by which somebody can choose a new password; their earlier ones end.

    Raises `NotFoundError` for a visitor or nobody.
    """
    with writing() as session:
        check_administrator(session, administrator, Permission.CHANGE_PERSON)
        user = _found(session.scalar(_accounts().where(User.id == user_id)))
        link = _new_password_link(session, user, now)
    security_log.note(SecurityEvent.PASSWORD_LINK_MADE, user_id, way="by hand")
    return link


def make_password_link_for_name(name: str, now: datetime) -> PasswordLink:
    """Make the same link from the shell, by user name or confirmed address: for an administrator.

    Raises `NotFoundError` where nobody has the name.
    """
    with writing() as session:
        user, _ = find_account(session, name) or (None, None)
        user = _found(user)
        return _new_password_link(session, user, now)


def has_administrator(session: Session) -> bool:
    """Tell whether there is an administrator."""
    return bool(session.scalar(select(exists().where(User.role == Role.ADMINISTRATOR))))


def lock_administrators(session: Session) -> list[int]:
    """Return the administrators' keys and keep them administrators until the transaction ends.

    Of two who would take each other's role at once, one waits and then finds that theirs is gone.
    """
    administrators = select(User.id).where(User.role == Role.ADMINISTRATOR).order_by(User.id)
    # A transaction that only refers to one of them needn't wait: it may hold a course that this one awaits.
    return list(session.scalars(administrators.with_for_update(key_share=True)))


def check_administrator(session: Session, administrator: Person, permission: Permission) -> None:
    """Keep somebody an administrator until the transaction ends. Raises `NotAllowedError` for others."""
    lock_administrators(session)
    user = session.get(User, administrator.id)
    if user is None or not may(user, permission, INSTALLATION):
        raise NotAllowedError(_("Only administrators can do that."))


def _accounts() -> Select[User]:
    return select(User).where(User.role != Role.VISITOR)


def _found(user: User | None) -> User:
    if user is None:
        raise NotFoundError(_("There is nobody of that name."))
    return user


def _summary(user: User) -> PersonSummary:
    return PersonSummary(
        id=user.id,
        user_name=user.user_name or "",
        display_name=user.display_name or "",
        role=Role(user.role),
        email=user.email,
        email_is_confirmed=user.email_confirmed_at is not None,
        since=user.created_at,
        made_up=user.made_up,
    )


def _new_password_link(session: Session, user: User, now: datetime) -> PasswordLink:
    expires_at = now + links.HANDED_OVER_LASTS
    links.void_password_links(session, user.id)
    return PasswordLink(links.new_link(session, Purpose.PASSWORD, expires_at, user.id), expires_at)
