"""Assignments: quizzes set for a course under terms, and what these come to for each learner."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, BigInt, Key


class Assignment(Base):
    """A quiz set for a course. Archived instead of deleted."""

    __tablename__ = "assignments"
    __table_args__ = (
        CheckConstraint("feedback IN ('each', 'end')", name="feedback"),
        CheckConstraint("counts IN ('best', 'last', 'first', 'mean')", name="counts"),
        CheckConstraint("navigation IN ('free', 'forward')", name="navigation"),
        CheckConstraint("shows IN ('practice', 'homework', 'exam', 'sealed')", name="shows"),
        CheckConstraint("release IN ('all-done', 'at', 'by-hand')", name="release"),
    )

    id: Mapped[Key]
    course_id: Mapped[int] = mapped_column(BigInt, ForeignKey("courses.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    #: Shown before the start, as Markdown.
    instructions: Mapped[str] = mapped_column(Text, server_default="")
    #: The bank that it asks from.
    bank_id: Mapped[int] = mapped_column(BigInt, ForeignKey("banks.id"), index=True)
    #: What it asks: a `quizapp.quizzes.composition.Composition`.
    composition: Mapped[dict[str, Any]]
    #: The ready quiz that it was made from.
    quiz_key: Mapped[str | None] = mapped_column(String(64))
    #: All that follows is its `quizapp.assignments.terms.Terms`, these three its `QuizRules`.
    feedback: Mapped[str] = mapped_column(String(8))
    asks_certainty: Mapped[bool] = mapped_column(server_default=false())
    time_limit: Mapped[int | None]
    opens_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    #: Each `{until, percent}`.
    late: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    #: None where there may be any number.
    attempts: Mapped[int | None]
    #: Minutes between two attempts.
    wait: Mapped[int] = mapped_column(server_default="0")
    counts: Mapped[str] = mapped_column(String(8))
    access_code: Mapped[str | None] = mapped_column(String(64))
    networks: Mapped[list[str]] = mapped_column(server_default="[]")
    navigation: Mapped[str] = mapped_column(String(8))
    shows: Mapped[str] = mapped_column(String(8))
    release: Mapped[str] = mapped_column(String(8))
    releases_at: Mapped[datetime | None]
    #: Learners see it from then on; before that it is a draft of the staff's.
    published_at: Mapped[datetime | None]
    #: When staff released its results, which is never taken back.
    released_at: Mapped[datetime | None]
    #: From when its results are released, by hand or by its terms: a cache. None while nobody can tell.
    results_from: Mapped[datetime | None]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    #: Counts its changes, so that of two people who change it at once the second is shown both.
    version: Mapped[int] = mapped_column(server_default="1")


class AssignmentQuestion(Base):
    """A question that a published assignment may ask: its pool, which an embargo may hold."""

    __tablename__ = "assignment_questions"

    assignment_id: Mapped[int] = mapped_column(
        BigInt, ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(BigInt, ForeignKey("questions.id"), primary_key=True, index=True)


class Override(Base):
    """Terms of an assignment that differ for a group or for a person."""

    __tablename__ = "overrides"
    __table_args__ = (
        UniqueConstraint("assignment_id", "group_id"),
        UniqueConstraint("assignment_id", "membership_id"),
        CheckConstraint("(group_id IS NULL) <> (membership_id IS NULL)", name="for_a_group_or_a_person"),
    )

    id: Mapped[Key]
    assignment_id: Mapped[int] = mapped_column(BigInt, ForeignKey("assignments.id", ondelete="CASCADE"))
    group_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("course_groups.id", ondelete="CASCADE"), index=True
    )
    membership_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("memberships.id", ondelete="CASCADE"), index=True
    )
    #: Only what differs, by the names of the terms: `quizapp.assignments.resolving.Override`.
    changes: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class LearnerTerms(Base):
    """What the terms of a published assignment come to for one learner: a cache that lists and embargoes ask.

    It follows every change of terms, overrides, accommodations, groups and attempts.
    """

    __tablename__ = "learner_terms"
    __table_args__ = (CheckConstraint("holds IN ('nothing', 'own-questions', 'whole-pool')", name="holds"),)

    assignment_id: Mapped[int] = mapped_column(
        BigInt, ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        BigInt, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    opens_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    #: From when the learner can neither begin nor go on with an attempt; None where that has no end yet.
    done_at: Mapped[datetime | None]
    #: Which questions the embargo holds until then, and from when; None: from the beginning.
    holds: Mapped[str] = mapped_column(String(16))
    held_from: Mapped[datetime | None]
