"""What the staff of a course did, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from quizapp.services.courses.audit import AuditAction, AuditedChange, Values
from quizapp.services.courses.roster_plan import Outcome
from quizapp.translation.texts import _, lazy, ngettext
from quizapp.web.courses.record_values import differences, override_differences, points_words, settings
from quizapp.web.courses.role_words import role_words

#: What became of the people of a class list, by the keys that the record has.
_IMPORTED: Final[Mapping[str, str]] = {
    Outcome.JOINS: lazy("joined: %(count)s"),
    Outcome.RETURNS: lazy("joined again: %(count)s"),
    Outcome.REGROUPED: lazy("added to a group: %(count)s"),
    Outcome.NAMED: lazy("renamed: %(count)s"),
    Outcome.INVITED: lazy("invited: %(count)s"),
    Outcome.INVITED_ANEW: lazy("invited again: %(count)s"),
    Outcome.STAYS: lazy("already in the course: %(count)s"),
    Outcome.STAYS_INVITED: lazy("already invited: %(count)s"),
    Outcome.REPEATED: lazy("listed twice: %(count)s"),
    "left out": lazy("left out: %(count)s"),
}


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
    def attempt(self) -> dict[str, Any]:
        """The attempt that was changed, as the sentences name it."""
        return {"number": self.after["number"], "assignment": self.assignment}

    def differing(self, otherwise: str = "") -> str:
        """Return what differs, each with what it was and is; if nothing does, what is said otherwise."""
        return differences(self.before, self.after, self.time_zone) or otherwise


def _override(told: _Told) -> str:
    """Return how an override came about, was changed or was removed; for whom, if that was a group."""
    before, after = ({**values} for values in (told.before, told.after))
    groups = {values.pop("group", None) for values in (before, after)} - {None}
    whose = {"assignment": told.assignment, "group": groups.pop() if groups else ""}
    if not before:
        whose["settings"] = settings(after, told.time_zone)
        if whose["group"]:
            return _("Added an override for the group “%(group)s” in %(assignment)s: %(settings)s", **whose)
        return _("Added an override in %(assignment)s: %(settings)s", **whose)
    if not after:
        whose["settings"] = settings(before, told.time_zone)
        if whose["group"]:
            return _(
                "Removed the override for the group “%(group)s” in %(assignment)s: %(settings)s", **whose
            )
        return _("Removed the override in %(assignment)s: %(settings)s", **whose)
    whose["settings"] = override_differences(before, after, told.time_zone) or _("reason")
    if whose["group"]:
        return _("Changed the override for the group “%(group)s” in %(assignment)s: %(settings)s", **whose)
    return _("Changed the override in %(assignment)s: %(settings)s", **whose)


def _time_added(told: _Told) -> str:
    """Return to which attempts time was given: to one, or to all that were open then."""
    minutes, its = told.after["minutes"], {**told.after, "assignment": told.assignment}
    if "attempts" not in told.after:
        return ngettext(
            "Added %(minutes)s minute to attempt %(number)s at %(assignment)s",
            "Added %(minutes)s minutes to attempt %(number)s at %(assignment)s",
            minutes,
            **its,
        )
    if "group" in told.after:
        return ngettext(
            "Added %(minutes)s minute to all open attempts of the group “%(group)s” at %(assignment)s "
            "(%(attempts)s)",
            "Added %(minutes)s minutes to all open attempts of the group “%(group)s” at %(assignment)s "
            "(%(attempts)s)",
            minutes,
            **its,
        )
    return ngettext(
        "Added %(minutes)s minute to all open attempts at %(assignment)s (%(attempts)s)",
        "Added %(minutes)s minutes to all open attempts at %(assignment)s (%(attempts)s)",
        minutes,
        **its,
    )


def _reopened(told: _Told) -> str:
    minutes = told.after.get("minutes")
    if not minutes:
        return _("Reopened attempt %(number)s at %(assignment)s", **told.attempt)
    return ngettext(
        "Reopened attempt %(number)s at %(assignment)s for %(minutes)s minute",
        "Reopened attempt %(number)s at %(assignment)s for %(minutes)s minutes",
        minutes,
        minutes=minutes,
        **told.attempt,
    )


def _annulled(told: _Told) -> str:
    if told.after.get("gives_another", True):
        return _("Annulled attempt %(number)s at %(assignment)s", **told.attempt)
    return _("Annulled attempt %(number)s at %(assignment)s, without a new attempt", **told.attempt)


def _marked(told: _Told) -> str:
    return _(
        "Marked the answer to question %(question)s of “%(assignment)s”: %(before)s → %(after)s",
        question=told.after["question"],
        assignment=told.after["assignment"],
        before=points_words(told.before["points"]),
        after=points_words(told.after["points"]),
    )


def _decided_late(told: _Told) -> str:
    its = {"question": told.after["question"], "assignment": told.assignment}
    if told.after["is_accepted"]:
        return _("Accepted a late answer to question %(question)s of %(assignment)s", **its)
    return _("Refused a late answer to question %(question)s of %(assignment)s", **its)


def _renewed(told: _Told) -> str:
    if email := told.after.get("email"):
        return _("Sent a new invitation link to %(email)s", email=email)
    many = told.after["invitations"]
    return ngettext("Renewed %(count)s invitation", "Renewed %(count)s invitations", many, count=many)


def _imported(told: _Told) -> str:
    said = (
        _IMPORTED.get(outcome, f"{outcome}: %(count)s") % {"count": many}
        for outcome, many in told.after.items()
    )
    return _("Imported a class list (%(outcomes)s)", outcomes=", ".join(said))


#: What is told of a change, besides its time, its author and its subject.
SENTENCES: Final[Mapping[AuditAction, Callable[[_Told], str]]] = {
    AuditAction.COURSE_CREATED: lambda told: _("Created the course “%(title)s”", title=told.after["title"]),
    AuditAction.COURSE_CHANGED: lambda told: _("Changed the settings: %(changes)s", changes=told.differing()),
    AuditAction.COURSE_ARCHIVED: lambda _told: _("Archived the course"),
    AuditAction.COURSE_RESTORED: lambda _told: _("Unarchived the course"),
    AuditAction.JOINING_OPENED: lambda _told: _("Opened joining with code and link"),
    AuditAction.JOINING_CLOSED: lambda _told: _("Closed joining with code and link"),
    AuditAction.JOINING_RENEWED: lambda _told: _("Replaced the code and the link"),
    AuditAction.MEMBER_ADDED: lambda told: _(
        "Added a member (%(role)s)", role=role_words(told.after["role"])
    ),
    AuditAction.MEMBER_REMOVED: lambda told: _(
        "Removed a member (%(role)s)", role=role_words(told.before["role"])
    ),
    AuditAction.STAFF_LEFT: lambda told: _(
        "Left the course (%(role)s)", role=role_words(told.before["role"])
    ),
    AuditAction.ROLE_CHANGED: lambda told: _(
        "Changed a role: %(before)s → %(after)s",
        before=role_words(told.before["role"]),
        after=role_words(told.after["role"]),
    ),
    AuditAction.ACCOMMODATION_CHANGED: lambda told: _(
        "Changed extra time: %(changes)s", changes=told.differing(_("reason"))
    ),
    AuditAction.GROUP_MADE: lambda told: _("Created the group “%(group)s”", group=told.after["name"]),
    AuditAction.GROUP_RENAMED: lambda told: _(
        "Renamed the group “%(before)s” to “%(after)s”",
        before=told.before["name"],
        after=told.after["name"],
    ),
    AuditAction.GROUP_DELETED: lambda told: _("Deleted the group “%(group)s”", group=told.before["name"]),
    AuditAction.GROUPS_OF_MEMBER_CHANGED: lambda told: _(
        "Changed the groups of a member: %(changes)s", changes=told.differing()
    ),
    AuditAction.MEMBER_INVITED: lambda told: _(
        "Invited %(email)s (%(role)s)", email=told.after["email"], role=role_words(told.after["role"])
    ),
    AuditAction.ROSTER_APPLIED: _imported,
    AuditAction.INVITATIONS_RENEWED: _renewed,
    AuditAction.INVITATION_WITHDRAWN: lambda told: _(
        "Withdrew the invitation of %(email)s", email=told.before["email"]
    ),
    AuditAction.ASSIGNMENT_CREATED: lambda told: _(
        "Created the assignment “%(title)s” as a draft", title=told.after["title"]
    ),
    AuditAction.ASSIGNMENT_CHANGED: lambda told: _(
        "Changed %(assignment)s: %(changes)s", assignment=told.assignment, changes=told.differing()
    ),
    AuditAction.ASSIGNMENT_PUBLISHED: lambda told: _(
        "Published the assignment “%(title)s”", title=told.after["title"]
    ),
    AuditAction.ASSIGNMENT_WITHDRAWN: lambda told: _(
        "Made the assignment “%(title)s” a draft again", title=told.after["title"]
    ),
    AuditAction.ASSIGNMENT_RELEASED: lambda told: _(
        "Released the results of “%(title)s”", title=told.after["title"]
    ),
    AuditAction.ASSIGNMENT_ARCHIVED: lambda told: _(
        "Archived the assignment “%(title)s”", title=told.after["title"]
    ),
    AuditAction.OVERRIDE_CHANGED: _override,
    AuditAction.ANSWER_MARKED: _marked,
    AuditAction.RESULT_CHANGED: lambda told: _(
        "Changed a result of %(assignment)s: %(changes)s",
        assignment=told.assignment,
        changes=told.differing(),
    ),
    AuditAction.ATTEMPT_ANNULLED: _annulled,
    AuditAction.ATTEMPT_RESTORED: lambda told: _(
        "Let attempt %(number)s at %(assignment)s count again", **told.attempt
    ),
    AuditAction.ATTEMPT_REOPENED: _reopened,
    AuditAction.TIME_ADDED: _time_added,
    AuditAction.LATE_ANSWER_DECIDED: _decided_late,
}


def in_words(change: AuditedChange, time_zone: str) -> str:
    """Return what was done, and why if that was said, as a sentence without its subject."""
    assignment = f"“{change.assignment}”" if change.assignment else _("an assignment")
    told = _Told(change.before or {}, change.after or {}, assignment, time_zone)
    done = SENTENCES[change.action](told)
    return _("%(change)s. Reason: %(reason)s", change=done, reason=change.reason) if change.reason else done
