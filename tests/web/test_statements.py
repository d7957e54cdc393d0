"""A page costs the same after years of study: as many statements as in the first week."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlencode

import pytest
import webtest
from flask import Flask
from sqlalchemy import select
from support.answers import right, wrong
from support.assigning import an_assignment, begin
from support.courses import in_a_course, put_in
from support.histories import History, write_history
from support.http import fill_in
from support.marking import an_essay, essay_bank, hide_essays
from support.people import a_browser, a_person
from support.quiz import Quiz, number_of, put
from support.setting import taught
from support.statements import statements, statements_sent

from quizapp.assignments.terms import Terms
from quizapp.models import Attempt
from quizapp.question_types.base import Response
from quizapp.quizzes.rules import Feedback, QuizRules, Shows
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.courses import groups
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.quizzes import beginning, history
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.transaction import reading

SMALL = History("small", cards=3, reviews=2, attempts=2)
LARGE = History("large", cards=12, reviews=60, attempts=50)
#: What showing a question and answering it may take. One answer takes one more: that which finishes a quiz by
#: being right when its card is due, so that it is a review, whose day depends on the load of other days.
TO_SHOW, TO_ANSWER, TO_REVIEW_AND_FINISH = 5, 8, 9
#: What a class does at once in an exam: to begin, to save, to ask how much time is left, to submit.
TO_BEGIN, TO_SAVE, TO_ASK, TO_SUBMIT = 16, 6, 3, 17
#: A file is no page.
NO_PAGE = {"static", "images.show"}
#: A token that opens nothing: its pages are refusals.
NOBODYS = "nobodys"


@dataclass(frozen=True)
class Reader:
    """Somebody who may open every page, and what the addresses of their pages name.

    An administrator, who may open what belongs to any course, is a learner of this one.
    """

    browser: webtest.TestApp
    places: Mapping[str, object]
    finished: int
    #: An attempt at the assignment.
    at_assignment: int
    #: What addresses name of an answer to mark.
    marking: Mapping[str, int]


@pytest.fixture
def now() -> datetime:
    """Return the moment it is: the pages' own clock."""
    return datetime.now(UTC)


def a_reader(app: Flask, bank: int, length: History, now: datetime) -> Reader:
    with app.app_context():
        person = a_person(now, role=Role.ADMINISTRATOR)
        begun = write_history(person, length, bank, now)
        owner = a_person(now, role=Role.INSTRUCTOR)
        essays = essay_bank(now)
        course_id = in_a_course(owner, person, now, banks=[bank, essays])
        marking = an_essay(owner, person, course_id, essays, now)
        hide_essays(now)
        places = {
            "course_id": course_id,
            "group_id": groups.list_groups(owner, course_id)[0].id,
            "assignment_id": an_assignment(owner, person, course_id, bank, now),
            "attempt_id": beginning.begin(person, QuizRequest(bank, count=5), now, seed=1).attempt_id,
            "number": 1,
            "bank_id": bank,
            "question_id": begun[0],
            "user_id": person.id,
            "token": NOBODYS,
            "job_id": 1,
            "slot_id": marking["slot_id"],
        }
        finished = history.list_finished(person).items[0].id
        assigned = reading().scalars(select(Attempt.id).where(Attempt.assignment_id.is_not(None)))
        return Reader(a_browser(app, person), places, finished, max(assigned), marking)


def addresses(app: Flask, reader: Reader) -> dict[str, str]:
    """Return an address for each page of the app, so that a new page is never forgotten."""
    shown = reader.browser.get(f"/review/{reader.places['question_id']}").forms["answer"]
    card = urlencode({"card": shown["card"].value, "recalled": 1})
    with app.test_request_context():
        found = {
            rule.endpoint: app.url_for(
                rule.endpoint, **{name: reader.places[name] for name in rule.arguments}
            )
            for rule in app.url_map.iter_rules()
            if rule.methods and "GET" in rule.methods and rule.endpoint not in NO_PAGE
        }
        found["quizzes.result"] = app.url_for("quizzes.result", attempt_id=reader.finished)
        its = {"course_id": reader.places["course_id"], "assignment_id": reader.places["assignment_id"]}
        found["course_attempts.show"] = app.url_for(
            "course_attempts.show", attempt_id=reader.at_assignment, **its
        )
        for endpoint in ("marking.question", "marking.mark"):
            names = next(app.url_map.iter_rules(endpoint)).arguments
            found[endpoint] = app.url_for(endpoint, **{name: reader.marking[name] for name in names})
    found["reviews.answer"] += f"?{card}"
    return found


