"""A sync plans first, then does all of it; what learners answered is never touched."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from support.shell import run

from quizapp.bank.reading import read_bank
from quizapp.bank.schema import Bank
from quizapp.cli.sync import describe
from quizapp.models import QuestionRecord, Revision
from quizapp.services.banks import catalogue, sync
from quizapp.services.banks.catalogue import Wanted
from quizapp.services.errors import StaleError
from quizapp.services.transaction import reading

EXAMPLE = Path(__file__).parents[2] / "banks" / "example"
Edit = Callable[[str, str, str], Bank]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def read(folder: Path) -> Bank:
    read = read_bank(folder)
    assert read.bank, read.problems
    return read.bank


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Return a function that replaces text in a file of the bank and reads the bank again."""

    def replace(file: str, old: str, new: str) -> Bank:
        path = folder / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        return read(folder)

    return replace


def without_question(folder: Path, key: str) -> Bank:
    path = folder / "more.yaml"
    head, *blocks = path.read_text().split("  - id: ")
    path.write_text(head + "".join(f"  - id: {block}" for block in blocks if not block.startswith(key)))
    return read(folder)


@pytest.mark.usefixtures("in_app")
def test_a_first_sync_adds_every_question(folder: Path, now: datetime) -> None:
    (plan,) = sync.sync([read(folder)], now)
    assert plan.is_new
    assert len(plan.added) == 12
    (bank,) = catalogue.list_banks()
    assert (bank.title, bank.questions) == ("Rivers and mountains", 12)


@pytest.mark.usefixtures("in_app")
def test_a_second_sync_changes_nothing(folder: Path, now: datetime) -> None:
    sync.sync([read(folder)], now)
    (plan,) = sync.sync([read(folder)], now)
    assert plan.changes_nothing
    assert plan.unchanged == 12
    assert reading().scalar(select(func.count()).select_from(Revision)) == 12


@pytest.mark.usefixtures("in_app")
def test_a_changed_question_gets_a_new_revision_and_keeps_the_old(
    folder: Path, edit: Edit, now: datetime
) -> None:
    sync.sync([read(folder)], now)
    (plan,) = sync.sync([edit("more.yaml", "Into which sea", "Into what sea")], now)
    assert plan.changed == ("danube-mouth",)
    (row,) = catalogue.find_questions(catalogue.list_banks()[0].id, Wanted(text="what sea")).items
    prompts = reading().scalars(
        select(Revision.content).where(Revision.question_id == row.id).order_by(Revision.number)
    )
    assert [content["prompt"][:10] for content in prompts] == ["Into which", "Into what "]


@pytest.mark.usefixtures("in_app")
def test_a_new_test_of_the_author_makes_no_new_revision(folder: Path, edit: Edit, now: datetime) -> None:
    sync.sync([read(folder)], now)
    (plan,) = sync.sync([edit("bank.yaml", "{response: mont-blanc", "{response: MONT BLANC")], now)
    assert plan.changes_nothing


@pytest.mark.usefixtures("in_app")
def test_what_a_question_excludes_is_no_new_revision_and_holds_both_ways(
    folder: Path, edit: Edit, now: datetime
) -> None:
    sync.sync([read(folder)], now)
    files = edit(
        "more.yaml", "  - id: rhine-source\n", "  - id: rhine-source\n    excludes: [danube-mouth]\n"
    )
    (plan,) = sync.sync([files], now)
    assert (plan.changed, set(plan.kept_apart_anew)) == ((), {"rhine-source", "danube-mouth"})
    assert describe(plan) == (
        "example: 0 added, 0 changed, 0 retired, 12 unchanged, 2 kept apart from other questions than before"
    )
    excluding = select(QuestionRecord.key, QuestionRecord.excludes).where(QuestionRecord.excludes != "")
    assert dict(reading().execute(excluding).all()) == {
        "rhine-source": " danube-mouth ",
        "danube-mouth": " rhine-source ",
    }
    (plan,) = sync.sync([files], now)
    assert plan.changes_nothing
    (plan,) = sync.sync([edit("more.yaml", "    excludes: [danube-mouth]\n", "")], now)
    assert set(plan.kept_apart_anew) == {"rhine-source", "danube-mouth"}
    assert reading().execute(excluding).all() == []


