"""What is stored about a person, section by section: one statement each, oldest records first.

Left out are the hash of the password, tokens, what is only counted from the rest (days of reviews), and why
the staff of a course accommodates somebody, which is a note of theirs.
"""

from typing import Any

from sqlalchemy import SQLColumnExpression, case, select
from sqlalchemy.orm import aliased

from quizapp.models import (
    Answer,
    Assignment,
    Attempt,
    BankRecord,
    Card,
    Identity,
    Job,
    LateAnswer,
    LogIn,
    Marking,
    OneTimeLink,
    ParameterSetRecord,
    QuestionRecord,
    Review,
    Revision,
    Slot,
    StudiedBank,
    User,
)
from quizapp.services.assignments.embargo import is_held
from quizapp.services.exports.course_records import COURSE_SECTIONS
from quizapp.services.exports.sections import Records, Section
from quizapp.services.preferences import PREFERENCE_COLUMNS
from quizapp.services.quizzes.disclosure import SHOWS_MARK, SHOWS_RIGHT_ANSWER, SHOWS_TOTAL

#: The permanent key of a question.
QUESTION = (BankRecord.key + "/" + QuestionRecord.key).label("question")
#: The wording in which a response was given; not itself part of a record.
WORDING = (Revision.id.label("revision_id"), Revision.content.label("content"))
#: Whether an assignment holds the question from the learner; not itself part of a record.
HELD = (is_held(QuestionRecord.id).label("is_held"),)
#: What the learner may know of an answer; not itself part of a record.
DISCLOSURE = (SHOWS_MARK.label("shows_mark"), SHOWS_RIGHT_ANSWER.label("shows_right_answer"))


def _profile(user_id: int) -> Records:
    return select(
        User.user_name,
        User.display_name,
        User.email,
        User.email_confirmed_at,
        User.new_email,
        User.role,
        User.created_at,
        User.made_up,
        *PREFERENCE_COLUMNS,
    ).where(User.id == user_id)


def _identities(user_id: int) -> Records:
    return (
        select(Identity.provider, Identity.subject, Identity.created_at)
        .where(Identity.user_id == user_id)
        .order_by(Identity.id)
    )


def _log_ins(user_id: int) -> Records:
    return (
        select(LogIn.at, LogIn.action, LogIn.address, LogIn.succeeded)
        # Tries of this name from before the person had it aren't theirs.
        .join(User, (User.user_name_key == LogIn.name_key) & (LogIn.at >= User.created_at))
        .where(User.id == user_id)
        .order_by(LogIn.at, LogIn.id)
    )


def _links(user_id: int) -> Records:
    return (
        select(OneTimeLink.purpose, OneTimeLink.email, OneTimeLink.expires_at, OneTimeLink.used_at)
        .where(OneTimeLink.user_id == user_id)
        .order_by(OneTimeLink.id)
    )


def _jobs(user_id: int) -> Records:
    return (
        select(Job.name, Job.state, Job.created_at, Job.finished_at)
        .where(Job.user_id == user_id)
        .order_by(Job.id)
    )


def _studied_banks(user_id: int) -> Records:
    return (
        select(BankRecord.key.label("bank"), StudiedBank.since)
        .join(BankRecord, BankRecord.id == StudiedBank.bank_id)
        .where(StudiedBank.user_id == user_id)
        .order_by(StudiedBank.since)
    )


def _attempts(user_id: int) -> Records:
    return (
        select(
            Attempt.id.label("attempt"),
            BankRecord.key.label("bank"),
            Assignment.title.label("assignment"),
            Attempt.number,
            Attempt.shows,
            Attempt.topics,
            Attempt.feedback,
            Attempt.quiz_key,
            Attempt.focus,
            Attempt.asks_certainty,
            Attempt.time_limit,
            Attempt.started_at,
            Attempt.ends_at,
            Attempt.finished_at,
            Attempt.finished_by,
            Attempt.annulled_at,
            Attempt.is_forfeited,
            Attempt.extra_seconds,
            Attempt.only_forward,
            Attempt.reached,
            Attempt.released_at,
            Attempt.settled_at,
            case((SHOWS_TOTAL, Attempt.points)).label("points"),
            Attempt.full_points,
            Attempt.to_mark,
        )
        .join(BankRecord, BankRecord.id == Attempt.bank_id)
        .outerjoin(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Attempt.user_id == user_id, ~Attempt.is_preview)
        .order_by(Attempt.id)
    )


def _asked(*columns: SQLColumnExpression[Any]) -> Records:
    """Select columns of slots, after where each slot stands and the wording that it asks."""
    return (
        select(
            Slot.attempt_id.label("attempt"),
            Slot.number.label("place"),
            QUESTION,
            Revision.number.label("revision"),
            *columns,
            *WORDING,
        )
        .select_from(Slot)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Revision, Revision.id == Slot.revision_id)
        .join(QuestionRecord, QuestionRecord.id == Slot.question_id)
        .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
        .where(~Attempt.is_preview)
    )


