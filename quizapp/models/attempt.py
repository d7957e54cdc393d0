"""Attempts at quizzes, their slots, and every answer given, which is never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from quizapp.models.base import Base, BigInt, Key


class Attempt(Base):
    """One person's attempt at a quiz: questions drawn once, by a seed, and kept in their slots."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("user_id", "seed"),
        CheckConstraint("feedback IN ('each', 'end')", name="feedback"),
        CheckConstraint("focus IN ('all', 'unseen', 'weak')", name="focus"),
        CheckConstraint("finished_at >= started_at", name="ends_after_it_began"),
        CheckConstraint("finished_by IN ('learner', 'time', 'staff')", name="finished_by"),
        CheckConstraint("shows IN ('practice', 'homework', 'exam', 'sealed')", name="shows"),
        CheckConstraint(
            "(assignment_id IS NULL) = (number IS NULL) AND (assignment_id IS NULL) = (shows IS NULL)",
            name="of_an_assignment",
        ),
        UniqueConstraint("assignment_id", "user_id", "number"),
        # Results that wait for their release: pages look for them, and nearly always there are none.
        Index(
            "ix_attempts_unsettled",
            "user_id",
            sqlite_where=text("assignment_id IS NOT NULL AND finished_at IS NOT NULL AND settled_at IS NULL"),
            postgresql_where=text(
                "assignment_id IS NOT NULL AND finished_at IS NOT NULL AND settled_at IS NULL"
            ),
        ),
        # However many starts come at once, one attempt is open.
        Index(
            "ix_attempts_one_open",
            "assignment_id",
            "user_id",
            unique=True,
            sqlite_where=text(
                "assignment_id IS NOT NULL AND finished_at IS NULL AND annulled_at IS NULL AND NOT is_preview"
            ),
            postgresql_where=text(
                "assignment_id IS NOT NULL AND finished_at IS NULL AND annulled_at IS NULL AND NOT is_preview"
            ),
        ),
        Index(None, "user_id", "started_at"),
        # Every page of a learner looks for quizzes whose time is up, and nearly always there is none.
        Index(
            "ix_attempts_open_and_limited",
            "user_id",
            "ends_at",
            sqlite_where=text("ends_at IS NOT NULL AND finished_at IS NULL"),
            postgresql_where=text("ends_at IS NOT NULL AND finished_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"))
    bank_id: Mapped[int] = mapped_column(BigInt, ForeignKey("banks.id"))
    #: The topics asked for; none means the whole bank.
    topics: Mapped[list[str]]
    #: These three are its `quizapp.quizzes.rules.QuizRules`.
    feedback: Mapped[str] = mapped_column(String(8))
    asks_certainty: Mapped[bool] = mapped_column(server_default=false())
    time_limit: Mapped[int | None]
    #: Which questions it was drawn from first: `quizapp.quizzes.focus.Focus`.
    focus: Mapped[str] = mapped_column(String(8), server_default="all")
    #: The key of the bank's ready quiz that was begun; None for one that the learner put together.
    quiz_key: Mapped[str | None] = mapped_column(String(64))
    #: When its time is up, where that is limited.
    ends_at: Mapped[datetime | None]
    #: It came with the form that began the quiz: the same form sent again leads to the same attempt.
    seed: Mapped[int] = mapped_column(BigInt)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    #: What follows is of attempts at an assignment.
    assignment_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("assignments.id", ondelete="CASCADE")
    )
    #: 1 for the learner's first at the assignment, 0 for a preview.
    number: Mapped[int | None]
    #: Begun by staff to see what learners meet: it counts nowhere.
    is_preview: Mapped[bool] = mapped_column(server_default=false())
    #: What shows when, as the assignment has it: `quizapp.quizzes.disclosure`.
    shows: Mapped[str | None] = mapped_column(String(8))
    #: When the results were released, and when the learner could begin no further attempt besides.
    released_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    finished_by: Mapped[str | None] = mapped_column(String(8))
    annulled_at: Mapped[datetime | None]
    #: It was annulled, and no other may be begun in its place.
    is_forfeited: Mapped[bool] = mapped_column(server_default=false())
    #: Time that staff gave this attempt alone.
    extra_seconds: Mapped[int] = mapped_column(server_default="0")
    #: What it earned, before any loss for lateness, and what it could have earned.
    points: Mapped[float | None]
    full_points: Mapped[float | None]
    #: How many of its answers wait for somebody to mark them.
    to_mark: Mapped[int] = mapped_column(server_default="0")
    #: Where an assignment lets its learner only go forward: the question that they are at. One more than
    #: there are: they left the last one.
    reached: Mapped[int] = mapped_column(server_default="1")
    only_forward: Mapped[bool] = mapped_column(server_default=false())