@pytest.mark.usefixtures("in_app")
def test_a_removed_question_is_retired_and_comes_back_as_itself(folder: Path, now: datetime) -> None:
    whole = read(folder)
    sync.sync([whole], now)
    (plan,) = sync.sync([without_question(folder, "rhine-source")], now)
    assert plan.retired == ("rhine-source",)
    question = reading().scalars(select(QuestionRecord).where(QuestionRecord.key == "rhine-source")).one()
    assert question.retired_at == now
    assert catalogue.list_banks()[0].questions == 11

    (plan,) = sync.sync([whole], now)
    assert plan.restored == ("rhine-source",)
    assert not plan.added
    assert catalogue.list_banks()[0].questions == 12


@pytest.mark.usefixtures("in_app")
@pytest.mark.parametrize("place", [0, 5, 11])
def test_a_question_that_comes_back_to_its_old_place_is_asked_again(
    folder: Path, now: datetime, place: int
) -> None:
    whole = read(folder)
    rest = (*whole.questions[:place], *whole.questions[place + 1 :])
    for bank in (whole, replace(whole, questions=rest, quizzes=()), whole):
        sync.sync([bank], now)
    stored = catalogue.list_banks()[0]
    assert stored.questions == stored.quiz_questions == 12
    found = catalogue.find_questions(stored.id, Wanted())
    assert [question.key for question in found.items] == [question.id for question in whole.questions]
    assert sync.sync([whole], now)[0].changes_nothing


@pytest.mark.usefixtures("in_app")
def test_a_new_order_is_no_new_revision(folder: Path, now: datetime) -> None:
    whole = read(folder)
    sync.sync([whole], now)
    (plan,) = sync.sync(
        [
            Bank(
                whole.key,
                whole.title,
                whole.language,
                whole.description,
                whole.documents,
                whole.topics,
                whole.questions[::-1],
            )
        ],
        now,
    )
    assert plan.is_reordered
    assert not plan.changed
    found = catalogue.find_questions(catalogue.list_banks()[0].id, Wanted())
    assert found.items[0].key == whole.questions[-1].id


@pytest.mark.usefixtures("in_app")
def test_topics_follow_the_revision_in_force(folder: Path, edit: Edit, now: datetime) -> None:
    sync.sync([read(folder)], now)
    bank_id = catalogue.list_banks()[0].id
    before = {topic.topic.path: topic.questions for topic in catalogue.list_topics(bank_id)}
    assert before == {"mountains": 5, "rivers": 7, "rivers/baltic": 2}
    sync.sync([edit("more.yaml", "topics: [rivers/baltic]", "topics: [rivers/polish]")], now)
    after = {topic.topic.path: topic.questions for topic in catalogue.list_topics(bank_id)}
    assert after == {"mountains": 5, "rivers": 7, "rivers/baltic": 1, "rivers/polish": 1}


@pytest.mark.usefixtures("in_app")
def test_a_topic_has_the_title_that_its_bank_gives_it_else_its_own_words(
    folder: Path, edit: Edit, now: datetime
) -> None:
    sync.sync([read(folder)], now)
    titled = edit("bank.yaml", "documents:", "topics: {rivers/baltic: The Baltic Sea}\ndocuments:")
    (plan,) = sync.sync([titled], now)
    assert plan.is_described_anew
    assert not plan.changed
    (bank,) = catalogue.list_banks()
    found = {one.topic.path: (one.topic.name, one.topic.full_name) for one in catalogue.list_topics(bank.id)}
    assert found == {
        "mountains": ("Mountains", "Mountains"),
        "rivers": ("Rivers", "Rivers"),
        "rivers/baltic": ("The Baltic Sea", "Rivers: The Baltic Sea"),
    }
    row = catalogue.find_questions(bank.id, Wanted(topic="rivers/baltic")).items[0]
    assert "Rivers: The Baltic Sea" in [topic.full_name for topic in row.topics]


@pytest.mark.usefixtures("in_app")
def test_a_question_counts_once_for_a_topic_above_two_of_its_own(edit: Edit, now: datetime) -> None:
    sync.sync([edit("more.yaml", "topics: [rivers/baltic]", "topics: [rivers/polish, rivers/baltic]")], now)
    (bank,) = catalogue.list_banks()
    found = {topic.topic.path: topic.questions for topic in catalogue.list_topics(bank.id)}
    assert found == {"mountains": 5, "rivers": 7, "rivers/baltic": 2, "rivers/polish": 1}


