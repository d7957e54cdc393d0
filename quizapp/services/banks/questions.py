"""A question as somebody is asked it: one revision, its choices in one order, its sources by title.

Quizzes, reviews and previews all show this, so that a question looks and marks alike everywhere.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, select

from quizapp.bank import revision
from quizapp.bank.markup.markdown import plain_line
from quizapp.bank.topics import Topic, make_topic
from quizapp.models import BankRecord, QuestionRecord, Revision
from quizapp.question_types import TYPES
from quizapp.question_types import base as question_types
from quizapp.question_types.base import FieldData, Mark, QuestionType, Response, Rule
from quizapp.question_types.rubric import RubricLine
from quizapp.services.errors import NotFoundError, UnreadableError
from quizapp.translation.texts import _

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a document says so: its title and address, the paragraph, a few words that stand there."""

    title: str
    url: str | None
    paragraph: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One revision of a question with its choices in one order (`order`; () without choices)."""

    question_id: int
    revision_id: int
    bank_key: str
    bank_title: str
    #: In which it is written.
    language: str
    question: question_types.Question
    order: tuple[int, ...]
    sources: tuple[Citation, ...]
    #: In the author's order.
    topics: tuple[Topic, ...]

    @property
    def key(self) -> str:
        """Return the permanent key, `bank/question`."""
        return f"{self.bank_key}/{self.question.id}"

    @property
    def kind(self) -> QuestionType[Any, Any]:
        """Return the question's type."""
        return TYPES[self.question.type]

    @property
    def right_response(self) -> Response:
        """Return a response that earns full credit."""
        response: Response = self.kind.right_response(self.question)
        return response

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return how responses are marked beyond the answer: for those who teach alone."""
        return tuple(self.kind.rules(self.question))

    @property
    def rubric(self) -> tuple[RubricLine, ...]:
        """Return what a good answer holds, for those who mark it by hand; () where nothing says so."""
        return self.kind.rubric(self.question)

    def parse(self, data: FieldData) -> Response:
        """Read what a browser sent. Raises `MalformedError` with a hint to the learner."""
        response: Response = self.kind.parse(self.question, data, self.order)
        return response

    def data(self, response: Response) -> FieldData:
        """Turn a stored response back into what the answer field shows."""
        return self.kind.data(self.question, response, self.order)

    def reads(self, response: Response) -> bool:
        """Tell whether a stored response is one that this question can be given, and so can be shown.

        A table that was mended by hand, or another version, may hold something else; where there is more to
        show, one such row must not take the page down.
        """
        try:
            self.mark(response)
        except Exception:  # noqa: BLE001 -- each type fails in its own way at what isn't its own
            return False
        return describe_stored(self.question, response) is not None

    def grade(self, response: Response) -> Mark:
        """Mark a response that `parse` returned."""
        return self.kind.grade(self.question, response)

    def mark(self, response: Response | None) -> Mark | None:
        """Mark a response; None where there is none, or its type isn't marked."""
        return self.grade(response) if response is not None and self.kind.is_marked else None

    def earn(self, response: Response | None, hints: int) -> float:
        """Return what a response earns by itself after that many hints; None says "I don't know"."""
        mark = self.mark(response)
        return self.question.credit_after(hints, mark.credit) if mark else 0.0

    def describe(self, response: Response) -> str:
        """Return a response in one line of plain text."""
        return _described(self.question, response)


def _described(question: question_types.Question, response: Response) -> str:
    kind = TYPES[question.type]
    described = kind.describe(question, response)
    return plain_line(described) if kind.is_described_in_markdown else described


def describe_stored(question: question_types.Question, response: Response) -> str | None:
    """Return a stored response in words; None for one that can't be an answer to the question."""
    kind = TYPES[question.type]
    order = kind.order(question, 0)
    try:
        described = _described(question, response)
        # A text stays what it is, should fewer be accepted by now than there were then.
        is_own = (
            isinstance(response, str)
            or kind.parse(question, kind.data(question, response, order), order) == response
        )
    except Exception:  # noqa: BLE001 -- each type fails in its own way at what isn't its own
        return None
    return described if is_own and isinstance(described, str) else None


