"""What an attempt asks, as it is written down once when the attempt begins."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from quizapp.models import QuestionRecord, Revision, Slot
from quizapp.quizzes.composition import PlannedSlot
from quizapp.services.banks.questions import CURRENT_WORDING


def in_force(
    session: Session, drawn: Sequence[PlannedSlot], *conditions: ColumnElement[bool], **values: Any
) -> dict[PlannedSlot, int]:
    """Map what was drawn to the current revisions, in this order.

    Left out are questions that were retired meanwhile, and those that don't fulfil the conditions.
    """
    rows = session.execute(
        select(QuestionRecord.id, Revision.id)
        .join(Revision, CURRENT_WORDING)
        .where(
            QuestionRecord.id.in_([slot.question_id for slot in drawn]),
            QuestionRecord.retired_at.is_(None),
            *conditions,
        ),
        values,
    )
    revisions = dict(rows.all())
    return {slot: revisions[slot.question_id] for slot in drawn if slot.question_id in revisions}


def add_slots(session: Session, attempt_id: int, asked: Mapping[PlannedSlot, int], seed: int) -> None:
    """Write what an attempt asks: questions with their revisions, in this order."""
    chance = Random(seed)  # noqa: S311 -- the seed is the secret, where it must be one
    # A heading stands at the first question of its section that is asked.
    first: dict[int, PlannedSlot] = {}
    for slot in asked:
        first.setdefault(slot.section, slot)
    session.execute(
        insert(Slot),
        [
            {
                "attempt_id": attempt_id,
                "number": number,
                "question_id": slot.question_id,
                "revision_id": revision_id,
                "points": slot.points,
                "heading": slot.heading if first[slot.section] is slot else None,
                "seed": chance.getrandbits(63),
            }
            for number, (slot, revision_id) in enumerate(asked.items(), 1)
        ],
    )
