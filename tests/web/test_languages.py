"""Pages are in the language of the account, else of the cookie, else of the browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import webtest
from flask import Flask
from support import databases
from support.apps import make_app
from support.databases import Backend
from support.entering import log_in, sign_up

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
GERMAN = HEAD + 'msgid "Language"\nmsgstr "Sprache"\n'
ARABIC = HEAD + 'msgid "Language"\nmsgstr "اللغة"\n'


@pytest.fixture
def app(backend: Backend, tmp_path: Path) -> Iterator[Flask]:
    """Give the app of an installation with catalogues of its own, one of which can't be read."""
    instance = tmp_path / "instance"
    databases.write_settings(instance, backend.fresh())
    (instance / "translations").mkdir()
    for code, text in (("de", GERMAN), ("ar", ARABIC), ("fr", "neither text nor catalogue")):
        (instance / "translations" / f"{code}.po").write_text(text, encoding="utf-8")
    app = make_app(instance)
    yield app
    databases.close(app)


def language_of(page: webtest.TestResponse) -> tuple[str, str]:
    root = page.html.html
    return root["lang"], root["dir"]


def choose(page: webtest.TestResponse, code: str) -> webtest.TestResponse:
    (form,) = {id(form): form for form in page.forms.values() if form.action.startswith("/language")}.values()
    return form.submit("language", value=code, status=303).follow()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("de-AT,de;q=0.9,en;q=0.5", ("de", "ltr")),
        ("fr,ar;q=0.8", ("ar", "rtl")),
        ("en-GB,de;q=0.9", ("en", "ltr")),
        ("tlh, *;q=0.1", ("en", "ltr")),
        ("", ("en", "ltr")),
        ("de;q=abc,,;;\x7f", ("en", "ltr")),
    ],
)
def test_the_browser_is_heard(pages: webtest.TestApp, asked: str, found: tuple[str, str]) -> None:
    page = pages.get("/log-in", headers={"Accept-Language": asked})
    assert language_of(page) == found
    assert {"Accept-Language", "Cookie"} <= set(page.headers["Vary"].split(", "))


def test_a_choice_leads_back_and_counts_more_than_the_browser(pages: webtest.TestApp) -> None:
    page = choose(pages.get("/log-in?next=/quizzes"), "de")
    assert page.request.path_qs == "/log-in?next=/quizzes"
    assert language_of(page) == ("de", "ltr")
    assert page.html.select_one(".languages ul")["aria-label"] == "Sprache"
    assert language_of(pages.get("/", headers={"Accept-Language": "ar"})) == ("de", "ltr")


def test_the_account_counts_most_on_every_device(app: Flask, pages: webtest.TestApp) -> None:
    sign_up(pages)
    choose(pages.get("/"), "ar")
    elsewhere = webtest.TestApp(app)
    in_german = {"Accept-Language": "de"}
    assert language_of(elsewhere.get("/log-in", headers=in_german)) == ("de", "ltr")
    log_in(elsewhere)
    assert language_of(elsewhere.get("/", headers=in_german)) == ("ar", "rtl")
    form = elsewhere.get("/settings").forms["study"]
    assert form["language"].value == "ar"
    form["language"] = ""
    form.submit(status=303)
    assert language_of(elsewhere.get("/", headers=in_german)) == ("de", "ltr")


@pytest.mark.parametrize("code", ["tlh", "../de", "fr", "de\x00", "x" * 5000])
def test_a_language_that_is_not_there_changes_nothing(pages: webtest.TestApp, code: str) -> None:
    pages.set_cookie("language", "".join(filter(str.isprintable, code[:200])))
    page = pages.get("/log-in", headers={"Accept-Language": "de"})
    assert language_of(page) == ("de", "ltr")
    token = page.forms["log-in"]["csrf_token"].value
    assert pages.post("/language", {"csrf_token": token, "language": code}, status="4*").status_int == 400


def test_a_refusal_speaks_the_language_too(pages: webtest.TestApp) -> None:
    assert language_of(pages.get("/nowhere", headers={"Accept-Language": "de"}, status=404)) == ("de", "ltr")


def test_a_broken_catalogue_is_logged_and_left_out(
    pages: webtest.TestApp, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    make_app(Path(app.instance_path))
    assert "fr.po" in caplog.text
    assert language_of(pages.get("/log-in", headers={"Accept-Language": "fr"})) == ("en", "ltr")
