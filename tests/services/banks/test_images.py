"""Pictures on their way into the tables: once each, in the transaction of the wordings that show them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from support.bank_folder import HEADER, BankFolder
from support.pictures import JPEG, png

from quizapp.bank.schema import Bank
from quizapp.cli.sync import describe
from quizapp.models import ImageRecord, Revision
from quizapp.services.banks import images, sync
from quizapp.services.errors import NotFoundError, StaleError
from quizapp.services.transaction import reading

pytestmark = pytest.mark.usefixtures("in_app")

BLUE, RED = png(8, 8), png(8, 8, (200, 0, 0))
#: Makes a bank of this name with one question, which shows these files.
Make = Callable[..., Bank]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def write(name: str = "moon", *, prompt: str = "Is it?", **contents: bytes) -> Bank:
        folder = BankFolder(tmp_path / name)
        folder.write("bank.yaml", HEADER.replace("moon", name))
        pictures = " ".join(f"![A {stem}]({stem}.png)" for stem in contents)
        folder.write(
            "q.yaml",
            f"questions:\n  - {{id: one, type: truefalse, topics: [t], answer: true,"
            f' prompt: "{prompt} {pictures}"}}\n',
        )
        for stem, content in contents.items():
            (folder.path / f"{stem}.png").write_bytes(content)
        bank = folder.read().bank
        assert bank, folder.faults()
        return bank

    return write


def stored() -> set[bytes]:
    return set(reading().scalars(select(ImageRecord.content)))


def wordings() -> int:
    return reading().scalar(select(func.count()).select_from(Revision)) or 0


def test_a_plan_counts_the_pictures_that_are_new(make: Make, now: datetime) -> None:
    bank = make(a=BLUE, b=RED)
    (plan,) = sync.plan([bank])
    assert plan.new_images == 2
    assert describe(plan).splitlines()[0].endswith(", 2 new pictures")
    assert stored() == set()
    sync.sync([bank], now, planned=[plan])
    assert stored() == {BLUE, RED}
    (again,) = sync.plan([bank])
    assert again.changes_nothing


def test_a_picture_is_stored_with_what_it_is(make: Make, now: datetime) -> None:
    bank = make(a=BLUE)
    sync.sync([bank], now)
    row = reading().scalars(select(ImageRecord)).one()
    assert (row.sha256, row.media_type, row.width, row.height) == (
        *(bank.images[0].sha256, "image/png"),
        *(8, 8),
    )


def test_a_changed_picture_makes_a_new_wording_and_the_old_one_keeps_its_own(
    make: Make, now: datetime
) -> None:
    sync.sync([make(a=BLUE)], now)
    (plan,) = sync.sync([make(a=RED)], now)
    assert plan.changed == ("one",)
    assert stored() == {BLUE, RED}
    assert wordings() == 2


def test_a_picture_that_is_gone_from_the_files_stays(make: Make, now: datetime) -> None:
    sync.sync([make(a=BLUE)], now)
    sync.sync([make()], now)
    assert stored() == {BLUE}


def test_banks_may_share_a_picture(make: Make, now: datetime) -> None:
    sync.sync([make("moon", a=BLUE), make("mars", b=BLUE)], now)
    sync.sync([make("venus", c=BLUE)], now)
    assert stored() == {BLUE}


def test_a_picture_that_is_missing_in_the_tables_comes_back(make: Make, now: datetime) -> None:
    bank = make(a=BLUE)
    sync.sync([bank], now)
    with sync.writing() as session:
        session.delete(session.scalars(select(ImageRecord)).one())
    (plan,) = sync.sync([bank], now)
    assert (plan.new_images, plan.unchanged) == (1, 1)
    assert stored() == {BLUE}


def test_a_picture_that_changes_while_it_is_synced_stops_all_of_it(make: Make, now: datetime) -> None:
    bank = make(a=BLUE)
    (image,) = bank.images
    Path(image.source.shown(image.path)).write_bytes(RED)
    with pytest.raises(StaleError, match=r"a\.png was changed"):
        sync.sync([bank], now)
    assert stored() == set()
    assert wordings() == 0


def test_a_picture_is_found_by_what_it_holds_alone(make: Make, now: datetime) -> None:
    bank = make(a=BLUE)
    sync.sync([bank], now)
    found = images.find(bank.images[0].sha256)
    assert (found.media_type, found.suffix, found.content) == ("image/png", "png", BLUE)
    for other in ("", "a.png", "0" * 64, bank.images[0].sha256.upper(), JPEG.hex()):
        with pytest.raises(NotFoundError):
            images.find(other)
