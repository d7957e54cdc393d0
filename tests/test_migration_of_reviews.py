"""Reviews of the version that knew one set of parameters: every row is kept, and folds to the same states."""

from datetime import datetime, timedelta
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import MetaData, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import Table
from support.histories import History, write_history
from support.people import a_history, a_person
from support.resync import EXAMPLE_BANK

from quizapp.bank.reading import read_bank
from quizapp.extensions import db
from quizapp.models import ParameterSetRecord
from quizapp.scheduling.memory import Rating
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.services.banks import catalogue, sync
from quizapp.services.memory import check
from quizapp.services.memory.card_rows import parameters_in
from quizapp.services.reviews import recording, showing, studied_banks, undoing

BEFORE = "0004"


def rows_of(name: str) -> list[dict[str, Any]]:
    """Return a table's rows as the database has them now, whatever the models say."""
    db.session.rollback()
    table = Table(name, MetaData(), autoload_with=db.engine)
    rows = db.session.execute(select(table).order_by(*table.primary_key)).mappings()
    found = [dict(row) for row in rows]
    db.session.rollback()
    return found


@pytest.fixture
def studied(bare_app: Flask, now: datetime) -> None:  # noqa: ARG001 -- services work within the app
    """Let learners have long and short logs: reviews, quiz answers, undone reviews."""
    flask_migrate.upgrade()
    example = read_bank(EXAMPLE_BANK).bank
    assert example
    sync.sync([example], now)
    bank_id = catalogue.list_banks()[0].id
    person = a_person(now)
    studied_banks.study(person, bank_id, now)
    a_history(a_person(now), bank_id, now)
    for minute, is_undone in enumerate((False, True, True, False)):
        at = now + timedelta(minutes=minute)
        side = showing.next_card(person, at, seed=1)
        assert isinstance(side, showing.QuestionSide)
        shown = showing.answer(person, side.shown, side.asked, None, at).answered
        recording.rate(person, shown, Rating.GOOD, at)
        if is_undone:
            last = showing.card(person, side.asked.question_id, at, seed=1).last_review
            assert last
            undoing.undo(person, last, at)
    # At the end, since it counts cards by itself.
    write_history(a_person(now), History("before", cards=8, reviews=12, attempts=1), bank_id, now)


@pytest.mark.usefixtures("studied")
def test_reviews_of_the_version_before_keep_their_rows_and_name_the_first_parameters() -> None:
    flask_migrate.downgrade(revision=BEFORE)
    before, cards = rows_of("reviews"), rows_of("cards")
    assert {row["kind"] for row in before} == {"review", "quiz", "undo"}
    assert "parameter_set_id" not in before[0]
    flask_migrate.upgrade()
    after = rows_of("reviews")
    assert [{"kind": row.pop("event"), **row} for row in after] == [
        row | {"parameter_set_id": DEFAULT_PARAMETERS.id} for row in before
    ]
    assert rows_of("cards") == cards
    assert check.check().differences == ()


@pytest.mark.usefixtures("studied")
def test_a_review_is_held_to_the_same_checks_after_the_migration() -> None:
    flask_migrate.downgrade(revision=BEFORE)
    flask_migrate.upgrade()
    for wrong in ("event = 'glance'", "event = 'undo'", "rating = 5", "parameter_set_id = 77"):
        change = text(f"UPDATE reviews SET {wrong} WHERE event = 'review'")
        with pytest.raises(IntegrityError):
            db.session.execute(change)
        db.session.rollback()


@pytest.mark.usefixtures("bare_app")
def test_the_first_parameters_are_those_that_learners_begin_with_and_others_come_after(
    now: datetime,
) -> None:
    flask_migrate.upgrade()
    (first,) = db.session.scalars(select(ParameterSetRecord))
    assert parameters_in(first) == DEFAULT_PARAMETERS
    other = ParameterSetRecord(model="fsrs-6", numbers=[0.5] * 21, created_at=now)
    db.session.add(other)
    db.session.commit()
    assert other.id == DEFAULT_PARAMETERS.id + 1
