"""How a route finds the scope that its permission is asked for: whose thing it is, if anybody's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from flask import g

from quizapp.services.courses import roles
from quizapp.services.permissions import INSTALLATION, Asker, CourseScope, Owned, Scope


class ScopeFinder(Protocol):
    """What `@needs` takes beside a permission."""

    @property
    def argument(self) -> str | None:
        """Return the argument of the route by which the scope is found, if it depends on one."""

    def find(self, person: Asker, arguments: Mapping[str, Any]) -> Scope:
        """Return the scope of what a person asks for with these arguments of the route."""


@dataclass(frozen=True, slots=True)
class Shared:
    """For what belongs to no person."""

    argument: str | None = None

    def find(self, _person: Asker, _arguments: Mapping[str, Any]) -> Scope:
        """Return the installation, whatever is asked for."""
        return INSTALLATION


@dataclass(frozen=True, slots=True)
class Own:
    """For a person's own: what an argument of the route or a field of the form names, or all that is theirs.

    `argument` and `field` only declare what names the thing. Looking it up would cost
    every page a statement; the services look only among the person's own, so that somebody else's thing is as
    missing as one that never was. tests/web/test_permissions.py asks each of these routes for somebody else's
    things.
    """

    argument: str | None = None
    field: str | None = None

    def find(self, person: Asker, _arguments: Mapping[str, Any]) -> Scope:
        """Return the scope of the person who asks."""
        return Owned(person.id)


@dataclass(frozen=True, slots=True)
class OfCourse:
    """For what belongs to a course, which an argument of the route names.

    What the person is to it is looked up once a request: a page asks for each of its links.
    """

    argument: str | None = "course_id"

    def find(self, person: Asker, arguments: Mapping[str, Any]) -> CourseScope:
        """Return the course, with what the person is to it."""
        course_id = arguments.get(self.argument or "")
        if course_id is None or person.id is None:
            return CourseScope(course_id, None)
        known = g.setdefault("course_scopes", {})
        key = person.id, course_id
        if key not in known:
            known[key] = CourseScope(course_id, roles.role_of(person.id, course_id))
        scope: CourseScope = known[key]
        return scope


shared = Shared()
of_course = OfCourse()
#: All that is the person's: their settings, their list of quizzes.
own = Own()
