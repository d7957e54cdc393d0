"""A database that is locked, full, read-only or away: a sentence, never a false "saved", and no restart."""

import json
import re
import tempfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from itsdangerous.encoding import base64_decode
from sqlalchemy import select
from support import databases, troubles
from support.apps import make_app
from support.crawl import SentForm, Walk
from support.databases import Backend
from support.people import everything_stored
from support.statements import statements
from support.troubles import NOTHING_READ, NOTHING_WRITTEN, TROUBLES, trouble
from support.world import ADMINISTRATOR, ANONYMOUS, LEARNER, VISITOR, World
from werkzeug.test import TestResponse

from quizapp.models import LogIn, User
from quizapp.quizzes.rules import QuizRules
from quizapp.services.quizzes import beginning
from quizapp.services.quizzes.beginning import QuizRequest
from quizapp.services.transaction import reading
from quizapp.web.settings import routes as settings_pages

pytestmark = pytest.mark.every_database

#: What isn't as it is already: where nothing changes, nothing need be written.
OTHER = {"new_per_day": "11", "role": "administrator", "display_name": "Somebody else"}
#: What makes sense of forms that as they stand would be refused: there is no such question, nothing differs,
#: there are no points, no reason is given.
MEANT = {
    "setting.release": {"while_under_way": "y"},
    "asking.add_draw": {"topic": "", "type": ""},
    "overrides.put": {"attempts": "3"},
    "marking.mark": {"criterion-0": "1", "criterion-1": "0.5"},
    "results.change": {"result": "percent", "percent": "80", "reason": "By hand"},
    "course_attempts.decide": {"reason": "Cut line", "decision": "accept"},
    **{
        f"course_attempts.{name}": {"reason": "Fire alarm"}
        for name in ("annul", "restore", "reopen", "add_time", "add_time_to_all")
    },
}
#: What a role is in a course.
OF_COURSES = {"course_people.change_role", "joining.invite"}
#: Forms that, as they stand, say what is so already or ask for what is refused: nothing need be written.
NOTHING_TO_WRITE = {
    "course_people.accommodate",
    "course_people.change_group",
    "course_people.change_role",
    "course_people.put_in_groups",
    "course_people.remove",
    "setting.change",
    "asking.change_item",
    "asking.change_section",
}
#: Forms that only ask, whatever they hold.
ONLY_ASK = {"roster.look", "banks.question"}
#: What somebody without a session can see of an app whose database is gone.
NEED_NO_DATABASE = ["/sign-up", "/log-in", "/forgotten-password", "/forgotten-password/sent"]


@pytest.fixture(scope="session")
def forms(walked: Walk) -> tuple[SentForm, ...]:
    """Give one of each kind of forms that write."""
    return tuple(form for form in walked.forms if form.endpoint not in ONLY_ASK)


def send(world: World, form: SentForm, other: dict[str, str] | None = None, **environ: str) -> TestResponse:
    """Send a form with other values in some of its fields."""
    changed = {name: value for name, value in OTHER.items() if name in form.names} | (other or {})
    changed |= MEANT.get(form.endpoint, {})
    if form.endpoint in OF_COURSES:
        changed["role"] = "learner"
    fields = dict(form.fields) | changed | {"csrf_token": world.token}
    return world.send(form.who, "POST", form.address, urlencode(fields).encode(), **environ)


def session_after(response: TestResponse) -> bytes:
    """Return what a response writes into the session."""
    found = re.search(r"session=(\.?)([\w-]+)\.", response.headers.get("Set-Cookie", ""))
    if not found:
        return b""
    data = base64_decode(found[2])
    return zlib.decompress(data) if found[1] else data


def is_refused(response: TestResponse) -> bool:
    """Tell whether somebody is told in a sentence that nothing was saved."""
    return (
        response.status_code == 503
        and int(response.headers["Retry-After"]) > 0
        and "What you just sent was not saved." in response.text
        # Nothing waits that the next page would say in good faith.
        and b"_flashes" not in session_after(response)
    )


def everything(world: World) -> object:
    with world.app.app_context():
        return everything_stored()


@pytest.mark.parametrize("name", NOTHING_WRITTEN)
def test_what_cannot_be_written_is_never_said_to_be_saved(
    name: str, world: World, forms: tuple[SentForm, ...], backend: Backend
) -> None:
    before = everything(world)
    with trouble(name, world.app, backend):
        answers = {
            str(form): send(world, form)
            for form in forms
            if name != "broken" or form.endpoint not in NOTHING_TO_WRITE
        }
        wrong = [name for name, answer in answers.items() if not is_refused(answer)]
        # Nothing has to be typed anew: the form is there once more.
        wrong += [name for name, answer in answers.items() if "Send it again" not in answer.text]
    assert wrong == []
    assert everything(world) == before


