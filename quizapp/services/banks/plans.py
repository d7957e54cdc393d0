"""What bringing a bank in would change: its files beside its tables, compared, and written nowhere."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.bank import revision
from quizapp.bank.checks.exclusions import exclusions
from quizapp.bank.pictures.images import Image
from quizapp.bank.schema import Bank
from quizapp.bank.study_order import StudyOrder, study_order
from quizapp.models import BankRecord, ImageRecord, QuestionRecord, Revision
from quizapp.question_types.base import Question
from quizapp.services.banks.questions import CURRENT_WORDING


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync would do to one bank; the questions are named by their ids in the bank."""

    bank: str
    #: Whether the bank is new, and whether its title, description, … differ.
    is_new: bool = False
    is_described_anew: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    #: Known by another id before, each after that one: answers and cards stay theirs.
    renamed: tuple[tuple[str, str], ...] = ()
    #: Gone from the files: kept with all answers to them, but no longer asked.
    retired: tuple[str, ...] = ()
    #: Retired once, and in the files again.
    restored: tuple[str, ...] = ()
    unchanged: int = 0
    is_reordered: bool = False
    #: Kept apart from other questions than before. That is no new wording: they count among those above.
    kept_apart_anew: tuple[str, ...] = ()
    #: How many pictures aren't in the tables yet.
    new_images: int = 0
    #: What the bank was called before, if it is renamed now.
    bank_was: str | None = None
    #: Earlier ids that can't be joined, each before the id that is stored as well.
    kept_separate: tuple[tuple[str, str], ...] = ()
    #: Whether the bank is retired whole, because somebody said so.
    is_retirement: bool = False

    @property
    def changes_nothing(self) -> bool:
        """Tell whether the tables are as the files say already."""
        return not (
            self.is_new
            or self.is_described_anew
            or self.is_reordered
            or self.kept_apart_anew
            or self.bank_was
            or self.added
            or self.renamed
            or self.changed
            or self.retired
            or self.restored
            or self.new_images
        )


class Places(NamedTuple):
    """Where a question stands in the files of its bank and among its new cards, named as its columns are."""

    position: int
    study_position: int


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question as the tables have it."""

    id: int
    places: Places
    is_retired: bool
    revision: int
    digest: str
    excludes: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The files of a bank beside its tables; both name a question by its id in the bank."""

    files: Bank
    row: BankRecord | None
    stored: Mapping[str, StoredQuestion]
    #: Those in the files, in their order.
    texts: Mapping[str, Question]
    digests: Mapping[str, str]
    places: Mapping[str, Places]
    #: What each is never asked beside, as its row is to have it.
    excludes: Mapping[str, str]
    new_images: tuple[Image, ...]
    #: Ids that change, by the new ones. `stored` has the new ones already.
    renamed: Mapping[str, str]
    kept_separate: tuple[tuple[str, str], ...]

    @property
    def moved(self) -> dict[str, Places]:
        """Return the places of those that stand elsewhere than in the tables, or are to come back there."""
        return {
            key: places
            for key, places in self.places.items()
            if (row := self.stored.get(key)) and (row.places != places or row.is_retired)
        }

    def next_revision(self, key: str) -> int:
        """Return the number that a new wording of a question gets."""
        return self.stored[key].revision + 1 if key in self.stored else 1

    def plan(self) -> Plan:
        """Return what is to do."""
        known = [key for key in self.texts if key in self.stored]
        changed = [
            key for key in known if self.stored[key].digest != self.digests[key] and key not in self.renamed
        ]
        restored = [key for key in known if self.stored[key].is_retired]
        return Plan(
            bank=self.files.key,
            is_new=self.row is None,
            is_described_anew=self.row is not None and not _is_described(self.row, self.files),
            added=tuple(key for key in self.texts if key not in self.stored),
            changed=tuple(changed),
            renamed=tuple((old, new) for new, old in self.renamed.items()),
            retired=tuple(
                key for key, row in self.stored.items() if key not in self.texts and not row.is_retired
            ),
            restored=tuple(restored),
            unchanged=len(set(known) - set(changed) - set(restored) - self.renamed.keys()),
            is_reordered=any(self.stored[key].places != places for key, places in self.moved.items()),
            kept_apart_anew=tuple(key for key in known if self.stored[key].excludes != self.excludes[key]),
            new_images=len(self.new_images),
            bank_was=self.row.key if self.row is not None and self.row.key != self.files.key else None,
            kept_separate=self.kept_separate,
        )


