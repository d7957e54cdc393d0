"""Whatever authors and learners write, it is text on every page that shows it, and acts on none."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote_plus, urlencode, urlsplit

import pytest
import webtest
from bs4 import Tag
from sqlalchemy import select
from support import databases
from support.crawl import Walk, walk
from support.hostile import ALERT, GAPS, MARKUP, NAME, REVEALED, TYPED, do_harm, write_hostile_bank
from support.people import PASSWORD
from support.world import ADMINISTRATOR, INSTRUCTOR, LEARNER, VISITOR, World, settled

from quizapp.bank.markup.mathml import TAGS as MATHML
from quizapp.models import Slot
from quizapp.services.transaction import reading

#: What a browser follows or loads.
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "cite", "ping")
#: What Markdown makes, and the attributes that it gives.
PLAIN = [
    "p",
    "em",
    "strong",
    "s",
    "pre",
    "blockquote",
    "ul",
    "li",
    "hr",
    "br",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tr",
]
#: What scrolls sideways where it is too wide.
OF_A_BOX = {"tabindex", "role", "aria-label"}
OF_MARKDOWN: dict[str, set[str]] = {tag: set() for tag in PLAIN} | {
    "ol": {"start"},
    "code": {"class"},
    "th": {"class"},
    "td": {"class"},
    "span": {"class", *OF_A_BOX},
    "pre": set(OF_A_BOX),
    "div": {"class", *OF_A_BOX},
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
}

#: What stands in our own words and fields where the other bank has none: in its types, in its long results.
OF_OTHER_TYPES = {
    *(("label", "id"), ("label", "lang"), ("strong", "class"), ("h2", "class"), ("ul", "data-ordering")),
    ("ul", "data-moved"),
    *(("li", "data-text"), ("button", "aria-label")),
    *(("select", name) for name in ("autocomplete", "autofocus", "aria-invalid")),
    *(("div", name) for name in ("data-timeline", "data-first", "data-last", "data-unplaced", "hidden")),
    *(("textarea", name) for name in ("", "id", "name", "rows", "autocomplete", "aria-describedby")),
    *(("thead", "class"), ("tfoot", ""), ("option", "lang"), ("details", "id")),
    # What somebody said of an essay.
    ("p", "dir"),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give a world with a hostile bank, and a learner to match; which database it is on is no matter."""
    folder = tmp_path_factory.mktemp("hostile")
    backend = databases.Sqlite(folder)
    with settled(backend, folder / "instance", write_hostile_bank(folder / "banks")) as world:
        with world.app.app_context():
            do_harm(world, datetime.now(UTC))
        yield world


def attempts_of(world: World) -> list[int]:
    return world.attempts(LEARNER)


@pytest.fixture(scope="module")
def seen(hostile: World) -> Walk:
    return walk(hostile, (VISITOR, LEARNER, INSTRUCTOR, ADMINISTRATOR))


def pages(seen: Walk) -> Iterator[tuple[str, webtest.TestResponse]]:
    for who, found in seen.pages.items():
        for page in found:
            if page.content_type == "text/html":
                yield f"{who}'s {page.request.path_qs[:80]}", page


def harm(page: webtest.TestResponse) -> Iterator[str]:
    """Yield what on a page could act, or leads to what does."""
    for tag in page.html.find_all(True):
        if tag.name == "script" and not (_is_ours(tag.get("src", "")) and not tag.get_text()):
            yield f"a script: {tag}"
        if tag.name in {
            "iframe",
            "object",
            "embed",
            "base",
            "style",
            "applet",
            "frame",
            "template",
            "portal",
        }:
            yield f"an element: {tag}"
        if tag.name == "meta" and tag.has_attr("http-equiv"):
            yield f"a refresh: {tag}"
        is_ours = tag.name == "img" and str(tag.get("src")).startswith("/images/")
        if tag.name in {"img", "image", "audio", "video", "source", "use"} and not is_ours:
            yield f"a picture: {tag}"
        for name, value in tag.attrs.items():
            # The focus is led to a part of an answer that can't be read.
            is_led = name == "autofocus" and tag.get("aria-invalid") != "true"
            if name.startswith("on") or name in {"style", "srcdoc", "id=''"} or is_led:
                yield f"an attribute: {name} of {tag}"
            if name in ADDRESSES and not _is_harmless(tag, str(value)):
                yield f"an address: {name}={value}"


def _is_ours(address: str) -> bool:
    return address.startswith("/static/")


def _is_harmless(tag: Tag, address: str) -> bool:
    scheme = urlsplit(address.strip()).scheme
    if tag.name == "a":
        return scheme in {"https", "http", "mailto"} or (
            scheme == "" and not address.startswith(("//", "\\"))
        )
    # What is loaded or sent to is our own.
    return address.startswith("/") and not address.startswith("//")


def test_nothing_acts_on_any_page(seen: Walk) -> None:
    shown = list(pages(seen))
    assert len(shown) > 60
    assert [(where, what) for where, page in shown for what in harm(page)] == []


def test_no_element_stands_anywhere_but_ours_and_those_of_markdown(seen: Walk, walked: Walk) -> None:
    ours = {
        (tag.name, name)
        for _, page in pages(walked)
        for tag in page.html.find_all(True)
        for name in ("", *tag.attrs)
    }
    of_markdown = {(tag, name) for tag, names in OF_MARKDOWN.items() for name in ("", *names)}
    strange = {
        (tag.name, name)
        for _, page in pages(seen)
        for tag in page.html.find_all(True)
        for name in ("", *tag.attrs)
        if tag.name not in MATHML
    }
    assert strange - ours - of_markdown - OF_OTHER_TYPES == set()