def test_on_a_full_disk_whoever_was_welcomed_is_there_and_nobody_else(
    world: World, forms: tuple[SentForm, ...], backend: Backend
) -> None:
    sign_up = next(form for form in forms if form.endpoint == "accounts.sign_up")
    log_ins = select(LogIn.name_key).where(LogIn.succeeded)
    welcomed = []
    with trouble("full", world.app, backend):
        # What is left of the file's pages is filled first.
        for name in (f"somebody {number}" for number in range(1000)):
            response = send(world, sign_up, {"name": name})
            if response.status_code != 303:
                break
            welcomed.append(name)
        assert is_refused(response)
    with world.app.app_context():
        names = set(reading().scalars(select(User.user_name_key)))
        came_in = set(reading().scalars(log_ins))
    assert {name for name in names if name and name.startswith("somebody")} == set(welcomed)
    assert {name for name in came_in if name.startswith("somebody")} == set(welcomed)


@pytest.mark.parametrize("name", TROUBLES["sqlite"])
def test_what_can_be_read_is_shown_and_the_rest_is_said_to_be_away(
    name: str, world: World, backend: Backend
) -> None:
    with trouble(name, world.app, backend):
        for path in (
            "/",
            "/quizzes",
            "/quizzes/1",
            "/review",
            "/progress",
            "/settings",
            "/settings/my-data.json",
        ):
            response = world.send(LEARNER, "GET", path)
            if (backend.name, name) in NOTHING_READ:
                assert is_refused(response), path
            else:
                assert response.status_code in {200, 302}, path
        for path in NEED_NO_DATABASE:
            assert world.send(ANONYMOUS, "GET", path).status_code == 200, path
        assert world.send(LEARNER, "GET", "/static/quizapp.css").status_code == 200
        assert world.send(LEARNER, "GET", "/no-such-page").status_code == 404
        assert world.send(LEARNER, "POST", "/settings", b"csrf_token=x").status_code == 400


@pytest.mark.parametrize("name", NOTHING_WRITTEN)
def test_a_quiz_whose_time_is_up_keeps_nobody_from_reading(name: str, world: World, backend: Backend) -> None:
    learner, an_hour_ago = world.person(LEARNER), datetime.now(UTC) - timedelta(hours=1)
    with world.app.app_context():
        quiz = beginning.begin(
            learner, QuizRequest(world.bank, rules=QuizRules(time_limit=30)), an_hour_ago, 77
        ).attempt_id
    with trouble(name, world.app, backend):
        away = (backend.name, name) in NOTHING_READ
        for path in ("/", "/quizzes", "/progress"):
            assert world.send(LEARNER, "GET", path).status_code == (503 if away else 200), path
        # Its own pages lead to the result, which says that it can't be written just now, and nowhere else.
        for path in ("", "/1", "/finish"):
            response = world.send(LEARNER, "GET", f"/quizzes/{quiz}{path}")
            assert response.status_code == 503 or response.location == f"/quizzes/{quiz}/result"
        assert world.send(LEARNER, "GET", f"/quizzes/{quiz}/result").status_code == 503
    assert world.send(LEARNER, "GET", f"/quizzes/{quiz}/result").status_code == 200


@pytest.mark.parametrize("name", TROUBLES["sqlite"])
def test_the_app_works_again_without_a_restart(
    name: str, world: World, forms: tuple[SentForm, ...], backend: Backend
) -> None:
    settings = next(form for form in forms if form.endpoint == "settings.index")
    with trouble(name, world.app, backend):
        assert world.send(LEARNER, "GET", "/quizzes").status_code in {200, 503}
        send(world, settings)
    for _ in range(3):
        assert send(world, settings).status_code == 303
    assert world.send(LEARNER, "GET", "/").status_code == 200


@pytest.mark.parametrize("name", NOTHING_WRITTEN)
def test_a_page_that_saves_by_itself_is_told_in_json(
    name: str, world: World, forms: tuple[SentForm, ...], backend: Backend
) -> None:
    answer = next(form for form in forms if form.endpoint == "quizzes.answer")
    with trouble(name, world.app, backend):
        response = send(world, answer, HTTP_X_REQUESTED_WITH="autosave")
        assert response.status_code == 503
        said = json.loads(response.text)
        assert said["saved"] is False
        assert "can't be reached or written to" in said["message"]
    response = send(world, answer, HTTP_X_REQUESTED_WITH="autosave")
    assert json.loads(response.text)["saved"] is True


