"""The page of a learner's progress: each picture has its figures beneath, for those who can't see it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from support.answers import right, wrong
from support.people import a_browser, a_person, logged_in
from support.statements import statements
from support.wording import words, words_of

from quizapp.quizzes.certainty import Certainty
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.scheduling.memory import Rating
from quizapp.services.accounts import profile
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning, closing
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing, studied_banks

DAY = timedelta(days=1)


@pytest.fixture
def ada(app: Flask, bank: int) -> Person:
    with app.app_context():
        now = datetime.now(UTC)
        person = a_person(now)
        studied_banks.study(person, bank, now)
        return person


def study(app: Flask, person: Person, bank: int, days: int) -> None:
    """Live through some days until now: reviews, and a quiz with half of it right."""
    with app.app_context():
        for ago in range(days, -1, -1):
            at = datetime.now(UTC) - ago * DAY
            for _ in range(4):
                side = showing.next_card(person, at, 1)
                if isinstance(side, showing.QuestionSide):
                    answered = showing.answer(person, side.shown, side.asked, None, at).answered
                    recording.rate(person, answered, Rating.GOOD, at)
        begun = beginning.begin(person, QuizRequest(bank, count=2, rules=QuizRules(Feedback.EACH)), at, 3)
        for number, choose in ((1, right), (2, wrong)):
            asked = attempts.show(person, begun.attempt_id, number).asked
            answering.answer(person, begun.attempt_id, number, choose(asked), 0, at)


def test_before_the_first_answer_the_page_says_what_to_do(app: Flask, bank: int) -> None:  # noqa: ARG001 -- there is a bank
    page = logged_in(app).get("/progress")
    assert "There is nothing to see yet." in words(page)
    page.click("Take a quiz", href="/quizzes")
    assert not page.html.select("figure")


def test_a_quiz_stands_at_the_day_it_was_for_who_took_it(app: Flask, ada: Person, bank: int) -> None:
    late = datetime(2026, 3, 2, 20, tzinfo=UTC)
    with app.app_context():
        profile.save_preferences(ada, replace(ada.preferences, time_zone="Asia/Almaty"))
        begun = beginning.begin(ada, QuizRequest(bank, count=2), late, 1)
        closing.finish(ada, begun.attempt_id, late)
    assert "3 Mar, Rivers and mountains" in words(a_browser(app, ada).get("/progress"))


def test_the_day_says_which_of_its_cards_wait_for_a_later_one(app: Flask, ada: Person) -> None:
    with app.app_context():
        at = datetime.now(UTC) - 60 * DAY
        for number in range(4):
            side = showing.next_card(ada, at + number * timedelta(minutes=1), 1)
            assert isinstance(side, showing.QuestionSide)
            answered = showing.answer(ada, side.shown, side.asked, None, at).answered
            recording.rate(ada, answered, Rating.EASY, at)
        few = replace(ada.preferences, new_per_day=0, reviews_per_day=4)
        profile.save_preferences(ada, few)
    page = words(a_browser(app, ada).get("/progress"))
    assert "4 cards left" in page
    assert "postponed" not in page
    with app.app_context():
        profile.save_preferences(ada, replace(few, reviews_per_day=1))
    page = words(a_browser(app, ada).get("/progress"))
    assert "1 card left" in page
    assert "Tomorrow includes 3 cards due today but postponed" in page


def test_every_picture_has_its_figures_in_a_table(app: Flask, ada: Person, bank: int) -> None:
    study(app, ada, bank, 12)
    page = a_browser(app, ada).get("/progress")
    titles = [title.text for title in page.html.select(".chart__title")]
    assert titles == ["Days you studied", "Coming up", "What you know", "Retention", "Quizzes"]
    for figure in page.html.select("figure"):
        rows = figure.select("table tbody tr")
        assert rows
        assert all(re.search(r"\w", row.text) for row in rows)
        # What is drawn is named for those who can't see it.
        assert all(
            picture.get("aria-label") or picture.get("aria-hidden") for picture in figure.select("svg")
        )


def test_a_topic_leads_to_practice_of_it(app: Flask, ada: Person, bank: int) -> None:
    study(app, ada, bank, 4)
    browser = a_browser(app, ada)
    row = browser.get("/progress").html.select_one(".mastery th[scope=row] a")
    page = browser.get(row["href"])
    (ticked,) = page.html.select("input[name=topics][checked]")
    assert words_of(ticked.find_parent("label")).startswith(words_of(row))
    practice = page.forms["begin"].submit(status=303).maybe_follow()
    assert practice.html.select_one("form#answer")


def test_a_topic_that_the_bank_has_not_is_passed_over(app: Flask, ada: Person, bank: int) -> None:
    page = a_browser(app, ada).get("/quizzes", {"bank": bank, "topics": "no/such"})
    assert not page.html.select("input[name=topics][checked]")


def test_the_words_say_what_was_done_and_what_is_left(app: Flask, ada: Person, bank: int) -> None:
    study(app, ada, bank, 0)
    text = words(a_browser(app, ada).get("/progress"))
    assert "Today: 4 reviews and 2 quiz questions." in text
    assert re.search(r"\d+ cards? left", text)
    assert "1 day in the last half year." in text
    assert "1 of 2" in text


def test_the_chart_of_quizzes_shows_the_whole_scale_and_mastery_says_what_it_counts(
    app: Flask, ada: Person, bank: int
) -> None:
    study(app, ada, bank, 12)
    page = a_browser(app, ada).get("/progress")
    quizzes_chart = page.html.select("figure")[-1]
    scale = [text.text for text in quizzes_chart.select("svg text:not([class])")]
    assert scale == ["100\N{NO-BREAK SPACE}%", "50\N{NO-BREAK SPACE}%", "0\N{NO-BREAK SPACE}%"]
    heads = [head.text for head in page.html.select(".mastery thead th")]
    assert heads == ["Topic", "Known", "Chance of recall today"]
    assert "Questions you haven't reviewed yet count as 0 %." in words(page)


def test_a_line_joins_attempts_at_the_same_quiz_alone(app: Flask, ada: Person, bank: int) -> None:
    with app.app_context():
        at = datetime.now(UTC) - DAY
        for seed, key in enumerate(("rivers", None, "final", "rivers", None)):
            begun = (
                beginning.begin_ready(ada, bank, key, at + seed * timedelta(minutes=1), seed)
                if key
                else beginning.begin(ada, QuizRequest(bank, count=2), at + seed * timedelta(minutes=1), seed)
            )
            closing.finish(ada, begun.attempt_id, at + seed * timedelta(minutes=1))
    chart = a_browser(app, ada).get("/progress").html.select("figure")[-1]
    points = [point["cx"] for point in chart.select("circle")]
    assert len(points) == len(chart.select("tbody tr")) == 5
    assert [(line["x1"], line["x2"]) for line in chart.select(".chart__line")] == [(points[0], points[3])]
    assert "Lines join attempts at the same quiz." in words_of(chart)


def test_retention_stands_beside_its_goal(app: Flask, ada: Person, bank: int) -> None:
    study(app, ada, bank, 20)
    page = a_browser(app, ada).get("/progress")
    assert "goal 90 %" in words(page)
    assert re.search(r"100 % of \d+ reviews?", words(page))
    assert "mature cards" not in words(page)  # none is yet


@pytest.mark.parametrize("role", [Role.ANONYMOUS, Role.VISITOR])
def test_who_has_no_account_is_asked_to_log_in(app: Flask, role: Role) -> None:
    assert logged_in(app, role).get("/progress").location.startswith("/log-in")


def test_a_long_history_takes_no_more_statements(app: Flask, ada: Person, bank: int) -> None:
    browser = a_browser(app, ada)
    study(app, ada, bank, 2)
    before = statements(lambda: browser.get("/progress"))
    study(app, ada, bank, 15)
    assert statements(lambda: browser.get("/progress")) == before


def test_how_well_learners_judge_themselves_is_drawn_said_and_written_in_figures(
    app: Flask, ada: Person, bank: int
) -> None:
    hers = a_browser(app, ada)
    assert "How accurate your certainty is" not in hers.get("/progress")
    with app.app_context():
        now = datetime.now(UTC)
        quiz = beginning.begin(
            ada, QuizRequest(bank, count=12, rules=QuizRules(asks_certainty=True)), now, 3
        ).attempt_id
        for number in range(1, 13):
            asked = attempts.show(ada, quiz, number).asked
            choose, certainty = (right, Certainty.FAIRLY) if number <= 10 else (wrong, Certainty.SURE)
            answering.answer(ada, quiz, number, choose(asked), 0, now, certainty)
    page = hers.get("/progress")
    figure = next(one for one in page.html.select("figure") if "How accurate your certainty" in one.text)
    said = " ".join(figure.select_one(".chart__summary").text.replace("\xa0", " ").split())
    assert said == (
        "“Sure” can't be judged yet: it needs 8 more answers. "
        "When you were fairly sure, you were right 100 % of the time. "
        "You know more than you think: “Sure” would have earned more."
    )
    cells = [[cell.text.replace("\xa0", " ") for cell in row.select("th, td")] for row in figure.select("tr")]
    assert cells == [
        ["You said", "Right", "Answers", "Best range"],
        ["Sure", "0 %", "2", "80 % to 100 %"],
        ["Fairly sure", "100 %", "10", "67 % to 80 %"],
    ]
    assert [point["cx"] for point in figure.select("circle")] == ["0.00%", "100.00%"]
    assert ["hollow" in " ".join(point["class"]) for point in figure.select("circle")] == [True, False]


def test_of_one_answer_the_words_about_certainty_and_marks_are_right(
    app: Flask, ada: Person, bank: int
) -> None:
    with app.app_context():
        now = datetime.now(UTC)
        quiz = beginning.begin(
            ada, QuizRequest(bank, count=2, rules=QuizRules(asks_certainty=True)), now, 3
        ).attempt_id
        answering.answer(ada, quiz, 1, right(attempts.show(ada, quiz, 1).asked), 0, now, Certainty.GUESS)
        closing.finish(ada, quiz, now)
    page = a_browser(app, ada).get("/progress")
    assert "Too few answers yet: each certainty needs 10." in page
    # The mark of a quiz stands on its questions, whether they were answered or not.
    assert "A hollow point is based on fewer than 10 questions." in page