#: What `make_asked` needs of a row, for statements that select more beside it.
ASKED_COLUMNS = (
    Revision.id.label("revision_id"),
    Revision.question_id.label("question_id"),
    Revision.content.label("content"),
    BankRecord.key.label("bank_key"),
    BankRecord.title.label("bank_title"),
    BankRecord.documents.label("documents"),
    BankRecord.topic_titles.label("topic_titles"),
)

#: Joins a question to its wording in force.
CURRENT_WORDING = and_(
    Revision.question_id == QuestionRecord.id, Revision.number == QuestionRecord.current_revision
)

# Built once: building a statement takes longer than running it.
_ANY = (
    select(*ASKED_COLUMNS)
    .join(QuestionRecord, QuestionRecord.id == Revision.question_id)
    .join(BankRecord, BankRecord.id == QuestionRecord.bank_id)
)
_CURRENT = _ANY.where(QuestionRecord.id == bindparam("question_id"), CURRENT_WORDING)
_SEVERAL = _ANY.where(QuestionRecord.id.in_(bindparam("question_ids", expanding=True)), CURRENT_WORDING)
_REVISION = _ANY.where(Revision.id == bindparam("revision_id"))


def make_asked(row: Row[Any], seed: int) -> AskedQuestion:
    """Make the question of a row that has the `ASKED_COLUMNS`; the seed orders its choices.

    Raises `UnreadableError`.
    """
    question = load_wording(row.revision_id, row.content)
    return AskedQuestion(
        question_id=row.question_id,
        revision_id=row.revision_id,
        bank_key=row.bank_key,
        bank_title=row.bank_title,
        language=question.language,
        question=question,
        order=TYPES[question.type].order(question, seed),
        sources=_cite(question, row.documents),
        topics=tuple(make_topic(path, row.topic_titles) for path in question.topics),
    )


def load_wording(revision_id: int, content: dict[str, Any]) -> question_types.Question:
    """Return the question that a revision keeps. Raises `UnreadableError`; the log names it."""
    try:
        return revision.load(content)
    except (LookupError, TypeError, ValueError) as error:  # pydantic's are ValueErrors
        log.error("the wording %d can't be read (%s)", revision_id, type(error).__name__)  # noqa: TRY400
        raise UnreadableError(_("The wording of this question can't be read.")) from error


def load_current(connection: Connection, question_id: int, seed: int) -> AskedQuestion:
    """Return a question in its current wording, retired or not, in one statement.

    Raises `NotFoundError` where there is no such question, `UnreadableError`.
    """
    return _one(connection, _CURRENT, {"question_id": question_id}, seed)


def load_several(
    connection: Connection, question_ids: Iterable[int], seed: int
) -> Mapping[int, AskedQuestion]:
    """Return questions in their current wording by their keys, in one statement.

    One whose wording can't be read isn't among them.
    """
    found = {}
    for row in connection.execute(_SEVERAL, {"question_ids": list(question_ids)}):
        with suppress(UnreadableError):
            found[row.question_id] = make_asked(row, seed)
    return found


def load_revision(connection: Connection, revision_id: int, seed: int) -> AskedQuestion:
    """Return a question in the wording of one revision, in one statement.

    Raises `NotFoundError` where there is no such revision, `UnreadableError`.
    """
    return _one(connection, _REVISION, {"revision_id": revision_id}, seed)


def _one(connection: Connection, statement: Select[Any], key: dict[str, int], seed: int) -> AskedQuestion:
    row = connection.execute(statement, key).one_or_none()
    if row is None:
        raise NotFoundError(_("There is no such question."))
    return make_asked(row, seed)


def _cite(question: question_types.Question, documents: Sequence[dict[str, Any]]) -> tuple[Citation, ...]:
    # A document that has left the bank since is cited by its id: an old revision keeps its sources.
    known = {document["id"]: document for document in documents}
    return tuple(
        Citation(
            title=known.get(source.document, {}).get("title", source.document),
            url=known.get(source.document, {}).get("url"),
            paragraph=source.paragraph,
            evidence=source.evidence,
        )
        for source in question.sources
    )
