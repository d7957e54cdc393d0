"""Reviews in a browser without JavaScript: a card, its answer, four buttons, undo, and what goes wrong."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import webtest
from flask import Flask
from sqlalchemy import func, select, update
from support.answers import right, right_answer, wrong
from support.people import a_browser, a_person, everything_stored
from support.statements import statements

from quizapp.models import Card, QuestionRecord, Review, StudiedBank
from quizapp.question_types.base import Response
from quizapp.quizzes.rules import Feedback, QuizRules
from quizapp.scheduling.interval import interval_text
from quizapp.scheduling.memory import Rating, wait_for
from quizapp.services.banks.questions import AskedQuestion, load_current
from quizapp.services.memory.card_rows import state_of
from quizapp.services.person import Person
from quizapp.services.quizzes import answering, attempts, beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.reviews import recording, showing, studied_banks
from quizapp.services.transaction import reading, reading_rows, writing
from quizapp.web.filters import coming

DAY = timedelta(days=1)
Stored = Callable[[], dict[str, list[Any]]]


class Learner:
    """Somebody with a browser, and what the database knows of them."""

    def __init__(self, app: Flask, bank: int | None) -> None:
        self.app = app
        self.start = datetime.now(UTC)
        with app.app_context():
            person = a_person(self.start)
            if bank is not None:
                studied_banks.study(person, bank, self.start)
        self.person: Person = person
        self.pages = a_browser(app, person)

    def card_page(self) -> webtest.TestResponse:
        page = self.pages.get("/review")
        assert "answer" in page.forms, page.text
        return page

    def asked(self, page: webtest.TestResponse) -> AskedQuestion:
        """Return the question of a page, its choices in the author's order."""
        with self.app.app_context():
            asked = load_current(reading_rows(), question_of(page), 0)
        return replace(asked, order=tuple(range(len(asked.order))))

    def recall(self, page: webtest.TestResponse | None = None) -> webtest.TestResponse:
        return (page or self.card_page()).forms["answer"].submit("recalled")

    def rate(self, rating: int, page: webtest.TestResponse | None = None) -> webtest.TestResponse:
        return (page or self.recall()).forms["rate"].submit("rating", value=str(rating), status="*")

    def review_in_the_past(self, ago: timedelta, rating: Rating) -> int:
        """Rate the next card through the service, some time ago; return its question."""
        at = self.start - ago
        with self.app.app_context():
            side = showing.next_card(self.person, at, 1)
            assert isinstance(side, showing.QuestionSide)
            shown = showing.answer(self.person, side.shown, side.asked, None, at)
            recording.rate(self.person, shown.answered, rating, at)
            return side.asked.question_id

    def log(self) -> list[tuple[str, int | None]]:
        with self.app.app_context():
            rows = reading().execute(
                select(Review.event, Review.rating)
                .where(Review.user_id == self.person.id)
                .order_by(Review.id)
            )
            return [tuple(row) for row in rows]

    def card(self, question_id: int) -> Card:
        with self.app.app_context():
            card = reading().scalar(
                select(Card).where(Card.user_id == self.person.id, Card.question_id == question_id)
            )
            assert card
            return card


@pytest.fixture
def ada(app: Flask, bank: int) -> Learner:
    return Learner(app, bank)


@pytest.fixture
def stored(app: Flask) -> Stored:
    """Give what tells all that is stored, to compare before and after."""

    def look() -> dict[str, list[Any]]:
        with app.app_context():
            return everything_stored()

    return look


def question_of(page: webtest.TestResponse) -> int:
    for name in ("answer", "rate"):
        if name in page.forms:
            found = re.search(r"/review/(\d+)", page.forms[name].action)
            assert found
            return int(found[1])
    raise AssertionError("no card on the page")


def undo_form(page: webtest.TestResponse) -> webtest.Form:
    return next(form for form in page.forms.values() if form.action == "/review/undo")


# ---- the two sides


def test_a_card_is_recalled_turned_and_rated(ada: Learner) -> None:
    first = ada.card_page()
    answer = ada.recall(first)
    assert right_answer(ada.asked(first)) in answer.text
    assert "Wrong." not in answer.text
    after = ada.rate(3, answer)
    assert (after.status_int, after.location) == (303, "/review")
    assert question_of(after.follow()) != question_of(first)
    assert ada.log() == [("review", 3)]


