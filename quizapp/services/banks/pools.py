"""The questions of a bank that a composition may ask, and which of them exclude each other."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, false, or_, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from quizapp.models import QuestionRecord
from quizapp.question_types import MARKED
from quizapp.quizzes.composition import Composition, DrawItem, PoolQuestion
from quizapp.quizzes.drawing import Excludes
from quizapp.services.banks.catalogue import at_or_below


@dataclass(frozen=True, slots=True)
class Pool:
    """What `quizapp.quizzes.composition.compose` draws from."""

    questions: tuple[PoolQuestion, ...]
    excludes: Excludes


def find_pool(
    connection: Connection | Session,
    bank_id: int,
    composition: Composition,
    *,
    types: Collection[str] = MARKED,
    only: Collection[str] = (),
) -> Pool:
    """Return the questions in force that the composition names or may draw.

    They are of these types (where people mark, `MARKED_BY_PEOPLE` belong to them), and where `only` has keys,
    they have one of these.
    """
    statement = select(
        *(QuestionRecord.id, QuestionRecord.key, QuestionRecord.type),
        *(QuestionRecord.topics, QuestionRecord.excludes),
    ).where(
        QuestionRecord.bank_id == bank_id,
        QuestionRecord.retired_at.is_(None),
        QuestionRecord.type.in_(types),
        or_(false(), *_wanted(composition)),
    )
    if only:
        statement = statement.where(QuestionRecord.key.in_(only))
    rows = connection.execute(statement).all()
    ids = {row.key: row.id for row in rows}
    return Pool(
        questions=tuple(
            PoolQuestion(row.id, row.key, row.type, tuple(row.topics.split()), row.type in MARKED)
            for row in rows
        ),
        excludes={
            row.id: [ids[key] for key in row.excludes.split() if key in ids] for row in rows if row.excludes
        },
    )


def _wanted(composition: Composition) -> Iterator[ColumnElement[bool]]:
    """Yield conditions of which each question in a pool fulfils at least one."""
    if composition.fixed:
        yield QuestionRecord.key.in_([item.question for item in composition.fixed.values()])
    for item in composition.draws.values():
        yield and_(true(), *_drawn_by(item))


def _drawn_by(item: DrawItem) -> Iterator[ColumnElement[bool]]:
    if item.topics:
        yield at_or_below(item.topics)
    if item.types:
        yield QuestionRecord.type.in_(item.types)
