"""Formulas where no mathematics can stand, such as titles, and what is told of those that were chosen.

Controls that are labelled by a formula alone have a name in words: mathematics gives them none.
"""

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from support.people import a_browser, a_person, logged_in

from quizapp.bank.reading import read_bank
from quizapp.models import QuestionRecord
from quizapp.question_types.base import Response
from quizapp.services.banks import catalogue, sync
from quizapp.services.permissions import Role
from quizapp.services.reviews import studied_banks
from quizapp.services.transaction import reading

BANK = r"""
schema: 1
bank: calculus
title: 'Calculus: **$x^2$**'
defaults: {topics: [growth]}
topics: {growth: 'Growth of $x^2$'}
quizzes:
  - id: first
    title: '1. Of $x^2$ and **more**'
    sections: [{heading: 'On $x_1$', items: [one, gaps]}]
questions:
  - id: one
    type: single
    prompt: Which grows faster?
    choices: [$x^2$, '\(x\)', neither $x$ nor $1$]
    answer: $x^2$
  - id: some
    type: multiple
    prompt: Which grow?
    choices: [$x^2$, $x$, $1$]
    answer: [$x^2$, $x$]
  - id: pairs
    type: matching
    prompt: What is its derivative?
    pairs: [[$x^2$, $2x$], [$x$, $1$], [$7$, $0$]]
  - id: order
    type: ordering
    prompt: Order by growth, slowest first.
    items: [$x$, $x^2$, $2^x$]
  - id: gaps
    type: cloze
    text: The slope of $x^2$ is {slope}; at 1 it is {one}.
    gaps:
      slope: {type: choice, choices: [$2x$, '**$x$**'], answer: $2x$}
      one: {type: number, answer: 2}
"""


@pytest.fixture
def calculus(app: Flask, tmp_path: Path, now: datetime) -> Flask:
    """An app with the bank above."""
    folder = tmp_path / "calculus"
    folder.mkdir()
    (folder / "bank.yaml").write_text(BANK)
    files = read_bank(folder)
    assert files.bank, files.problems
    with app.app_context():
        sync.sync([files.bank], now)
    return app


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("one", {"x²", "x", None}),
        ("some", {"x²", "x", "1"}),
        ("pairs", {"x²", "x", "7"}),
        ("order", {"Place of x", "Place of x²", "Place of 2^x"}),
    ],
)
def test_a_formula_alone_names_its_control_in_words(
    calculus: Flask, now: datetime, key: str, names: set[str | None]
) -> None:
    with calculus.app_context():
        ada = a_person(now)
        studied_banks.study(ada, catalogue.list_banks()[0].id, now)
        question_id = reading().scalar(select(QuestionRecord.id).where(QuestionRecord.key == key))
    page = a_browser(calculus, ada).get(f"/review/{question_id}")
    controls = page.html.select("form#answer [name=response]")
    assert {control.get("aria-label") for control in controls} == names


def test_what_is_told_of_a_drop_down_is_set_as_it_was_offered(calculus: Flask) -> None:
    page = logged_in(calculus, Role.INSTRUCTOR).get("/banks").click("Calculus").click("The slope of x²")
    form = page.forms["answer"]
    chosen = [option["value"] for option in page.html.select("select option") if option.get_text() == "x"]
    form.set("response", chosen[0], index=0)
    form.set("response", "*1*", index=1)
    told = form.submit("check")
    filled = told.html.select(".filled bdi")
    assert [len(one.select("math")) for one in filled] == [1, 1, 0, 0]
    assert filled[2].get_text() == "*1*"
    assert "$" not in told.html.select_one(".feedback").get_text()


@pytest.mark.parametrize(
    ("key", "response", "words"),
    [
        ("one", 0, "x²"),
        ("some", [0, 2], "x²; 1"),
        ("pairs", [0, 1, -1], "x² → 2x; x → 1; 7 → –"),
        ("order", [1, 0, 2], "x²; x; 2^x"),
    ],
)
def test_a_response_is_told_in_one_line_without_markup(
    calculus: Flask, now: datetime, key: str, response: Response, words: str
) -> None:
    with calculus.app_context():
        question_id = reading().scalar(select(QuestionRecord.id).where(QuestionRecord.key == key))
        assert question_id
        administrator = a_person(now, role=Role.ADMINISTRATOR)
        (bank,) = catalogue.list_banks()
        asked = catalogue.preview(bank.id, question_id, 0, administrator).asked
    assert asked.describe(response) == words


def test_titles_and_headings_have_no_markup(calculus: Flask, now: datetime) -> None:
    banks = logged_in(calculus, Role.INSTRUCTOR).get("/banks").click("Calculus: x²")
    assert banks.html.h1.get_text(" ", strip=True).startswith("Calculus: x²")
    assert "1. Of x² and more" in banks.html.get_text()
    assert "Growth of x²" in banks.html.get_text()
    with calculus.app_context():
        ada = a_person(now)
    browser = a_browser(calculus, ada)
    quizzes = browser.get("/quizzes")
    assert "1. Of x² and more" in [title.get_text() for title in quizzes.html.select(".card__title")]
    for page in (banks, quizzes):
        assert "**" not in page.html.get_text()
        assert "$" not in page.html.get_text()
