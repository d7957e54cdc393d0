"""Everything that is stored about a person, and nothing of anybody else, in files that open safely."""

import csv
import io
import json
import tracemalloc
import zipfile
from datetime import datetime, timedelta
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update
from support.assigning import an_assignment
from support.courses import in_a_course
from support.marking import essays
from support.people import CONTEXT, PASSWORD, a_history, a_person

from quizapp.assignments.terms import Terms
from quizapp.interchange import spreadsheet
from quizapp.models import Answer, Base, Identity, LateAnswer, LogIn, Marking, ResultOverride, Slot, User
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.scheduling.memory import Rating
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.services.accounts import letters, people
from quizapp.services.accounts.authentication import authenticate
from quizapp.services.courses import assignments
from quizapp.services.exports import personal_data
from quizapp.services.jobs.job import JobName
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning, closing, settling
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.quizzes.hints import take_hint
from quizapp.services.reviews import recording, showing
from quizapp.services.transaction import reading, writing

pytestmark = pytest.mark.usefixtures("in_app")

#: Columns that are left out, and why.
LEFT_OUT = {
    "secret": {"identities.secret", "users.session_token", "one_time_links.token_hash", "log_ins.browser",
               "ended_sessions.name", "invitations.token_hash"},
    "folded forms": {
        "users.user_name_key",
        "users.display_name_key",
        "users.email_key",
        "users.new_email_key",
        "log_ins.name_key",
        "invitations.email_key",
        "course_groups.name_key",
        "memberships.roster_name_key",
        "memberships.roster_email_key",
    },
    "for the staff alone": {"memberships.accommodation_reason", "overrides.reason", "overrides.version",
                            "markings.reason", "result_overrides.reason"},
    "counted from the reviews": {
        "review_days.study_day", "review_days.rated", "review_days.introduced", "review_days.reviewed",
        "review_days.young", "review_days.young_remembered", "review_days.mature",
        "review_days.mature_remembered", "review_days.duration_ms",
    },
    "counted from the marks": {"slots.marked_credit"},
    "how background work went": {
        "jobs.payload", "jobs.attempts", "jobs.run_at", "jobs.claimed_by", "jobs.claimed_at",
        "jobs.last_error",
    },
    "of no quiz that was taken": {"attempts.is_preview"},
    "how a quiz was drawn": {"attempts.seed", "slots.seed", "slots.sequence", "slots.heading"},
}  # fmt: skip
#: Columns that are in the files under another name.
RENAMED = {"slots.number": "place", "course_groups.name": "group"}
#: Tables that hold nothing about a person.
SHARED = {
    "assignments",
    "assignment_questions",
    "banks",
    "images",
    "questions",
    "revisions",
    "courses",
    "course_banks",
}


@pytest.fixture
def anna(bank: int, now: datetime) -> Person:
    anna = a_person(now, "Anna =1+1", Role.LEARNER, "anna@example.org")
    a_history(anna, bank, now)
    bo = a_person(now, "Bo", Role.ADMINISTRATOR, "bo@example.org")
    a_history(bo, bank, now)
    people.make_password_link(bo, anna.id, now)
    with writing() as session:
        letters.enqueue(session, JobName.PASSWORD_LETTER, anna.id, "https://quiz.example.org/", now)
        session.execute(
            update(Slot).where(Slot.number == 1).values(hints_used=1, draft="around 5", is_flagged=True)
        )
    course_id = in_a_course(bo, anna, now, banks=[bank])
    assignment_id = an_assignment(bo, anna, course_id, bank, now)
    with writing() as session:
        answer_id = session.scalars(select(func.min(Answer.id)).where(Answer.user_id == anna.id)).one()
        mark = Marking(sequence=1, credit=0.5, source="staff", comment="Nearly.", picks=[1.5], marked_at=now)
        mark.answer_id, mark.by_id, mark.reason = answer_id, bo.id, "Bo was too kind."
        session.add(mark)
        late = LateAnswer(response=None, arrived_at=now, decided_at=now, is_accepted=False)
        late.slot_id, late.decided_by_id = session.get_one(Answer, answer_id).slot_id, bo.id
        session.add(late)
        its = {"assignment_id": assignment_id, "user_id": anna.id, "by_id": bo.id, "at": now}
        session.add(ResultOverride(**its, sequence=1, percent=80, is_excused=False, reason="Bo was kind."))
    authenticate("anna =1+1", "a wrong guess", CONTEXT, now + timedelta(minutes=1))
    return anna


