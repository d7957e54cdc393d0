"""Controls that are labelled by a formula alone have a name in words: mathematics gives them none."""

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from support.people import a_browser, a_person

from quizapp.bank.reading import read_bank
from quizapp.models import QuestionRecord
from quizapp.services.banks import catalogue, sync
from quizapp.services.reviews import studied_banks
from quizapp.services.transaction import reading

BANK = r"""
schema: 1
bank: calculus
title: Calculus
defaults: {topics: [growth]}
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
"""


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
    app: Flask, tmp_path: Path, now: datetime, key: str, names: set[str | None]
) -> None:
    folder = tmp_path / "calculus"
    folder.mkdir()
    (folder / "bank.yaml").write_text(BANK)
    files = read_bank(folder)
    assert files.bank, files.problems
    with app.app_context():
        sync.sync([files.bank], now)
        ada = a_person(now)
        studied_banks.study(ada, catalogue.list_banks()[0].id, now)
        question_id = reading().scalar(select(QuestionRecord.id).where(QuestionRecord.key == key))
    page = a_browser(app, ada).get(f"/review/{question_id}")
    controls = page.html.select("form#answer [name=response]")
    assert {control.get("aria-label") for control in controls} == names
