"""What reviews refuse: an old page, a rating that is none, a token that isn't the learner's own."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import update
from support.reviewer import Reviewer, Stored, question_of

from quizapp.models import QuestionRecord
from quizapp.services.transaction import writing


def test_a_rating_sent_twice_counts_once_and_goes_on(reviewer: Reviewer) -> None:
    answer = reviewer.recall()
    for _ in range(2):
        assert reviewer.rate(3, answer).status_int == 303
    assert reviewer.log() == [("review", 3)]


def test_another_rating_from_an_old_page_is_refused_with_a_way_on(reviewer: Reviewer, stored: Stored) -> None:
    answer = reviewer.recall()
    reviewer.rate(3, answer)
    before = stored()
    refused = reviewer.rate(1, answer)
    assert refused.status_int == 409
    assert "This card has changed since you opened this page. Nothing was saved." in refused.text
    assert stored() == before
    refused.click("Continue reviewing")


@pytest.mark.parametrize("rating", ["0", "5", "-1", "", "x", "10" * 20, "3.0", "\ud800"])
def test_a_rating_that_is_none_of_the_four_is_refused(
    reviewer: Reviewer, stored: Stored, rating: str
) -> None:
    answer = reviewer.recall()
    fields = dict(answer.forms["rate"].submit_fields())
    fields["rating"] = rating.encode("utf-8", "surrogatepass").decode("latin-1")
    before = stored()
    reviewer.pages.post(f"/review/{question_of(answer)}", fields, status=400)
    del fields["rating"]
    reviewer.pages.post(f"/review/{question_of(answer)}", fields, status=400)
    assert stored() == before


def test_a_token_that_was_tampered_with_is_refused(reviewer: Reviewer, stored: Stored) -> None:
    answer = reviewer.recall()
    fields = dict(answer.forms["rate"].submit_fields()) | {"rating": "3"}
    before = stored()
    token = fields["card"]
    for bad in ("", "x", token[:-1], token + "x", token[1:], "A" * 300_000):
        reviewer.pages.post(f"/review/{question_of(answer)}", fields | {"card": bad}, status=400)
    reviewer.pages.post(f"/review/{question_of(answer) + 1}", fields, status=400)
    assert stored() == before


def test_a_card_token_is_no_token_for_rating(reviewer: Reviewer) -> None:
    card = reviewer.card_page()
    fields = dict(reviewer.recall(card).forms["rate"].submit_fields()) | {"rating": "3"}
    fields["card"] = card.forms["answer"]["card"].value
    reviewer.pages.post(f"/review/{question_of(card)}", fields, status=400)


def test_somebody_elses_token_is_refused(app: Flask, reviewer: Reviewer, bank: int) -> None:
    bob = Reviewer(app, bank)
    hers, his = reviewer.recall(), bob.recall()
    fields = dict(his.forms["rate"].submit_fields()) | {"rating": "3"}
    fields["card"] = hers.forms["rate"]["card"].value
    bob.pages.post(f"/review/{question_of(his)}", fields, status=400)
    assert (reviewer.log(), bob.log()) == ([], [])
    # For an answer it is no token at all: the card is shown anew.
    token = reviewer.card_page().forms["answer"]["card"].value
    page = bob.pages.get(f"/review/{question_of(his)}/answer", {"card": token, "recalled": "1"})
    assert (page.status_int, page.location) == (302, f"/review/{question_of(his)}")


def test_an_answer_without_a_token_leads_to_the_card(reviewer: Reviewer) -> None:
    question_id = question_of(reviewer.card_page())
    for query in ("", "?recalled=1", "?card=x&recalled=1", "?response=3"):
        page = reviewer.pages.get(f"/review/{question_id}/answer{query}")
        assert page.location == f"/review/{question_id}"


def test_the_token_of_another_card_leads_to_the_card_that_was_asked_for(reviewer: Reviewer) -> None:
    token = reviewer.card_page().forms["answer"]["card"].value
    other = question_of(reviewer.card_page()) + 1
    page = reviewer.pages.get(f"/review/{other}/answer", {"card": token, "recalled": "1"})
    assert page.location == f"/review/{other}"


@pytest.mark.parametrize("address", ["/review/{id}", "/review/{id}/answer?recalled=1"])
def test_what_cannot_be_reviewed_is_not_found(app: Flask, reviewer: Reviewer, address: str) -> None:
    bob = Reviewer(app, None)
    question_id = question_of(reviewer.card_page())
    for pages, id_ in (
        (bob.pages, question_id),
        (reviewer.pages, 10**15),
        (reviewer.pages, 10**20),
        (reviewer.pages, "x"),
    ):
        page = pages.get(address.format(id=id_), status="*")
        if page.status_int == 302:
            page = page.follow(status="*")
        assert page.status_int == 404
    with app.app_context(), writing() as session:
        session.execute(update(QuestionRecord).values(retired_at=datetime.now(UTC)))
    page = reviewer.pages.get(address.format(id=question_id), status="*")
    assert (page.follow(status="*") if page.status_int == 302 else page).status_int == 404


def test_a_question_that_is_retired_while_it_is_shown_is_not_rated(app: Flask, reviewer: Reviewer) -> None:
    answer = reviewer.recall()
    with app.app_context(), writing() as session:
        session.execute(update(QuestionRecord).values(retired_at=datetime.now(UTC)))
    page = reviewer.rate(3, answer)
    assert page.status_int == 409
    assert "left your reviews" in page
    assert reviewer.log() == []


def test_nothing_is_changed_by_a_get_or_without_a_token_of_the_form(
    reviewer: Reviewer, bank: int, stored: Stored
) -> None:
    answer = reviewer.recall()
    fields = dict(answer.forms["rate"].submit_fields()) | {"rating": "3"}
    before = stored()
    reviewer.pages.get("/review/undo", status=405)
    reviewer.pages.get(f"/review/banks/{bank}", status=405)
    reviewer.pages.get(f"/review/banks/{bank}/stop", status=405)
    del fields["csrf_token"]
    reviewer.pages.post(f"/review/{question_of(answer)}", fields, status=400)
    for address in ("/review/undo", f"/review/banks/{bank}", f"/review/banks/{bank}/stop"):
        reviewer.pages.post(address, {}, status=400)
    assert stored() == before