def as_json(person: Person, now: datetime) -> dict[str, Any]:
    file = io.BytesIO()
    personal_data.write_json(person, file, now)
    data: dict[str, Any] = json.loads(file.getvalue())
    return data


def as_csv(person: Person, now: datetime) -> dict[str, list[dict[str, str]]]:
    file = io.BytesIO()
    personal_data.write_csv(person, file, now)
    with zipfile.ZipFile(file) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))
            )
            for name in archive.namelist()
        }


def test_the_json_holds_the_profile_and_every_record(anna: Person, now: datetime) -> None:
    data = as_json(anna, now)
    assert data["made_at"] == "2026-03-02T10:00:00+00:00"
    (profile,) = data["profile"]
    assert profile["user_name"] == profile["display_name"] == "Anna =1+1"
    assert profile["email"] == "anna@example.org"
    assert profile["email_confirmed_at"] is None
    assert profile["new_email"] is None
    assert [one["provider"] for one in data["identities"]] == ["password"]
    assert profile["created_at"] == "2026-03-02T10:00:00+00:00"
    sizes = {name: len(records) for name, records in data.items() if name != "made_at"}
    assert sizes == {
        "profile": 1, "identities": 1, "log_ins": 2, "links": 1, "jobs": 1, "studied_banks": 1,
        "courses": 1, "course_groups": 1, "invitations": 1, "audit_events": 2,
        "assignments": 1, "overrides": 1, "result_overrides": 1, "attempts": 2, "answers": 6,
        "late_answers": 1, "markings": 1, "drafts": 1, "hints": 1, "flags": 1,
        "cards": 1, "reviews": 2, "parameter_sets": 1,
    }  # fmt: skip
    assert [log_in["succeeded"] for log_in in data["log_ins"]] == [True, False]


def test_a_member_is_told_what_was_done_about_them_and_not_why(anna: Person, now: datetime) -> None:
    data = as_json(anna, now)
    (course,), (invitation,) = data["courses"], data["invitations"]
    assert (course["course"], course["role"], course["time_factor"]) == ("Geography", "learner", 1.5)
    assert data["course_groups"] == [{"course": "Geography", "group": "Section A"}]
    assert (invitation["email"], invitation["name"]) == ("anna.a@example.org", "Anna A.")
    regrouped, accommodated = data["audit_events"]
    assert (regrouped["action"], regrouped["did"]) == ("member:regrouped", "about")
    assert accommodated["after"]["time_factor"] == 1.5
    assert [one["reason"] for one in data["audit_events"]] == [None, None]
    assert "dyslexia" not in json.dumps(data)


def test_one_of_the_staff_takes_along_what_they_did_and_nothing_about_others(
    anna: Person, now: datetime
) -> None:
    staff = authenticate("Bo", PASSWORD, CONTEXT, now)
    assert staff
    events = as_json(staff, now)["audit_events"]
    assert {one["did"] for one in events} == {"by"}
    assert "dyslexia" in [one["reason"] for one in events]
    told = json.dumps(events)
    assert str(anna.user_name) not in told
    assert "anna.a@example.org" not in told


def test_a_mark_is_told_without_who_gave_it_and_why(anna: Person, now: datetime) -> None:
    (mark,) = as_json(anna, now)["markings"]
    assert (mark["credit"], mark["picks"], mark["comment"]) == (0.5, [1.5], "Nearly.")
    assert mark.keys().isdisjoint({"by", "by_id", "reason"})


