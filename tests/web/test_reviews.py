"""Reviews in a browser without JavaScript: a card, its answer, four buttons, and the end of the queue."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
import webtest
from bs4 import Tag
from flask import Flask
from sqlalchemy import func, select, update
from support.answers import right, right_answer, wrong
from support.reviewer import Reviewer, Stored, question_of
from support.statements import statements
from support.wording import words, words_of

from quizapp.models import Card, QuestionRecord, Review, StudiedBank
from quizapp.question_types.base import Response
from quizapp.scheduling.interval import interval_text
from quizapp.scheduling.memory import Rating, wait_for
from quizapp.services.accounts import profile
from quizapp.services.banks.questions import AskedQuestion
from quizapp.services.memory.card_rows import state_of
from quizapp.services.transaction import reading, writing
from quizapp.web.filters import coming

DAY = timedelta(days=1)


# ---- the two sides


def test_a_card_is_recalled_turned_and_rated(reviewer: Reviewer) -> None:
    first = reviewer.card_page()
    answer = reviewer.recall(first)
    assert right_answer(reviewer.asked(first)) in answer.text
    assert "Wrong." not in answer.text
    after = reviewer.rate(3, answer)
    assert (after.status_int, after.location) == (303, "/review")
    assert question_of(after.follow()) != question_of(first)
    assert reviewer.log() == [("review", 3)]


def test_the_answer_is_nowhere_on_the_card_before_it_is_asked_for(app: Flask, reviewer: Reviewer) -> None:
    """Every question of the bank that is typed, so that its answer can't stand among choices."""
    with app.app_context():
        typed = reading().scalars(
            select(QuestionRecord.id).where(QuestionRecord.type.in_(("short", "number", "date")))
        )
        ids = list(typed)
    assert ids
    for question_id in ids:
        page = reviewer.pages.get(f"/review/{question_id}")
        asked = reviewer.asked(page)
        assert right_answer(asked) not in page.html.select_one("article").text
        assert (asked.question.explanation or "?!") not in page.text
        assert all(word not in page.text for source in asked.sources for word in source.evidence)


def test_the_page_of_a_choice_tells_neither_the_right_one_nor_the_authors_order(
    app: Flask, reviewer: Reviewer
) -> None:
    with app.app_context():
        question_id = reading().scalar(
            select(QuestionRecord.id).where(QuestionRecord.type == "single").limit(1)
        )
    page = reviewer.pages.get(f"/review/{question_id}")
    assert "choice--right" not in page.text
    values = [radio["value"] for radio in page.html.select("input[type=radio]")]
    assert values == sorted(values)


@pytest.mark.parametrize(
    ("choose", "word", "suggested"), [(right, "Right.", "Good"), (wrong, "Wrong.", "Again")]
)
def test_an_answer_is_marked_and_suggests_a_rating(
    app: Flask, reviewer: Reviewer, choose: Callable[[AskedQuestion], Response], word: str, suggested: str
) -> None:
    page = reviewer.card_page()
    asked = on_page(reviewer, page)
    side = give(page, asked, choose(asked))
    assert word in side.html.select_one(".outcome").text
    (stressed,) = side.html.select(".rating--suggested")
    assert suggested in stressed.text
    assert side.html.select_one(".ratings__reason").text.startswith(f"Suggested: {suggested} · ")
    reviewer.rate(2, side)
    with app.app_context():
        entry = reading().scalars(select(Review)).one()
    assert entry.response is not None
    assert entry.credit == (1 if choose is right else 0)
    assert entry.duration_ms is not None


def on_page(learner: Reviewer, page: webtest.TestResponse) -> AskedQuestion:
    """Return the question with its choices as they stand on the page."""
    asked = learner.asked(page)
    texts = [label.text.strip() for label in page.html.select(".choice__text")]
    if asked.question.type in {"single", "multiple"}:
        choices = [choice.text for choice in asked.question.choices]  # type: ignore[attr-defined]
        return replace(asked, order=tuple(choices.index(text) for text in texts))
    return asked


def give(page: webtest.TestResponse, asked: AskedQuestion, response: Response) -> webtest.TestResponse:
    data = asked.data(response)
    form = page.forms["answer"]
    if isinstance(data, list):
        for field in form.fields["response"]:
            field.checked = field._value in data  # noqa: SLF001 -- WebTest names a box by no other way
    else:
        form["response"] = data
    return form.submit()


def test_reloading_and_going_back_change_nothing(reviewer: Reviewer, stored: Stored) -> None:
    before = stored()
    answer = reviewer.recall()
    assert reviewer.pages.get(answer.request.url).text.count("rating--1") == 1
    assert stored() == before
    reviewer.rate(3, answer)
    back = reviewer.pages.get(answer.request.url)
    assert "has changed since you opened this page" in back.text
    assert "rate" not in back.forms
    assert len(reviewer.log()) == 1


