"""What banks there are and what stands in them: for choosing a quiz, and for instructors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from quizapp.bank import revision
from quizapp.bank.topics import Topic, make_topic
from quizapp.models import BankRecord, QuestionRecord, Revision
from quizapp.question_types import TYPES
from quizapp.question_types.folding import fold_words
from quizapp.services.banks.audience import ANYBODY, MAY_READ, MAY_STUDY, asking
from quizapp.services.banks.questions import CURRENT_WORDING, AskedQuestion, load_current
from quizapp.services.errors import NotFoundError
from quizapp.services.paging import Page, paginate
from quizapp.services.permissions import Asker
from quizapp.services.transaction import reading, reading_rows

#: Questions on one page of a list.
PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class BankSummary:
    """A bank in a list; `questions` counts those in force, `quiz_questions` those that a quiz can ask."""

    id: int
    key: str
    title: str
    description: str
    questions: int
    quiz_questions: int
    #: For whom it is: a `quizapp.bank.audience.Audience`.
    audience: str


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic, and how many questions in force stand at or below it."""

    topic: Topic
    questions: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an instructor searches for within a bank; None and "" leave that open."""

    text: str = ""
    topic: str | None = None
    type: str | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """A question in a list."""

    id: int
    key: str
    type_label: str
    title: str
    topics: tuple[Topic, ...]
    is_retired: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the wordings a question has had."""

    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Sibling:
    """A question of the same bank that is never asked beside another, because it tells that one's answer."""

    id: int
    key: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A question as a learner meets it, and what only those who teach want to know of it."""

    asked: AskedQuestion
    bank: BankSummary
    is_retired: bool
    #: Newest first.
    wordings: tuple[Wording, ...]
    siblings: tuple[Sibling, ...]
    #: The question before and after it in the bank, among those in force.
    previous: int | None
    next: int | None


# Built once: building a statement takes longer than running it.
_BANKS = select(
    BankRecord.id,
    BankRecord.key,
    BankRecord.title,
    BankRecord.description,
    BankRecord.questions,
    BankRecord.quiz_questions,
    BankRecord.audience,
).order_by(BankRecord.title, BankRecord.id)
_STUDY_BANKS, _READ_BANKS = _BANKS.where(MAY_STUDY), _BANKS.where(MAY_READ)
_READ_BANK = _READ_BANKS.where(BankRecord.id == bindparam("bank_id"))
_TOPICS = select(BankRecord.topic_titles, BankRecord.topic_questions, BankRecord.topic_quiz_questions).where(
    BankRecord.id == bindparam("bank_id")
)


def at_or_below(topics: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a question has one of these topics, or one below it."""
    return or_(
        *(
            QuestionRecord.topics.contains(f" {topic}{end}", autoescape=True)
            for topic in topics
            for end in (" ", "/")
        )
    )


def list_banks(person: Asker = ANYBODY) -> tuple[BankSummary, ...]:
    """Return the banks with questions in force that somebody may study, by title."""
    return tuple(bank for bank in _list(_STUDY_BANKS, person) if bank.questions)


def list_quiz_banks(person: Asker = ANYBODY) -> tuple[BankSummary, ...]:
    """Return the banks that a quiz of somebody's own can draw from, by title."""
    return tuple(bank for bank in _list(_STUDY_BANKS, person) if bank.quiz_questions)


def list_all_banks(person: Asker = ANYBODY) -> tuple[BankSummary, ...]:
    """Return the banks that somebody may read, by title, those without a question too.

    For the people who fill them.
    """
    return _list(_READ_BANKS, person)


def find_bank(bank_id: int, person: Asker = ANYBODY) -> BankSummary:
    """Return one bank that somebody may read. Raises `NotFoundError`."""
    for row in reading_rows().execute(_READ_BANK, asking(person) | {"bank_id": bank_id}):
        return BankSummary(*row)
    raise NotFoundError


def _list(banks: Select[int, str, str, str, int, int, str], person: Asker) -> tuple[BankSummary, ...]:
    return tuple(starmap(BankSummary, reading_rows().execute(banks, asking(person))))


def list_topics(bank_id: int) -> tuple[TopicCount, ...]:
    """Return the topics of a bank in the order of a tree of paths, each after the one above it.

    A topic above others is listed even where no question names it itself.
    """
    return _topics(bank_id, quiz=False)


