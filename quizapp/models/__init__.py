"""The tables. All are loaded here, so that the metadata is complete whichever is imported first."""

from quizapp.models.assignment import Assignment, AssignmentQuestion, LearnerTerms, Override
from quizapp.models.attempt import Answer, Attempt, Slot
from quizapp.models.bank import BankRecord, ImageRecord, QuestionRecord, Revision
from quizapp.models.base import Base
from quizapp.models.card import Card, ParameterSetRecord, Review, ReviewDay, StudiedBank
from quizapp.models.course import (
    IS_LEARNER_NOW,
    AuditEvent,
    Course,
    CourseBank,
    Group,
    GroupMember,
    Invitation,
    Membership,
)
from quizapp.models.job import Job
from quizapp.models.marking import LateAnswer, Marking, ResultOverride
from quizapp.models.user import EndedSession, Identity, LogIn, OneTimeLink, User

__all__ = [
    "IS_LEARNER_NOW",
    "Answer",
    "Assignment",
    "AssignmentQuestion",
    "Attempt",
    "AuditEvent",
    "BankRecord",
    "Base",
    "Card",
    "Course",
    "CourseBank",
    "EndedSession",
    "Group",
    "GroupMember",
    "Identity",
    "ImageRecord",
    "Invitation",
    "Job",
    "LateAnswer",
    "LearnerTerms",
    "LogIn",
    "Marking",
    "Membership",
    "OneTimeLink",
    "Override",
    "ParameterSetRecord",
    "QuestionRecord",
    "ResultOverride",
    "Review",
    "ReviewDay",
    "Revision",
    "Slot",
    "StudiedBank",
    "User",
]
