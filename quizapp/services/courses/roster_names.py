"""What the staff of a course sees its people called: as the roster does, and as they call themselves.

A roster knows "Fatima Oraz" under the address of the school; she signs up as "fatima". With both the staff
finds her. Neither she nor other learners are shown the roster's name: it isn't one that she chose.
"""

from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, func, or_
from sqlalchemy.orm import aliased

from quizapp.models import Membership, User
from quizapp.services.accounts import names

#: The membership that names somebody, joined to their account (`on_roster`) beside any other.
ROSTER = aliased(Membership)


def on_roster(course: SQLColumnExpression[int] | int, account: Any = User) -> ColumnElement[bool]:
    """Return the condition of an outer join to `ROSTER` of the people of a course."""
    return and_(ROSTER.user_id == account.id, ROSTER.course_id == course)


def called(roster: Any = ROSTER, account: Any = User) -> ColumnElement[str | None]:
    """Return what the staff sees: "Fatima Oraz (fatima)", or the display name where no roster says more."""
    says_more = and_(roster.roster_name_key != "", roster.roster_name_key != account.display_name_key)
    both = roster.roster_name + " (" + account.display_name + ")"
    return case((says_more, both), else_=account.display_name).label("called")


def in_order(roster: Any = ROSTER, account: Any = User) -> ColumnElement[str | None]:
    """Return by what they stand in order: the name that is shown first."""
    return func.coalesce(func.nullif(roster.roster_name_key, ""), account.display_name_key)


def fits(wanted: str, roster: Any = ROSTER) -> ColumnElement[bool]:
    """Return the condition that a name or address has a text, given without case, of roster or account."""
    its = (User.user_name_key, User.display_name_key, User.email_key)
    keys = (*its, roster.roster_name_key, roster.roster_email_key)
    return or_(*(key.contains(wanted, autoescape=True) for key in keys))


def both_names(roster_name: str, display_name: str) -> str:
    """Return the same as `called`, of what is loaded."""
    says_more = roster_name and names.name_key(roster_name) != names.name_key(display_name)
    return f"{roster_name} ({display_name})" if says_more else display_name


def keep(membership: Membership, name: str, email: str) -> None:
    """Keep what a roster or an invitation says of a member; what it leaves out stays as it was."""
    if name:
        membership.roster_name, membership.roster_name_key = name, names.name_key(name)
    if email:
        membership.roster_email, membership.roster_email_key = email, names.email_key(email)
