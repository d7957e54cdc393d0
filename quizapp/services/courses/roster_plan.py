"""What a roster would do to a course, row by row: decided here, from what is stored, and written nowhere.

A person is found by a confirmed address, or by the invitation to this address by which they came. An address
that accounts only claim finds nobody: it is invited, and the person who opens the link says which account is
theirs.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.interchange.roster.rows import Roster, RosterRow
from quizapp.services.accounts import names
from quizapp.services.courses import groups
from quizapp.services.errors import InvalidError
from quizapp.services.permissions import CourseRole, is_of_staff
from quizapp.translation.texts import _, ngettext


class Outcome(StrEnum):
    """What happens to the person of a row."""

    JOINS = "joins"
    RETURNS = "returns"
    #: A member, who gets into one more group.
    REGROUPED = "regrouped"
    #: A member, who is called otherwise from now on.
    NAMED = "named"
    INVITED = "invited"
    #: Invited before, and now by another name, into another group, or because the time was over.
    INVITED_ANEW = "invited anew"
    STAYS = "stays"
    STAYS_INVITED = "stays invited"
    REPEATED = "repeated"
    REFUSED = "refused"


#: Those of which nothing is written.
NOTHING_TO_DO = frozenset({Outcome.STAYS, Outcome.STAYS_INVITED, Outcome.REPEATED, Outcome.REFUSED})


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody with an account who has confirmed an address."""

    id: int
    display_name: str
    #: Whether they teach or administer on this installation.
    teaches: bool


@dataclass(frozen=True, slots=True)
class KnownMember:
    """Somebody who is in the course, or was."""

    held: CourseRole
    has_left: bool
    #: The keys of the groups' names, and the names.
    groups: Mapping[str, str]
    #: What the roster called them before; "" for nothing.
    roster_name: str = ""


@dataclass(frozen=True, slots=True)
class KnownInvitation:
    """An invitation to the course that nobody has come by."""

    name: str
    invited_as: CourseRole
    group: str
    has_expired: bool


@dataclass(frozen=True, slots=True)
class KnownCourse:
    """What is stored of a course and of the addresses of a roster, by the keys of addresses and names."""

    course_id: int
    accounts: Mapping[str, Account]
    #: Those who came to the course by an invitation to an address that they haven't confirmed.
    invited: Mapping[str, Account]
    #: Addresses that accounts name without having confirmed them.
    claimed: frozenset[str]
    members: Mapping[int, KnownMember]
    invitations: Mapping[str, KnownInvitation]
    groups: Mapping[str, str]
    #: Whether the one who asks may put staff into the course.
    takes_staff: bool


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of a roster, and what happens to its person."""

    line: int
    email: str
    name: str
    #: The group as it is called in the course; "" for none.
    group: str
    wanted: CourseRole
    outcome: Outcome
    #: Why it is refused, or what to look at.
    note: str = ""
    #: Whose account it is, if it is one's.
    user_id: int | None = None
    display_name: str = ""
    makes_group: bool = False


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """All that would happen. The digest names it: what is confirmed is what was shown, or nothing."""

    rows: tuple[PlannedRow, ...]
    digest: str

    def count(self, *outcomes: Outcome) -> int:
        """Count the rows with one of these outcomes."""
        return sum(row.outcome in outcomes for row in self.rows)

    @property
    def changes(self) -> int:
        """Return how many people something happens to."""
        return sum(row.outcome not in NOTHING_TO_DO for row in self.rows)

    @property
    def new_groups(self) -> tuple[str, ...]:
        """Return the groups that are made, in the order of the rows."""
        return tuple(dict.fromkeys(row.group for row in self.rows if row.makes_group))


def plan_of(roster: Roster, known: KnownCourse) -> RosterPlan:
    """Decide what a roster would do."""
    planned = _without_repetitions([_cleaned(row, known) for row in roster.rows])
    planned = [_decided(row, known) if row.outcome is Outcome.INVITED else row for row in planned]
    planned = _named_groups(_once_a_person(planned), known)
    said = repr((known.course_id, planned))
    return RosterPlan(tuple(planned), hashlib.sha256(said.encode(errors="replace")).hexdigest())


def key_of(email: str) -> str:
    """Return the key of a row's address."""
    return names.email_key(email)


def _cleaned(row: RosterRow, known: KnownCourse) -> PlannedRow:
    """Return a row as it would be stored, invited as far as is known yet, or refused for what it says."""
    wanted = CourseRole(row.role) if row.role else CourseRole.LEARNER
    planned = PlannedRow(row.line, row.email, row.name, row.group, wanted, Outcome.INVITED)
    key = key_of(row.email)
    has_account = key in known.accounts or key in known.invited
    try:
        return replace(
            planned,
            email=names.clean_email(row.email) or "",
            name=_clean_name(row.name, has_account=has_account),
            group=groups.clean_name(row.group) if row.group else "",
        )
    except InvalidError as error:
        return _refused(planned, str(error))


