"""Somebody who reviews cards in a browser without JavaScript."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import webtest
from flask import Flask
from sqlalchemy import select

from quizapp.models import Card, Review
from quizapp.scheduling.memory import Rating
from quizapp.services.banks.questions import AskedQuestion, load_current
from quizapp.services.person import Person
from quizapp.services.reviews import recording, showing, studied_banks
from quizapp.services.transaction import reading, reading_rows
from support.people import a_browser, a_person

#: What is stored, to compare before and after.
Stored = Callable[[], dict[str, list[Any]]]


class Reviewer:
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


def question_of(page: webtest.TestResponse) -> int:
    for name in ("answer", "rate"):
        if name in page.forms:
            found = re.search(r"/review/(\d+)", page.forms[name].action)
            assert found
            return int(found[1])
    raise AssertionError("no card on the page")
