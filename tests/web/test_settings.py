"""Settings, as a learner meets them."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime

import pytest
import webtest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.entering import is_logged_in, log_in
from support.people import (
    CONTEXT,
    HOME,
    PASSWORD,
    a_browser,
    a_history,
    a_person,
    everything_stored,
    logged_in,
)

from quizapp.services.accounts import deletion, people, sessions
from quizapp.services.permissions import Role
from quizapp.services.person import Person
from quizapp.services.preferences import Preferences

NEW = "eight white swans"
STUDY = ("time_zone", "day_starts_at", "desired_retention", "new_per_day", "reviews_per_day")


@pytest.fixture
def hers(anna: str, app: Flask) -> webtest.TestApp:
    """Return the browser in which Anna is logged in."""
    return a_browser(app, the_person(app, anna))


def the_person(app: Flask, name: str) -> Person:
    with app.app_context():
        person = sessions.find_person(people.list_people(name).items[0].id)
    assert person
    return person


# ---- how one studies


def test_what_is_saved_shows_again(hers: webtest.TestApp, app: Flask) -> None:
    form = hers.get("/settings").forms["study"]
    for name, value in zip(STUDY, ("America/Argentina/Buenos_Aires", "0", "97", "0", "9999"), strict=True):
        form[name] = value
    page = form.submit().follow()
    assert "Saved." in page
    again = page.forms["study"]
    assert [again[name].value for name in STUDY] == ["America/Argentina/Buenos_Aires", "0", "97", "0", "9999"]
    wanted = Preferences("America/Argentina/Buenos_Aires", 0, 0.97, 0, 9999)
    assert the_person(app, "Anna").preferences == wanted


def test_every_time_zone_stands_under_its_region(hers: webtest.TestApp) -> None:
    select = hers.get("/settings").html.select_one("#time_zone")
    regions = {group["label"]: len(group.select("option")) for group in select.select("optgroup")}
    assert list(regions) == [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic Ocean", "Australia", "Europe",
        "Indian Ocean", "Pacific Ocean",
    ]  # fmt: skip
    assert all(regions.values())
    assert select.select_one("option[value='America/New_York']").text == "New York"
    assert select.select_one("option[value='America/Argentina/Salta']").text == "Salta (Argentina)"
    listed = {option["value"] for option in select.select("option")}
    assert {"UTC", "Europe/Kyiv", "Asia/Kolkata"} <= listed
    assert not listed & {"GB-Eire", "US/Pacific", "Etc/GMT+5", "EST5EDT", "Europe/Kiev", "Asia/Calcutta"}
    assert [option["value"] for option in select.select("option[selected]")] == ["UTC"]


def test_a_zone_by_another_name_is_kept(hers: webtest.TestApp) -> None:
    form = hers.get("/settings").forms["study"]
    form["time_zone"].force_value("Asia/Calcutta")
    kept = form.submit(status=303).follow().forms["study"]["time_zone"]
    assert kept.value == "Asia/Calcutta"
    assert [value for value, is_chosen, _ in kept.options if is_chosen] == ["Asia/Calcutta"]


BAD = [
    "",
    " ",
    "-1",
    "1000000",
    "10" * 10,
    "1e3",
    "1.5",
    "nan",
    "x",
    "\u0663\u0663\u0663\u0663\u0663",
    "0x10",
    "1_0\u00b2",
    "1" * 5000,
]


@pytest.mark.parametrize("name", STUDY)
def test_what_is_no_setting_is_said_beside_its_field_and_nothing_is_written(
    name: str, hers: webtest.TestApp, app: Flask
) -> None:
    good = dict(hers.get("/settings").forms["study"].submit_fields())
    with app.app_context():
        before = everything_stored()
    for text in BAD:
        answer = hers.post("/settings", good | {name: text}, status=422)
        assert answer.html.select_one(f"#{name}-error"), text
    with app.app_context():
        assert everything_stored() == before


@pytest.mark.parametrize("name", STUDY)
def test_a_missing_setting_is_not_taken_for_another(name: str, hers: webtest.TestApp) -> None:
    fields = dict(hers.get("/settings").forms["study"].submit_fields())
    del fields[name]
    hers.post("/settings", fields, status=422)


@given(
    st.fixed_dictionaries(
        {name: st.text(max_size=30) | st.integers().map(str) | st.floats().map(str) for name in STUDY}
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_the_form_takes_or_refuses_whatever_is_sent(hers: webtest.TestApp, fields: dict[str, str]) -> None:
    token = hers.get("/settings").forms["study"]["csrf_token"].value
    assert hers.post("/settings", {"csrf_token": token, **fields}, status="*").status_int in {
        303,
        400,
        422,
    }


def test_the_form_asks_for_the_same_number_of_statements_whatever_the_history(
    hers: webtest.TestApp, app: Flask, bank: int
) -> None:
    before = hers.get("/settings").text
    with app.app_context():
        a_history(the_person(app, "Anna"), bank, datetime.now(UTC))
    assert without_tokens(hers.get("/settings").text) == without_tokens(before)


def without_tokens(text: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text)


# ---- the account


def change_password(
    browser: webtest.TestApp, old: str, new: str, status: int | None = None
) -> webtest.TestResponse:
    form = browser.get("/settings/password").forms["password"]
    form["current_password"], form["new_password"] = old, new
    return form.submit(status=status)


def test_a_changed_password_ends_every_session_but_this(hers: webtest.TestApp, app: Flask) -> None:
    elsewhere, stayed = a_browser(app, the_person(app, "Anna")), a_browser(app)
    log_in(stayed, remember=True)
    stayed.cookiejar.clear_session_cookies()
    assert "Your password is changed." in change_password(hers, PASSWORD, NEW).follow()
    assert is_logged_in(hers)
    assert not is_logged_in(elsewhere)
    assert not is_logged_in(stayed)
    log_in(elsewhere, password=PASSWORD, status=422)
    log_in(elsewhere, password=NEW)
    assert is_logged_in(elsewhere)


def test_who_stays_logged_in_still_does_after_a_change(anna: str, app: Flask) -> None:
    browser = a_browser(app)
    log_in(browser, anna, remember=True)
    change_password(browser, PASSWORD, NEW)
    browser.cookiejar.clear_session_cookies()
    assert is_logged_in(browser)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("a wrong guess", NEW, "current_password"),
        (PASSWORD, "short", "new_password"),
        ("", NEW, "current_password"),
        (PASSWORD, "annaanna" * 50, "new_password"),
        (PASSWORD, "anna@example.org", "new_password"),
        (PASSWORD, "Password2024!", "new_password"),
    ],
)
def test_otherwise_it_stays_and_the_field_says_why(
    old: str, new: str, field: str, hers: webtest.TestApp, app: Flask
) -> None:
    page = change_password(hers, old, new, status=422)
    assert page.html.select_one(f"#{field}-error")
    log_in(a_browser(app), password=PASSWORD)
    assert is_logged_in(hers)


def test_guessing_the_password_of_an_open_session_is_throttled(hers: webtest.TestApp) -> None:
    for _ in range(5):
        change_password(hers, "a wrong guess", NEW, status=422)
    change_password(hers, PASSWORD, NEW, status=429)


def test_the_address_changes_with_the_password_only(hers: webtest.TestApp) -> None:
    page = hers.get("/settings/email")
    assert "This server sends no mail yet." in page
    form = page.forms["change-email"]
    assert form["email"].value == "anna@example.org"
    form["email"], form["current_password"] = "anna@example.net", "a wrong guess"
    form = form.submit(status=422).forms["change-email"]
    assert form["email"].value == "anna@example.net"
    form["current_password"] = PASSWORD
    page = form.submit().follow()
    assert "anna@example.net" in page.html.select_one("main").text
    form = hers.get("/settings/email").forms["change-email"]
    form["email"], form["current_password"] = "", PASSWORD
    assert "Your email address is removed." in form.submit().follow()


def test_what_is_no_address_is_said_beside_its_field(hers: webtest.TestApp) -> None:
    form = hers.get("/settings/email").forms["change-email"]
    form["email"], form["current_password"] = "anna", PASSWORD
    assert form.submit(status=422).html.select_one("#email-error")


def test_logging_out_everywhere_ends_every_session(hers: webtest.TestApp, app: Flask) -> None:
    elsewhere = a_browser(app, the_person(app, "Anna"))
    (form,) = [form for form in hers.get("/settings").forms.values() if "everywhere" in form.action]
    assert "You are logged out everywhere." in form.submit().follow()
    assert not is_logged_in(hers)
    assert not is_logged_in(elsewhere)


# ---- the data


def test_my_data_comes_as_files_to_keep(hers: webtest.TestApp, app: Flask, bank: int) -> None:
    with app.app_context():
        a_history(the_person(app, "Anna"), bank, datetime.now(UTC))
    page = hers.get("/settings")
    data = page.click("Download as JSON")
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert data.headers["Content-Disposition"] == f"attachment; filename=quizapp-my-data-{today}.json"
    assert data.content_type == "application/json"
    assert data.headers["Cache-Control"] == "no-store"
    assert json.loads(data.body)["profile"][0]["user_name"] == "Anna"
    archive = page.click("Download as CSV")
    assert archive.headers["Content-Disposition"] == f"attachment; filename=quizapp-my-data-{today}.zip"
    with zipfile.ZipFile(io.BytesIO(archive.body)) as files:
        assert "answers.csv" in files.namelist()
        assert len(files.read("answers.csv").splitlines()) > 6


# ---- the end


def delete(browser: webtest.TestApp, password: str, status: int | None = None) -> webtest.TestResponse:
    form = browser.get("/settings/delete").forms["delete"]
    form["current_password"] = password
    return form.submit(status=status)


def test_deleting_the_account_takes_everything_and_logs_out(
    hers: webtest.TestApp, app: Flask, bank: int
) -> None:
    with app.app_context():
        before = everything_stored()
        a_history(the_person(app, "Anna"), bank, datetime.now(UTC))
    page = delete(hers, "a wrong guess", status=422)
    assert page.html.select_one("#current_password-error")
    assert "Your account is deleted" in delete(hers, PASSWORD).follow()
    assert not is_logged_in(hers)
    with app.app_context():
        after = everything_stored()
    assert after["users"] == after["attempts"] == after["reviews"] == after["log_ins"] == []
    assert after["questions"] == before["questions"]
    assert after["revisions"] == before["revisions"]


def test_the_only_administrator_is_told_what_to_do_first_and_is_led_there(app: Flask) -> None:
    browser = logged_in(app, Role.ADMINISTRATOR, "The Boss")
    page = browser.get("/settings/delete")
    assert "You are the only administrator" in page
    assert "delete" not in page.forms
    assert page.html.select_one("main a[href='/people']")
    logged_in(app, Role.ADMINISTRATOR, "Another")
    form = browser.get("/settings/delete").forms["delete"]
    # Meanwhile the other one goes.
    with app.app_context():
        deletion.delete_account(the_person(app, "Another"), PASSWORD, CONTEXT, datetime.now(UTC))
    form["current_password"] = PASSWORD
    assert "You are the only administrator" in form.submit(status=403)
    assert is_logged_in(browser)


def test_a_session_of_a_deleted_account_is_nobodys(hers: webtest.TestApp, app: Flask) -> None:
    elsewhere = a_browser(app, the_person(app, "Anna"))
    form = elsewhere.get("/settings").forms["study"]
    delete(hers, PASSWORD)
    assert "You are no longer logged in." in form.submit(status=401)
    # Somebody new may get the same key in the database, never the same session.
    with app.app_context():
        a_person(datetime.now(UTC), "Bo")
    assert not is_logged_in(elsewhere)


# ---- bad input


@pytest.mark.parametrize("path", ["/settings", "/settings/email", "/settings/password", "/settings/delete"])
@pytest.mark.parametrize("text", ["x" * 1_000_000, "x" * 100_000, "%00", "%ed%a0%80"])
def test_monstrous_texts_are_refused_and_nothing_is_written(
    path: str, text: str, hers: webtest.TestApp, app: Flask
) -> None:
    names = [*STUDY, "email", "current_password", "new_password"]
    token = hers.get("/settings").forms["study"]["csrf_token"].value
    body = "&".join([f"csrf_token={token}", *(f"{name}={text}" for name in names)])
    with app.app_context():
        before = everything_stored()
    assert hers.post(path, body, status="*").status_int in {400, 413, 422}
    with app.app_context():
        # A password that is wrong is a try, and counted.
        assert everything_stored() | {"log_ins": None} == before | {"log_ins": None}


def test_logging_out_everywhere_is_no_link(hers: webtest.TestApp) -> None:
    assert hers.get("/settings/log-out-everywhere", status=405)


def test_the_log_in_page_knows_where_the_owner_came_from(app: Flask, anna: str) -> None:
    assert anna
    with app.app_context():
        assert [row["address"] for row in everything_stored()["log_ins"]] == [HOME]
