"""Courses: their people, groups and invitations, and the record of what their staff did."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Double,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from quizapp.models.base import Base, BigInt, Key


class Course(Base):
    """A class of people who learn from some banks together. Archived instead of deleted."""

    __tablename__ = "courses"

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(200))
    #: The zone in which its dates are meant and shown.
    time_zone: Mapped[str] = mapped_column(String(64))
    #: What people type to join.
    join_code: Mapped[str] = mapped_column(String(16), unique=True)
    #: The random part of the link by which people join.
    join_token: Mapped[str] = mapped_column(String(64), unique=True)
    joining_is_open: Mapped[bool] = mapped_column(server_default=true())
    #: Counts the changes of its settings: of two who change them at once, the second is told.
    version: Mapped[int] = mapped_column(server_default=text("1"))
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class CourseBank(Base):
    """A bank that a course learns from."""

    __tablename__ = "course_banks"

    course_id: Mapped[int] = mapped_column(
        BigInt, ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True
    )
    bank_id: Mapped[int] = mapped_column(BigInt, ForeignKey("banks.id"), primary_key=True, index=True)


class Membership(Base):
    """A person in a course, with their accommodation. A member who leaves keeps the row, and all results."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("course_id", "user_id"),
        CheckConstraint("role IN ('owner', 'instructor', 'assistant', 'learner')", name="role"),
        CheckConstraint("time_factor BETWEEN 1 AND 10", name="time_factor"),
        CheckConstraint("extra_minutes >= 0 AND extra_attempts >= 0 AND extra_days >= 0", name="extras"),
    )

    id: Mapped[Key]
    course_id: Mapped[int] = mapped_column(BigInt, ForeignKey("courses.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    #: These are their `quizapp.assignments.resolving.Accommodation`, which holds for every assignment.
    time_factor: Mapped[float] = mapped_column(Double, server_default="1")
    extra_minutes: Mapped[int] = mapped_column(server_default="0")
    extra_attempts: Mapped[int] = mapped_column(server_default="0")
    extra_days: Mapped[int] = mapped_column(server_default="0")
    #: For the staff alone.
    accommodation_reason: Mapped[str] = mapped_column(Text, server_default="")
    #: What a roster or an invitation calls the person, and their address there; "" where none did. Also for
    #: the staff alone: the account says neither that this is their name, nor that the address is theirs.
    roster_name: Mapped[str] = mapped_column(String(80), server_default="")
    roster_name_key: Mapped[str] = mapped_column(String(240), server_default="")
    roster_email: Mapped[str] = mapped_column(String(254), server_default="")
    roster_email_key: Mapped[str] = mapped_column(String(762), server_default="")


#: The condition that a membership is that of somebody who learns in the course and hasn't left it.
IS_LEARNER_NOW = and_(Membership.role == "learner", Membership.left_at.is_(None))


class Group(Base):
    """Some members of a course, such as a section or a lab."""

    __tablename__ = "course_groups"
    __table_args__ = (UniqueConstraint("course_id", "name_key"),)

    id: Mapped[Key]
    course_id: Mapped[int] = mapped_column(BigInt, ForeignKey("courses.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    name_key: Mapped[str] = mapped_column(String(240))


class GroupMember(Base):
    """A member of a course in one of its groups."""

    __tablename__ = "group_members"

    group_id: Mapped[int] = mapped_column(
        BigInt, ForeignKey("course_groups.id", ondelete="CASCADE"), primary_key=True
    )
    membership_id: Mapped[int] = mapped_column(
        BigInt, ForeignKey("memberships.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Invitation(Base):
    """An invitation to a course for an address that no account here has confirmed.

    Its link works once. Only the token's hash is stored; a new link takes the place of the one before.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("course_id", "email_key"),
        CheckConstraint("role IN ('instructor', 'assistant', 'learner')", name="role"),
    )

    id: Mapped[Key]
    course_id: Mapped[int] = mapped_column(BigInt, ForeignKey("courses.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(762), index=True)
    #: What the roster calls the person.
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(16))
    group_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("course_groups.id", ondelete="SET NULL"), index=True
    )
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    #: The member who came by it, with whose account it goes.
    accepted_by_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("users.id", ondelete="CASCADE"), index=True
    )


class AuditEvent(Base):
    """Something that the staff of a course did. Append-only."""

    __tablename__ = "audit_events"
    __table_args__ = (Index(None, "course_id", "at"),)

    id: Mapped[Key]
    course_id: Mapped[int] = mapped_column(BigInt, ForeignKey("courses.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(BigInt, ForeignKey("users.id", ondelete="SET NULL"), index=True)
    #: What was done, as `thing:action`.
    action: Mapped[str] = mapped_column(String(64))
    #: The person whom it concerns, if it is one, with whose account it goes.
    subject_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    assignment_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("assignments.id", ondelete="SET NULL"), index=True
    )
    #: What it was before and after, in the names of its columns.
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    reason: Mapped[str] = mapped_column(Text, server_default="")
