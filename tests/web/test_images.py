"""Pictures as a browser gets them: kept for a year, what they say they are, and nobody's own."""

from datetime import datetime
from pathlib import Path

import pytest
import webtest
from flask import Flask
from support.bank_folder import HEADER, BankFolder
from support.people import a_browser, logged_in, somebody
from support.pictures import JPEG, png

from quizapp.services.banks import catalogue, sync
from quizapp.services.permissions import Role

#: A picture with a page in its words.
HOSTILE = png(20, 10, extra=[(b"tEXt", b"Comment\0<html><script>alert(1)</script></html>")])


@pytest.fixture
def moon(app: Flask, tmp_path: Path, now: datetime) -> dict[str, str]:
    """Sync a bank with pictures; return their addresses by name."""
    folder = BankFolder(tmp_path / "moon")
    folder.write("bank.yaml", HEADER + 'description: "![The Moon](a.png)"\n')
    folder.write(
        "q.yaml",
        """\
        questions:
          - id: one
            type: single
            topics: [t]
            prompt: "Which? ![A crater](a.png)"
            choices: [{text: "![One](b.jpg)", feedback: "![Two](b.jpg)"}, no]
            answer: "![One](b.jpg)"
            explanation: "![Three](a.png)"
        """,
    )
    (folder.path / "a.png").write_bytes(HOSTILE)
    (folder.path / "b.jpg").write_bytes(JPEG)
    bank = folder.read().bank
    assert bank, folder.faults()
    with app.app_context():
        sync.sync([bank], now)
    return {image.name: image.address for image in bank.images}


def test_a_picture_is_served_as_what_it_is_to_be_kept(pages: webtest.TestApp, moon: dict[str, str]) -> None:
    for name, content, media_type in (("a.png", HOSTILE, "image/png"), ("b.jpg", JPEG, "image/jpeg")):
        answer = pages.get(moon[name])
        assert answer.body == content
        assert answer.headers["Content-Type"] == media_type
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"] == "inline"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_picture_that_a_browser_has_is_not_sent_again(pages: webtest.TestApp, moon: dict[str, str]) -> None:
    etag = pages.get(moon["a.png"]).headers["ETag"]
    again = pages.get(moon["a.png"], headers={"If-None-Match": etag}, status=304)
    assert again.body == b""
    assert pages.head(moon["a.png"]).body == b""


@pytest.mark.parametrize("role", Role)
def test_whoever_has_its_address_may_see_a_picture(role: Role, app: Flask, moon: dict[str, str]) -> None:
    with app.app_context():
        browser = a_browser(app, somebody(role))
    assert browser.get(moon["a.png"]).body == HOSTILE


def test_a_picture_is_nobodys_own(app: Flask, moon: dict[str, str]) -> None:
    answer = logged_in(app).get(moon["a.png"])
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers


def test_other_addresses_have_no_picture(pages: webtest.TestApp, moon: dict[str, str]) -> None:
    address = moon["a.png"]
    wrong = (
        *(address.replace(".png", ".jpg"), address.replace(".png", ".svg"), address.removesuffix(".png")),
        *(f"{address}.png", f"{address}/", "/images/a.png", "/images/", "/images/..%2fetc%2fpasswd"),
        *("/images/" + "0" * 64 + ".png", address.replace("/images/", "/images/0")),
    )
    for other in wrong:
        assert pages.get(other, status=404).headers["Cache-Control"] == "no-store"


def test_a_question_shows_its_pictures_before_and_after_the_answer(app: Flask, moon: dict[str, str]) -> None:
    with app.app_context():
        bank_id = catalogue.list_banks()[0].id
    browser = logged_in(app, Role.INSTRUCTOR)
    page = browser.get(f"/banks/{bank_id}").click("Which")
    images = [
        (image["alt"], image["src"], image["width"], image["height"]) for image in page.html.main("img")
    ]
    crater, one = ("A crater", moon["a.png"], "20", "10"), ("One", moon["b.jpg"], "16", "12")
    assert images[:2] == [crater, one]
    # The answer beneath, for an instructor: the choices once more, and why.
    assert ("Three", *crater[1:]) in images[2:]
    assert one in images[2:]


def test_a_list_names_a_picture_by_its_words(app: Flask, moon: dict[str, str]) -> None:
    assert moon
    with app.app_context():
        bank_id = catalogue.list_banks()[0].id
    browser = logged_in(app, Role.INSTRUCTOR)
    assert "Which? A crater" in browser.get(f"/banks/{bank_id}").text
    assert "Which? A crater" in browser.get(f"/banks/{bank_id}?words=crater").text


def test_pictures_are_found_where_the_app_is_served_below_a_path(app: Flask, moon: dict[str, str]) -> None:
    browser = logged_in(app)
    browser.extra_environ["SCRIPT_NAME"] = "/quiz"
    page = browser.get("/review/banks")
    assert page.html.main.find("img")["src"] == f"/quiz{moon['a.png']}"