def test_what_cannot_be_read_comes_back_with_a_hint_and_unmarked(app: Flask, reviewer: Reviewer) -> None:
    with app.app_context():
        question_id = reading().scalar(
            select(QuestionRecord.id).where(QuestionRecord.type == "date").limit(1)
        )
    page = reviewer.pages.get(f"/review/{question_id}")
    for unreadable in ("6/7/2001", "30 February 2001", "", "x" * 10_000):
        form = page.forms["answer"]
        form["response"] = unreadable
        again = form.submit(status=422)
        assert again.html.select(".field-error")
        assert again.forms["answer"]["response"].value.strip() == unreadable.strip()
        assert right_answer(reviewer.asked(page)) not in again.text
    assert reviewer.log() == []


def test_a_wrong_choice_of_choices_is_sent_back(app: Flask, reviewer: Reviewer) -> None:
    with app.app_context():
        question_id = reading().scalar(
            select(QuestionRecord.id).where(QuestionRecord.type == "single").limit(1)
        )
    page = reviewer.pages.get(f"/review/{question_id}")
    token = page.forms["answer"]["card"].value
    for bad in ("99", "-1", "", "one"):
        reviewer.pages.get(f"/review/{question_id}/answer", {"card": token, "response": bad}, status=422)
    reviewer.pages.get(f"/review/{question_id}/answer", {"card": token}, status=422)


@pytest.mark.parametrize("rating", [1, 2, 3, 4])
def test_the_interval_on_the_button_is_the_one_that_is_stored(reviewer: Reviewer, rating: int) -> None:
    question_id = reviewer.review_in_the_past(20 * DAY, Rating.EASY)
    answer = reviewer.recall(reviewer.pages.get(f"/review/{question_id}"))
    shown = answer.html.select_one(f".rating--{rating} .rating__interval").text
    before = datetime.now(UTC)
    reviewer.rate(rating, answer)
    assert (
        interval_text(wait_for(state_of(reviewer.card(question_id)), before, reviewer.person.clock)) == shown
    )


def test_the_interval_holds_although_the_day_fills_up_on_another_page(reviewer: Reviewer) -> None:
    answer = reviewer.recall()
    question_id = question_of(answer)
    shown = answer.html.select_one(".rating--4 .rating__interval").text
    for _ in range(5):  # others are rated alike and take the quiet days
        page = reviewer.pages.get("/review")
        if question_of(page) == question_id:
            with reviewer.app.app_context(), writing() as session:
                session.execute(
                    update(QuestionRecord).where(QuestionRecord.id == question_id).values(position=99)
                )
            page = reviewer.pages.get("/review")
        reviewer.rate(4, reviewer.recall(page))
    reviewer.rate(4, answer)
    state = state_of(reviewer.card(question_id))
    assert interval_text(wait_for(state, datetime.now(UTC), reviewer.person.clock)) == shown


def place_of(page: webtest.TestResponse) -> str:
    """Return what a study page says of the work that is left, but for the minutes."""
    return " ".join(page.html.select_one(".study-top__place").text.split()).rpartition(" · ")[0]


def test_every_right_answer_moves_the_count(reviewer: Reviewer) -> None:
    page = reviewer.card_page()
    new = reviewer.person.preferences.new_per_day
    assert place_of(page) == f"{2 * new} answers to go"
    assert f"{new} new · 0 learning · 0 due" in page.text
    bar = page.html.select_one("progress")
    assert (bar["value"], bar["max"]) == ("0", str(2 * new))
    places, bars = [], []
    for rating in (3, 1, 4, 3):
        reviewer.rate(rating)
        page = reviewer.card_page()
        places.append(int(place_of(page).removesuffix(" answers to go")))
        bar = page.html.select_one("progress")
        bars.append(int(bar["value"]) / int(bar["max"]))
    # A new card is done with after two right answers, or after one that was easy.
    assert places == [2 * new - 1, 2 * new - 1, 2 * new - 3, 2 * new - 4]
    assert bars == sorted(bars)


def test_at_last_come_the_cards_that_come_back_until_none_is_left(reviewer: Reviewer) -> None:
    new = reviewer.person.preferences.new_per_day
    for _ in range(new):
        reviewer.rate(1)
    for to_go in range(2 * new, 0, -1):
        page = reviewer.card_page()
        assert place_of(page) == (f"{to_go} answers to go" if to_go > 1 else "1 answer to go")
        reviewer.rate(3, reviewer.recall(page))


# ---- the end of the queue, and banks


def test_somebody_new_is_offered_banks_and_begins_at_once(app: Flask, bank: int) -> None:
    bob = Reviewer(app, None)
    page = bob.pages.get("/review")
    assert "Choose what to learn" in page.text
    form = next(form for form in page.forms.values() if form.action == f"/review/banks/{bank}")
    begun = form.submit().follow()
    assert "answer" in begun.forms
    assert "is in your reviews now" in begun.text


