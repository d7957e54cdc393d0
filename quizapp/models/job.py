"""Work to be done in the background, stored in the transaction that makes it necessary."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, BigInt, Key


class Job(Base):
    """A piece of work: waiting, running, done, or failed once too often.

    `run_at` is when a worker may take it: while it waits, the moment it is due; while it runs, the moment
    its worker's lease ends, from which on the worker counts as dead.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state"),
        CheckConstraint("(state IN ('done', 'failed')) = (finished_at IS NOT NULL)", name="finished_at"),
        # Workers look for jobs every second, and nearly always there is none.
        Index(
            "ix_jobs_open",
            "run_at",
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index(None, "finished_at"),
    )

    id: Mapped[Key]
    #: What to do: the name of a handler.
    name: Mapped[str] = mapped_column(String(64))
    #: Whom it concerns; it goes with them.
    user_id: Mapped[int | None] = mapped_column(
        BigInt, ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    #: Arguments of the handler, emptied once the job is done. It holds no secret that opens anything.
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16))
    #: How often a worker has begun it.
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    run_at: Mapped[datetime]
    #: The worker that has it, or had it last.
    claimed_by: Mapped[str | None] = mapped_column(String(120))
    claimed_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(500))
    finished_at: Mapped[datetime | None]