def test_a_mark_is_told_no_sooner_than_the_results(now: datetime) -> None:
    ada = a_person(now, "Ada")
    quiz = essays(now, [ada], Terms(shows=Shows.EXAM))
    quiz.mark(quiz.ines, quiz.slot(ada), (2, 0.5), now, comment="Well put.")

    def told() -> dict[str, Any]:
        reading().rollback()
        data = as_json(ada, now)
        assert "points" not in json.dumps(data["audit_events"])
        (mark,) = data["markings"]
        return {name: mark[name] for name in ("credit", "picks", "comment")}

    assert told() == {"credit": None, "picks": None, "comment": None}
    assignments.release(quiz.ines, quiz.course, quiz.assignment, now)
    settling.settle(ada, now)
    assert told() == {"credit": 1, "picks": [2, 0.5], "comment": "Well put."}


def test_an_answer_is_put_into_words(anna: Person, now: datetime) -> None:
    data = as_json(anna, now)
    for answer in data["answers"]:
        assert answer["question"].startswith("example/")
        assert answer["prompt"]
        assert answer["response_in_words"]
    assert [answer["credit"] for answer in data["answers"]] == [0, 1, 1, 1, 1, 1]
    from_quiz, reviewed = data["reviews"]
    assert (from_quiz["event"], reviewed["event"]) == ("quiz", "review")
    (parameters,) = data["parameter_sets"]
    assert from_quiz["parameter_set"] == reviewed["parameter_set"] == parameters["parameter_set"]
    assert (parameters["model"], tuple(parameters["numbers"])) == ("fsrs-6", DEFAULT_PARAMETERS.numbers)
    assert from_quiz["attempt"] == data["attempts"][0]["attempt"]
    assert from_quiz["response_in_words"] == data["answers"][0]["response_in_words"]
    assert reviewed["response_in_words"] != from_quiz["response_in_words"]


def test_a_hint_is_told_with_its_cost_whether_or_not_an_answer_followed(bank: int, now: datetime) -> None:
    cleo = a_person(now, "Cleo")
    quiz = beginning.begin(
        cleo, QuizRequest(bank, ("mountains",), count=20, rules=QuizRules(Feedback.END)), now, seed=1
    )
    hinted = [
        number
        for number in range(1, quiz.questions + 1)
        if attempts.show(cleo, quiz.attempt_id, number).asked.question.hints
    ]
    reading().rollback()
    for shown in (0, 1):
        take_hint(cleo, quiz.attempt_id, hinted[0], shown=shown, sequence=0, now=now)
    told = {
        "attempt": quiz.attempt_id,
        "place": hinted[0],
        "question": "example/highest-mountain",
        "revision": 1,
        "hints_used": 2,
        "prompt": "What is the highest mountain of the Alps called?",
        "cost": 0.83,
    }
    assert as_json(cleo, now)["hints"] == [told]
    assert as_csv(cleo, now)["hints"] == [{name: str(value) for name, value in told.items()}]


def test_an_answer_that_says_not_to_know_is_told_from_a_card_only_looked_at(bank: int, now: datetime) -> None:
    cleo = a_person(now, "Cleo")
    quiz = beginning.begin(cleo, QuizRequest(bank, count=1), now, seed=1).attempt_id
    answering.answer(cleo, quiz, 1, None, 0, now)
    side = showing.next_card(cleo, now, seed=1)
    assert isinstance(side, showing.QuestionSide)
    looked_at = showing.answer(cleo, side.shown, side.asked, None, now).answered
    recording.rate(cleo, looked_at, Rating.GOOD, now)
    data = as_json(cleo, now)
    assert [(one["response"], one["response_in_words"], one["credit"]) for one in data["answers"]] == [
        (None, "I don't know", 0)
    ]
    assert [(one["event"], one["response_in_words"]) for one in data["reviews"]] == [
        ("quiz", "I don't know"),
        ("review", None),
    ]


