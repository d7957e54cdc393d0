"""What the staff of a course decides about answers and results: append-only, the last of each counts."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from quizapp.models.base import Base, BigInt, Key


class Marking(Base):
    """A mark that somebody gave an answer, in place of what it had earned so far. Append-only."""

    __tablename__ = "markings"
    __table_args__ = (
        UniqueConstraint("answer_id", "sequence"),
        CheckConstraint("credit BETWEEN 0 AND 1", name="credit"),
        CheckConstraint("source IN ('staff', 'regrade')", name="source"),
    )

    id: Mapped[Key]
    answer_id: Mapped[int] = mapped_column(BigInt, ForeignKey("answers.id", ondelete="CASCADE"))
    #: 1 for the first mark of the answer.
    sequence: Mapped[int]
    credit: Mapped[float] = mapped_column(Double)
    source: Mapped[str] = mapped_column(String(8))
    #: None once their account is gone.
    by_id: Mapped[int | None] = mapped_column(BigInt, ForeignKey("users.id", ondelete="SET NULL"), index=True)
    #: For the learner, in plain text.
    comment: Mapped[str] = mapped_column(Text, server_default="")
    #: The points for each criterion, in the order of the rubric of the answer's wording.
    picks: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True), nullable=True)
    #: For the staff alone: why a mark that was there already is changed.
    reason: Mapped[str] = mapped_column(Text, server_default="")
    marked_at: Mapped[datetime]


class ResultOverride(Base):
    """A result that staff set for a learner in place of what the attempts come to. Append-only.

    One without a percent that excuses nobody takes the one before back.
    """

    __tablename__ = "result_overrides"
    __table_args__ = (
        UniqueConstraint("assignment_id", "user_id", "sequence"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("NOT is_excused OR percent IS NULL", name="excused"),
    )

    id: Mapped[Key]
    assignment_id: Mapped[int] = mapped_column(BigInt, ForeignKey("assignments.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"), index=True)
    #: 1 for the first of the learner's at the assignment.
    sequence: Mapped[int]
    percent: Mapped[float | None] = mapped_column(Double)
    is_excused: Mapped[bool] = mapped_column(server_default=false())
    reason: Mapped[str] = mapped_column(Text)
    #: None once their account is gone.
    by_id: Mapped[int | None] = mapped_column(BigInt, ForeignKey("users.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime]


class LateAnswer(Base):
    """The last answer to a slot that arrived after the end of its attempt, until staff accepts it or not."""

    __tablename__ = "late_answers"
    __table_args__ = (
        UniqueConstraint("slot_id"),
        CheckConstraint("certainty IN ('sure', 'fairly', 'guess')", name="certainty"),
        CheckConstraint("(decided_at IS NULL) = (is_accepted IS NULL)", name="decided"),
        # Pages of the staff look for those that wait, and nearly always there are none.
        Index(
            "ix_late_answers_waiting",
            "slot_id",
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    slot_id: Mapped[int] = mapped_column(BigInt, ForeignKey("slots.id", ondelete="CASCADE"))
    #: None says "I don't know".
    response: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    certainty: Mapped[str | None] = mapped_column(String(8))
    arrived_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    is_accepted: Mapped[bool | None]