def _answers(user_id: int) -> Records:
    return (
        _asked(
            Answer.sequence,
            Answer.response,
            Answer.certainty,
            Slot.hints_used,
            Answer.emptied,
            case((~Answer.emptied, Answer.credit)).label("credit"),
            Slot.points,
            Answer.answered_at,
            Answer.study_day,
            *DISCLOSURE,
            *HELD,
        )
        .join(Answer, Answer.slot_id == Slot.id)
        .where(Answer.user_id == user_id)
        .order_by(Answer.id)
    )


def _late_answers(user_id: int) -> Records:
    """Select what arrived after the end of attempts, and what the staff made of it: not who did."""
    return (
        _asked(
            *(LateAnswer.response, LateAnswer.certainty, LateAnswer.arrived_at),
            *(LateAnswer.decided_at, LateAnswer.is_accepted),
            *(*DISCLOSURE, *HELD),
        )
        .join(LateAnswer, LateAnswer.slot_id == Slot.id)
        .where(Attempt.user_id == user_id)
        .order_by(LateAnswer.id)
    )


def _markings(user_id: int) -> Records:
    """Select what the staff of a course made of answers: not who did, nor the reasons, which are theirs."""
    return (
        _asked(
            Answer.sequence.label("answer"),
            *(Marking.sequence, Marking.source, Marking.credit, Marking.picks),
            *(Marking.comment, Marking.marked_at),
            *(*DISCLOSURE, *HELD),
        )
        .join(Answer, Answer.slot_id == Slot.id)
        .join(Marking, Marking.answer_id == Answer.id)
        .where(Answer.user_id == user_id)
        .order_by(Marking.id)
    )


def _hints(user_id: int) -> Records:
    return _asked(Slot.hints_used).where(Attempt.user_id == user_id, Slot.hints_used > 0).order_by(Slot.id)


def _drafts(user_id: int) -> Records:
    return _asked(Slot.draft).where(Attempt.user_id == user_id, Slot.draft.is_not(None)).order_by(Slot.id)


def _flags(user_id: int) -> Records:
    return _asked(Slot.is_flagged).where(Attempt.user_id == user_id, Slot.is_flagged).order_by(Slot.id)


def _cards(user_id: int) -> Records:
    return (
        select(
            QUESTION,
            Card.phase,
            Card.step,
            Card.stability,
            Card.difficulty,
            Card.due_at,
            Card.due_day,
            Card.last_review_at,
            Card.last_study_day,
            Card.reviews,
            Card.lapses,
            Card.version,
        )
        .join(QuestionRecord, QuestionRecord.id == Card.question_id)
        .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
        .where(Card.user_id == user_id)
        .order_by(Card.id)
    )


def _reviews(user_id: int) -> Records:
    quizzed = aliased(Slot)
    return (
        select(
            QUESTION,
            Review.sequence,
            Review.event,
            Review.undoes,
            Review.reviewed_at,
            Review.study_day,
            Review.rating,
            Review.phase_before,
            Review.interval_before,
            Review.elapsed_days,
            Review.due_at,
            Review.due_day,
            Review.desired_retention,
            Review.parameter_set_id.label("parameter_set"),
            Review.duration_ms,
            Revision.number.label("revision"),
            Review.response,
            Review.credit,
            quizzed.attempt_id.label("attempt"),
            *HELD,
            *WORDING,
        )
        .join(Card, Card.id == Review.card_id)
        .join(QuestionRecord, QuestionRecord.id == Card.question_id)
        .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
        .outerjoin(Revision, Revision.id == Review.revision_id)
        .outerjoin(Answer, Answer.id == Review.answer_id)
        .outerjoin(quizzed, quizzed.id == Answer.slot_id)
        .where(Review.user_id == user_id)
        .order_by(Review.id)
    )


def _parameter_sets(user_id: int) -> Records:
    used = select(Review.parameter_set_id).where(Review.user_id == user_id)
    return (
        select(
            ParameterSetRecord.id.label("parameter_set"),
            ParameterSetRecord.model,
            ParameterSetRecord.numbers,
            ParameterSetRecord.created_at,
        )
        .where(ParameterSetRecord.id.in_(used))
        .order_by(ParameterSetRecord.id)
    )


SECTIONS = (
    Section("profile", _profile),
    Section("identities", _identities),
    Section("log_ins", _log_ins),
    Section("links", _links),
    Section("jobs", _jobs),
    Section("studied_banks", _studied_banks),
    *COURSE_SECTIONS,
    Section("attempts", _attempts),
    Section("answers", _answers, has_responses=True),
    Section("late_answers", _late_answers, has_responses=True),
    Section("markings", _markings),
    Section("drafts", _drafts),
    Section("hints", _hints, has_hints=True),
    Section("flags", _flags),
    Section("cards", _cards),
    Section("reviews", _reviews, has_responses=True),
    Section("parameter_sets", _parameter_sets),
)
