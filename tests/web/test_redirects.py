"""After a log-in nobody is sent anywhere but to a page of our own."""

from urllib.parse import urljoin, urlsplit

import pytest
import webtest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from support.entering import log_in

from quizapp.app import create_app
from quizapp.web.accounts.redirects import is_local_path


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Make an app whose database nobody asks."""
    return create_app(tmp_path_factory.mktemp("instance"))


@pytest.mark.parametrize(
    "target", ["/", "/settings", "/settings/email?a=1%26b", "/people/7?q=m%C3%BCller", "/log-in?next=//evil"]
)
def test_a_page_of_our_own_may_be_next(target: str, bare: Flask) -> None:
    with bare.test_request_context():
        assert is_local_path(target)


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example", "/\\evil.example", "\\\\evil.example", "///evil", "https:evil.example",
        "http:/evil", "https://evil.example", "javascript:alert(1)", "evil.example", "", " ", "#",
        "?next=/", "/@evil", "/ /evil", "//localhost/settings", "http://localhost/settings",
        "/\t/evil.example", "/\n/evil", "/%0a/evil", "/%09/evil", "/%2f/evil", "/%2F%2Fevil", "%2f%2fevil",
        "/%5cevil.example", "/%255cevil", "/%252f/evil", "/.//evil", "/..//evil", "/nowhere", "/log-out",
        "/\u2044evil", "/settings\0", "/settings\\", "/settings\r\nSet-Cookie: a=b",
        "/settings?" + "x" * 3000, "/static/../..//evil.com", "/static/%2e%2e/x",
        "/people/0", "/people/99999999999999999999",
    ],
)  # fmt: skip
def test_nothing_else_may(target: str, bare: Flask) -> None:
    with bare.test_request_context():
        assert not is_local_path(target)


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https:evil.example", "/%09/evil", "/nowhere"]
)
def test_an_evil_next_leads_home(target: str, anna: str, pages: webtest.TestApp) -> None:
    url = pages.get("/log-in", {"next": target}).request.path_qs
    assert log_in(pages, anna, url=url).location == "/"


@given(st.text() | st.text(alphabet="/\\:.@%25cfF09ave?#&=sting\t\n", max_size=20).map("/".__add__))
@settings(max_examples=500)
def test_no_browser_reads_an_own_path_as_another_place(bare: Flask, target: str) -> None:
    with bare.test_request_context():
        if is_local_path(target):
            # Browsers drop these and take a backslash for a slash.
            read = target.translate({9: None, 10: None, 13: None}).replace("\\", "/")
            assert urlsplit(urljoin("http://localhost/", read))[:2] == ("http", "localhost")
