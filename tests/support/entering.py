"""Signing up and logging in through the real forms, in a browser without JavaScript."""

import webtest

from support.people import PASSWORD


def is_logged_in(browser: webtest.TestApp) -> bool:
    return bool(browser.get("/settings", status="*").status_int == 200)


def sign_up(
    browser: webtest.TestApp, status: int | None = None, url: str = "/sign-up", **fields: str
) -> webtest.TestResponse:
    form = browser.get(url).forms["sign-up" if url.startswith("/sign-up") else "welcome"]
    for name, value in ({"name": "Anna", "password": PASSWORD} | fields).items():
        form[name] = value
    return form.submit(status=status)


def log_in(
    browser: webtest.TestApp,
    name: str = "Anna",
    password: str = PASSWORD,
    url: str = "/log-in",
    status: int | None = None,
    *,
    remember: bool = False,
) -> webtest.TestResponse:
    form = browser.get(url).forms["log-in"]
    form["name"], form["password"], form["remember"] = name, password, remember
    return form.submit(status=status)
