"""From the files of a bank to the tables: planned first, then applied whole or not at all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from quizapp.bank import revision
from quizapp.bank.exclusions import exclusions
from quizapp.bank.images import ChangedError
from quizapp.bank.images import Image as ImageFile
from quizapp.bank.markup import plain
from quizapp.bank.schema import Bank as BankFiles
from quizapp.bank.topics import paths_to
from quizapp.models import Bank, Image, Question, Revision
from quizapp.question_types import MARKED, TYPES
from quizapp.question_types.base import Question as QuestionText
from quizapp.question_types.folding import fold_words
from quizapp.services.errors import StaleError
from quizapp.services.transaction import reading, writing


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync would do to one bank; the questions are named by their ids in the bank."""

    bank: str
    #: Whether the bank is new, and whether its title, description, … differ.
    is_new: bool
    is_described_anew: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    #: Gone from the files: kept with all answers to them, but asked no more.
    retired: tuple[str, ...]
    #: Retired once, and in the files again.
    restored: tuple[str, ...]
    unchanged: int
    is_reordered: bool
    #: Asked beside other questions than before: no new wording, so they are among those above.
    kept_apart_anew: tuple[str, ...]
    #: How many pictures aren't in the tables yet.
    new_images: int = 0

    @property
    def changes_nothing(self) -> bool:
        """Tell whether the tables are as the files say already."""
        return not (
            self.is_new
            or self.is_described_anew
            or self.is_reordered
            or self.kept_apart_anew
            or self.added
            or self.changed
            or self.retired
            or self.restored
            or self.new_images
        )


@dataclass(frozen=True, slots=True)
class _Stored:
    """A question as the tables have it."""

    id: int
    position: int
    is_retired: bool
    revision: int
    digest: str
    excludes: str


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The files of a bank beside its tables."""

    files: BankFiles
    row: Bank | None
    stored: dict[str, _Stored] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    #: As the tables have them.
    excludes: dict[str, str] = field(default_factory=dict)
    new_images: tuple[ImageFile, ...] = ()

    def plan(self) -> Plan:
        keys = [question.id for question in self.files.questions]
        known = [key for key in keys if key in self.stored]
        changed = [key for key in known if self.stored[key].digest != self.digests[key]]
        restored = [key for key in known if self.stored[key].is_retired]
        return Plan(
            bank=self.files.key,
            is_new=self.row is None,
            is_described_anew=self.row is not None and _described(self.row) != _description(self.files),
            added=tuple(key for key in keys if key not in self.stored),
            changed=tuple(changed),
            retired=tuple(
                key for key, row in self.stored.items() if key not in self.digests and not row.is_retired
            ),
            restored=tuple(restored),
            unchanged=len(set(known) - set(changed) - set(restored)),
            is_reordered=any(
                key in self.stored and self.stored[key].position != place for place, key in enumerate(keys)
            ),
            kept_apart_anew=tuple(
                key for key in known if self.stored[key].excludes != self.excludes.get(key, "")
            ),
            new_images=len(self.new_images),
        )


def plan(banks: Sequence[BankFiles]) -> tuple[Plan, ...]:
    """Compare banks as their files have them with the tables; nothing is written."""
    return tuple(comparison.plan() for comparison in _compare(reading(), banks))


def not_among(banks: Sequence[BankFiles]) -> tuple[str, ...]:
    """Return the keys of banks that have questions in force here and aren't among these."""
    in_force = select(Question.id).where(Question.bank_id == Bank.id, Question.retired_at.is_(None)).exists()
    statement = select(Bank.key).where(Bank.key.not_in([bank.key for bank in banks]), in_force)
    return tuple(reading().scalars(statement.order_by(Bank.key)))


def sync(
    banks: Sequence[BankFiles], now: datetime, *, planned: Sequence[Plan] | None = None
) -> tuple[Plan, ...]:
    """Bring the tables to what the files say, all banks in one transaction; return what was done.

    A changed question gets a new revision; one that is gone is retired. Where `planned` is given
    and no longer holds, because somebody synced meanwhile, or a picture was changed since the banks were
    read, `StaleError` is raised and nothing done.
    """
    with writing() as session:
        comparisons = list(_compare(session, banks))
        plans = tuple(comparison.plan() for comparison in comparisons)
        if planned is not None and plans != tuple(planned):
            raise StaleError("The banks were synced by somebody else meanwhile: look at the plan again.")
        for comparison, one in zip(comparisons, plans, strict=True):
            if not one.changes_nothing:
                _apply(session, comparison, one, now)
    return plans


def _compare(session: Session, banks: Iterable[BankFiles]) -> Iterator[_Comparison]:
    for files in banks:
        row = session.scalar(select(Bank).where(Bank.key == files.key).with_for_update())
        digests = {question.id: revision.digest(question) for question in files.questions}
        excludes = {key: f" {' '.join(others)} " for key, others in exclusions(files.questions).items()}
        stored = {}
        if row is not None:
            rows = session.execute(
                select(Question, Revision.digest)
                .join(
                    Revision,
                    (Revision.question_id == Question.id) & (Revision.number == Question.current_revision),
                )
                .where(Question.bank_id == row.id)
            )
            stored = {
                question.key: _Stored(
                    question.id,
                    question.position,
                    question.retired_at is not None,
                    question.current_revision,
                    digest,
                    question.excludes,
                )
                for question, digest in rows
            }
        images = _not_stored(session, files.images)
        yield _Comparison(files, row, stored, digests, excludes, images)


