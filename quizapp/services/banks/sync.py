"""Banks brought in: from their files to the tables, planned first, then applied whole or not at all.

What people then see of them is in `catalogue`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session, object_session

from quizapp.bank import revision
from quizapp.bank.markup.markdown import plain
from quizapp.bank.pictures.images import ChangedError, Image
from quizapp.bank.schema import Bank, TryOut
from quizapp.bank.topics import paths_of
from quizapp.extensions import Turn, take_turn
from quizapp.models import Assignment, BankRecord, ImageRecord, QuestionRecord, Revision
from quizapp.question_types import MARKED, TYPES
from quizapp.question_types.base import Question
from quizapp.question_types.folding import fold_words
from quizapp.quizzes.composition import from_json, renamed, to_json
from quizapp.services.banks.plans import Comparison, Plan, compare, description, not_stored
from quizapp.services.errors import InvalidError, NotFoundError, StaleError
from quizapp.services.transaction import reading, writing


def plan(banks: Sequence[Bank], *, retire: Collection[str] = ()) -> tuple[Plan, ...]:
    """Compare banks as their files have them with the tables; nothing is written. Raises as `sync` does."""
    session = reading()
    plans = [comparison.plan() for comparison in _compare(session, banks)]
    return (*plans, *map(_retirement, _going(session, banks, retire)))


def _compare(session: Session, banks: Sequence[Bank]) -> Iterator[Comparison]:
    """Compare banks as `compare` does, once it is certain that no two of them have one history."""
    owners: dict[str, str] = {bank.key: bank.key for bank in banks}
    for bank in banks:
        for old in bank.was:
            if old in owners and owners[old] != bank.key:
                raise InvalidError(
                    f"The bank {bank.key} says that it was {old}, which {_claim(old, owners[old])}: "
                    f"remove one of the two, or correct `was` in its bank.yaml."
                )
            owners[old] = bank.key
    return compare(session, banks)


def _claim(old: str, owner: str) -> str:
    return "is among the banks still" if owner == old else f"{owner} says too"


def _going(session: Session, banks: Sequence[Bank], retire: Collection[str]) -> list[BankRecord]:
    """Return the rows of the banks that are to be retired as a whole."""
    kept = _accounted_for(session, banks)
    going = []
    for key in dict.fromkeys(retire):
        if key in kept:
            raise InvalidError(f"The bank {key} is among those to be synced: remove its folder to retire it.")
        row = session.scalar(select(BankRecord).where(BankRecord.key == key).with_for_update(key_share=True))
        if row is None:
            raise NotFoundError(f"There is no bank {key} here to retire.")
        going.append(row)
    return going


def _accounted_for(session: Session, banks: Sequence[Bank]) -> set[str]:
    """Return the keys of these banks, and of the stored ones that they are to be the same as."""
    stored = set(session.scalars(select(BankRecord.key)))
    kept = {bank.key for bank in banks}
    for bank in banks:
        if bank.key not in stored:
            kept.update([key for key in bank.was if key in stored][:1])
    return kept


def _retirement(bank: BankRecord) -> Plan:
    """Return what retiring a bank whole does."""
    session = object_session(bank)
    in_force = select(QuestionRecord.key).where(
        QuestionRecord.bank_id == bank.id, QuestionRecord.retired_at.is_(None)
    )
    keys = session.scalars(in_force.order_by(QuestionRecord.position)) if session else ()
    return Plan(bank.key, retired=tuple(keys), is_retirement=True)


def _retire_bank(session: Session, bank: BankRecord, now: datetime) -> None:
    """Offer nothing of a bank any more; all that learners did in it stays."""
    session.execute(
        update(QuestionRecord)
        .where(QuestionRecord.bank_id == bank.id, QuestionRecord.retired_at.is_(None))
        .values(retired_at=now)
    )
    bank.questions = bank.quiz_questions = 0
    bank.topic_questions, bank.topic_quiz_questions = {}, {}
    bank.quizzes = []
    bank.try_out = TryOut().model_dump(mode="json")


def not_among(banks: Sequence[Bank]) -> tuple[str, ...]:
    """Return the keys of banks that have questions in force here and aren't among these, by any name."""
    in_force = (
        select(QuestionRecord.id)
        .where(QuestionRecord.bank_id == BankRecord.id, QuestionRecord.retired_at.is_(None))
        .exists()
    )
    kept = _accounted_for(reading(), banks)
    statement = select(BankRecord.key).where(BankRecord.key.not_in(kept), in_force)
    return tuple(reading().scalars(statement.order_by(BankRecord.key)))


