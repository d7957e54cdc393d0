"""Banks brought in: from their files to the tables, planned first, then applied whole or not at all.

What people then see of them is in `catalogue`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from quizapp.bank import revision
from quizapp.bank.markup.markdown import plain
from quizapp.bank.pictures.images import ChangedError, Image
from quizapp.bank.schema import Bank
from quizapp.bank.topics import paths_of
from quizapp.extensions import Turn, take_turn
from quizapp.models import BankRecord, ImageRecord, QuestionRecord, Revision
from quizapp.question_types import MARKED, TYPES
from quizapp.question_types.base import Question
from quizapp.question_types.folding import fold_words
from quizapp.services.banks.plans import Comparison, Plan, compare, description, not_stored
from quizapp.services.errors import StaleError
from quizapp.services.transaction import reading, writing


def plan(banks: Sequence[Bank]) -> tuple[Plan, ...]:
    """Compare banks as their files have them with the tables; nothing is written."""
    return tuple(comparison.plan() for comparison in compare(reading(), banks))


def not_among(banks: Sequence[Bank]) -> tuple[str, ...]:
    """Return the keys of banks that have questions in force here and aren't among these."""
    in_force = (
        select(QuestionRecord.id)
        .where(QuestionRecord.bank_id == BankRecord.id, QuestionRecord.retired_at.is_(None))
        .exists()
    )
    statement = select(BankRecord.key).where(BankRecord.key.not_in([bank.key for bank in banks]), in_force)
    return tuple(reading().scalars(statement.order_by(BankRecord.key)))


def sync(banks: Sequence[Bank], now: datetime, *, planned: Sequence[Plan] | None = None) -> tuple[Plan, ...]:
    """Bring the tables to what the files say, all banks in one transaction; return what was done.

    A changed question gets a new revision; one that is gone is retired. Where `planned` is given
    and no longer holds, because somebody synced meanwhile, or a picture was changed since the banks were
    read, `StaleError` is raised and nothing done.
    """
    with writing() as session:
        take_turn(session.connection(), Turn.SYNC)
        comparisons = list(compare(session, banks))
        plans = tuple(comparison.plan() for comparison in comparisons)
        if planned is not None and plans != tuple(planned):
            raise StaleError("The banks were synced by somebody else meanwhile: look at the plan again.")
        for comparison, one in zip(comparisons, plans, strict=True):
            if not one.changes_nothing:
                _apply(session, comparison, one, now)
    return plans


def _apply(session: Session, comparison: Comparison, one: Plan, now: datetime) -> None:
    """Describe the bank; retire, move, keep apart, add and reword its questions; write what they show."""
    bank_id = _describe(session, comparison)
    _retire(session, comparison, one.retired, now)
    _move(session, comparison)
    _keep_apart(session, comparison, one.kept_apart_anew)
    _add(session, bank_id, comparison, one.added)
    _reword(session, comparison, one.changed)
    _write_revisions(session, bank_id, comparison, [*one.added, *one.changed], now)
    _write_images(session, comparison.new_images)


def _describe(session: Session, comparison: Comparison) -> int:
    """Write the bank's own row, and return its id."""
    row = comparison.row or BankRecord(key=comparison.files.key)
    for name, value in description(comparison.files).items():
        setattr(row, name, value)
    questions = comparison.files.questions
    marked = [question for question in questions if question.type in MARKED]
    row.questions, row.topic_questions = len(questions), _count_by_topic(questions)
    row.quiz_questions, row.topic_quiz_questions = len(marked), _count_by_topic(marked)
    session.add(row)
    session.flush()
    return row.id


def _retire(session: Session, comparison: Comparison, keys: Sequence[str], now: datetime) -> None:
    _update(session, [{"id": comparison.stored[key].id, "retired_at": now} for key in keys])


def _move(session: Session, comparison: Comparison) -> None:
    """Put the questions of the files where these have them, and those back that had been retired."""
    _update(
        session,
        [
            {"id": comparison.stored[key].id, "position": place, "retired_at": None}
            for key, place in comparison.moved.items()
        ],
    )


def _keep_apart(session: Session, comparison: Comparison, keys: Sequence[str]) -> None:
    _update(
        session,
        [{"id": comparison.stored[key].id, "excludes": comparison.excludes[key]} for key in keys],
    )


def _add(session: Session, bank_id: int, comparison: Comparison, keys: Sequence[str]) -> None:
    if not keys:
        return
    places = {key: place for place, key in enumerate(comparison.texts)}
    session.execute(
        insert(QuestionRecord),
        [
            {
                "bank_id": bank_id,
                "key": key,
                "position": places[key],
                "retired_at": None,
                "current_revision": comparison.next_revision(key),
                "excludes": comparison.excludes[key],
                **_searchable(comparison.texts[key]),
            }
            for key in keys
        ],
    )


def _reword(session: Session, comparison: Comparison, keys: Sequence[str]) -> None:
    """Let questions point to their new wordings, and be found by these."""
    _update(
        session,
        [
            {
                "id": comparison.stored[key].id,
                "current_revision": comparison.next_revision(key),
                **_searchable(comparison.texts[key]),
            }
            for key in keys
        ],
    )


def _update(session: Session, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        session.execute(update(QuestionRecord), rows)


def _write_revisions(
    session: Session, bank_id: int, comparison: Comparison, keys: Sequence[str], now: datetime
) -> None:
    """Write the new wording of these questions."""
    if not keys:
        return
    rows = session.execute(
        select(QuestionRecord.key, QuestionRecord.id).where(QuestionRecord.bank_id == bank_id)
    )
    ids = {row.key: row.id for row in rows}
    session.execute(
        insert(Revision),
        [
            {
                "question_id": ids[key],
                "number": comparison.next_revision(key),
                "digest": comparison.digests[key],
                "content": revision.content(comparison.texts[key]),
                "created_at": now,
            }
            for key in keys
        ],
    )


def _write_images(session: Session, images: Sequence[Image]) -> None:
    """Write pictures one by one, so that no more than one is in memory.

    They are never deleted: an old wording shows the picture it always had.
    """
    for image in not_stored(session, images):  # but for those that another bank has brought
        try:
            content = image.content()
        except ChangedError as error:
            raise StaleError(str(error)) from error
        row = {"sha256": image.sha256, "media_type": image.media_type, "content": content}
        session.execute(insert(ImageRecord), [row | {"width": image.width, "height": image.height}])


def _count_by_topic(questions: Iterable[Question]) -> dict[str, int]:
    """Count questions at or below each topic: once, however many topics below it a question has."""
    return Counter(path for question in questions for path in paths_of(question.topics))


def _searchable(question: Question) -> dict[str, str]:
    """Return the columns by which a question is drawn and found."""
    kind = TYPES[question.type]
    words = " ".join((question.id.replace("-", " "), plain(question.title), kind.answer_text(question)))
    return {
        "type": question.type,
        "topics": f" {' '.join(dict.fromkeys(question.topics))} ",
        "search_text": " ".join(fold_words(words)),
    }