class Slot(Base):
    """A place in an attempt: one question in one wording.

    `sequence` counts the answers given to it; 0 means none. The answer that counts is the last, unless that
    is one that was emptied.
    """

    __tablename__ = "slots"
    __table_args__ = (
        UniqueConstraint("attempt_id", "number"),
        CheckConstraint("points > 0", name="points"),
    )

    id: Mapped[Key]
    attempt_id: Mapped[int] = mapped_column(BigInt, ForeignKey("attempts.id", ondelete="CASCADE"))
    #: 1 for the first.
    number: Mapped[int]
    question_id: Mapped[int] = mapped_column(BigInt, ForeignKey("questions.id"))
    revision_id: Mapped[int] = mapped_column(BigInt, ForeignKey("revisions.id"))
    #: What full credit is worth.
    points: Mapped[float] = mapped_column(Double, server_default="1")
    #: The heading of the section that begins here, if one does that has a heading.
    heading: Mapped[str | None] = mapped_column(String(200))
    #: Decides the order of the choices.
    seed: Mapped[int] = mapped_column(BigInt)
    sequence: Mapped[int] = mapped_column(server_default="0")
    #: How many of the question's hints were asked for before it was answered.
    hints_used: Mapped[int] = mapped_column(server_default="0")
    #: What a browser sent last that can't be read as an answer: kept until an answer is saved, or a quiz of
    #: one's own ends, and never marked.
    draft: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    #: Whether its learner marked it to come back to.
    is_flagged: Mapped[bool] = mapped_column(server_default=false())
    #: The credit of the last `Marking` of the answer that counts: a cache, None where there is none.
    marked_credit: Mapped[float | None] = mapped_column(Double)


class Answer(Base):
    """One answer to a slot. Append-only: a changed mind is a further row.

    A response of null says "I don't know": it earns nothing, like a wrong one, but nobody guessed. A row that
    is `emptied` takes the answer before it back: from then on the question counts as not answered.

    `user_id` and `study_day` repeat what the slot and the moment imply, so that the calendar counts
    the questions answered on each day (the rows of sequence 1) from one index. An answer in a preview is
    nobody's: it counts nowhere.
    """

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("slot_id", "sequence"),
        CheckConstraint("credit BETWEEN 0 AND 1", name="credit"),
        CheckConstraint("certainty IN ('sure', 'fairly', 'guess')", name="certainty"),
        CheckConstraint(
            "NOT emptied OR (response IS NULL AND certainty IS NULL AND credit = 0 AND sequence > 1)",
            name="emptied",
        ),
        Index(None, "user_id", "sequence", "study_day"),
        # How often somebody changes answers is bounded: most never do.
        Index(
            "ix_answers_changed",
            "user_id",
            "answered_at",
            sqlite_where=text("sequence > 1"),
            postgresql_where=text("sequence > 1"),
        ),
        # Of those alone that say how sure the learner was: most never do.
        Index(
            "ix_answers_certain",
            "user_id",
            "id",
            sqlite_where=text("certainty IS NOT NULL"),
            postgresql_where=text("certainty IS NOT NULL"),
        ),
        # The calendar takes these away from what it counts, and there are few.
        Index(
            "ix_answers_emptied", "user_id", sqlite_where=text("emptied"), postgresql_where=text("emptied")
        ),
    )

    id: Mapped[Key]
    user_id: Mapped[int | None] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"))
    slot_id: Mapped[int] = mapped_column(BigInt, ForeignKey("slots.id", ondelete="CASCADE"))
    #: 1 for the first answer to the slot.
    sequence: Mapped[int]
    #: None says "I don't know", or nothing where it is emptied.
    response: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    #: Whether it takes the answer before it back.
    emptied: Mapped[bool] = mapped_column(server_default=false())
    #: What it earned, less the cost of hints.
    credit: Mapped[float]
    #: How sure the learner was, in a quiz that asks that.
    certainty: Mapped[str | None] = mapped_column(String(8))
    answered_at: Mapped[datetime]
    study_day: Mapped[date]
