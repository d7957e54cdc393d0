"""Renamed questions and banks keep all that learners did; only what is named is retired."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from support.assigning import assign, begin, settings_of
from support.courses import a_course, put_in
from support.histories import History, write_history
from support.people import a_person
from support.shell import run

from quizapp.assignments.terms import Terms
from quizapp.bank.reading import read_bank
from quizapp.bank.schema import Bank
from quizapp.models import BankRecord, Card, QuestionRecord, Review, Revision
from quizapp.quizzes.composition import Composition, FixedItem, Section
from quizapp.services.banks import catalogue, sync
from quizapp.services.errors import InvalidError, NotFoundError
from quizapp.services.permissions import CourseRole, Role
from quizapp.services.quizzes import attempts
from quizapp.services.transaction import reading

EXAMPLE = Path(__file__).parents[2] / "banks" / "example"
STUDIED = History("Studious", cards=12, reviews=3, attempts=1)


@pytest.fixture
def banks(tmp_path: Path) -> Path:
    """A folder with the bank of the tests in it."""
    folder = tmp_path / "questions"
    shutil.copytree(EXAMPLE, folder / "example")
    return folder


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def read(folder: Path) -> Bank:
    found = read_bank(folder)
    assert found.bank, found.problems
    return found.bank


def study(now: datetime) -> None:
    """Let somebody have done all there is to do in the only bank."""
    write_history(a_person(now, "Studious"), STUDIED, catalogue.list_all_banks()[0].id, now)


def id_of(key: str) -> int | None:
    return reading().scalar(select(QuestionRecord.id).where(QuestionRecord.key == key))


def history() -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """Return what hangs on questions: cards and entries of their logs."""
    session = reading()
    cards = session.execute(select(Card.question_id, Card.user_id).order_by(Card.question_id))
    entries = session.execute(select(Review.id, Review.card_id).order_by(Review.id))
    return [tuple(row) for row in cards], [tuple(row) for row in entries]


@pytest.mark.usefixtures("in_app")
def test_a_renamed_question_keeps_its_cards_and_answers(banks: Path, now: datetime) -> None:
    sync.sync([read(banks / "example")], now)
    study(now)
    old, before = id_of("danube-mouth"), history()
    assert any(old in card for card in before[0])
    change(
        banks / "example/more.yaml", "id: danube-mouth", "id: where-the-danube-ends\n    was: danube-mouth"
    )
    renamed = read(banks / "example")
    (plan,) = sync.plan([renamed])
    assert plan.renamed == (("danube-mouth", "where-the-danube-ends"),)
    assert (plan.added, plan.retired, plan.changed, plan.unchanged) == ((), (), (), 11)
    assert sync.sync([renamed], now) == (plan,)
    assert (id_of("where-the-danube-ends"), id_of("danube-mouth")) == (old, None)
    assert history() == before
    wordings = select(Revision.content).where(Revision.question_id == old).order_by(Revision.id)
    texts = reading().scalars(wordings)
    assert [text["id"] for text in texts] == ["danube-mouth", "where-the-danube-ends"]
    (found,) = catalogue.find_questions(catalogue.list_banks()[0].id, catalogue.Wanted("ends")).items
    assert found.key == "where-the-danube-ends"
    (again,) = sync.sync([renamed], now)
    assert again.changes_nothing


@pytest.mark.usefixtures("in_app")
def test_a_renamed_question_may_be_reworded_retired_before_and_excluded(banks: Path, now: datetime) -> None:
    file = banks / "example/more.yaml"
    sync.sync([read(banks / "example")], now)
    old = id_of("danube-mouth")
    text = file.read_text()
    file.write_text(text.replace("  - id: danube-mouth", "  - id: other"))
    sync.sync([read(banks / "example")], now)
    # Retired by now; a third name comes back to it.
    file.write_text(
        text.replace("  - id: danube-mouth", "  - id: third\n    was: [danube-mouth, never-was]")
        .replace("Into which sea", "Into what sea")
        .replace("  - id: rhine-source", "  - id: rhine-source\n    excludes: [third]")
    )
    (plan,) = sync.sync([read(banks / "example")], now)
    assert plan.renamed == (("danube-mouth", "third"),)
    assert plan.restored == ("third",)
    assert plan.retired == ("other",)
    assert id_of("third") == old
    (again,) = sync.plan([read(banks / "example")])
    assert again.changes_nothing


def test_a_name_that_comes_too_late_joins_nothing_and_says_so(app: Flask, banks: Path) -> None:
    file = banks / "example/more.yaml"
    run(app, "bank", "sync", str(banks))
    change(file, "id: danube-mouth", "id: new")
    run(app, "bank", "sync", str(banks))
    change(file, "id: new", "id: new\n    was: danube-mouth")
    said = run(app, "bank", "sync", str(banks)).output
    assert "example: 12 unchanged\n  ! new was synced before it said that it was danube-mouth" in said
    assert said.endswith("Nothing to do.\n")
    with app.app_context():
        assert id_of("danube-mouth") != id_of("new")


def test_a_renamed_bank_keeps_all_of_its_questions(app: Flask, banks: Path, now: datetime) -> None:
    with app.app_context():
        sync.sync([read(banks / "example")], now)
        study(now)
        row, before = reading().scalar(select(BankRecord.id)), history()
    (banks / "example").rename(banks / "rivers")
    change(banks / "rivers/bank.yaml", "bank: example", "bank: rivers\nwas: example")
    said = run(app, "bank", "sync", str(banks), "--dry-run").output
    assert "rivers (was example): 0 added, 0 changed, 0 retired, 12 unchanged" in said
    assert "gone" not in said
    assert run(app, "bank", "sync", str(banks)).exit_code == 0
    with app.app_context():
        assert reading().execute(select(BankRecord.id, BankRecord.key)).all() == [(row, "rivers")]
        assert history() == before
        (again,) = sync.plan([read(banks / "rivers")])
        assert again.changes_nothing


def test_a_bank_that_is_gone_is_asked_about_and_retired_only_by_name(
    app: Flask, banks: Path, now: datetime
) -> None:
    run(app, "bank", "sync", str(banks))
    with app.app_context():
        study(now)
        before = history()
    (banks / "example").rename(banks / "rivers")
    change(banks / "rivers/bank.yaml", "bank: example", "bank: rivers")
    asked = run(app, "bank", "sync", str(banks)).output
    assert "example: this bank is gone from" in asked
    assert "--retire example`, or, if it was renamed, write `was: example` into the bank.yaml" in asked
    assert offered(app) == ["example", "rivers"]
    planned = run(app, "bank", "sync", str(banks), "--retire", "example", "--dry-run").output
    assert "example: retired whole, 12 retired" in planned
    assert "  - danube-mouth" in planned
    assert offered(app) == ["example", "rivers"]
    done = run(app, "bank", "sync", str(banks), "--retire", "example")
    assert done.output.endswith("Done.\n")
    assert offered(app) == ["rivers"]
    assert "gone" not in run(app, "bank", "sync", str(banks)).output
    with app.app_context():
        assert history() == before
    # What comes back is itself again.
    shutil.copytree(EXAMPLE, banks / "example")
    assert "12 restored" in run(app, "bank", "sync", str(banks)).output
    assert offered(app) == ["example", "rivers"]
    with app.app_context():
        assert history() == before


def offered(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(bank.key for bank in catalogue.list_banks())


def test_a_folder_without_any_bank_retires_what_is_named(app: Flask, banks: Path) -> None:
    run(app, "bank", "sync", str(banks))
    shutil.rmtree(banks / "example")
    assert run(app, "bank", "sync", str(banks)).exit_code == 1
    assert run(app, "bank", "sync", str(banks), "--retire", "example").exit_code == 0
    assert offered(app) == []


@pytest.mark.usefixtures("in_app")
def test_only_a_bank_that_is_stored_and_gone_can_be_retired(app: Flask, banks: Path, now: datetime) -> None:
    files = read(banks / "example")
    sync.sync([files], now)
    with pytest.raises(InvalidError, match="remove its folder to retire it"):
        sync.sync([files], now, retire=["example"])
    with pytest.raises(NotFoundError, match="no bank exmaple here"):
        sync.sync([files], now, retire=["exmaple"])
    said = run(app, "bank", "sync", str(banks), "--retire", "exmaple")
    assert (said.exit_code, "Error: There is no bank exmaple here to retire." in said.output) == (1, True)
    assert [bank.questions for bank in catalogue.list_banks()] == [12]


@pytest.mark.usefixtures("in_app")
@pytest.mark.parametrize("second", ["bank: two\nwas: example", "bank: two\nwas: [one]"])
def test_no_two_banks_have_one_history(banks: Path, now: datetime, second: str) -> None:
    sync.sync([read(banks / "example")], now)
    (banks / "example").rename(banks / "one")
    change(banks / "one/bank.yaml", "bank: example", "bank: one\nwas: example")
    shutil.copytree(banks / "one", banks / "two")
    change(banks / "two/bank.yaml", "bank: one\nwas: example", second)
    both = [read(banks / "one"), read(banks / "two")]
    with pytest.raises(InvalidError, match="The bank two says that it was"):
        sync.sync(both, now)
    assert [bank.key for bank in catalogue.list_banks()] == ["example"]


@pytest.mark.usefixtures("in_app")
def test_an_assignment_goes_on_asking_a_question_that_is_renamed(banks: Path, now: datetime) -> None:
    sync.sync([read(banks / "example")], now)
    ines, lea = a_person(now, "Ines", Role.INSTRUCTOR), a_person(now, "Lea")
    bank = catalogue.list_all_banks()[0].id
    course = a_course(ines, now, banks=[bank])
    put_in(course, lea, CourseRole.LEARNER, now)
    asks = Composition((Section((FixedItem("danube-mouth", 2),)),))
    quiz = assign(ines, course, settings_of(bank, Terms(), asks), now)
    question = id_of("danube-mouth")
    change(
        banks / "example/more.yaml", "id: danube-mouth", "id: where-the-danube-ends\n    was: danube-mouth"
    )
    sync.sync([read(banks / "example")], now)
    attempt = begin(lea, course, quiz, now)
    asked = attempts.show(lea, attempt, 1)
    assert (asked.asked.question_id, asked.worth, asked.total) == (question, 2, 1)
