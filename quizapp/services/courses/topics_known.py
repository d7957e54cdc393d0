"""What a class, or one learner, knows by topic: the share right of answers at its assignments."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.bank.topics import Topic, make_topic
from quizapp.models import Answer, Assignment, Attempt, BankRecord, Membership, QuestionRecord, Slot
from quizapp.services.courses.whom import sees
from quizapp.services.permissions import Asker, CourseRole
from quizapp.services.quizzes.answered import COUNTED_ANSWER, EARNED, IS_MARKED


@dataclass(frozen=True, slots=True)
class TopicKnown:
    """A top-level topic of a bank, with the mean credit of answers to its questions."""

    topic: Topic
    #: The title of the bank where the course was asked from several.
    bank: str | None
    share: float
    answers: int


def find_known(
    session: Session, asker: Asker, course_id: int, user_id: int | None = None
) -> tuple[TopicKnown, ...]:
    """Return what learners whom somebody of the staff sees know, or one of them; the weakest topic first.

    Only answers that are marked, in attempts that are over and count.
    """
    statement = (
        select(QuestionRecord.bank_id, QuestionRecord.topics, func.count(), func.sum(EARNED))
        .select_from(Slot)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(Answer, COUNTED_ANSWER)
        .join(QuestionRecord, QuestionRecord.id == Slot.question_id)
        .join(
            Membership,
            (Membership.course_id == Assignment.course_id) & (Membership.user_id == Attempt.user_id),
        )
        .where(
            Assignment.course_id == course_id,
            Assignment.archived_at.is_(None),
            Attempt.finished_at.is_not(None),
            Attempt.annulled_at.is_(None),
            ~Attempt.is_preview,
            Membership.role == CourseRole.LEARNER,
            IS_MARKED,
            sees(asker, course_id, Attempt.user_id),
        )
        .group_by(QuestionRecord.bank_id, QuestionRecord.topics)
    )
    if user_id is None:
        statement = statement.where(Membership.left_at.is_(None))
    else:
        statement = statement.where(Attempt.user_id == user_id)
    counts: dict[tuple[int, str], tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for bank_id, topics, answers, earned in session.connection().execute(statement):
        # A question counts once, however many topics below a top-level one it has.
        for path in {topic.partition("/")[0] for topic in topics.split()}:
            before, so_far = counts[bank_id, path]
            counts[bank_id, path] = before + answers, so_far + earned
    banks = {
        row.id: row
        for row in session.execute(
            select(BankRecord.id, BankRecord.title, BankRecord.topic_titles).where(
                BankRecord.id.in_({bank_id for bank_id, _ in counts})
            )
        )
    }
    known = (
        TopicKnown(
            make_topic(path, banks[bank_id].topic_titles),
            banks[bank_id].title if len(banks) > 1 else None,
            earned / answers,
            answers,
        )
        for (bank_id, path), (answers, earned) in counts.items()
    )
    return tuple(sorted(known, key=lambda one: (one.share, one.topic.name.casefold(), one.topic.path)))