def test_without_any_bank_the_page_says_what_will_help(app: Flask) -> None:
    bob = Reviewer(app, None)
    assert "There is nothing to learn yet." in bob.pages.get("/review").text
    assert "There is nothing to learn yet." in bob.pages.get("/review/banks").text


def test_banks_can_be_studied_and_left(app: Flask, reviewer: Reviewer, bank: int) -> None:
    page = reviewer.pages.get("/review/banks")
    page = next(form for form in page.forms.values() if form.action.endswith("/stop")).submit().follow()
    assert "No new cards" in page.text
    with app.app_context():
        assert reading().scalar(select(func.count()).select_from(StudiedBank)) == 0
    for unknown in (10**15, bank + 1):
        reviewer.pages.post(f"/review/banks/{unknown}", {"csrf_token": token_of(page)}, status=404)
        reviewer.pages.post(f"/review/banks/{unknown}/stop", {"csrf_token": token_of(page)}, status=404)


def token_of(page: webtest.TestResponse) -> str:
    return str(next(form for form in page.forms.values() if "csrf_token" in form.fields)["csrf_token"].value)


def test_the_end_of_the_queue_says_when_the_next_card_comes(reviewer: Reviewer) -> None:
    count = 0
    while "answer" in (page := reviewer.pages.get("/review")).forms:
        reviewer.rate(4, reviewer.recall(page))
        count += 1
    assert f"{count} reviews today." in re.sub(r"\s+", " ", page.text)
    assert re.search(r"Next card (tomorrow|on \w+)\.", page.text)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-03-02T14:20", "at 14:20"),
        ("2026-03-03T00:05", "at 00:05"),
        ("2026-03-03T04:00", "tomorrow"),
        ("2026-03-04T03:59", "tomorrow"),
        ("2026-03-06T04:00", "on Friday"),
        ("2026-03-09T04:00", "on 9 March"),
        ("2027-01-02T04:00", "on 2 January 2027"),
    ],
)
def test_a_moment_to_come_is_written_as_it_is_said(
    app: Flask, now: datetime, moment: str, words: str
) -> None:
    with app.test_request_context():
        assert coming(datetime.fromisoformat(moment).replace(tzinfo=UTC), now) == words


def test_a_stranger_is_asked_to_log_in(app: Flask) -> None:
    stranger = webtest.TestApp(app)
    for address in ("/review", "/review/1", "/review/1/answer", "/review/banks", "/progress"):
        assert stranger.get(address).location.startswith("/log-in")


def test_a_card_takes_as_many_statements_whatever_was_reviewed(reviewer: Reviewer) -> None:
    def costs() -> list[int]:
        pages = [reviewer.card_page()]
        return [
            statements(lambda: reviewer.pages.get("/review")),
            statements(lambda: pages.append(reviewer.recall(pages[0]))),
            statements(lambda: reviewer.rate(4, pages[1])),
        ]

    reviewer.rate(4)
    reviewer.review_in_the_past(40 * DAY, Rating.EASY)
    before = costs()
    for _ in range(4):
        reviewer.review_in_the_past(40 * DAY, Rating.EASY)
    assert costs() == before


def at_the_end(app: Flask, reviewer: Reviewer) -> Tag:
    """Return what is offered where nothing is due and no new card comes in."""
    with app.app_context():
        none_new = replace(reviewer.person.preferences, new_per_day=0)
        profile.save_preferences(reviewer.person, none_new)
    offered = reviewer.pages.get("/review").html.select_one("[aria-labelledby=more]")
    assert isinstance(offered, Tag)
    return offered


def test_at_the_end_practice_is_offered_which_leaves_the_schedule_as_it_is(
    app: Flask, reviewer: Reviewer
) -> None:
    offered = at_the_end(app, reviewer)
    assert "changes your schedule" not in offered.text
    assert "The rest of your schedule doesn't change" in words_of(offered)
    reviewer.pages.get(offered.a["href"], status=HTTPStatus.OK)


def test_at_the_end_tomorrows_cards_are_offered_which_moves_the_schedule(
    app: Flask, reviewer: Reviewer
) -> None:
    question_id = reviewer.review_in_the_past(8 * DAY, Rating.EASY)
    tomorrow = reviewer.person.clock.study_day(datetime.now(UTC)) + DAY
    with app.app_context(), writing() as session:
        session.execute(update(Card).values(due_day=tomorrow))
    offered = at_the_end(app, reviewer)
    assert "Review 1 of tomorrow's cards today" in words_of(offered)
    assert "This changes your schedule" in words_of(offered)
    page = reviewer.pages.get(offered.a["href"])
    assert question_of(page) == question_id
    assert "1 answer to go" in words(page, "header.study-header")
    # What follows comes the same way.
    answer = reviewer.recall(page)
    assert "1 answer to go" in words(answer, "header.study-header")
    rated = reviewer.rate(3, answer)
    assert (rated.status_int, rated.location) == (303, "/review/ahead")
    assert "Done for now." in rated.follow().text
