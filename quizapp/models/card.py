"""A learner's memory of each question: the state of a card, and the log it can be rebuilt from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from quizapp.models.base import Base, BigInt, Key


class StudiedBank(Base):
    """A bank that a learner has added to their reviews: new cards come from it."""

    __tablename__ = "studied_banks"
    __table_args__ = (
        # Unique it is anyway; SQLite must know in order to walk the new cards in their order, bank by
        # bank, instead of sorting them all.
        Index(None, "user_id", "since", "bank_id", unique=True),
    )

    user_id: Mapped[int] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    bank_id: Mapped[int] = mapped_column(BigInt, ForeignKey("banks.id"), primary_key=True)
    since: Mapped[datetime]


class ParameterSetRecord(Base):
    """Numbers of the memory model that states were computed with. Append-only: other numbers are another row.

    The first row came with the table and is `scheduling.parameters.DEFAULT_PARAMETERS`.
    """

    __tablename__ = "parameter_sets"

    id: Mapped[Key]
    #: Such as "fsrs-6".
    model: Mapped[str] = mapped_column(String(16))
    numbers: Mapped[list[float]] = mapped_column(JSON)
    created_at: Mapped[datetime]


class Card(Base):
    """What a learner's memory of a question is thought to be: a cache of the card's log.

    A question without a row here is a new card.
    """

    __tablename__ = "cards"
    __table_args__ = (
        UniqueConstraint("user_id", "question_id"),
        CheckConstraint("phase IN ('new', 'learning', 'review', 'relearning')", name="phase"),
        CheckConstraint("(phase = 'review') = (due_day IS NOT NULL)", name="a_review_has_a_day"),
        CheckConstraint(
            "(phase IN ('learning', 'relearning')) = (due_at IS NOT NULL)", name="a_step_has_a_moment"
        ),
        # Those without a day, few at any time, stand together in it too.
        Index(None, "user_id", "due_day"),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(BigInt, ForeignKey("questions.id"))
    phase: Mapped[str] = mapped_column(String(12))
    step: Mapped[int | None]
    #: In days: the time after which recall has fallen to 90 %.
    stability: Mapped[float | None]
    #: From 1 to 10.
    difficulty: Mapped[float | None]
    #: When a (re)learning step ends.
    due_at: Mapped[datetime | None]
    #: The learner's study day on which a card in the review phase comes.
    due_day: Mapped[date | None]
    last_review_at: Mapped[datetime | None]
    last_study_day: Mapped[date | None]
    reviews: Mapped[int]
    lapses: Mapped[int]
    #: How many entries the card's log has: a page that names an older number is out of date.
    version: Mapped[int]


class Review(Base):
    """One entry of a card's log. Append-only: an undo is a further entry.

    `sequence` is the card's version after it. `user_id` and `study_day` repeat what the card and
    the moment imply, so that a day's work is counted from one index. An undo repeats the day, the
    phase, the interval and the duration of the review that it takes back: to sum up, subtract it.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("card_id", "sequence"),
        UniqueConstraint("card_id", "undoes"),
        CheckConstraint("event IN ('review', 'quiz', 'undo')", name="event"),
        CheckConstraint("(event = 'undo') = (rating IS NULL)", name="an_undo_has_no_rating"),
        CheckConstraint("(event = 'undo') = (undoes IS NOT NULL)", name="an_undo_undoes"),
        CheckConstraint(
            "(event = 'undo') = (due_at IS NULL AND due_day IS NULL)", name="an_undo_has_no_due_date"
        ),
        CheckConstraint("due_at IS NULL OR due_day IS NULL", name="due_once"),
        CheckConstraint("rating BETWEEN 1 AND 4", name="rating"),
        Index(None, "user_id", "event", "study_day"),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"))
    card_id: Mapped[int] = mapped_column(BigInt, ForeignKey("cards.id", ondelete="CASCADE"))
    sequence: Mapped[int]
    #: Whether a card was rated, a quiz answer taken for evidence, or one of these taken back.
    event: Mapped[str] = mapped_column(String(8))
    reviewed_at: Mapped[datetime]
    study_day: Mapped[date]
    #: 1 Again, 2 Hard, 3 Good, 4 Easy.
    rating: Mapped[int | None]
    #: The phase before, as optimizers want it.
    phase_before: Mapped[str] = mapped_column(String(12))
    #: The interval that led up to it, in study days; 0 for a card that was new or in steps.
    interval_before: Mapped[int]
    #: The study days since the answer before it; 0 for a new card.
    elapsed_days: Mapped[int]
    #: When the card should come again, a moment or a study day; the day depended on the other cards.
    due_at: Mapped[datetime | None]
    due_day: Mapped[date | None]
    desired_retention: Mapped[float]
    #: The parameters that the state after it was computed with; for an undo, the learner's own at the time.
    parameter_set_id: Mapped[int] = mapped_column(BigInt, ForeignKey("parameter_sets.id"))
    #: Between showing the card and rating it, in milliseconds.
    duration_ms: Mapped[int | None]
    #: What the learner answered before rating, where they did, in which wording, and what it earned.
    revision_id: Mapped[int | None] = mapped_column(BigInt, ForeignKey("revisions.id"))
    response: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    credit: Mapped[float | None]
    #: The quiz answer that this entry is the evidence of.
    answer_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("answers.id", ondelete="SET NULL"), unique=True
    )
    #: For an undo: the sequence of the entry that it takes back.
    undoes: Mapped[int | None]


class ReviewDay(Base):
    """What a learner reviewed on one study day: a cache of the log, so that it needn't be counted.

    Undone reviews and quiz answers aren't in it.
    """

    __tablename__ = "review_days"

    user_id: Mapped[int] = mapped_column(BigInt, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    study_day: Mapped[date] = mapped_column(primary_key=True)
    #: Ratings given; of these, of cards that were new, and of cards in the review phase.
    rated: Mapped[int]
    introduced: Mapped[int]
    reviewed: Mapped[int]
    #: What `scheduling.retention` takes for tests of the schedule: of young cards and of mature ones.
    young: Mapped[int]
    young_remembered: Mapped[int]
    mature: Mapped[int]
    mature_remembered: Mapped[int]
    #: The time that they took, as far as it is known.
    duration_ms: Mapped[int] = mapped_column(BigInt)
