"""Everything that is stored about a person, for that person to take away, as JSON or as CSV.

Rows go from the database to the file a few hundred at a time, so that years of answers need no more
memory than a day's.
"""

import csv
import io
import json
import logging
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import Any, BinaryIO

from sqlalchemy import RowMapping

from quizapp.interchange.spreadsheet import ENCODING, NO_TEXT, harmless
from quizapp.question_types.base import Question
from quizapp.services import security_log
from quizapp.services.accounts import throttle
from quizapp.services.accounts.throttle import Action
from quizapp.services.assignments.embargo import holding
from quizapp.services.banks.questions import describe_stored, load_wording
from quizapp.services.errors import UnreadableError
from quizapp.services.exports.personal_records import DISCLOSURE, HELD, SECTIONS, WORDING
from quizapp.services.exports.sections import Section
from quizapp.services.person import Person
from quizapp.services.security_log import SecurityEvent
from quizapp.services.transaction import DATABASE_AWAY, reading, writing, writing_for

log = logging.getLogger(__name__)

#: How many rows are fetched at once, and how many wordings of questions kept at hand.
AT_ONCE = 500
WORDINGS_KEPT = 200
#: What the wording of its question adds to a response, which alone may be the number of a choice.
IN_WORDS = ("prompt", "response_in_words")
#: And to hints: what they cost of the credit, from 0 to 1.
PRICED = ("prompt", "cost")
#: The words of an answer in a quiz that says so.
NOT_KNOWN = "I don't know"
#: The words of an answer that isn't one to its question, and of a question whose wording can't be read.
NOT_DESCRIBED = "This answer can't be described."
NOT_READ = "The wording of this question can't be read."
#: Columns that a record is made with and doesn't keep.
NOT_EXPORTED = frozenset(column.name for column in (*WORDING, *DISCLOSURE, *HELD))
#: A stored response names choices in the author's order, which may tell which of them is right.
IN_AUTHORS_ORDER = ("response", "response_in_words")
#: What an answer earned, and what was said of it by the person who marked it.
OF_THE_MARK = ("credit", "picks", "comment")

Record = dict[str, Any]


@contextmanager
def alone(person: Person, now: datetime) -> Iterator[None]:
    """Let a person download one file of their data at a time.

    Raises `ThrottledError`. Where nothing can be written nobody is counted, and they get their data.
    """
    admitted = None
    with suppress(*DATABASE_AWAY), writing_for(person.id) as (session, _):
        admitted = throttle.admit_person(session, Action.DOWNLOAD, person.id, now)
    try:
        yield
    finally:
        if admitted is not None:
            with suppress(*DATABASE_AWAY), writing() as session:
                throttle.note_end(session, admitted)


def write_json(person: Person, file: BinaryIO, now: datetime) -> None:
    """Write everything about a person as one JSON object: a list of records for each section."""
    security_log.note(SecurityEvent.DATA_EXPORTED, person.id, form="json")
    file.write(f'{{"made_at": {json.dumps(now.isoformat())}'.encode())
    for section in SECTIONS:
        file.write(f',\n"{section.name}": ['.encode())
        for number, record in enumerate(records(section, person, now)):
            text = json.dumps(record, ensure_ascii=False, default=_written_date)
            file.write(f"{',' if number else ''}\n{text}".encode(errors=NO_TEXT))
        file.write(b"]")
    file.write(b"}\n")


def write_csv(person: Person, file: BinaryIO, now: datetime) -> None:
    """Write everything about a person as a zip of CSV files, one a section, that spreadsheets can open."""
    security_log.note(SecurityEvent.DATA_EXPORTED, person.id, form="csv")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for section in SECTIONS:
            with (
                archive.open(f"{section.name}.csv", "w") as entry,
                io.TextIOWrapper(entry, encoding=ENCODING, errors=NO_TEXT, newline="") as text,
            ):
                writer = csv.writer(text)
                writer.writerow(columns(section))
                writer.writerows(map(_cells, records(section, person, now)))


def columns(section: Section) -> list[str]:
    """Return the names of a section's values, in their order."""
    names = [str(name) for name in section.find(0).selected_columns.keys()]  # noqa: SIM118 -- no dict
    added = IN_WORDS if section.has_responses else PRICED if section.has_hints else ()
    return [*(name for name in names if name not in NOT_EXPORTED), *added]


def records(section: Section, person: Person, now: datetime) -> Iterator[Record]:
    """Yield a person's records of one section, oldest first.

    Of questions that an assignment holds from the person now, neither response nor mark is told.
    """
    rows = reading().execute(
        section.find(person.id), holding(person, now), execution_options={"yield_per": AT_ONCE}
    )
    wordings = _Wordings()
    for row in rows.mappings():
        record = {str(name): value for name, value in row.items() if name not in NOT_EXPORTED}
        if section.has_responses:
            record.update(zip(IN_WORDS, wordings.explain(row), strict=True))
        if section.has_hints:
            record.update(zip(PRICED, wordings.price(row), strict=True))
        if not row.get("shows_mark", True):
            _empty(record, OF_THE_MARK)
        if not row.get("shows_right_answer", True):
            _empty(record, IN_AUTHORS_ORDER)
        if row.get("is_held", False):
            _empty(record, (*IN_AUTHORS_ORDER, *OF_THE_MARK))
        yield record
    if wordings.not_described:
        log.warning("of person %d %d answers can't be described", person.id, wordings.not_described)


def _empty(record: Record, names: Iterable[str]) -> None:
    """Keep to ourselves what stands in a record by one of these names."""
    record.update(dict.fromkeys(name for name in names if name in record))


class _Wordings:
    """The questions behind responses, the last few of them kept; None for one that can't be read."""

    def __init__(self) -> None:
        self._questions: dict[int, Question | None] = {}
        #: How many responses could not be put into words.
        self.not_described = 0

    def explain(self, row: RowMapping) -> tuple[str | None, str | None]:
        """Return the prompt and the response of a row in words; None for what it has not."""
        if row["revision_id"] is None:
            return None, None
        question = self._question(row)
        prompt = NOT_READ if question is None else question.title
        response = row["response"]
        if response is not None:
            described = None if question is None else describe_stored(question, response)
            if described is None:
                described = NOT_DESCRIBED
                self.not_described += 1
            return prompt, described
        # Without a credit too, the answer of a card was only looked at; what arrived late has none yet.
        return prompt, None if row.get("credit", 0) is None else NOT_KNOWN

    def price(self, row: RowMapping) -> tuple[str, float | None]:
        """Return the prompt and what the hints of a row cost; None where no wording says it."""
        question = self._question(row)
        return (NOT_READ, None) if question is None else (question.title, question.cost_of(row["hints_used"]))

    def _question(self, row: RowMapping) -> Question | None:
        revision_id = row["revision_id"]
        if revision_id not in self._questions:
            if len(self._questions) == WORDINGS_KEPT:
                self._questions.clear()
            self._questions[revision_id] = None
            with suppress(UnreadableError):
                self._questions[revision_id] = load_wording(revision_id, row["content"])
        return self._questions[revision_id]


def _written_date(value: date) -> str:
    return value.isoformat()


def _cells(record: Record) -> list[object]:
    return [harmless(_cell(value)) for value in record.values()]


def _cell(value: object) -> object:
    if isinstance(value, date):
        return _written_date(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value