def _not_stored(session: Session, images: Sequence[ImageFile]) -> tuple[ImageFile, ...]:
    if not images:
        return ()
    wanted = [image.sha256 for image in images]
    known = set(session.scalars(select(Image.sha256).where(Image.sha256.in_(wanted))))
    return tuple(image for image in images if image.sha256 not in known)


def _description(files: BankFiles) -> dict[str, object]:
    return {
        "title": files.title,
        "language": files.language,
        "description": files.description or "",
        "documents": [document.model_dump(mode="json") for document in files.documents],
        "topic_titles": files.topics,
        "try_out": files.try_out.model_dump(mode="json"),
        "quizzes": [quiz.model_dump(mode="json", exclude_defaults=True) for quiz in files.quizzes],
    }


def _described(row: Bank) -> dict[str, object]:
    return {
        "title": row.title,
        "language": row.language,
        "description": row.description,
        "documents": row.documents,
        "topic_titles": row.topic_titles,
        "try_out": row.try_out,
        "quizzes": row.quizzes,
    }


def _count_by_topic(questions: Iterable[QuestionText]) -> dict[str, int]:
    """Count questions at or below each topic: once, however many topics below it a question has."""
    return Counter(
        path
        for question in questions
        for path in {path for topic in question.topics for path in paths_to(topic)}
    )


def _apply(session: Session, comparison: _Comparison, one: Plan, now: datetime) -> None:
    row = comparison.row or Bank(key=comparison.files.key)
    for name, value in _description(comparison.files).items():
        setattr(row, name, value)
    questions = comparison.files.questions
    marked = [question for question in questions if question.type in MARKED]
    row.questions, row.topic_questions = len(questions), _count_by_topic(questions)
    row.quiz_questions, row.topic_quiz_questions = len(marked), _count_by_topic(marked)
    session.add(row)
    session.flush()
    stored = comparison.stored
    texts = {question.id: question for question in comparison.files.questions}
    places = {key: place for place, key in enumerate(texts)}

    if one.retired:
        ids = [stored[key].id for key in one.retired]
        session.execute(update(Question).where(Question.id.in_(ids)).values(retired_at=now))
    moved = [
        {"id": stored[key].id, "position": place, "retired_at": None}
        for key, place in places.items()
        if key in stored and (stored[key].position != place or stored[key].is_retired)
    ]
    if moved:
        session.execute(update(Question), moved)
    if one.kept_apart_anew:
        session.execute(
            update(Question),
            [
                {"id": stored[key].id, "excludes": comparison.excludes.get(key, "")}
                for key in one.kept_apart_anew
            ],
        )
    if one.added:
        session.execute(
            insert(Question),
            [
                {
                    "bank_id": row.id,
                    "key": key,
                    "position": places[key],
                    "retired_at": None,
                    "current_revision": 1,
                    "excludes": comparison.excludes.get(key, ""),
                    **_searchable(texts[key]),
                }
                for key in one.added
            ],
        )
    if one.changed:
        session.execute(
            update(Question),
            [
                {"id": stored[key].id, "current_revision": stored[key].revision + 1} | _searchable(texts[key])
                for key in one.changed
            ],
        )
    _write_revisions(session, row.id, comparison, [*one.added, *one.changed], now)
    _write_images(session, comparison.new_images)


def _write_images(session: Session, images: Sequence[ImageFile]) -> None:
    """Write pictures one by one, so that no more than one is in memory.

    They are never deleted: an old wording shows the picture it always had.
    """
    for image in _not_stored(session, images):  # but for those that another bank has brought
        try:
            content = image.content()
        except ChangedError as error:
            raise StaleError(str(error)) from error
        row = {"sha256": image.sha256, "media_type": image.media_type, "content": content}
        session.execute(insert(Image), [row | {"width": image.width, "height": image.height}])


def _write_revisions(
    session: Session, bank_id: int, comparison: _Comparison, keys: Sequence[str], now: datetime
) -> None:
    """Write the new wording of these questions."""
    if not keys:
        return
    texts = {question.id: question for question in comparison.files.questions}
    rows = session.execute(select(Question.key, Question.id).where(Question.bank_id == bank_id))
    ids = {row.key: row.id for row in rows}
    session.execute(
        insert(Revision),
        [
            {
                "question_id": ids[key],
                "number": comparison.stored[key].revision + 1 if key in comparison.stored else 1,
                "digest": comparison.digests[key],
                "content": revision.wording(texts[key]),
                "created_at": now,
            }
            for key in keys
        ],
    )


def _searchable(question: QuestionText) -> dict[str, str]:
    kind = TYPES[question.type]
    words = " ".join((question.id.replace("-", " "), plain(question.title), kind.answer_text(question)))
    return {
        "type": question.type,
        "topics": f" {' '.join(dict.fromkeys(question.topics))} ",
        "search_text": " ".join(fold_words(words)),
    }