def test_the_answer_is_nowhere_on_the_card_before_it_is_asked_for(app: Flask, ada: Learner) -> None:
    """Every question of the bank that is typed, so that its answer can't stand among choices."""
    with app.app_context():
        typed = reading().scalars(
            select(QuestionRecord.id).where(QuestionRecord.type.in_(("short", "number", "date")))
        )
        ids = list(typed)
    assert ids
    for question_id in ids:
        page = ada.pages.get(f"/review/{question_id}")
        asked = ada.asked(page)
        assert right_answer(asked) not in page.html.select_one("article").text
        assert (asked.question.explanation or "?!") not in page.text
        assert all(word not in page.text for source in asked.sources for word in source.evidence)


def test_the_page_of_a_choice_tells_neither_the_right_one_nor_the_authors_order(
    app: Flask, ada: Learner
) -> None:
    with app.app_context():
        question_id = reading().scalar(
            select(QuestionRecord.id).where(QuestionRecord.type == "single").limit(1)
        )
    page = ada.pages.get(f"/review/{question_id}")
    assert "choice--right" not in page.text
    values = [radio["value"] for radio in page.html.select("input[type=radio]")]
    assert values == sorted(values)


@pytest.mark.parametrize(
    ("choose", "word", "suggested"), [(right, "Right.", "Good"), (wrong, "Wrong.", "Again")]
)
def test_an_answer_is_marked_and_suggests_a_rating(
    app: Flask, ada: Learner, choose: Callable[[AskedQuestion], Response], word: str, suggested: str
) -> None:
    page = ada.card_page()
    asked = on_page(ada, page)
    side = give(page, asked, choose(asked))
    assert word in side.html.select_one(".outcome").text
    (stressed,) = side.html.select(".rating--suggested")
    assert suggested in stressed.text
    assert side.html.select_one(".ratings__reason").text.startswith(f"Suggested: {suggested} · ")
    ada.rate(2, side)
    with app.app_context():
        entry = reading().scalars(select(Review)).one()
    assert entry.response is not None
    assert entry.credit == (1 if choose is right else 0)
    assert entry.duration_ms is not None


def on_page(learner: Learner, page: webtest.TestResponse) -> AskedQuestion:
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


def test_reloading_and_going_back_change_nothing(ada: Learner, stored: Stored) -> None:
    before = stored()
    answer = ada.recall()
    assert ada.pages.get(answer.request.url).text.count("rating--1") == 1
    assert stored() == before
    ada.rate(3, answer)
    back = ada.pages.get(answer.request.url)
    assert "moved on" in back.text
    assert "rate" not in back.forms
    assert len(ada.log()) == 1


def test_what_cannot_be_read_comes_back_with_a_hint_and_unmarked(app: Flask, ada: Learner) -> None:
    with app.app_context():
        question_id = reading().scalar(
            select(QuestionRecord.id).where(QuestionRecord.type == "date").limit(1)
        )
    page = ada.pages.get(f"/review/{question_id}")
    for unreadable in ("6/7/2001", "30 February 2001", "", "x" * 10_000):
        form = page.forms["answer"]
        form["response"] = unreadable
        again = form.submit(status=422)
        assert again.html.select(".field-error")
        assert again.forms["answer"]["response"].value.strip() == unreadable.strip()
        assert right_answer(ada.asked(page)) not in again.text
    assert ada.log() == []


def test_a_wrong_choice_of_choices_is_sent_back(app: Flask, ada: Learner) -> None:
    with app.app_context():
        question_id = reading().scalar(
            select(QuestionRecord.id).where(QuestionRecord.type == "single").limit(1)
        )
    page = ada.pages.get(f"/review/{question_id}")
    token = page.forms["answer"]["card"].value
    for bad in ("99", "-1", "", "one"):
        ada.pages.get(f"/review/{question_id}/answer", {"card": token, "response": bad}, status=422)
    ada.pages.get(f"/review/{question_id}/answer", {"card": token}, status=422)


@pytest.mark.parametrize("rating", [1, 2, 3, 4])
def test_the_interval_on_the_button_is_the_one_that_is_stored(ada: Learner, rating: int) -> None:
    question_id = ada.review_in_the_past(20 * DAY, Rating.EASY)
    answer = ada.recall(ada.pages.get(f"/review/{question_id}"))
    shown = answer.html.select_one(f".rating--{rating} .rating__interval").text
    before = datetime.now(UTC)
    ada.rate(rating, answer)
    assert interval_text(wait_for(state_of(ada.card(question_id)), before, ada.person.clock)) == shown


