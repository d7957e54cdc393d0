"""An instructor finds any question, meets it as a learner will, and nothing of that is kept."""

from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from sqlalchemy import update
from support.people import everything_stored, logged_in

from quizapp.models import QuestionRecord
from quizapp.services.permissions import Role
from quizapp.services.transaction import writing


@pytest.fixture
def instructor(app: Flask, bank: int) -> webtest.TestApp:  # noqa: ARG001 -- the bank is synced first
    return logged_in(app, Role.INSTRUCTOR)


def the_bank(pages: webtest.TestApp) -> webtest.TestResponse:
    return pages.get("/banks").click("Rivers and mountains")


def the_question(pages: webtest.TestApp, prompt: str) -> webtest.TestResponse:
    return the_bank(pages).click(prompt)


def prompts(page: webtest.TestResponse) -> list[str]:
    return [heading.get_text(strip=True) for heading in page.html.select("table tbody th")]


def test_without_a_bank_the_page_says_how_to_make_one(app: Flask) -> None:
    assert "bank sync" in logged_in(app, Role.INSTRUCTOR).get("/banks").text


def test_all_questions_of_a_bank_are_listed(instructor: webtest.TestApp) -> None:
    page = the_bank(instructor)
    assert len(prompts(page)) == 12
    assert "12 questions" in page.text


def test_only_types_that_the_bank_has_are_offered(instructor: webtest.TestApp) -> None:
    page = the_bank(instructor)
    offered = {option["value"] for option in page.html.select("#type option")} - {""}
    assert "essay" not in offered
    for kind in offered:
        form = page.forms["search"]
        form["type"] = kind
        assert prompts(form.submit())


def test_questions_are_searched_by_words_topic_and_type(instructor: webtest.TestApp) -> None:
    form = the_bank(instructor).forms["search"]
    form["text"], form["topic"], form["type"] = "mont blanc", "mountains", "number"
    page = form.submit()
    (prompt,) = prompts(page)
    assert prompt.startswith("About how high is Mont Blanc, in metres?")
    assert "1 question found" in page.text
    assert page.forms["search"]["text"].value == "mont blanc"


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=99999999999999999999", "topic=%00x", "text=" + "x" * 300]
)
def test_a_search_that_makes_no_sense_is_never_an_error_of_ours(
    instructor: webtest.TestApp, query: str
) -> None:
    page = instructor.get(f"{the_bank(instructor).request.path}?{query}", status="*")
    assert page.status_int in {200, 400}


def test_nothing_found_says_what_to_do(instructor: webtest.TestApp) -> None:
    form = the_bank(instructor).forms["search"]
    form["text"] = "desert"
    assert "No question found." in form.submit().text


def test_a_question_is_shown_without_its_answer_until_it_is_checked(instructor: webtest.TestApp) -> None:
    page = the_question(instructor, "Into which sea does the Danube flow?")
    assert page.html.select_one(".question .feedback") is None
    assert "Start again" not in page.text
    form = page.forms["answer"]
    form["response"] = "black sea"
    page = form.submit("check")
    assert "Start again" in page.text
    feedback = page.html.select_one(".question .feedback")
    assert "Right." in feedback.text
    assert "Its delta lies in Romania" in feedback.text
    assert "An atlas" in feedback.text


def test_choices_keep_their_order_when_an_answer_is_checked(instructor: webtest.TestApp) -> None:
    page = the_question(instructor, "Which of these rivers is the longest?")
    form = page.forms["answer"]
    texts = [choice.get_text(" ", strip=True) for choice in page.html.select("#answer .choice__text")]
    form["response"] = str(texts.index("The Volga"))
    page = form.submit("check")
    assert "Right." in page.html.select_one(".question .feedback").text
    assert [choice.get_text(" ", strip=True) for choice in page.html.select("#answer .choice__text")] == texts


def test_a_malformed_answer_comes_back_with_a_hint(instructor: webtest.TestApp) -> None:
    form = the_question(instructor, "About how high is Mont Blanc, in metres?").forms["answer"]
    form["response"] = "very high"
    page = form.submit("check", status=422)
    assert page.html.select_one(".field-error")
    assert page.forms["answer"]["response"].value == "very high"
    assert page.html.select_one(".question .feedback") is None


def test_trying_questions_writes_nothing(app: Flask, instructor: webtest.TestApp) -> None:
    with app.app_context():
        before = everything_stored()
    form = the_question(instructor, "The Danube flows through Vienna.").forms["answer"]
    form["response"] = form.fields["response"][0].options[0][0]
    form.submit("check")
    with app.app_context():
        assert everything_stored() == before


def facts(page: webtest.TestResponse) -> dict[str, list[str]]:
    """Return what the section for instructors says, by what it is about."""
    found: dict[str, list[str]] = {}
    label = ""
    for entry in page.html.select(".facts > *"):
        if entry.name == "dt":
            label = entry.get_text(strip=True)
        else:
            found.setdefault(label, []).append(entry.get_text(" ", strip=True))
    return found


def test_instructors_read_how_a_question_is_marked(instructor: webtest.TestApp) -> None:
    page = the_question(instructor, "What is the highest mountain of the Alps called?")
    said = facts(page)
    assert said["Right too"] == ["Monte Bianco"]
    assert said["Forgiven"][0].startswith("case, accents, punctuation, spacing, ")
    assert said["Feedback"] == ["Matterhorn: The Matterhorn is 330 m lower."]
    assert said["Permanent key"] == ["example/highest-mountain"]
    assert any("For instructors" in summary.text for summary in page.html.select("details.panel > summary"))


def test_what_a_question_is_never_asked_beside_is_named_and_linked(
    app: Flask, instructor: webtest.TestApp
) -> None:
    with app.app_context(), writing() as session:
        session.execute(
            update(QuestionRecord)
            .where(QuestionRecord.key == "highest-mountain")
            .values(excludes=" longest-river danube-mouth ")
        )
        of_danube = update(QuestionRecord).where(QuestionRecord.key == "danube-mouth")
        session.execute(of_danube.values(retired_at=datetime.now(UTC)))
    page = the_question(instructor, "What is the highest mountain of the Alps called?")
    assert facts(page)["Never asked together with"] == ["longest-river"]
    assert "Which of these rivers is the longest?" in page.click("longest-river").text


def test_a_banks_questions_are_tried_one_by_one(instructor: webtest.TestApp) -> None:
    first = prompts(the_bank(instructor))[0]
    page = the_bank(instructor).click("Try them one by one")
    assert "Try it as a learner would" in page.text
    assert page.html.select_one(".question .prompt").get_text(" ", strip=True)[:20] == first[:20]


def test_one_can_walk_from_question_to_question(instructor: webtest.TestApp) -> None:
    page = the_question(instructor, "Which of these rivers is the longest?")
    seen = [page.html.h1.text]
    while page.html.find("a", rel="next"):
        page = page.click("Next question")
        seen.append(page.html.h1.text)
    assert len(set(seen)) == 12


def test_a_question_of_another_bank_is_not_found(instructor: webtest.TestApp) -> None:
    path = the_question(instructor, "Which of these rivers is the longest?").request.path
    instructor.get(path.replace("/banks/", "/banks/9"), status=404)
    instructor.get(f"{path}99", status=404)
