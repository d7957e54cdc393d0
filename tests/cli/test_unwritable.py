"""An installation in which nothing can be written: it is served for reading, and says what it can't do."""

import shutil
from pathlib import Path

import pytest
from support.http import over_http
from support.resync import EXAMPLE_BANK
from support.server import Server
from support.shell import run_bare
from support.unwritable import UNWRITABLE, unwritable

PASSWORD = "seven grey geese"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give an installation that was served and stopped, and the cookie of somebody who is logged in there."""
    instance = tmp_path_factory.mktemp("signed") / "instance"
    with Server(instance, questions=EXAMPLE_BANK) as server, over_http(server.url) as pages:
        assert server.administrator_link
        form = pages.get(server.administrator_link).forms["welcome"]
        form["name"], form["password"] = "Admin", PASSWORD
        form.submit(status=303)
        return instance, pages.cookies["session"]


@pytest.fixture
def instance(signed: tuple[Path, str], tmp_path: Path) -> Path:
    return shutil.copytree(signed[0], tmp_path / "instance")


@pytest.mark.parametrize("name", UNWRITABLE)
def test_what_cannot_be_written_is_said_and_the_rest_is_served(
    name: str, instance: Path, signed: tuple[Path, str]
) -> None:
    before = (instance / "quizapp.sqlite").read_bytes()
    with (
        unwritable(name, instance) as within,
        Server(instance, questions=EXAMPLE_BANK, within=within) as server,
    ):
        assert "The database can't be written to" in server.said
        assert "what people send is refused until that is mended" in server.said
        with over_http(server.url) as pages:
            pages.set_cookie("session", signed[1])
            for path in ("/", "/quizzes", "/people", "/settings", "/settings/my-data.json"):
                assert pages.get(path).status_int == 200, path
            form = pages.get("/settings").forms["study"]
            form["new_per_day"] = "11"
            refused = form.submit(status=503)
            assert "What you just sent was not saved." in refused.text
            pages.reset()
            form = pages.get("/log-in").forms["log-in"]
            form["name"], form["password"] = "Admin", PASSWORD
            assert "What you just sent was not saved." in form.submit(status=503).text
    assert "Traceback" not in server.said
    assert (instance / "quizapp.sqlite").read_bytes() == before


def test_after_a_kill_9_too_it_is_served_for_reading(instance: Path, signed: tuple[Path, str]) -> None:
    killed = Server(instance, questions=EXAMPLE_BANK)
    killed.start()
    with over_http(killed.url) as pages:
        form = pages.get("/log-in").forms["log-in"]
        form["name"], form["password"] = "Nobody", PASSWORD
        form.submit(status=422)
    killed.kill()
    assert (instance / "quizapp.sqlite-wal").stat().st_size
    with (
        unwritable("read-only folder", instance) as within,
        Server(instance, questions=EXAMPLE_BANK, within=within) as server,
        over_http(server.url) as pages,
    ):
        pages.set_cookie("session", signed[1])
        assert pages.get("/people").status_int == 200


@pytest.mark.parametrize("name", ["full disk", "read-only folder"])
@pytest.mark.parametrize("command", ["serve", "migrate", "demo"])
def test_a_new_installation_there_is_refused_in_a_sentence(name: str, command: str, tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    instance.mkdir()
    with unwritable(name, instance) as within:
        result = run_bare(instance, command, within=within)
    assert result.returncode == 1
    assert "can be neither read nor made" in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.name for path in instance.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("command", [["serve"], ["bank", "sync", str(EXAMPLE_BANK)], ["migrate"]])
def test_a_database_that_lacks_its_tables_there_is_refused_in_a_sentence(
    command: list[str], instance: Path
) -> None:
    (instance / "quizapp.sqlite").write_bytes(b"")
    with unwritable("read-only folder", instance) as within:
        result = run_bare(instance, *command, within=within)
    assert result.returncode == 1
    assert "The database" in result.stderr
    assert "Traceback" not in result.stderr