def test_it_is_all_there_to_read(hostile: World, seen: Walk) -> None:
    def text(path: str, who: str = LEARNER) -> str:
        return next(page.html.get_text() for page in seen.pages[who] if page.request.path_qs == path)

    finished = attempts_of(hostile)[-1]
    for path in (f"/quizzes/{finished}/result", f"/banks/{hostile.bank}/questions/1"):
        shown = text(path, LEARNER if "quizzes" in path else INSTRUCTOR)
        for markup in MARKUP[:5]:
            assert markup in shown, path
    assert TYPED in text(f"/quizzes/{finished}/result")
    assert NAME in text(f"/people/{hostile.person(LEARNER).id}", ADMINISTRATOR)
    assert NAME in text("/people", ADMINISTRATOR)


def test_every_gap_is_asked_for_even_where_its_text_has_lost_it(seen: Walk) -> None:
    asked = [
        [field.get("name") for field in cloze.select("input, select")]
        for _, page in pages(seen)
        for cloze in page.html.select("fieldset .cloze")
    ]
    assert len(asked) > 3
    assert all(names == ["response"] * len(GAPS) for names in asked)


def test_no_page_breaks(seen: Walk) -> None:
    broken = [
        page.request.path_qs for found in seen.pages.values() for page in found if page.status_int >= 500
    ]
    assert broken == []


def test_no_template_of_theirs_is_run(seen: Walk) -> None:
    for where, page in pages(seen):
        assert not [revealed for revealed in REVEALED if revealed in page.text], where


def test_what_was_typed_comes_back_as_text(hostile: World) -> None:
    learner = hostile.browser(LEARNER)
    open_quiz = attempts_of(hostile)[1]
    with hostile.app.app_context():
        number = reading().scalar(
            select(Slot.number).where(Slot.attempt_id == open_quiz, Slot.sequence == 0).order_by(Slot.number)
        )
    token = hostile.token
    sent: list[tuple[str, str, dict[str, str]]] = [
        ("/sign-up", "anonymous", {"name": TYPED, "email": TYPED, "password": TYPED, "time_zone": TYPED}),
        ("/log-in", "anonymous", {"name": TYPED, "password": TYPED}),
        ("/forgotten-password", "anonymous", {"who": TYPED * 5}),
        ("/settings", LEARNER, {"time_zone": TYPED, "new_per_day": TYPED}),
        ("/settings/email", LEARNER, {"email": TYPED, "current_password": PASSWORD}),
        (
            "/quizzes",
            LEARNER,
            {"bank": str(hostile.bank), "topics": TYPED, "count": TYPED, "feedback": TYPED},
        ),
        (f"/people/{hostile.person(LEARNER).id}/role", ADMINISTRATOR, {"role": TYPED}),
    ]
    for path, who, fields in sent:
        response = hostile.send(who, "POST", path, urlencode(fields | {"csrf_token": token}).encode())
        assert 400 <= response.status_code < 500, path
        assert_inert(response.text, path)
    address = f"/quizzes/{open_quiz}/{number}"
    unsaved = urlencode({"response": TYPED, "sequence": "7", "csrf_token": token}).encode()
    back = hostile.send(LEARNER, "POST", address, unsaved).location
    assert back.startswith(f"{address}?response=")
    assert_inert(learner.get(back).text, back)
    for query in (f"/people?q={quote_plus(TYPED)}", f"/banks/{hostile.bank}?text={quote_plus(TYPED[:150])}"):
        assert_inert(hostile.browser(ADMINISTRATOR).get(query).text, query)
    assert_inert(learner.get("/log-in?next=" + quote_plus(TYPED), status="*").text, "next")


def assert_inert(text: str, where: str) -> None:
    page = webtest.TestResponse(text, content_type="text/html", charset="utf-8")
    assert list(harm(page)) == [], where
    assert not [revealed for revealed in REVEALED if revealed in text], where


def test_who_is_greeted_by_a_hostile_name_is_greeted_by_text(hostile: World) -> None:
    browser = hostile.browser("anonymous")
    form = browser.get("/sign-up").forms["sign-up"]
    form["name"], form["password"] = f"<script>{ALERT}</script>", "nine brown bears"
    page = form.submit(status=303).follow()
    assert f"Welcome, <script>{ALERT}</script>." in page.html.get_text()
    assert list(harm(page)) == []


def test_downloads_are_files_and_never_pages(hostile: World) -> None:
    browser = hostile.browser(LEARNER)
    whole = browser.get("/settings/my-data.json")
    archive = browser.get("/settings/my-data.zip")
    for response, kind in ((whole, "application/json"), (archive, "application/zip")):
        assert response.content_type == kind
        assert response.headers["Content-Disposition"].startswith("attachment; filename=quizapp-my-data-")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert json.loads(whole.text)["profile"][0]["display_name"] == NAME
    with zipfile.ZipFile(io.BytesIO(archive.body)) as files:
        rows = list(csv.DictReader(io.TextIOWrapper(files.open("answers.csv"), "utf-8-sig")))
    assert TYPED in {row["response_in_words"] for row in rows}