def test_the_interval_holds_although_the_day_fills_up_on_another_page(ada: Learner) -> None:
    answer = ada.recall()
    question_id = question_of(answer)
    shown = answer.html.select_one(".rating--4 .rating__interval").text
    for _ in range(5):  # others are rated alike and take the quiet days
        page = ada.pages.get("/review")
        if question_of(page) == question_id:
            with ada.app.app_context(), writing() as session:
                session.execute(
                    update(QuestionRecord).where(QuestionRecord.id == question_id).values(position=99)
                )
            page = ada.pages.get("/review")
        ada.rate(4, ada.recall(page))
    ada.rate(4, answer)
    state = state_of(ada.card(question_id))
    assert interval_text(wait_for(state, datetime.now(UTC), ada.person.clock)) == shown


def place_of(page: webtest.TestResponse) -> str:
    """Return what a study page says of the work that is left, but for the minutes."""
    return " ".join(page.html.select_one(".study-top__place").text.split()).rpartition(" · ")[0]


def test_every_card_that_is_begun_leaves_those_that_are_left(ada: Learner) -> None:
    page = ada.card_page()
    left = int(place_of(page).removesuffix(" left"))
    assert f"{left} new · 0 to repeat · 0 to review" in page.text
    bar = page.html.select_one("progress")
    assert (bar["value"], bar["max"]) == ("0", str(left))
    places = []
    for rating in (4, 1, 3):
        ada.rate(rating)
        places.append(place_of(ada.card_page()))
    assert places == [
        f"{left - 1} left",
        f"{left - 2} left · 1 to repeat",
        f"{left - 3} left · 2 to repeat",
    ]


def test_at_last_come_the_cards_that_come_back(ada: Learner) -> None:
    while "left" in (place := place_of(ada.card_page())):
        ada.rate(1)
    assert place == f"{ada.person.preferences.new_per_day} to repeat"


# ---- what is refused


def test_a_rating_sent_twice_counts_once_and_goes_on(ada: Learner) -> None:
    answer = ada.recall()
    for _ in range(2):
        assert ada.rate(3, answer).status_int == 303
    assert ada.log() == [("review", 3)]


def test_another_rating_from_an_old_page_is_refused_with_a_way_on(ada: Learner, stored: Stored) -> None:
    answer = ada.recall()
    ada.rate(3, answer)
    before = stored()
    refused = ada.rate(1, answer)
    assert refused.status_int == 409
    assert "This card has moved on since this page was opened; nothing was saved." in refused.text
    assert stored() == before
    refused.click("Go on with the reviews")


@pytest.mark.parametrize("rating", ["0", "5", "-1", "", "x", "10" * 20, "3.0", "\ud800"])
def test_a_rating_that_is_none_of_the_four_is_refused(ada: Learner, stored: Stored, rating: str) -> None:
    answer = ada.recall()
    fields = dict(answer.forms["rate"].submit_fields())
    fields["rating"] = rating.encode("utf-8", "surrogatepass").decode("latin-1")
    before = stored()
    ada.pages.post(f"/review/{question_of(answer)}", fields, status=400)
    del fields["rating"]
    ada.pages.post(f"/review/{question_of(answer)}", fields, status=400)
    assert stored() == before


def test_a_token_that_was_tampered_with_is_refused(ada: Learner, stored: Stored) -> None:
    answer = ada.recall()
    fields = dict(answer.forms["rate"].submit_fields()) | {"rating": "3"}
    before = stored()
    token = fields["card"]
    for bad in ("", "x", token[:-1], token + "x", token[1:], "A" * 300_000):
        ada.pages.post(f"/review/{question_of(answer)}", fields | {"card": bad}, status=400)
    ada.pages.post(f"/review/{question_of(answer) + 1}", fields, status=400)
    assert stored() == before


def test_a_card_token_is_no_token_for_rating(ada: Learner) -> None:
    card = ada.card_page()
    fields = dict(ada.recall(card).forms["rate"].submit_fields()) | {"rating": "3"}
    fields["card"] = card.forms["answer"]["card"].value
    ada.pages.post(f"/review/{question_of(card)}", fields, status=400)


