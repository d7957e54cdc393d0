"""Banks as they were last synced, and every revision a question ever had."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.models.base import Base, BigInt, Key


class BankRecord(Base):
    """A folder of questions under version control, as it was last synced."""

    __tablename__ = "banks"
    __table_args__ = (CheckConstraint("audience IN ('public', 'course', 'exam')", name="audience"),)

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[str] = mapped_column(String(500))
    language: Mapped[str] = mapped_column(String(35))
    description: Mapped[str] = mapped_column(Text)
    #: For whom it is, as in `bank.yaml`: everybody, members of its courses, or only their assignments.
    audience: Mapped[str] = mapped_column(String(8), server_default="public")
    #: The documents that its questions cite, as in `bank.yaml`.
    documents: Mapped[list[dict[str, Any]]]
    #: Titles of topics by their path, where the path's own words don't do.
    topic_titles: Mapped[dict[str, str]]
    #: Its ready quizzes, as in `bank.yaml`.
    quizzes: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
    #: What visitors are asked, as in `bank.yaml`.
    try_out: Mapped[dict[str, Any]] = mapped_column(server_default='{"without": []}')
    #: Counted when it was synced, so that no page has to: its questions in force, and those at or below
    #: each topic.
    questions: Mapped[int]
    topic_questions: Mapped[dict[str, int]]
    #: The same of those that a quiz can ask.
    quiz_questions: Mapped[int]
    topic_quiz_questions: Mapped[dict[str, int]]


class QuestionRecord(Base):
    """A question's permanent identity, and the number of the revision in force.

    Retired instead of deleted: answers and reviews point here for good.
    """

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("bank_id", "key"), Index(None, "bank_id", "position"))

    id: Mapped[Key]
    bank_id: Mapped[int] = mapped_column(BigInt, ForeignKey("banks.id"))
    key: Mapped[str] = mapped_column(String(64))
    #: Its place in the files of its bank.
    position: Mapped[int]
    #: Its place among the new cards of its bank.
    study_position: Mapped[int] = mapped_column(server_default="0")
    type: Mapped[str] = mapped_column(String(32))
    #: The topics of the revision in force, as paths, with a space before and after each: that finds one
    #: without a second table, and most pages that want topics want them with the question.
    topics: Mapped[str] = mapped_column(Text)
    #: The keys of questions that are never asked beside it, with a space before and after each.
    excludes: Mapped[str] = mapped_column(Text, server_default="")
    #: The prompt without markup and the right answer, word by word folded, for an instructor's search.
    search_text: Mapped[str] = mapped_column(Text)
    current_revision: Mapped[int]
    retired_at: Mapped[datetime | None]


class ImageRecord(Base):
    """A picture in questions, named by what it holds: it never changes, and old wordings keep theirs."""

    __tablename__ = "images"
    __table_args__ = (
        CheckConstraint("media_type IN ('image/png', 'image/jpeg', 'image/webp')", name="media_type"),
    )

    #: The SHA-256 of its content, in hexadecimal.
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(16))
    #: In pixels.
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes]


class Revision(Base):
    """One wording of a question. Immutable: an answer is marked by the wording it was given to."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(BigInt, ForeignKey("questions.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