def compare(session: Session, banks: Iterable[Bank]) -> Iterator[Comparison]:
    """Yield each bank's files beside its tables; its row is held if the transaction writes."""
    for files in banks:
        row = _find_row(session, files)
        texts = {question.id: question for question in files.questions}
        apart = exclusions(files.questions)
        studied = study_order(files.questions, StudyOrder(files.order))
        study_places = {key: place for place, key in enumerate(studied)}
        stored = {} if row is None else _stored(session, row.id)
        renamed, separate = _renamed(files.questions, stored)
        new_ids = {old: new for new, old in renamed.items()}
        yield Comparison(
            files=files,
            row=row,
            stored={new_ids.get(key, key): one for key, one in stored.items()},
            texts=texts,
            places={key: Places(place, study_places[key]) for place, key in enumerate(texts)},
            digests={key: revision.digest(text) for key, text in texts.items()},
            excludes={key: f" {' '.join(apart[key])} " if key in apart else "" for key in texts},
            new_images=not_stored(session, files.images),
            renamed=renamed,
            kept_separate=separate,
        )


def _find_row(session: Session, files: Bank) -> BankRecord | None:
    """Return the row of a bank by its key, or by one that it had before."""
    rows = session.scalars(
        select(BankRecord)
        .where(BankRecord.key.in_([files.key, *files.was]))
        # Learners who begin an attempt at it needn't wait.
        .with_for_update(key_share=True)
    )
    by_key = {row.key: row for row in rows}
    return next((by_key[key] for key in (files.key, *files.was) if key in by_key), None)


def _renamed(
    questions: Iterable[Question], stored: Collection[str]
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the stored ids that change, by the new ones, and those that can't, each before its new one.

    A question that is stored by its new id already has answers of its own, which nothing joins with others.
    """
    renamed: dict[str, str] = {}
    separate: list[tuple[str, str]] = []
    for question in questions:
        for old in question.was:
            if old not in stored:
                continue
            if question.id in stored or question.id in renamed:
                separate.append((old, question.id))
            else:
                renamed[question.id] = old
    return renamed, tuple(separate)


def not_stored(session: Session, images: Sequence[Image]) -> tuple[Image, ...]:
    """Return those of some pictures that the tables haven't."""
    if not images:
        return ()
    wanted = [image.sha256 for image in images]
    known = set(session.scalars(select(ImageRecord.sha256).where(ImageRecord.sha256.in_(wanted))))
    return tuple(image for image in images if image.sha256 not in known)


def description(files: Bank) -> dict[str, object]:
    """Return what the row of a bank says of it, by the names of its columns."""
    return {
        "title": files.title,
        "language": files.language,
        "description": files.description or "",
        "audience": files.audience,
        "documents": [document.model_dump(mode="json") for document in files.documents],
        "topic_titles": files.topics,
        "try_out": files.try_out.model_dump(mode="json"),
        "quizzes": [quiz.model_dump(mode="json", exclude_defaults=True) for quiz in files.quizzes],
    }


def _is_described(row: BankRecord, files: Bank) -> bool:
    return all(getattr(row, name) == value for name, value in description(files).items())


def _stored(session: Session, bank_id: int) -> dict[str, StoredQuestion]:
    rows = session.execute(
        select(
            *(
                QuestionRecord.key,
                QuestionRecord.id,
                QuestionRecord.position,
                QuestionRecord.study_position,
                QuestionRecord.retired_at,
                QuestionRecord.excludes,
            ),
            *(Revision.number, Revision.digest),
        )
        .join(Revision, CURRENT_WORDING)
        .where(QuestionRecord.bank_id == bank_id)
    )
    return {
        row.key: StoredQuestion(
            id=row.id,
            places=Places(row.position, row.study_position),
            is_retired=row.retired_at is not None,
            revision=row.number,
            digest=row.digest,
            excludes=row.excludes,
        )
        for row in rows
    }
