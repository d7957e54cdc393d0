"""All permissions as one table: each has a rule over the person and over the scope of what they ask for.

Only this module compares roles; pages that differ by role call one of its predicates.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person is to this installation."""

    #: Not logged in; no row in the database.
    ANONYMOUS = "anonymous"
    #: Trying a quiz without an account.
    VISITOR = "visitor"
    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    ADMINISTRATOR = "administrator"


class CourseRole(StrEnum):
    """What a person is to one course."""

    OWNER = "owner"
    INSTRUCTOR = "instructor"
    #: Marks, and sees what learners did; changes nothing.
    ASSISTANT = "assistant"
    LEARNER = "learner"


#: Of those who run a course.
TEACHING_ROLES = (CourseRole.OWNER, CourseRole.INSTRUCTOR)


class Permission(StrEnum):
    """Something that a page or a form lets people do, as `area:thing:action`: see docs/permissions.md."""

    VISIT_SITE = "site:page:read"
    BEGIN_SESSION = "accounts:session:begin"
    END_SESSION = "accounts:session:end"
    CONFIRM_EMAIL = "accounts:email:confirm"
    READ_IMAGE = "images:image:read"
    TRY_OUT = "quizzes:try-out:begin"
    BEGIN_ATTEMPT = "quizzes:attempt:begin"
    ANSWER_ATTEMPT = "quizzes:attempt:answer"
    READ_RESULT = "quizzes:result:read"
    REVIEW_CARD = "reviews:card:review"
    STUDY_BANK = "reviews:bank:study"
    READ_PROGRESS = "progress:overview:read"
    CHANGE_ACCOUNT = "settings:account:change"
    EXPORT_DATA = "settings:data:export"
    READ_BANK = "banks:bank:read"
    LIST_COURSES = "courses:course:list"
    CREATE_COURSE = "courses:course:create"
    JOIN_COURSE = "courses:course:join"
    OPEN_JOIN_LINK = "courses:link:open"
    READ_COURSE = "courses:course:read"
    CHANGE_COURSE = "courses:course:change"
    ARCHIVE_COURSE = "courses:course:archive"
    READ_COURSE_PEOPLE = "courses:people:read"
    CHANGE_COURSE_PEOPLE = "courses:people:change"
    CHANGE_COURSE_STAFF = "courses:staff:change"
    READ_COURSE_AUDIT = "courses:audit:read"
    READ_ASSIGNMENT = "assignments:assignment:read"
    CHANGE_ASSIGNMENT = "assignments:assignment:change"
    TAKE_ASSIGNMENT = "assignments:assignment:take"
    PREVIEW_ASSIGNMENT = "assignments:assignment:preview"
    MARK_ANSWER = "assignments:answer:mark"
    CHANGE_COURSE_ATTEMPT = "assignments:attempt:change"
    READ_COURSE_RESULTS = "assignments:result:read"
    CHANGE_COURSE_RESULT = "assignments:result:change"
    READ_PERSON = "people:person:read"
    CHANGE_PERSON = "people:person:change"
    ADD_PERSON = "people:person:add"
    READ_JOB = "jobs:job:read"
    RETRY_JOB = "jobs:job:retry"


class Asker(Protocol):
    """The one who asks: a person, or somebody without a session, whose `id` is None."""

    @property
    def id(self) -> int | None:
        """Return the key of the person's row."""

    @property
    def role(self) -> str:
        """Return the person's `Role`."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The scope of what belongs to no person: banks, people, pages for everybody."""


@dataclass(frozen=True, slots=True)
class Owned:
    """The scope of what belongs to one person: an attempt, a card, an account."""

    owner_id: int | None


@dataclass(frozen=True, slots=True)
class CourseScope:
    """The scope of what belongs to a course."""

    course_id: int | None
    #: What the one who asks is to the course; None for no member, and for a course that never was.
    role: CourseRole | None


#: Whose thing is asked for.
Scope = Installation | Owned | CourseScope
INSTALLATION = Installation()

#: A pure function of the one who asks and of the scope of what they ask for. Those that look at the person
#: alone may be called without a scope.
Predicate = Callable[[Asker, Scope], bool]


def is_anybody(_person: Asker, _scope: Scope = INSTALLATION) -> bool:
    """Hold for everybody."""
    return True


def is_known(person: Asker, _scope: Scope = INSTALLATION) -> bool:
    """Tell whether a person has a row: an account, or a quiz that they try without one."""
    return person.role != Role.ANONYMOUS


def has_account(person: Asker, _scope: Scope = INSTALLATION) -> bool:
    """Tell whether a person has signed up."""
    return person.role not in {Role.ANONYMOUS, Role.VISITOR}


def is_visitor(person: Asker, _scope: Scope = INSTALLATION) -> bool:
    """Tell whether a person tries a quiz without an account."""
    return person.role == Role.VISITOR


def is_staff(person: Asker, _scope: Scope = INSTALLATION) -> bool:
    """Tell whether a person teaches or administers."""
    return person.role in {Role.INSTRUCTOR, Role.ADMINISTRATOR}


def is_administrator(person: Asker, _scope: Scope = INSTALLATION) -> bool:
    """Tell whether a person administers the installation."""
    return person.role == Role.ADMINISTRATOR


