"""Static files: packed for who takes them so, kept for a year under their fingerprint, asked anew without."""

import gzip
import re
from pathlib import Path

import pytest
import webtest
from flask import Flask
from flask.testing import FlaskClient
from support.people import logged_in

from quizapp.web import stylesheet

STYLE = "/static/quizapp.css"


@pytest.fixture
def style(app: Flask) -> bytes:
    return stylesheet.join(Path(app.root_path, "web", "static", "css"), Path(app.root_path, "question_types"))


def address(pages: webtest.TestApp) -> str:
    return str(pages.get("/").html.find("link", rel="stylesheet")["href"])


def test_a_file_is_packed_for_a_browser_that_takes_it_so(client: FlaskClient, style: bytes) -> None:
    packed = client.get(STYLE, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == style
    assert len(packed.data) < len(style) / 3
    for accepted in ("", "identity", "br", "gzip;q=0"):
        plain = client.get(STYLE, headers={"Accept-Encoding": accepted})
        assert "Content-Encoding" not in plain.headers
        assert plain.data == style
        assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
        assert plain.headers["ETag"] != packed.headers["ETag"]


def test_only_under_its_fingerprint_a_file_is_kept_without_asking(pages: webtest.TestApp) -> None:
    assert "immutable" in pages.get(address(pages)).headers["Cache-Control"]
    for other in (STYLE, f"{STYLE}?v=", f"{STYLE}?v=0123456789ab"):
        assert pages.get(other).headers["Cache-Control"] == "no-cache"


def test_the_font_that_the_stylesheet_names_is_there_and_kept(pages: webtest.TestApp, style: bytes) -> None:
    (name,) = re.findall(rb'url\("(fonts/[^"]+)"\)', style)
    assert "immutable" in pages.get(f"/static/{name.decode()}").headers["Cache-Control"]


def test_a_file_is_nobodys_own(app: Flask) -> None:
    response = logged_in(app).get(STYLE)
    assert response.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_a_file_that_a_browser_has_is_not_sent_again(pages: webtest.TestApp, accepted: str) -> None:
    had = pages.get(STYLE, headers={"Accept-Encoding": accepted})
    asked = {"Accept-Encoding": accepted, "If-None-Match": had.headers["ETag"]}
    assert pages.get(STYLE, headers=asked, status=304).body == b""


def test_each_file_says_what_it_is(app: Flask, pages: webtest.TestApp) -> None:
    names = [path.relative_to(app.static_folder or "").as_posix() for path in served(app, "web/static")]
    names += [path.relative_to(app.root_path).as_posix() for path in served(app, "question_types")]
    found = {Path(name).suffix: pages.get(f"/static/{name}").content_type for name in [*names, "quizapp.css"]}
    assert found == {
        ".css": "text/css",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
    }


def served(app: Flask, folder: str) -> list[Path]:
    """Return the files of a folder that are served by their own names."""
    suffixes = {".js", ".svg", ".webmanifest", ".woff2"}
    return [path for path in Path(app.root_path, folder).rglob("*.*") if path.suffix in suffixes]


def test_what_is_no_file_is_not_found(pages: webtest.TestApp) -> None:
    others = "question_types/single/kind.py", "question_types/single/answer.html", "css/tokens.css"
    for path in ("js", "js/", "no-such-file.css", "../app.py", "js/../quizapp.css", "%2e%2e/app.py", *others):
        pages.get(f"/static/{path}", status=404)
