"""Answers that are emptied and what can't be read: every reader says the same of what counts."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from support.answers import right, wrong
from support.people import a_person

from quizapp.models import Answer, Review, Slot
from quizapp.quizzes.answered import LONGEST_DRAFT, is_answered, is_kept
from quizapp.quizzes.certainty import Certainty
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.services.errors import NothingToAskError, StaleError
from quizapp.services.exports import personal_data
from quizapp.services.memory import check
from quizapp.services.person import Person
from quizapp.services.progress import calibration
from quizapp.services.progress.study_days import find_study_days
from quizapp.services.quizzes import answering, attempts, beginning, closing, history, ready
from quizapp.services.quizzes.answered import COUNTED_ANSWER, IS_ANSWERED, LAST_ANSWER
from quizapp.services.quizzes.answering import Receipt, Saved
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.quizzes.given import Draft, Emptied, PutBack, Sent
from quizapp.services.quizzes.hints import take_hint
from quizapp.services.transaction import reading, reading_rows

pytestmark = pytest.mark.usefixtures("in_app")

RULES = QuizRules(Feedback.END, asks_certainty=True)
LATER = timedelta(minutes=1)
QUESTIONS = 3


class Deed(Enum):
    """What a learner does with one question."""

    RIGHT = auto()
    WRONG = auto()
    UNKNOWN = auto()
    EMPTY = auto()
    CLEAR = auto()
    DRAFT = auto()
    HINT = auto()
    #: Says "I don't know" while a right answer stands in the field.
    GIVE_UP = auto()
    BACK = auto()


#: The last of these decides what counts; `None` is a question that isn't answered.
Deeds = Sequence[tuple[int, Deed]]
deeds = st.lists(st.tuples(st.integers(1, QUESTIONS), st.sampled_from(Deed)), max_size=12)


@dataclass
class Expected:
    """What should count of a question, told from the deeds alone."""

    counts: Deed | None = None
    draft: bool = False
    #: What was given last.
    last: Deed | None = None

    def follow(self, deed: Deed) -> None:
        match deed:
            case Deed.RIGHT | Deed.WRONG:
                self.counts = self.last = deed
                self.draft = False
            case Deed.UNKNOWN:
                self.counts, self.draft = deed, False
            case Deed.GIVE_UP:
                self.counts, self.draft, self.last = Deed.UNKNOWN, False, Deed.RIGHT
            case Deed.BACK if self.last and self.counts in {None, Deed.UNKNOWN}:
                self.counts, self.draft = self.last, False
            case Deed.EMPTY if self.counts is Deed.UNKNOWN:
                self.draft = False
            case Deed.EMPTY | Deed.CLEAR:
                self.counts, self.draft = None, False
            case Deed.DRAFT:
                self.draft = True


@dataclass
class Sitting:
    """A learner at a quiz, who always sends what their page shows."""

    person: Person
    quiz: int
    now: datetime
    expected: dict[int, Expected] = field(
        default_factory=lambda: {number: Expected() for number in range(1, QUESTIONS + 1)}
    )

    def do(self, number: int, deed: Deed) -> Receipt | None:
        self.expected[number].follow(deed)
        reading().rollback()
        slot = attempts.show(self.person, self.quiz, number)
        if deed is Deed.HINT:
            shown = {"shown": slot.hints_used, "sequence": slot.sequence}
            take_hint(self.person, self.quiz, number, **shown, now=self.now)
            return None
        sent: Any = {
            Deed.RIGHT: lambda: Sent(right(slot.asked), Certainty.SURE),
            Deed.WRONG: lambda: Sent(wrong(slot.asked), Certainty.SURE),
            Deed.UNKNOWN: lambda: Sent(None),
            Deed.EMPTY: Emptied,
            Deed.CLEAR: lambda: Emptied(is_said=True),
            Deed.DRAFT: lambda: Draft("rather high"),
            Deed.GIVE_UP: lambda: Sent(None, stood=Sent(right(slot.asked), Certainty.SURE)),
            Deed.BACK: PutBack,
        }[deed]()
        return answering.receive(self.person, self.quiz, number, lambda _: sent, slot.sequence, self.now)

    @property
    def answered(self) -> list[bool]:
        return [one.counts is not None for one in self.expected.values()]


def begin(bank: int, now: datetime, rules: QuizRules = RULES) -> Sitting:
    person = a_person(now)
    quiz = beginning.begin(person, QuizRequest(bank, count=QUESTIONS, rules=rules), now, 1).attempt_id
    return Sitting(person, quiz, now)


def exported(sitting: Sitting) -> dict[str, list[dict[str, Any]]]:
    file = io.BytesIO()
    personal_data.write_json(sitting.person, file, sitting.now)
    data: dict[str, list[dict[str, Any]]] = json.loads(file.getvalue())
    return data


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
def test_every_reader_says_the_same_of_what_counts(bank: int, now: datetime, deeds: Deeds) -> None:
    sitting = begin(bank, now)
    for number, deed in deeds:
        sitting.do(number, deed)
    person, quiz, expected = sitting.person, sitting.quiz, sitting.expected
    answered, numbers = sitting.answered, list(expected)
    count = sum(answered)
    reading().rollback()

    for number, one in expected.items():
        slot = attempts.show(person, quiz, number)
        assert (slot.is_answered, slot.answered) == (answered[number - 1], tuple(answered))
        assert (slot.draft is not None, slot.mark, slot.credit) == (one.draft, None, None)
        assert (slot.response is not None) == (one.counts in {Deed.RIGHT, Deed.WRONG})
    progress = attempts.progress(person, quiz)
    assert progress.unanswered == tuple(n for n in numbers if not answered[n - 1])
    assert progress.with_draft == tuple(n for n in numbers if expected[n].draft)
    assert progress.unsure == ()
    assert [one.answered for one in history.list_open(person).items] == [count]
    # A question counts on the day of its first answer, as long as it is answered.
    assert find_study_days(reading_rows(), person, now, weeks=1)[-1].answers == count
    reading().rollback()

    closing.finish(person, quiz, now + LATER)
    result = attempts.result(person, quiz)
    outcomes = {None: {"unanswered"}, Deed.RIGHT: {"right", "hinted", "partly"}, Deed.WRONG: {"wrong"}}
    for item, one in zip(result.items, expected.values(), strict=True):
        assert item.outcome in outcomes.get(one.counts, {"unknown"})
        assert item.draft is None
        assert (item.credit is None) == (one.counts is None)
        assert one.counts is Deed.RIGHT or not item.credit
    assert result.count("unanswered") == QUESTIONS - count
    missed = sum(one.counts in {Deed.WRONG, Deed.UNKNOWN} for one in expected.values())
    assert result.put_into_reviews >= missed
    assert result.put_into_reviews + result.counted_as_reviews <= count
    assert [one.answered for one in history.list_finished(person).items] == [count]
    told = exported(sitting)
    assert told["drafts"] == []
    assert all(row["credit"] is None for row in told["answers"] if row["emptied"])
    assert all(row["response_in_words"] is None for row in told["answers"] if row["emptied"])
    # Where hints helped, nobody's judgement is told by the answer.
    sure = sum(item.response is not None and not item.hints_used for item in result.items)
    judged = calibration.find_calibration(reading_rows(), person)
    assert sum(one.answers for one in judged) == sure
    reading().rollback()
    short = sum(not (item.credit or 0) >= 1 for item in result.items)
    try:
        assert beginning.practise_missed(person, quiz, now, 2).questions == short
    except NothingToAskError:
        assert short == 0


@given(st.lists(st.booleans(), max_size=6))
def test_the_last_answer_decides_unless_it_was_emptied(emptied: list[bool]) -> None:
    """Whatever came before it: an answer after an emptied one counts again."""
    last_is_emptied = bool(emptied) and emptied[-1]
    expected = bool(emptied) and not emptied[-1]
    assert is_answered(len(emptied), last_is_emptied=last_is_emptied) == expected


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
def test_the_database_counts_as_the_rule_does(bank: int, now: datetime, deeds: Deeds) -> None:
    sitting = begin(bank, now)
    for number, deed in deeds:
        sitting.do(number, deed)
    reading().rollback()
    of_quiz = Slot.attempt_id == sitting.quiz
    slots = select(Slot.sequence, Answer.emptied, IS_ANSWERED).outerjoin(Answer, LAST_ANSWER).where(of_quiz)
    for sequence, emptied, counts in reading().execute(slots):
        assert bool(counts) == is_answered(sequence, last_is_emptied=bool(emptied))
    counted = select(func.count(Answer.id)).join_from(Slot, Answer, COUNTED_ANSWER).where(of_quiz)
    assert reading().scalar(counted) == sum(sitting.answered)


@given(st.text(max_size=40) | st.lists(st.text(max_size=9), max_size=9), st.integers(0, 2))
def test_a_draft_is_kept_as_long_as_it_is_short(draft: str | list[str], more: int) -> None:
    assert is_kept(draft)
    assert not is_kept("x" * LONGEST_DRAFT)
    assert not is_kept(["x" * (LONGEST_DRAFT // 2)] * (2 + more))
    assert not is_kept([""] * (LONGEST_DRAFT + 1))


def test_what_is_emptied_is_a_further_row_and_no_dont_know(bank: int, now: datetime) -> None:
    sitting = begin(bank, now)
    became = [sitting.do(1, deed) for deed in (Deed.WRONG, Deed.EMPTY, Deed.EMPTY, Deed.UNKNOWN, Deed.EMPTY)]
    assert [receipt.saved for receipt in became if receipt] == [
        *(Saved.NEW, Saved.EMPTIED, Saved.NOTHING, Saved.NEW, Saved.NOTHING)
    ]
    sitting.do(1, Deed.CLEAR)
    rows = reading().execute(select(Answer.sequence, Answer.emptied, Answer.certainty, Answer.credit))
    assert [tuple(row) for row in rows] == [
        *((1, False, "sure", 0), (2, True, None, 0), (3, False, None, 0), (4, True, None, 0))
    ]
    reading().rollback()
    closing.finish(sitting.person, sitting.quiz, now)
    assert reading().scalar(select(func.count()).select_from(Review)) == 0
    reading().rollback()
    assert check.check().differences == ()


def test_a_quiz_whose_answers_were_all_emptied_can_be_forgotten(bank: int, now: datetime) -> None:
    sitting = begin(bank, now)
    sitting.do(1, Deed.RIGHT)
    with pytest.raises(StaleError):
        beginning.discard(sitting.person, sitting.quiz)
    sitting.do(1, Deed.EMPTY)
    reading().rollback()
    beginning.discard(sitting.person, sitting.quiz)
    assert history.list_open(sitting.person).items == ()


def test_a_page_that_is_out_of_date_empties_nothing(bank: int, now: datetime) -> None:
    sitting = begin(bank, now)
    sitting.do(1, Deed.WRONG)
    sitting.do(1, Deed.RIGHT)
    for sent in (Emptied(), Emptied(is_said=True), Draft("rather high")):
        with pytest.raises(StaleError):
            answering.receive(sitting.person, sitting.quiz, 1, lambda _, sent=sent: sent, 1, now)
    slot = attempts.show(sitting.person, sitting.quiz, 1)
    assert (slot.sequence, slot.draft) == (2, None)


@pytest.mark.parametrize("emptied_on", [0, 1])
def test_the_calendar_forgets_a_question_on_the_day_on_which_it_counted(
    bank: int, now: datetime, emptied_on: int
) -> None:
    sitting = begin(bank, now)
    sitting.do(1, Deed.WRONG)
    sitting.do(2, Deed.WRONG)
    tomorrow = now + timedelta(days=1)
    sitting.now = now + timedelta(days=emptied_on)
    sitting.do(1, Deed.EMPTY)
    reading().rollback()
    counts = [day.answers for day in find_study_days(reading_rows(), sitting.person, tomorrow, weeks=1)]
    assert counts[-2:] == [1, 0]
    sitting.now = tomorrow
    sitting.do(1, Deed.RIGHT)
    reading().rollback()
    counts = [day.answers for day in find_study_days(reading_rows(), sitting.person, tomorrow, weeks=1)]
    assert counts[-2:] == [2, 0]


def test_a_ready_quiz_counts_no_emptied_answer(bank: int, now: datetime) -> None:
    person = a_person(now)
    quiz = beginning.begin_ready(person, bank, "final", now, 1).attempt_id
    sitting = Sitting(person, quiz, now)
    for number in (1, 2):
        sitting.do(number, Deed.RIGHT)
    sitting.do(2, Deed.EMPTY)
    reading().rollback()
    (offered,) = (one for one in ready.list_offered(person, bank) if one.quiz.id == "final")
    assert offered.open_attempt
    assert offered.open_attempt.answered == 1


def test_after_each_answer_nothing_is_emptied_and_no_draft_is_kept(bank: int, now: datetime) -> None:
    sitting = begin(bank, now, QuizRules(Feedback.EACH))
    for deed, saved in (
        (Deed.DRAFT, Saved.NOTHING),
        (Deed.RIGHT, Saved.NEW),
        (Deed.DRAFT, Saved.FIRST_STANDS),
    ):
        receipt = sitting.do(1, deed)
        assert receipt
        assert receipt.saved is saved
    reading().rollback()
    receipt = sitting.do(1, Deed.CLEAR)
    assert receipt
    assert receipt.saved is Saved.FIRST_STANDS
    slot = attempts.show(sitting.person, sitting.quiz, 1)
    assert (slot.sequence, slot.draft) == (1, None)