def test_somebody_elses_token_is_refused(app: Flask, ada: Learner, bank: int) -> None:
    bob = Learner(app, bank)
    hers, his = ada.recall(), bob.recall()
    fields = dict(his.forms["rate"].submit_fields()) | {"rating": "3"}
    fields["card"] = hers.forms["rate"]["card"].value
    bob.pages.post(f"/review/{question_of(his)}", fields, status=400)
    assert (ada.log(), bob.log()) == ([], [])
    # For an answer it is no token at all: the card is shown anew.
    token = ada.card_page().forms["answer"]["card"].value
    page = bob.pages.get(f"/review/{question_of(his)}/answer", {"card": token, "recalled": "1"})
    assert (page.status_int, page.location) == (302, f"/review/{question_of(his)}")


def test_an_answer_without_a_token_leads_to_the_card(ada: Learner) -> None:
    question_id = question_of(ada.card_page())
    for query in ("", "?recalled=1", "?card=x&recalled=1", "?response=3"):
        page = ada.pages.get(f"/review/{question_id}/answer{query}")
        assert page.location == f"/review/{question_id}"


def test_the_token_of_another_card_leads_to_the_card_that_was_asked_for(ada: Learner) -> None:
    token = ada.card_page().forms["answer"]["card"].value
    other = question_of(ada.card_page()) + 1
    page = ada.pages.get(f"/review/{other}/answer", {"card": token, "recalled": "1"})
    assert page.location == f"/review/{other}"


@pytest.mark.parametrize("address", ["/review/{id}", "/review/{id}/answer?recalled=1"])
def test_what_cannot_be_reviewed_is_not_found(app: Flask, ada: Learner, address: str) -> None:
    bob = Learner(app, None)
    question_id = question_of(ada.card_page())
    for pages, id_ in ((bob.pages, question_id), (ada.pages, 10**15), (ada.pages, 10**20), (ada.pages, "x")):
        page = pages.get(address.format(id=id_), status="*")
        if page.status_int == 302:
            page = page.follow(status="*")
        assert page.status_int == 404
    with app.app_context(), writing() as session:
        session.execute(update(QuestionRecord).values(retired_at=datetime.now(UTC)))
    page = ada.pages.get(address.format(id=question_id), status="*")
    assert (page.follow(status="*") if page.status_int == 302 else page).status_int == 404


def test_a_question_that_is_retired_while_it_is_shown_is_not_rated(app: Flask, ada: Learner) -> None:
    answer = ada.recall()
    with app.app_context(), writing() as session:
        session.execute(update(QuestionRecord).values(retired_at=datetime.now(UTC)))
    page = ada.rate(3, answer)
    assert page.status_int == 409
    assert "left your reviews" in page
    assert ada.log() == []


def test_nothing_is_changed_by_a_get_or_without_a_token_of_the_form(
    ada: Learner, bank: int, stored: Stored
) -> None:
    answer = ada.recall()
    fields = dict(answer.forms["rate"].submit_fields()) | {"rating": "3"}
    before = stored()
    ada.pages.get("/review/undo", status=405)
    ada.pages.get(f"/review/banks/{bank}", status=405)
    ada.pages.get(f"/review/banks/{bank}/stop", status=405)
    del fields["csrf_token"]
    ada.pages.post(f"/review/{question_of(answer)}", fields, status=400)
    for address in ("/review/undo", f"/review/banks/{bank}", f"/review/banks/{bank}/stop"):
        ada.pages.post(address, {}, status=400)
    assert stored() == before


# ---- undo


def test_undo_takes_back_the_last_review_and_shows_its_card(ada: Learner) -> None:
    first = question_of(ada.card_page())
    ada.rate(4)
    second = question_of(ada.card_page())
    ada.rate(4)
    page = undo_form(ada.card_page()).submit().follow()
    assert question_of(page) == second
    page = undo_form(page).submit().follow()
    assert question_of(page) == first
    assert not [form for form in page.forms.values() if form.action == "/review/undo"]
    assert ada.log() == [("review", 4), ("review", 4), ("undo", None), ("undo", None)]


def test_the_same_undo_sent_twice_takes_back_one_review(ada: Learner) -> None:
    ada.rate(4)
    ada.rate(4)
    form = undo_form(ada.card_page())
    assert form.submit().location == form.submit().location
    assert ada.log() == [("review", 4), ("review", 4), ("undo", None)]


