"""Jobs put in and taken back by a use case, in its own transaction.

So a job exists exactly when what made it necessary was committed.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from quizapp.models import Job
from quizapp.services.jobs.job import JobName


def enqueue(
    session: Session,
    name: JobName,
    payload: Mapping[str, Any],
    now: datetime,
    *,
    user_id: int | None = None,
    run_at: datetime | None = None,
) -> None:
    """Have a job done soon after this transaction is committed, or from `run_at` on.

    `payload` is JSON and holds no secret that opens anything: a link's token, say, is made by the handler.
    A job that concerns a person goes with their account.
    """
    session.add(
        Job(
            name=name,
            user_id=user_id,
            payload=dict(payload),
            state="waiting",
            attempts=0,
            created_at=now,
            run_at=run_at or now,
        )
    )


def count_open(session: Session, name: JobName, user_id: int | None = None) -> int:
    """Count the jobs of this name, of one person or of all, that are neither done nor given up."""
    statement = select(func.count()).select_from(Job).where(Job.name == name, Job.finished_at.is_(None))
    if user_id is not None:
        statement = statement.where(Job.user_id == user_id)
    return session.scalar(statement) or 0


def is_waiting(session: Session, name: JobName, user_id: int) -> bool:
    """Tell whether a job of this name waits for a person; one that is running may have read older data."""
    waits = select(Job.id).where(Job.name == name, Job.user_id == user_id, Job.state == "waiting")
    return session.scalar(waits.limit(1)) is not None


def cancel(session: Session, name: JobName, user_id: int) -> None:
    """Take back what was to be done for a person under this name, unless it runs or is done already."""
    session.execute(
        delete(Job).where(Job.name == name, Job.user_id == user_id, Job.state.in_(("waiting", "failed")))
    )
