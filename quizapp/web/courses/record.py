"""What the staff of a course did, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from quizapp.assignments.scoring import shown
from quizapp.services.courses.audit import AuditAction, AuditedChange, Values
from quizapp.web.courses.record_values import differences, override_differences, settings
from quizapp.web.filters import count


@dataclass(frozen=True, slots=True)
class _Told:
    """What there is to tell of a change."""

    before: Values
    after: Values
    #: The title of the assignment that it is about, in quotes.
    assignment: str
    #: On whose clocks moments are told.
    time_zone: str

    @property
    def attempt(self) -> str:
        """The attempt that was changed."""
        return f"attempt {self.after['number']} at {self.assignment}"

    def differing(self) -> str:
        """Return what differs, each with what it was and is."""
        return differences(self.before, self.after, self.time_zone)


def _override(told: _Told) -> str:
    """Return how an override came about, was changed or was removed; for whom, if that was a group."""
    before, after = ({**values} for values in (told.before, told.after))
    groups = {values.pop("group", None) for values in (before, after)} - {None}
    whose = f"{' for the group “' + groups.pop() + '”' if groups else ''} in {told.assignment}"
    if not before:
        return f"Set an override{whose}: {settings(after, told.time_zone)}"
    if not after:
        return f"Removed the override{whose}: {settings(before, told.time_zone)}"
    changed = override_differences(before, after, told.time_zone)
    return f"Changed the override{whose}: {changed or 'the reason'}"


def _got(told: _Told) -> str:
    """Return to which attempts time was given: to one, or to all that were open then."""
    if "attempts" not in told.after:
        return told.attempt
    of_group = f" of the group “{told.after['group']}”" if "group" in told.after else ""
    return f"{count(told.after['attempts'], 'open attempt')}{of_group} at {told.assignment}"


def _points(points: float | None) -> str:
    return "no mark" if points is None else f"{shown(points)} {'point' if points == 1 else 'points'}"


#: What is told of a change, besides its time, its author and its subject.
SENTENCES: Final[Mapping[AuditAction, Callable[[_Told], str]]] = {
    AuditAction.COURSE_CREATED: lambda told: f"Made the course “{told.after['title']}”",
    AuditAction.COURSE_CHANGED: lambda told: f"Changed the settings: {told.differing()}",
    AuditAction.COURSE_ARCHIVED: lambda _: "Archived the course",
    AuditAction.COURSE_RESTORED: lambda _: "Took the course out of the archive",
    AuditAction.JOINING_OPENED: lambda _: "Opened joining by code and link",
    AuditAction.JOINING_CLOSED: lambda _: "Closed joining by code and link",
    AuditAction.JOINING_RENEWED: lambda _: "Renewed the code and the link",
    AuditAction.MEMBER_ADDED: lambda told: f"Added a member, as {told.after['role']}",
    AuditAction.MEMBER_REMOVED: lambda told: f"Took a member out, who was {told.before['role']}",
    AuditAction.STAFF_LEFT: lambda told: f"Left the course, as {told.before['role']}",
    AuditAction.ROLE_CHANGED: lambda told: (
        f"Changed a role from {told.before['role']} to {told.after['role']}"
    ),
    AuditAction.ACCOMMODATION_CHANGED: lambda told: (
        f"Changed an accommodation: {told.differing() or 'the reason'}"
    ),
    AuditAction.GROUP_MADE: lambda told: f"Made the group “{told.after['name']}”",
    AuditAction.GROUP_RENAMED: lambda told: (
        f"Renamed the group “{told.before['name']}” to “{told.after['name']}”"
    ),
    AuditAction.GROUP_DELETED: lambda told: f"Deleted the group “{told.before['name']}”",
    AuditAction.GROUPS_OF_MEMBER_CHANGED: lambda told: f"Put a member into other groups: {told.differing()}",
    AuditAction.MEMBER_INVITED: lambda told: f"Invited {told.after['email']}, as {told.after['role']}",
    AuditAction.ROSTER_APPLIED: lambda told: (
        f"Applied a roster: {', '.join(f'{outcome} {many}' for outcome, many in told.after.items())}"
    ),
    AuditAction.INVITATIONS_RENEWED: lambda told: (
        f"Gave {told.after.get('email') or count(told.after['invitations'], 'invitation')} another link"
    ),
    AuditAction.INVITATION_WITHDRAWN: lambda told: f"Withdrew the invitation of {told.before['email']}",
    AuditAction.ASSIGNMENT_CREATED: lambda told: f"Drafted the assignment “{told.after['title']}”",
    AuditAction.ASSIGNMENT_CHANGED: lambda told: f"Changed {told.assignment}: {told.differing()}",
    AuditAction.ASSIGNMENT_PUBLISHED: lambda told: f"Published the assignment “{told.after['title']}”",
    AuditAction.ASSIGNMENT_WITHDRAWN: lambda told: (
        f"Made the assignment “{told.after['title']}” a draft again"
    ),
    AuditAction.ASSIGNMENT_RELEASED: lambda told: f"Released the results of “{told.after['title']}”",
    AuditAction.ASSIGNMENT_ARCHIVED: lambda told: f"Archived the assignment “{told.after['title']}”",
    AuditAction.OVERRIDE_CHANGED: _override,
    AuditAction.ANSWER_MARKED: lambda told: (
        f"Marked the answer to question {told.after['question']} of “{told.after['assignment']}”: "
        f"{_points(told.before['points'])} → {_points(told.after['points'])}"
    ),
    AuditAction.RESULT_CHANGED: lambda told: f"Set a result of {told.assignment}: {told.differing()}",
    AuditAction.ATTEMPT_ANNULLED: lambda told: (
        f"Annulled {told.attempt}"
        f"{'' if told.after.get('gives_another', True) else ', without another in its place'}"
    ),
    AuditAction.ATTEMPT_RESTORED: lambda told: f"Let {told.attempt} count again",
    AuditAction.ATTEMPT_REOPENED: lambda told: (
        f"Reopened {told.attempt}"
        f"{' for ' + count(told.after['minutes'], 'minute') if told.after.get('minutes') else ''}"
    ),
    AuditAction.TIME_ADDED: lambda told: (
        f"Gave {count(told.after['minutes'], 'minute')} more to {_got(told)}"
    ),
    AuditAction.LATE_ANSWER_DECIDED: lambda told: (
        f"{'Accepted' if told.after['is_accepted'] else 'Refused'} a late answer to question "
        f"{told.after['question']} of {told.assignment}"
    ),
}


def in_words(change: AuditedChange, time_zone: str) -> str:
    """Return what was done, and why if that was said, as a sentence without its subject."""
    assignment = f"“{change.assignment}”" if change.assignment else "an assignment"
    told = _Told(change.before or {}, change.after or {}, assignment, time_zone)
    done = SENTENCES[change.action](told)
    return f"{done}. Reason: {change.reason}" if change.reason else done