def list_types(bank_id: int) -> tuple[str, ...]:
    """Return the types that a bank has questions of, retired ones among them, in the order of `TYPES`."""
    types = select(QuestionRecord.type).where(QuestionRecord.bank_id == bank_id).distinct()
    found = set(reading_rows().scalars(types))
    return tuple(name for name in TYPES if name in found)


def list_quiz_topics(bank_id: int) -> tuple[TopicCount, ...]:
    """Return the topics of a bank that a quiz can be about, as `list_topics` does, with what it can ask."""
    return _topics(bank_id, quiz=True)


def _topics(bank_id: int, *, quiz: bool) -> tuple[TopicCount, ...]:
    bank = reading_rows().execute(_TOPICS, {"bank_id": bank_id}).one_or_none()
    if bank is None:
        return ()
    counts = bank.topic_quiz_questions if quiz else bank.topic_questions
    in_order = sorted(counts, key=lambda path: path.split("/"))
    return tuple(TopicCount(make_topic(path, bank.topic_titles), counts[path]) for path in in_order)


def find_questions(bank_id: int, wanted: Wanted, page: int = 1) -> Page[QuestionSummary]:
    """Return one page of a bank's questions, in the bank's order."""
    conditions: list[ColumnElement[bool]] = [QuestionRecord.bank_id == bank_id]
    if not wanted.retired:
        conditions.append(QuestionRecord.retired_at.is_(None))
    conditions += [
        QuestionRecord.search_text.contains(word, autoescape=True) for word in fold_words(wanted.text)
    ]
    if wanted.type:
        conditions.append(QuestionRecord.type == wanted.type)
    if wanted.topic:
        conditions.append(at_or_below([wanted.topic]))
    session = reading()
    total = session.scalar(select(func.count()).select_from(QuestionRecord).where(*conditions)) or 0
    statement = (
        select(QuestionRecord, Revision.content, BankRecord.topic_titles)
        .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
        .join(Revision, CURRENT_WORDING)
        .where(*conditions)
        .order_by(QuestionRecord.retired_at.is_not(None), QuestionRecord.position, QuestionRecord.id)
        .limit(PAGE_SIZE)
    )
    return paginate(
        total,
        PAGE_SIZE,
        page,
        lambda offset: starmap(_question_summary, session.execute(statement.offset(offset))),
    )


def _question_summary(
    question: QuestionRecord, content: dict[str, Any], titles: Mapping[str, str]
) -> QuestionSummary:
    return QuestionSummary(
        id=question.id,
        key=question.key,
        type_label=TYPES[question.type].label,
        title=revision.load(content).title,
        topics=tuple(make_topic(path, titles) for path in content["topics"]),
        is_retired=question.retired_at is not None,
    )


def preview(bank_id: int, question_id: int, seed: int, person: Asker = ANYBODY) -> Preview:
    """Return a question in its current wording, its choices ordered by `seed`.

    Raises `NotFoundError`, also where the person may not read the bank.
    """
    bank, session = find_bank(bank_id, person), reading()
    question = session.scalar(
        select(QuestionRecord).where(QuestionRecord.id == question_id, QuestionRecord.bank_id == bank_id)
    )
    if question is None:
        raise NotFoundError
    asked = load_current(session.connection(), question_id, seed)
    wordings = session.execute(
        select(Revision.number, Revision.created_at)
        .where(Revision.question_id == question_id)
        .order_by(Revision.number.desc())
    )
    is_in_force = (QuestionRecord.bank_id == bank_id) & QuestionRecord.retired_at.is_(None)
    siblings = session.execute(
        select(QuestionRecord.id, QuestionRecord.key)
        .where(is_in_force, QuestionRecord.key.in_(question.excludes.split()))
        .order_by(QuestionRecord.position)
    )
    in_force = select(QuestionRecord.id).where(is_in_force, QuestionRecord.id != question_id)
    before = in_force.where(QuestionRecord.position < question.position).order_by(
        QuestionRecord.position.desc()
    )
    after = in_force.where(QuestionRecord.position > question.position).order_by(QuestionRecord.position)
    return Preview(
        asked=asked,
        bank=bank,
        is_retired=question.retired_at is not None,
        wordings=tuple(Wording(row.number, row.created_at) for row in wordings),
        siblings=tuple(starmap(Sibling, siblings)),
        previous=session.scalar(before.limit(1)),
        next=session.scalar(after.limit(1)),
    )
