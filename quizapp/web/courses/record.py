"""What the staff of a course did, in words."""

from collections.abc import Callable, Mapping

from quizapp.assignments.scoring import shown
from quizapp.services.courses.audit import AuditAction, AuditedChange, Values
from quizapp.web.filters import count

#: What is told of a change, besides its time, its author and its subject.
SENTENCES: Mapping[AuditAction, Callable[[Values, Values], str]] = {
    AuditAction.COURSE_CREATED: lambda _, after: f"Made the course “{after['title']}”",
    AuditAction.COURSE_CHANGED: lambda before, after: f"Changed the settings: {_differences(before, after)}",
    AuditAction.COURSE_ARCHIVED: lambda *_: "Archived the course",
    AuditAction.COURSE_RESTORED: lambda *_: "Took the course out of the archive",
    AuditAction.JOINING_OPENED: lambda *_: "Opened joining by code and link",
    AuditAction.JOINING_CLOSED: lambda *_: "Closed joining by code and link",
    AuditAction.JOINING_RENEWED: lambda *_: "Renewed the code and the link",
    AuditAction.MEMBER_ADDED: lambda _, after: f"Added a member, as {after['role']}",
    AuditAction.MEMBER_REMOVED: lambda before, _: f"Took a member out, who was {before['role']}",
    AuditAction.STAFF_LEFT: lambda before, _: f"Left the course, as {before['role']}",
    AuditAction.ROLE_CHANGED: lambda before, after: (
        f"Changed a role from {before['role']} to {after['role']}"
    ),
    AuditAction.ACCOMMODATION_CHANGED: lambda before, after: (
        f"Changed an accommodation: {_differences(before, after) or 'the reason'}"
    ),
    AuditAction.GROUP_MADE: lambda _, after: f"Made the group “{after['name']}”",
    AuditAction.GROUP_RENAMED: lambda before, after: (
        f"Renamed the group “{before['name']}” to “{after['name']}”"
    ),
    AuditAction.GROUP_DELETED: lambda before, _: f"Deleted the group “{before['name']}”",
    AuditAction.GROUPS_OF_MEMBER_CHANGED: lambda before, after: (
        f"Put a member into other groups: {_differences(before, after)}"
    ),
    AuditAction.MEMBER_INVITED: lambda _, after: f"Invited {after['email']}, as {after['role']}",
    AuditAction.ROSTER_APPLIED: lambda _, after: (
        f"Applied a roster: {', '.join(f'{outcome} {many}' for outcome, many in after.items())}"
    ),
    AuditAction.INVITATIONS_RENEWED: lambda _, after: (
        f"Gave {after.get('email') or count(after['invitations'], 'invitation')} another link"
    ),
    AuditAction.ASSIGNMENT_CREATED: lambda _, after: f"Drafted the assignment “{after['title']}”",
    AuditAction.ASSIGNMENT_CHANGED: lambda before, after: (
        f"Changed an assignment: {_differences(before, after)}"
    ),
    AuditAction.ASSIGNMENT_PUBLISHED: lambda _, after: f"Published the assignment “{after['title']}”",
    AuditAction.ASSIGNMENT_WITHDRAWN: lambda _, after: (
        f"Made the assignment “{after['title']}” a draft again"
    ),
    AuditAction.ASSIGNMENT_RELEASED: lambda _, after: f"Released the results of “{after['title']}”",
    AuditAction.ASSIGNMENT_ARCHIVED: lambda _, after: f"Archived the assignment “{after['title']}”",
    AuditAction.OVERRIDE_CHANGED: lambda before, after: (
        f"Changed an override: {_differences(before, {**dict.fromkeys(before), **after})}"
    ),
    AuditAction.ANSWER_MARKED: lambda before, after: (
        f"Marked the answer to question {after['question']} of “{after['assignment']}”: "
        f"{_points(before['points'])} → {_points(after['points'])}"
    ),
    AuditAction.RESULT_CHANGED: lambda before, after: f"Set a result: {_differences(before, after)}",
    AuditAction.ATTEMPT_ANNULLED: lambda _, after: f"Annulled attempt {after['number']}",
    AuditAction.ATTEMPT_RESTORED: lambda _, after: f"Let attempt {after['number']} count again",
    AuditAction.ATTEMPT_REOPENED: lambda _, after: (
        f"Reopened attempt {after['number']}"
        f"{' for ' + count(after['minutes'], 'minute') if after.get('minutes') else ''}"
    ),
    AuditAction.TIME_ADDED: lambda _, after: (
        f"Gave {_who_got(after)} {count(after['minutes'], 'minute')} more"
    ),
    AuditAction.LATE_ANSWER_DECIDED: lambda _, after: (
        f"{'Accepted' if after['is_accepted'] else 'Refused'} a late answer to question {after['question']}"
    ),
    AuditAction.INVITATION_WITHDRAWN: lambda before, _: f"Withdrew the invitation of {before['email']}",
}


def in_words(change: AuditedChange) -> str:
    """Return what was done, and why if that was said, as a sentence without its subject."""
    done = SENTENCES[change.action](change.before or {}, change.after or {})
    return f"{done}. Reason: {change.reason}" if change.reason else done


def _who_got(after: Values) -> str:
    """Return to which attempts time was given: to one, or to all that were open then."""
    if "attempts" not in after:
        return f"attempt {after['number']}"
    of_group = f" of the group “{after['group']}”" if "group" in after else ""
    return f"{count(after['attempts'], 'open attempt')}{of_group}"


def _differences(before: Values, after: Values) -> str:
    return "; ".join(
        f"{name.replace('_', ' ')} {_shown(before.get(name))} → {_shown(value)}"
        for name, value in after.items()
        if before.get(name) != value
    )


def _points(points: float | None) -> str:
    return "no mark" if points is None else f"{shown(points)} {'point' if points == 1 else 'points'}"


def _shown(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, dict):
        return "…"
    return f"{value:g}" if isinstance(value, float) else str(value)