def costs(app: Flask, reader: Reader) -> dict[str, int]:
    """Return how many statements each page takes."""
    found = {}
    for endpoint, address in addresses(app, reader).items():
        pages: list[webtest.TestResponse] = []
        found[endpoint] = statements(lambda: pages.append(reader.browser.get(address, status="*")))  # noqa: B023 -- called at once
        assert pages[0].status_int < 400 or NOBODYS in address, (address, pages[0].status)
    return found


def test_no_page_takes_more_statements_for_a_long_history(app: Flask, bank: int, now: datetime) -> None:
    small, large = (costs(app, a_reader(app, bank, length, now)) for length in (SMALL, LARGE))
    assert {page: (small[page], large[page]) for page in small if small[page] != large[page]} == {}


def cost_of_answer(quiz: Quiz, number: int, choose: Callable[[AskedQuestion], Response]) -> int:
    """Fill in a question's form, and return how many statements sending it takes."""
    form, asked = quiz.open(number).forms["answer"], quiz.asked(number)
    put(form, asked.data(choose(asked)))
    sent = statements_sent(form.submit)
    assert quiz.is_answered(number)
    assert sum("revisions.content" in statement for statement in sent) == 1
    return len(sent)


@pytest.mark.parametrize("feedback", Feedback)
@pytest.mark.parametrize("choose", [right, wrong])
def test_a_question_is_shown_and_answered_in_few_statements(
    app: Flask, bank: int, feedback: Feedback, choose: Callable[[AskedQuestion], Response]
) -> None:
    quiz = Quiz(app, bank, feedback, count=3)
    shown = [statements(lambda: quiz.open(number)) for number in (1, 2, 3)]  # noqa: B023 -- called at once
    answered = [cost_of_answer(quiz, number, choose) for number in (1, 2, 3)]
    shown += [statements(lambda: quiz.open(number)) for number in (1, 2, 3)]  # noqa: B023 -- called at once
    assert max(shown) <= TO_SHOW
    assert max(answered) <= TO_ANSWER


def test_an_answer_that_is_a_review_takes_few_statements_too(app: Flask, bank: int, now: datetime) -> None:
    quiz = Quiz(app, bank, Feedback.EACH, count=3)
    for number in (1, 2, 3):
        cost_of_answer(quiz, number, wrong)
    with app.app_context():
        quiz.id = beginning.practise_missed(quiz.person, quiz.id, now, seed=3).attempt_id
    *first, last = (cost_of_answer(quiz, number, right) for number in (1, 2, 3))
    assert max(first) <= TO_ANSWER
    assert last <= TO_REVIEW_AND_FINISH


@pytest.mark.parametrize("feedback", Feedback)
def test_what_is_no_answer_takes_few_statements_and_writes_no_more_than_a_draft(
    app: Flask, bank: int, feedback: Feedback
) -> None:
    quiz = Quiz(app, bank, feedback)
    form = quiz.open(number_of(quiz, "number")).forms["answer"]
    form["response"] = "rather high"
    sent = statements_sent(form.submit)
    assert len(sent) <= TO_ANSWER
    written = [statement for statement in sent if statement.startswith(("INSERT", "UPDATE", "DELETE"))]
    kept = ["UPDATE slots SET draft"] if feedback is Feedback.END else []
    assert [statement.partition("=")[0] for statement in written] == kept


def test_what_a_class_does_at_once_takes_few_statements(app: Flask, bank: int, now: datetime) -> None:
    course = taught(app, bank)
    assignment = course.published(Terms(shows=Shows.EXAM, rules=QuizRules(Feedback.END, time_limit=60)))
    with app.app_context():
        for _ in range(5):
            other = a_person(now)
            put_in(course.id, other, CourseRole.LEARNER, now)
            begin(other, course.id, assignment, now)
    browser = course.learner
    begun = browser.get(f"/courses/{course.id}/assignments/{assignment}").forms["begin"]
    pages: list[webtest.TestResponse] = []
    assert statements(lambda: pages.append(begun.submit(status=303))) <= TO_BEGIN
    attempt = pages[0].location
    form = browser.get(f"{attempt}/1").forms["answer"]
    fill_in(form)
    autosave = {"X-Requested-With": "autosave"}
    save = partial(browser.post, f"{attempt}/1", form.submit_fields(), autosave, status=[200, 422])
    assert statements(save) <= TO_SAVE
    assert statements(lambda: browser.get(f"{attempt}/time-left")) <= TO_ASK
    submit = browser.get(f"{attempt}/finish").forms["finish"].submit
    assert statements(submit) <= TO_SUBMIT