def sync(
    banks: Sequence[Bank],
    now: datetime,
    *,
    retire: Collection[str] = (),
    planned: Sequence[Plan] | None = None,
) -> tuple[Plan, ...]:
    """Bring the tables to what the files say, all banks in one transaction; return what was done.

    A changed question gets a new revision; one that is gone is retired, and so are all of the banks that
    `retire` names. Raises `NotFoundError` where one of these isn't in use, `InvalidError` where it is among
    `banks`, or where two of them were one before. Where `planned` is given
    and no longer holds, because somebody synced meanwhile, or a picture was changed since the banks were
    read, `StaleError` is raised and nothing done.
    """
    with writing() as session:
        take_turn(session.connection(), Turn.SYNC)
        comparisons = list(_compare(session, banks))
        going = _going(session, banks, retire)
        plans = (*(comparison.plan() for comparison in comparisons), *map(_retirement, going))
        if planned is not None and plans != tuple(planned):
            raise StaleError("The banks were synced by somebody else meanwhile: look at the plan again.")
        for comparison, one in zip(comparisons, plans, strict=False):
            if not one.changes_nothing:
                _apply(session, comparison, one, now)
        for bank in going:
            _retire_bank(session, bank, now)
    return plans


def _apply(session: Session, comparison: Comparison, one: Plan, now: datetime) -> None:
    """Describe the bank; rename, retire, move, keep apart, add and reword its questions; write pictures."""
    bank_id = _describe(session, comparison)
    _rename(session, bank_id, comparison)
    _retire(session, comparison, one.retired, now)
    _move(session, comparison)
    _keep_apart(session, comparison, one.kept_apart_anew)
    _add(session, bank_id, comparison, one.added)
    reworded = [*one.changed, *comparison.renamed]
    _reword(session, comparison, reworded)
    _write_revisions(session, bank_id, comparison, [*one.added, *reworded], now)
    _write_images(session, comparison.new_images)


def _describe(session: Session, comparison: Comparison) -> int:
    """Write the bank's own row, and return its id."""
    row = comparison.row or BankRecord()
    row.key = comparison.files.key
    for name, value in description(comparison.files).items():
        setattr(row, name, value)
    questions = comparison.files.questions
    marked = [question for question in questions if question.type in MARKED]
    row.questions, row.topic_questions = len(questions), _count_by_topic(questions)
    row.quiz_questions, row.topic_quiz_questions = len(marked), _count_by_topic(marked)
    session.add(row)
    session.flush()
    return row.id


def _rename(session: Session, bank_id: int, comparison: Comparison) -> None:
    """Give questions their new ids; all that refers to their rows stays theirs."""
    _update(session, [{"id": comparison.stored[key].id, "key": key} for key in comparison.renamed])
    new_keys = {old: new for new, old in comparison.renamed.items()}
    if not new_keys:
        return
    # What an assignment asks is said by ids too.
    for assignment in session.scalars(select(Assignment).where(Assignment.bank_id == bank_id)):
        assignment.composition = to_json(renamed(from_json(assignment.composition), new_keys))


def _retire(session: Session, comparison: Comparison, keys: Sequence[str], now: datetime) -> None:
    _update(session, [{"id": comparison.stored[key].id, "retired_at": now} for key in keys])


def _move(session: Session, comparison: Comparison) -> None:
    """Put the questions of the files where these have them, and those back that had been retired."""
    _update(
        session,
        [
            {"id": comparison.stored[key].id, **places._asdict(), "retired_at": None}
            for key, places in comparison.moved.items()
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
    session.execute(
        insert(QuestionRecord),
        [
            {
                "bank_id": bank_id,
                "key": key,
                **comparison.places[key]._asdict(),
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
    for image in not_stored(session, images):  # except those that another bank has brought
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
