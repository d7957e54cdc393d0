"""How well a learner masters the topics of the banks they study."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, select

from quizapp.bank.topics import Topic, make_topic
from quizapp.models import BankRecord, Card, QuestionRecord, StudiedBank
from quizapp.scheduling.retention import Chance, chance_of, mastery
from quizapp.services.banks.audience import MAY_STUDY, asking
from quizapp.services.memory.scheduling import parameters_of
from quizapp.services.person import Person


@dataclass(frozen=True, slots=True)
class TopicMastery:
    """A top-level topic of a studied bank: the mean chance of recall, and how many are begun and known.

    `bank` is the bank's title where several are studied; where there is one it goes without saying.
    """

    bank_id: int
    topic: Topic
    bank: str | None
    share: float
    begun: int
    known: int
    total: int


# Built once: building a statement takes longer than running it.
_user_id: BindParameter[int] = bindparam("user_id")
_BANKS = (
    select(BankRecord.id, BankRecord.title, BankRecord.topic_titles, BankRecord.topic_questions)
    .join(StudiedBank, StudiedBank.bank_id == BankRecord.id)
    .where(StudiedBank.user_id == _user_id, MAY_STUDY)
    .order_by(BankRecord.title, BankRecord.id)
)
#: Only what was begun: a bank may have many more questions.
_BEGUN = (
    select(
        QuestionRecord.bank_id,
        QuestionRecord.topics,
        Card.phase,
        Card.step,
        Card.stability,
        Card.last_study_day,
    )
    .join(QuestionRecord, QuestionRecord.id == Card.question_id)
    .where(Card.user_id == _user_id, QuestionRecord.retired_at.is_(None))
)


def find_topics(connection: Connection, person: Person, now: datetime) -> tuple[TopicMastery, ...]:
    """Return the top-level topics of the studied banks, by bank and name."""
    banks = connection.execute(_BANKS, asking(person)).all()
    seen = _seen(connection, person, now)
    topics = []
    for bank in banks:
        title = bank.title if len(banks) > 1 else None
        tops = (make_topic(path, bank.topic_titles) for path in bank.topic_questions if "/" not in path)
        for topic in sorted(tops, key=lambda topic: topic.name.casefold()):
            questions = bank.topic_questions[topic.path]
            begun = len(seen.get((bank.id, topic.path), ()))
            found = mastery(seen.get((bank.id, topic.path), ()), questions)
            topics.append(TopicMastery(bank.id, topic, title, found.mean, begun, found.known, questions))
    return tuple(topics)


def _seen(
    connection: Connection, person: Person, now: datetime
) -> Mapping[tuple[int, str], Sequence[Chance]]:
    """Return the chance of recall of each question that was begun, by bank and top-level topic."""
    today = person.clock.study_day(now)
    parameters = parameters_of(person)
    # Few sets of topics stand at many questions, so what the sets mean is looked at once for each.
    by_topics: dict[tuple[int, str], list[Chance]] = {}
    begun = connection.execute(_BEGUN, {"user_id": person.id}).all()
    for bank_id, topics, phase, step, stability, last_study_day in begun:
        if chance := chance_of(phase, step, stability, last_study_day, day=today, parameters=parameters):
            by_topics.setdefault((bank_id, topics), []).append(chance)
    seen: dict[tuple[int, str], list[Chance]] = {}
    for (bank_id, topics), chances in by_topics.items():
        # A question counts once, however many topics below a top-level one it has.
        for path in {topic.partition("/")[0] for topic in topics.split()}:
            seen.setdefault((bank_id, path), []).extend(chances)
    return seen
