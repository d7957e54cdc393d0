"""The first days of a learner: from five questions without an account to a deck, progress and farewell."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect
from support.browsing import (
    PASSWORD,
    AnswerKey,
    begin_quiz,
    fill_in,
    fill_in_new_account,
    log_in,
    log_out,
    study,
)

pytestmark = pytest.mark.browser

EXAMPLE = "Rivers and mountains"
OUTCOME = ".feedback .outcome"


def next_question(page: Page) -> None:
    page.get_by_role("link", name="Next").click()
    expect(page.locator("form#answer")).to_be_visible()


def test_a_visitor_tries_five_questions_and_keeps_the_result_by_signing_up(
    page: Page, errors: list[str], key: AnswerKey, name: str
) -> None:
    page.goto("/")
    page.get_by_role("button", name="Try five questions").click()
    for number in range(1, 6):
        expect(page.locator(".study-top__place")).to_contain_text(f"{number} of 5")
        explanation = key.question(page).explanation
        assert explanation
        assert explanation[:40] not in page.content()
        fill_in(page, key.wrong(page) if number <= 2 else key.right(page))
        page.get_by_role("button", name="Check").click()
        expect(page.locator(OUTCOME)).to_contain_text("Wrong." if number <= 2 else "Right.")
        expect(page.locator(".explanation")).to_be_visible()
        page.locator(".sources summary").click()
        expect(page.locator(".sources q").first).to_be_visible()
        page.get_by_role("link", name="Next" if number < 5 else "See the result").click()
    expect(page.locator(".result-sentence")).to_contain_text("3 of 5 right.")

    page.locator("#main").get_by_role("link", name="Sign up").click()
    fill_in_new_account(page, name)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text(f"Welcome, {name}.")).to_be_visible()
    expect(page.locator(".result-sentence")).to_contain_text("3 of 5 right.")
    expect(page.get_by_text("2 questions that you missed are now in your reviews.")).to_be_visible()

    page.get_by_role("link", name="Today").click()
    expect(page.locator(".lead")).to_contain_text("2 cards")
    page.get_by_role("link", name="Quizzes").click()
    finished = page.get_by_role("region", name="Finished").get_by_role("listitem")
    expect(finished).to_have_count(1)
    expect(finished).to_contain_text("3 of 5")
    assert errors == []


def test_the_topics_of_a_new_quiz_are_named_as_they_are_chosen(learner: Page) -> None:
    learner.goto("/quizzes")
    learner.get_by_role("list", name="Banks").get_by_role("link", name=EXAMPLE).click()
    chosen = learner.locator("[data-topics-chosen]")
    expect(chosen).to_have_text("All topics")
    learner.locator("#topics summary").click()
    learner.get_by_role("checkbox", name="Mountains").check()
    expect(chosen).to_have_text("1 topic: Mountains")
    learner.get_by_role("checkbox", name="Baltic").check()
    expect(chosen).to_have_text("2 topics: Mountains, Baltic")
    # What stands below a chosen one goes without saying.
    learner.get_by_role("checkbox", name="Rivers").check()
    expect(chosen).to_have_text("2 topics: Mountains, Rivers")


def test_a_quiz_with_feedback_tells_after_each_question_and_leads_on(learner: Page, key: AnswerKey) -> None:
    begin_quiz(learner, 3, bank=EXAMPLE)
    fill_in(learner, key.right(learner))
    learner.get_by_role("button", name="Check").click()
    expect(learner.locator(OUTCOME)).to_contain_text("Right.")
    next_question(learner)

    learner.get_by_role("button", name="Check").click()
    expect(learner.locator(".field-error")).to_be_visible()
    expect(learner.locator(OUTCOME)).to_have_count(0)
    fill_in(learner, key.wrong(learner))
    learner.get_by_role("button", name="Check").click()
    expect(learner.locator(OUTCOME)).to_contain_text("Wrong.")
    learner.reload()
    expect(learner.locator(OUTCOME)).to_contain_text("Wrong.")
    next_question(learner)

    learner.get_by_role("link", name="Pause").click()
    learner.get_by_role("region", name="Quizzes in progress").get_by_role("link", name=EXAMPLE).click()
    expect(learner.locator(".study-top__place")).to_contain_text("3 of 3")
    fill_in(learner, key.right(learner))
    learner.get_by_role("button", name="Check").click()
    learner.get_by_role("link", name="See the result").click()
    expect(learner.locator(".result-sentence")).to_contain_text("2 of 3 right.")
    results = learner.locator("details.result")
    opened = [item.get_attribute("open") is not None for item in results.all()]
    assert opened == [False, True, False]
    expect(results.nth(1)).to_contain_text("Wrong")


def test_a_quiz_with_feedback_at_the_end_lets_answers_change_until_it_is_finished(
    learner: Page, key: AnswerKey
) -> None:
    begin_quiz(learner, 3, bank=EXAMPLE, feedback="At the end")
    first = key.question(learner)
    fill_in(learner, key.wrong(learner))
    learner.get_by_role("button", name="Save and next").click()
    expect(learner.locator(".study-top__place")).to_contain_text("2 of 3")
    fill_in(learner, key.right(learner))
    learner.get_by_role("button", name="Save and go to question 1 (answered)").click()

    expect(learner.locator(".study-top__place")).to_contain_text("1 of 3")
    assert key.question(learner) == first
    assert_filled_in(learner, key.wrong(learner))
    clear(learner)
    fill_in(learner, key.right(learner))
    expect(learner.locator("[data-save-status]")).to_have_text("Saved")
    learner.reload()
    assert_filled_in(learner, key.right(learner))

    learner.get_by_role("button", name="Finish").click()
    expect(learner.get_by_text("2 of 3 questions are answered.")).to_be_visible()
    learner.get_by_role("link", name="Question 3").click()
    fill_in(learner, key.right(learner))
    learner.get_by_role("button", name="Save", exact=False).first.click()
    expect(learner.get_by_text("All 3 questions are answered.")).to_be_visible()
    learner.get_by_role("button", name="Finish and see the result").click()
    expect(learner.locator(".result-sentence")).to_contain_text("All 3 right.")

    # Back to a page from before the end: there is nothing to answer any more.
    learner.go_back()
    learner.go_back()
    learner.reload()
    expect(learner.locator(OUTCOME)).to_contain_text("Right.")
    expect(learner.locator("form#answer")).to_have_count(0)


def test_missed_questions_can_be_practised_at_once(learner: Page, key: AnswerKey) -> None:
    begin_quiz(learner, 2, bank=EXAMPLE)
    missed = key.question(learner)
    fill_in(learner, key.wrong(learner))
    learner.get_by_role("button", name="Check").click()
    next_question(learner)
    fill_in(learner, key.right(learner))
    learner.get_by_role("button", name="Check").click()
    learner.get_by_role("link", name="See the result").click()
    learner.get_by_role("button", name="Practise the one you didn't get right").click()
    expect(learner.locator(".study-top__place")).to_contain_text("1 of 1")
    assert key.question(learner) == missed


def test_cards_are_reviewed_by_typing_choosing_and_recalling_and_taken_back(
    learner: Page, key: AnswerKey
) -> None:
    learner.goto("/review")
    expect(learner.get_by_role("heading", name="Choose what to learn")).to_be_visible()
    study(learner, EXAMPLE)
    done = set()
    rated = 0
    while done != {"typed", "chosen", "recalled"}:
        prompt = learner.locator("#prompt").inner_text()
        typed = learner.locator("#response[type=text]").count() > 0
        way = "recalled" if rated == 0 else "typed" if typed else "chosen"
        if way == "recalled":
            learner.get_by_role("button", name="Show answer").click()
            expect(learner.locator(OUTCOME)).to_have_count(0)
        else:
            fill_in(learner, key.right(learner))
            learner.get_by_role("button", name="Check").click()
            expect(learner.locator(OUTCOME)).to_contain_text("Right.")
        expect(learner.locator(".rating")).to_have_count(4)
        if rated % 2:
            learner.keyboard.press("3")
        else:
            learner.locator(".rating", has_text="Good").click()
        expect(learner.locator("#prompt")).not_to_have_text(prompt)
        done.add(way)
        rated += 1
        assert rated <= 8

    left = learner.locator(".study-top__place").inner_text()
    # The next card may have a field, into which letters go until Escape says that keys are meant.
    learner.keyboard.press("Escape")
    learner.keyboard.press("u")
    expect(learner.get_by_text("Review undone. Here is the card again.")).to_be_visible()
    expect(learner.locator("#prompt")).to_have_text(prompt)
    assert learner.locator(".study-top__place").inner_text() != left


def test_progress_shows_each_picture_with_its_table(learner: Page, key: AnswerKey) -> None:
    learner.goto("/progress")
    expect(learner.get_by_text("There is nothing to see yet.")).to_be_visible()
    begin_quiz(learner, 2, bank=EXAMPLE)
    for _ in range(2):
        fill_in(learner, key.right(learner))
        learner.get_by_role("button", name="Check").click()
        learner.locator("a[data-key=enter]").click()
    study(learner, EXAMPLE)
    learner.get_by_role("button", name="Show answer").click()
    learner.locator(".rating", has_text="Easy").click()

    learner.goto("/progress")
    expect(learner.locator(".lead")).to_contain_text("Today: 1 review and 2 quiz questions.")
    charts = learner.locator("figure.chart")
    titles = charts.locator(".chart__title").all_inner_texts()
    assert titles == ["Days you studied", "Coming up", "What you know", "Quizzes"]
    for chart in charts.all():
        table = chart.get_by_role("table")
        if chart.locator("details").count():
            expect(table).to_be_hidden()
            chart.get_by_text("Show as a table").click()
        expect(table).to_be_visible()
        expect(table.locator("tbody tr").first).to_be_visible()


def test_settings_are_kept_and_data_can_be_taken_along(learner: Page, key: AnswerKey, name: str) -> None:
    begin_quiz(learner, 1, bank=EXAMPLE)
    fill_in(learner, key.right(learner))
    learner.get_by_role("button", name="Check").click()

    learner.goto("/settings")
    expect(learner.get_by_label("Time zone")).to_have_value("Europe/Berlin")
    learner.get_by_label("New cards a day").fill("-1")
    learner.get_by_role("button", name="Save").click()
    expect(learner.locator("#new_per_day:invalid")).to_be_focused()
    learner.get_by_label("New cards a day").fill("7")
    learner.get_by_label("How much you want to remember").select_option("85")
    learner.get_by_role("button", name="Save").click()
    expect(learner.locator(".flash")).to_contain_text("Saved.")
    learner.reload()
    expect(learner.get_by_label("New cards a day")).to_have_value("7")
    expect(learner.get_by_label("How much you want to remember")).to_have_value("85")

    data = json.loads(downloaded(learner, "Download as JSON"))
    assert name in json.dumps(data)
    assert len(data["answers"]) == 1
    with zipfile.ZipFile(io.BytesIO(downloaded(learner, "Download as CSV"))) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("answers.csv").decode("utf-8-sig"))))
    assert len(rows) == 1


def test_a_password_is_changed_and_the_account_deleted(learner: Page, name: str) -> None:
    learner.goto("/settings/password")
    learner.get_by_label("Your password").fill(PASSWORD)
    learner.get_by_label("New password").fill("seven grey geese in a row")
    learner.get_by_role("button", name="Change password").click()
    expect(learner.locator(".flash")).to_contain_text("Your password is changed.")
    log_out(learner)
    learner.goto("/settings")
    expect(learner).to_have_url(re.compile(r"/log-in\?next="))

    log_in(learner, name, PASSWORD)
    expect(learner.get_by_text("The user name, email address or password is wrong.")).to_be_visible()
    log_in(learner, name, "seven grey geese in a row")
    expect(learner.get_by_role("heading", name="Today")).to_be_visible()

    learner.goto("/settings/delete")
    learner.get_by_label("Your password").fill("seven grey geese in a row")
    learner.get_by_role("button", name="Delete my account").click()
    expect(learner.get_by_text("Your account is deleted")).to_be_visible()
    log_in(learner, name, "seven grey geese in a row")
    expect(learner.get_by_text("The user name, email address or password is wrong.")).to_be_visible()


def assert_filled_in(page: Page, answer: str | list[str]) -> None:
    typed = page.locator("#response[type=text]")
    if typed.count():
        assert typed.input_value() == answer
    else:
        checked = page.locator(".choice:has(input:checked) .choice__text").all_inner_texts()
        assert sorted(checked) == sorted([answer] if isinstance(answer, str) else answer)


def clear(page: Page) -> None:
    """Take back what is chosen in a list where several may be."""
    for box in page.locator("input[type=checkbox]:checked").all():
        box.uncheck()


def downloaded(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    download: Download = waiting.value
    return Path(download.path()).read_bytes()