def test_what_went_into_a_statement_stays_out_of_the_log(
    world: World, forms: tuple[SentForm, ...], backend: Backend, caplog: pytest.LogCaptureFixture
) -> None:
    for name in TROUBLES["sqlite"]:
        with trouble(name, world.app, backend):
            for form in forms:
                send(world, form)
    assert "the database refused" in caplog.text
    secrets = ["argon2", "nine brown bears", "seven grey geese", "lea@example.org", world.link]
    secrets += [world.person(who).session_token for who in (LEARNER, VISITOR, ADMINISTRATOR)]
    assert [secret for secret in secrets if secret in caplog.text] == []


REFUSED: list[tuple[str, str, bytes, dict[str, str]]] = [
    ("GET", "/no-such-page", b"", {}),
    ("BREW", "/progress", b"", {}),
    ("POST", "/settings", b"csrf_token=x", {}),
    ("GET", "/progress", b"", {"QUERY_STRING": "\xff"}),
    ("GET", "/", b"", {"HTTP_HOST": "a..b"}),
]


@pytest.mark.parametrize(("method", "path", "data", "environ"), REFUSED)
def test_a_refusal_asks_the_database_at_most_who_asks(
    method: str, path: str, data: bytes, environ: dict[str, str], world: World
) -> None:
    # On SQLite the begin of a reading is one of them.
    assert statements(lambda: world.send(LEARNER, method, path, data, **environ)) <= 2
    assert statements(lambda: world.send(ANONYMOUS, method, path, data, **environ)) == 0


def test_without_a_database_a_refusal_says_the_same_and_leads_to_the_home_page(
    world: World, backend: Backend
) -> None:
    assert "Log out" in world.send(LEARNER, "GET", "/no-such-page").text
    for name in TROUBLES[backend.name]:
        with trouble(name, world.app, backend):
            page = world.send(LEARNER, "GET", "/no-such-page")
        assert page.status_code == 404
        assert "There is nothing here." in page.text
        assert "Go to the home page" in page.text


def test_when_every_connection_is_in_use_one_is_asked_to_come_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = troubles.engine_of(world.app)
    monkeypatch.setattr(engine.pool, "_timeout", 0.05)  # half a minute by default
    with world.app.app_context():
        held = [engine.connect() for _ in range(15)]
    assert is_refused(world.send(LEARNER, "GET", "/"))
    for connection in held:
        connection.close()
    assert world.send(LEARNER, "GET", "/").status_code == 200


@pytest.fixture
def reader(world: World, tmp_path: Path) -> Iterator[World]:
    """Give another installation that may only read the database."""
    databases.write_settings(tmp_path, troubles.read_only_address(world.app))
    app = make_app(tmp_path)
    yield replace(world, app=app, stored={})
    databases.close(app)


def test_a_database_that_may_only_be_read_is_read(
    reader: World, world: World, forms: tuple[SentForm, ...]
) -> None:
    assert reader.send(LEARNER, "GET", "/progress").status_code == 200
    for form in forms:
        if form.endpoint in NOTHING_TO_WRITE:
            continue
        response = send(reader, form)
        # There it has signed no card, and has no mail.
        without_mail = {"accounts.forgotten": 422, "settings.send_confirmation": 303}
        expected = ({"reviews.rate": 400} | without_mail).get(form.endpoint, 503)
        assert response.status_code == expected, form
    assert world.changed() == []


def test_nobody_waits_longer_for_a_lock_than_the_settings_say(world: World, tmp_path: Path) -> None:
    address = troubles.engine_of(world.app).url.render_as_string()
    databases.write_settings(tmp_path, address)
    with (tmp_path / "settings.toml").open("a") as file:
        file.write("DATABASE_PATIENCE = 100\n")
    app = make_app(tmp_path)
    hasty = replace(world, app=app, stored={})
    with troubles.writer(world.app):
        begun = time.monotonic()
        response = hasty.send(LEARNER, "POST", "/review/banks/1", f"csrf_token={hasty.token}".encode())
        waited = time.monotonic() - begun
    databases.close(app)
    assert is_refused(response)
    assert 0.1 <= waited < 5


@pytest.mark.parametrize("folder", [tempfile.gettempdir(), None])
def test_without_room_for_temporary_files_a_download_is_refused_in_a_sentence(
    folder: str | None, world: World, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_pages, "IN_MEMORY", 1)
    # Python looks for a folder that takes files when it needs the first one.
    monkeypatch.setattr(tempfile, "tempdir", folder)
    with troubles.sqlite_broken(world.app, backend):
        for ending in ("json", "zip"):
            refused = world.send(LEARNER, "GET", f"/settings/my-data.{ending}")
            assert refused.status_code == 503
            assert "There is no room left on the server for that." in refused.text
    assert world.send(LEARNER, "GET", "/settings/my-data.json").status_code == 200