@pytest.mark.parametrize("feedback", Feedback)
def test_what_an_answer_earned_is_in_it_once_the_quiz_tells(
    feedback: Feedback, bank: int, now: datetime
) -> None:
    dora = a_person(now, "Dora")
    quiz = beginning.begin(
        dora, QuizRequest(bank, count=1, rules=QuizRules(feedback)), now, seed=1
    ).attempt_id
    asked = attempts.show(dora, quiz, 1).asked
    answering.answer(dora, quiz, 1, asked.right_response, 0, now)
    tells = feedback is Feedback.EACH
    for _ in range(2):
        (answer,) = as_json(dora, now)["answers"]
        told = [answer[name] is not None for name in ("response", "response_in_words", "credit")]
        assert told == [tells] * 3
        closing.finish(dora, quiz, now)
        tells = True


def test_the_csv_files_say_the_same_as_the_json(anna: Person, now: datetime) -> None:
    whole, files = as_json(anna, now), as_csv(anna, now)
    assert set(files) == set(whole) - {"made_at"}
    for name, records in files.items():
        assert len(records) == len(whole[name])
        for row, record in zip(records, whole[name], strict=True):
            assert set(row) == set(record)
            for column, cell in row.items():
                value = record[column]
                if isinstance(value, list | dict):
                    assert json.loads(cell) == value
                else:
                    assert cell.removeprefix("'") == ("" if value is None else str(value))


def test_a_section_without_records_still_names_its_columns(now: datetime) -> None:
    file = io.BytesIO()
    personal_data.write_csv(a_person(now), file, now)
    with zipfile.ZipFile(file) as archive:
        assert archive.read("cards.csv").decode("utf-8-sig").startswith("question,phase,")


def test_no_secret_and_nobody_elses_data_is_in_it(anna: Person, now: datetime) -> None:
    text = json.dumps(as_json(anna, now))
    of_users = select(Identity.secret, User.session_token).join(User, User.id == Identity.user_id)
    secrets = [value for row in reading().execute(of_users) for value in row]
    assert len(secrets) == 4
    for secret in (*secrets, "bo@example.org", PASSWORD):
        assert secret not in text
    assert "Bo" not in text.split()


def test_every_column_about_a_person_is_in_it_or_left_out_for_a_reason(anna: Person, now: datetime) -> None:
    data = as_json(anna, now)
    written = {name for records in data.values() if isinstance(records, list) for name in records[0]}
    left_out = set().union(*LEFT_OUT.values())
    for table in Base.metadata.sorted_tables:
        if table.name in SHARED:
            continue
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            if column.name == "id" or column.foreign_keys or name in left_out:
                continue
            assert RENAMED.get(name, column.name) in written, name


def test_tries_at_the_name_from_before_the_account_are_none_of_the_persons(now: datetime) -> None:
    authenticate("Anna", "a wrong guess", CONTEXT, now - timedelta(minutes=1))
    assert len(as_json(a_person(now, "Anna"), now)["log_ins"]) == 1


class Nowhere(io.RawIOBase):
    """Counts what is written to it and keeps none of it."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.size += len(data)
        return len(data)


def test_years_of_records_take_no_more_memory_than_a_few_hundred(now: datetime) -> None:
    anna = a_person(now, "Anna")
    tries = [
        {"name_key": "anna", "address": "192.0.2.1", "at": now + timedelta(minutes=n), "succeeded": True}
        for n in range(5_000)
    ]
    with writing() as session:
        session.execute(insert(LogIn), tries)
    del tries
    file: BinaryIO = Nowhere()  # type: ignore[assignment]
    personal_data.write_json(anna, file, now)  # what is loaded once, such as compiled statements
    tracemalloc.start()
    try:
        personal_data.write_json(anna, file, now)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    assert file.size > 2 * 5_000 * 80  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "=cmd|' /C calc'!A0",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
    ],
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert spreadsheet.harmless(text) == "'" + text


@given(st.text())
def test_a_cell_stays_as_it_is_or_gets_an_apostrophe(text: str) -> None:
    cell = spreadsheet.harmless(text)
    assert isinstance(cell, str)
    assert cell in (text, "'" + text)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("value", [-1, -0.5, None, True, 0])
def test_numbers_stay_numbers(value: object) -> None:
    assert spreadsheet.harmless(value) is value