def is_owner(person: Asker, scope: Scope) -> bool:
    """Tell whether what is asked for belongs to the person who asks."""
    return isinstance(scope, Owned) and person.id is not None and scope.owner_id == person.id


def is_member(person: Asker, scope: Scope) -> bool:
    """Tell whether a person is in the course that the thing belongs to."""
    return _course_role(person, scope) is not None


def learns_in_course(person: Asker, scope: Scope) -> bool:
    """Tell whether a person is in the course as a learner."""
    return has_account(person) and isinstance(scope, CourseScope) and scope.role == CourseRole.LEARNER


def assists_course(person: Asker, scope: Scope) -> bool:
    """Tell whether a person is on the staff of the course, as an assistant at least."""
    return _course_role(person, scope) in {CourseRole.OWNER, CourseRole.INSTRUCTOR, CourseRole.ASSISTANT}


def teaches_course(person: Asker, scope: Scope) -> bool:
    """Tell whether a person runs the course, as its instructor or owner."""
    return _course_role(person, scope) in TEACHING_ROLES


def owns_course(person: Asker, scope: Scope) -> bool:
    """Tell whether a person is an owner of the course."""
    return _course_role(person, scope) == CourseRole.OWNER


def _course_role(person: Asker, scope: Scope) -> CourseRole | None:
    """Return what a person is to a course: administrators count as owners of each."""
    if not isinstance(scope, CourseScope):
        return None
    return CourseRole.OWNER if is_administrator(person) else scope.role


def is_of_staff(role: CourseRole) -> bool:
    """Tell whether a role in a course is one of its staff."""
    return role is not CourseRole.LEARNER


def is_of_owner(role: CourseRole) -> bool:
    """Tell whether a role in a course is that of an owner, of whom there is always one left."""
    return role is CourseRole.OWNER


def can_be_given(role: Role) -> bool:
    """Tell whether this is a role for people with an account, which administrators can give."""
    return role not in {Role.ANONYMOUS, Role.VISITOR}


def all_of(*predicates: Predicate) -> Predicate:
    """Combine predicates into one that holds where each of them does."""
    return lambda person, scope: all(predicate(person, scope) for predicate in predicates)


RULES: Mapping[Permission, Predicate] = {
    Permission.VISIT_SITE: is_anybody,
    Permission.BEGIN_SESSION: is_anybody,
    Permission.END_SESSION: is_anybody,
    Permission.CONFIRM_EMAIL: is_anybody,
    Permission.READ_IMAGE: is_anybody,
    Permission.TRY_OUT: is_anybody,
    Permission.BEGIN_ATTEMPT: all_of(has_account, is_owner),
    Permission.ANSWER_ATTEMPT: all_of(is_known, is_owner),
    Permission.READ_RESULT: all_of(is_known, is_owner),
    Permission.REVIEW_CARD: all_of(has_account, is_owner),
    Permission.STUDY_BANK: all_of(has_account, is_owner),
    Permission.READ_PROGRESS: all_of(has_account, is_owner),
    Permission.CHANGE_ACCOUNT: all_of(has_account, is_owner),
    Permission.EXPORT_DATA: all_of(has_account, is_owner),
    Permission.READ_BANK: is_staff,
    Permission.LIST_COURSES: all_of(has_account, is_owner),
    Permission.CREATE_COURSE: is_staff,
    Permission.JOIN_COURSE: all_of(has_account, is_owner),
    Permission.OPEN_JOIN_LINK: is_anybody,
    Permission.READ_COURSE: is_member,
    Permission.CHANGE_COURSE: teaches_course,
    Permission.ARCHIVE_COURSE: owns_course,
    Permission.READ_COURSE_PEOPLE: assists_course,
    Permission.CHANGE_COURSE_PEOPLE: teaches_course,
    Permission.CHANGE_COURSE_STAFF: owns_course,
    Permission.READ_COURSE_AUDIT: teaches_course,
    Permission.READ_ASSIGNMENT: assists_course,
    Permission.CHANGE_ASSIGNMENT: teaches_course,
    Permission.TAKE_ASSIGNMENT: learns_in_course,
    Permission.PREVIEW_ASSIGNMENT: assists_course,
    Permission.MARK_ANSWER: assists_course,
    Permission.CHANGE_COURSE_ATTEMPT: teaches_course,
    Permission.READ_COURSE_RESULTS: assists_course,
    Permission.CHANGE_COURSE_RESULT: teaches_course,
    Permission.READ_PERSON: is_administrator,
    Permission.CHANGE_PERSON: is_administrator,
    Permission.ADD_PERSON: is_administrator,
    Permission.READ_JOB: is_administrator,
    Permission.RETRY_JOB: is_administrator,
}


def may(person: Asker, permission: Permission, scope: Scope) -> bool:
    """Tell whether a person may do that with something of this scope."""
    return RULES[permission](person, scope)


def is_hidden(person: Asker, scope: Scope) -> bool:
    """Tell whether a thing looks to somebody as if it didn't exist: that of a course of others."""
    return isinstance(scope, CourseScope) and not is_member(person, scope)


def is_open(permission: Permission) -> bool:
    """Tell whether a permission is everybody's, so that nobody needs to be looked up for it."""
    return RULES[permission] is is_anybody