def test_undo_works_on_the_answer_and_at_the_end(ada: Learner) -> None:
    while "answer" in (page := ada.pages.get("/review")).forms:
        ada.rate(4, ada.recall(page))
        assert "Undo" in ada.pages.get("/review").text
    assert "Done for now." in page.text
    shown = undo_form(page).submit().follow()
    undo_form(ada.recall(shown))


def test_with_nothing_to_undo_a_sentence_says_so(ada: Learner) -> None:
    token = csrf(ada)
    page = ada.pages.post("/review/undo", {"csrf_token": token}).follow()
    assert "There is nothing to undo." in page.text
    for bad in ("0", "-1", "x", str(10**20), str(10**15), ""):
        ada.pages.post("/review/undo", {"csrf_token": token, "review": bad}, status=404)


def csrf(learner: Learner) -> str:
    return str(learner.recall().forms["rate"]["csrf_token"].value)


def test_a_review_before_a_quiz_answer_stays_and_the_page_says_why(
    app: Flask, ada: Learner, bank: int
) -> None:
    def miss(seeds: Iterator[int], wanted: int | None = None) -> int:
        for seed in seeds:
            with app.app_context():
                now = datetime.now(UTC)
                begun = beginning.begin(
                    ada.person, QuizRequest(bank, count=1, rules=QuizRules(Feedback.EACH)), now, seed
                )
                asked = attempts.show(ada.person, begun.attempt_id, 1).asked
                if wanted in {None, asked.question_id}:
                    answering.answer(ada.person, begun.attempt_id, 1, wrong(asked), 0, now)
                    return asked.question_id
        raise AssertionError

    seeds = itertools.count(1)
    question_id = miss(seeds)
    assert question_of(ada.card_page()) == question_id
    ada.rate(3)
    form = undo_form(ada.card_page())
    miss(seeds, question_id)
    page = form.submit().follow()
    assert "answered again since" in page.text
    assert [kind for kind, _ in ada.log()] == ["quiz", "review", "quiz"]


# ---- the end of the queue, and banks


def test_somebody_new_is_offered_banks_and_begins_at_once(app: Flask, bank: int) -> None:
    bob = Learner(app, None)
    page = bob.pages.get("/review")
    assert "Choose what to learn" in page.text
    form = next(form for form in page.forms.values() if form.action == f"/review/banks/{bank}")
    begun = form.submit().follow()
    assert "answer" in begun.forms
    assert "is in your reviews now" in begun.text


def test_without_any_bank_the_page_says_what_will_help(app: Flask) -> None:
    bob = Learner(app, None)
    assert "There is nothing to learn yet." in bob.pages.get("/review").text
    assert "There is nothing to learn yet." in bob.pages.get("/review/banks").text


def test_banks_can_be_studied_and_left(app: Flask, ada: Learner, bank: int) -> None:
    page = ada.pages.get("/review/banks")
    page = next(form for form in page.forms.values() if form.action.endswith("/stop")).submit().follow()
    assert "No new cards" in page.text
    with app.app_context():
        assert reading().scalar(select(func.count()).select_from(StudiedBank)) == 0
    for unknown in (10**15, bank + 1):
        ada.pages.post(f"/review/banks/{unknown}", {"csrf_token": token_of(page)}, status=404)
        ada.pages.post(f"/review/banks/{unknown}/stop", {"csrf_token": token_of(page)}, status=404)


def token_of(page: webtest.TestResponse) -> str:
    return str(next(form for form in page.forms.values() if "csrf_token" in form.fields)["csrf_token"].value)


def test_the_end_of_the_queue_says_when_the_next_card_comes(ada: Learner) -> None:
    count = 0
    while "answer" in (page := ada.pages.get("/review")).forms:
        ada.rate(4, ada.recall(page))
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


def test_a_card_takes_as_many_statements_whatever_was_reviewed(ada: Learner) -> None:
    def costs() -> list[int]:
        pages = [ada.card_page()]
        return [
            statements(lambda: ada.pages.get("/review")),
            statements(lambda: pages.append(ada.recall(pages[0]))),
            statements(lambda: ada.rate(4, pages[1])),
        ]

    ada.rate(4)
    ada.review_in_the_past(40 * DAY, Rating.EASY)
    before = costs()
    for _ in range(4):
        ada.review_in_the_past(40 * DAY, Rating.EASY)
    assert costs() == before