def _clean_name(name: str, *, has_account: bool) -> str:
    """Return a name as it is stored; of an account, which has one already, none that can't be."""
    try:
        return names.clean_name(name) if name else ""
    except InvalidError:
        if has_account:
            return ""
        raise


def _without_repetitions(rows: list[PlannedRow]) -> list[PlannedRow]:
    """Refuse all rows of an address that say different things; of those that say the same, keep the first."""
    by_address = defaultdict(list)
    for row in rows:
        by_address[key_of(row.email)].append(row)
    decided = []
    for row in rows:
        same = by_address[key_of(row.email)]
        if len({(names.caseless(one.name), names.caseless(one.group), one.wanted) for one in same}) > 1:
            others = [str(one.line) for one in same if one is not row]
            reason = ngettext(
                "Line %(lines)s has the same email address, but other data. Keep only one of them.",
                "Lines %(lines)s have the same email address, but other data. Keep only one of them.",
                len(others),
                lines=", ".join(others),
            )
            decided.append(_refused(row, reason))
        elif row is not same[0]:
            decided.append(
                replace(
                    row, outcome=Outcome.REPEATED, note=_("The same as line %(line)s.", line=same[0].line)
                )
            )
        else:
            decided.append(row)
    return decided


def _decided(row: PlannedRow, known: KnownCourse) -> PlannedRow:
    if is_of_staff(row.wanted) and not known.takes_staff:
        return _refused(row, _("Only owners can add staff. Leave the role empty, or ask an owner."))
    key = key_of(row.email)
    account = known.accounts.get(key) or known.invited.get(key)
    if account is None:
        return _invited(row, known.invitations.get(key), is_claimed=key in known.claimed)
    row = replace(row, user_id=account.id, display_name=account.display_name)
    member = known.members.get(account.id)
    if member is None or member.has_left:
        note = _("Teaches elsewhere.") if account.teaches and not is_of_staff(row.wanted) else ""
        return replace(row, outcome=Outcome.RETURNS if member else Outcome.JOINS, note=note)
    return _of_member(row, member)


def _invited(row: PlannedRow, before: KnownInvitation | None, *, is_claimed: bool) -> PlannedRow:
    note = _("An account has this address, but hasn't confirmed it.") if is_claimed else ""
    if before is None:
        return replace(row, note=note)
    if is_of_staff(before.invited_as) and row.wanted is not before.invited_as:
        return _refused(row, _("Is invited as staff. A class list can't change that."))
    row = replace(row, name=row.name or before.name, group=row.group or before.group, note=note)
    stays = (
        not before.has_expired
        and row.wanted is before.invited_as
        and row.name == before.name
        and names.caseless(row.group) == names.caseless(before.group)
    )
    return replace(row, outcome=Outcome.STAYS_INVITED if stays else Outcome.INVITED_ANEW)


def _of_member(row: PlannedRow, member: KnownMember) -> PlannedRow:
    """Decide about a current member: a roster gives groups, and takes or gives nobody a role."""
    if is_of_staff(member.held) and row.wanted is not member.held:
        return _refused(row, _("Is on the staff of this course. A class list can't change that."))
    if row.wanted is not member.held:
        return _refused(row, _("Is a learner of this course. An owner can change the role under People."))
    if not row.group or names.caseless(row.group) in member.groups:
        called = names.name_key(member.roster_name or row.display_name)
        is_called_so = names.name_key(row.name) in {"", called}
        return replace(row, outcome=Outcome.STAYS if is_called_so else Outcome.NAMED)
    others = ", ".join(member.groups.values())
    return replace(
        row,
        outcome=Outcome.REGROUPED,
        note=_("Stays in these groups too: %(groups)s.", groups=others) if others else "",
    )


def _once_a_person(rows: list[PlannedRow]) -> list[PlannedRow]:
    """Refuse the rows of a person who is in the roster by two addresses."""
    firsts, once = dict[int, PlannedRow](), []
    for row in rows:
        first = firsts.setdefault(row.user_id, row) if row.user_id else row
        once.append(
            row if first is row else _refused(row, _("The same person as in line %(line)s.", line=first.line))
        )
    return once


def _named_groups(rows: list[PlannedRow], known: KnownCourse) -> list[PlannedRow]:
    """Call groups as the course does; those that are new as the first row does, as long as there is room."""
    called, new, named = dict(known.groups), set[str](), []
    for row in rows:
        key = names.caseless(row.group)
        if not key or row.outcome in NOTHING_TO_DO:
            named.append(row)
        elif key not in called and len(called) >= groups.MOST_GROUPS:
            named.append(_refused(row, groups.too_many_words()))
        else:
            if key not in called:
                called[key] = row.group
                new.add(key)
            named.append(replace(row, group=called[key], makes_group=key in new))
    return named


def _refused(row: PlannedRow, reason: str) -> PlannedRow:
    return replace(row, outcome=Outcome.REFUSED, note=reason)