@pytest.mark.usefixtures("in_app")
def test_a_bank_without_questions_is_offered_to_nobody_but_those_who_fill_it(
    folder: Path, now: datetime
) -> None:
    empty = replace(read(folder), questions=())
    sync.sync([empty], now)
    assert catalogue.list_banks() == ()
    assert [bank.key for bank in catalogue.list_all_banks()] == ["example"]


@pytest.mark.usefixtures("in_app")
def test_a_plan_that_no_longer_holds_is_not_carried_out(folder: Path, edit: Edit, now: datetime) -> None:
    first = read(folder)
    planned = sync.plan([first])
    sync.sync([first], now)
    with pytest.raises(StaleError):
        sync.sync([edit("more.yaml", "Into which sea", "Into what sea")], now, planned=planned)
    assert reading().scalar(select(func.count()).select_from(Revision)) == 12


@pytest.mark.usefixtures("in_app")
@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (Wanted(text="mont BLANC"), {"highest-mountain", "height-of-mont-blanc", "first-ascent"}),
        (Wanted(text="100%"), set()),
        (Wanted(text="montblanc"), set()),
        (Wanted(text="blanc — MONT!"), {"highest-mountain", "height-of-mont-blanc", "first-ascent"}),
        (Wanted(topic="rivers/baltic"), {"baltic-rivers", "oder-is-polish"}),
        (Wanted(type="date", topic="mountains"), {"first-ascent", "alpine-club-founded"}),
        (Wanted(topic="no-such"), set()),
        (Wanted(type="number"), {"height-of-mont-blanc", "capitals-on-the-danube"}),
    ],
)
def test_questions_are_found_by_words_topic_and_type(
    folder: Path, now: datetime, wanted: Wanted, keys: set[str]
) -> None:
    sync.sync([read(folder)], now)
    found = catalogue.find_questions(catalogue.list_banks()[0].id, wanted)
    assert {row.key for row in found.items} == keys


def test_the_shell_prints_the_plan_and_a_dry_run_changes_nothing(app: Flask, folder: Path) -> None:
    dry = run(app, "bank", "sync", str(folder), "--dry-run")
    assert dry.exit_code == 0
    assert "example: 12 added" in dry.output
    assert "+ longest-river" in dry.output
    with app.app_context():
        assert catalogue.list_banks() == ()

    done = run(app, "bank", "sync", str(folder))
    assert done.exit_code == 0
    assert "Done." in done.output
    again = run(app, "bank", "sync", str(folder))
    assert again.output == "example: 12 unchanged\nNothing to do.\n"


def test_a_bank_whose_folder_is_gone_is_named_and_stays(app: Flask, folder: Path, tmp_path: Path) -> None:
    run(app, "bank", "sync", str(folder))
    other = Path(shutil.copytree(folder, tmp_path / "others" / "other"))
    (other / "bank.yaml").write_text("schema: 1\nbank: other\ntitle: Other\n")
    (other / "more.yaml").unlink()
    result = run(app, "bank", "sync", str(tmp_path / "others"))
    assert "example: this bank is gone from " in result.output
    with app.app_context():
        assert "example" in {bank.key for bank in catalogue.list_banks() if bank.questions}


def test_a_bank_without_questions_retires_them_all(app: Flask, folder: Path) -> None:
    run(app, "bank", "sync", str(folder))
    (folder / "bank.yaml").write_text("schema: 1\nbank: example\ntitle: Rivers and mountains\n")
    (folder / "more.yaml").unlink()
    assert "12 retired" in run(app, "bank", "sync", str(folder)).output


def test_a_fault_in_one_bank_keeps_all_from_being_synced(app: Flask, folder: Path) -> None:
    second = Path(shutil.copytree(folder, folder.parent / "second"))
    (second / "more.yaml").write_text("questions: 12\n")
    result = run(app, "bank", "sync", str(folder.parent))
    assert result.exit_code == 1
    assert f"{second}/more.yaml:1:12: " in result.output
    with app.app_context():
        assert catalogue.list_banks() == ()
