"""Every form with what no form of ours sends: it is refused in a sentence, and nothing is written.

The forms are those that people come to by links, so that a new one is tried without being named here.
"""

from collections.abc import Callable, Iterator
from urllib.parse import quote_from_bytes, quote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.crawl import SentForm
from support.world import FORM, World
from werkzeug.test import TestResponse

#: The form of one is that of signing up, on a page that is there only before the first administrator is;
#: that of another on the page that a posted list leads to; those of the others are for a text to write, which
#: this bank never asks for.
HIDDEN = {
    "accounts.welcome",
    "reviews.answer",
    "reviews.hint",
    "roster.apply",
    "asking.add_question",
    # Buttons of a preview, and of an assignment without a way back: the world has neither.
    "preview.remove",
    "quizzes.leave",
    # Somebody has begun what is published.
    "setting.withdraw",
    # There is one language.
    "languages.choose",
}
#: What comes of a form that is sent as it stands, where that isn't a step onward.
REFUSED_ANYWAY = {
    "accounts.log_in": 422,
    "joining.by_code": 422,
    "roster.look": 200,
    # Marks what is in it, and keeps nothing.
    "banks.question": 200,
    "overrides.put": 422,
    "marking.mark": 422,
    # Nothing differs, and no reason is given.
    "results.change": 422,
    # What is done about attempts needs a reason.
    **{
        f"course_attempts.{name}": 422
        for name in ("annul", "restore", "reopen", "add_time", "add_time_to_all", "decide")
    },
    # No question is about the last topic and of the last type as well.
    "asking.add_draw": 422,
}
#: Fields that take any text, or pass over what they don't know.
FREE = {
    *("name", "display_name", "password", "new_password", "email", "who", "remember", "time_zone", "seed"),
    *("response", "unknown", "clear", "back", "go", "asks_certainty", "title", "reason", "hints", "check"),
    # What choices say only comes back, should the form be refused.
    "offered",
    *("text", "file", "heading", "instructions", "access_code", "networks", "shuffle", "takes_time"),
    # What may be left empty in the terms of an assignment.
    *(
        "opens_at",
        "due_at",
        "closes_at",
        "late_until",
        "releases_at",
        "opens_span",
        "due_span",
        "closes_span",
    ),
    *("time_limit", "attempts", "late_percent", "wait"),
    # Any topic or type, and points that are no whole number.
    *("topic", "type", "points"),
    # Nobody: as the class.
    "as",
}

#: Bytes that are no text (NUL, half of a surrogate pair, an overlong slash, no UTF-8), encoded and not.
NO_TEXT = [b"%00", b"1%00", b"%FF", b"%ED%A0%80", b"%C0%AF", b"caf%E9", b"\xff"]
#: What reads well and makes no sense as a number, a key or a choice.
NO_SENSE = [
    "", " ", "-1", "1" + "0" * 20, "-" + "9" * 20, "9" * 5000, "1e400", "0x1", "1.5", "NaN", "\u00b2",
    "true", "null", "[]", "{}", "../../etc/passwd", "' OR 1=1 --", "{{ 7*7 }}", "<script>alert(1)</script>",
    "\u202etxet", "a\r\nSet-Cookie: evil=1", "x" * 100_000,
]  # fmt: skip


def encoded(form: SentForm, **other: bytes | None) -> bytes:
    """Return a form's body with other values in some fields, given encoded; None leaves a field out."""
    fields = {name: quote_plus(value).encode() for name, value in form.fields} | other
    return b"&".join(name.encode() + b"=" + value for name, value in fields.items() if value is not None)


def is_refused(page: TestResponse) -> bool:
    """Tell whether nothing was to be written: a page says so, or leads back to what was sent."""
    address = page.headers.get("Location", "")
    return page.status_code >= 400 or ("?response=" in address and "hint=" not in address)


def complaints(
    world: World,
    forms: tuple[SentForm, ...],
    bodies: Callable[[SentForm], Iterator[tuple[str, bytes]]],
    is_well: Callable[[SentForm, str, TestResponse], bool],
) -> str:
    """Send each form with each of its bodies; tell what failed, or was refused and yet changed something.

    `is_well` says whether an answer is one to expect.
    """
    found = []
    for form in forms:
        refused = []
        for number, (what, body) in enumerate(bodies(form)):
            # Each from an address of its own, so that the throttle stays out of it.
            response = world.send(form.who, "POST", form.address, body, REMOTE_ADDR=f"10.0.0.{number % 250}")
            if response.status_code >= 500 or not is_well(form, what, response):
                found.append(f"{form}, {what}: {response.status}")
            if is_refused(response):
                refused.append(what)
            else:
                world.restore()
        if changed := world.changed():
            found.append(f"{form}: {changed} changed by one of {refused}")
        world.restore()
    return "\n".join(found)


def each_field(
    values: list[bytes], of_free: list[bytes] | None = None
) -> Callable[[SentForm], Iterator[tuple[str, bytes]]]:
    """Put each value into each field; into those that take any text `of_free`, where it is given."""

    def bodies(form: SentForm) -> Iterator[tuple[str, bytes]]:
        # What becomes of a bad token is the business of its own tests.
        for name in sorted(form.names - {"csrf_token"}):
            for value in of_free if of_free is not None and name in FREE else values:
                yield f"{name}={value[:40]!r}", encoded(form, **{name: value})

    return bodies


def test_every_form_is_found_and_works_as_it_stands(world: World, forms: tuple[SentForm, ...]) -> None:
    posts = {rule.endpoint for rule in world.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert posts == {form.endpoint for form in forms} | HIDDEN
    assert {form.answered_by for form in forms} == {"", "text", "radio", "checkbox"}
    for form in forms:
        response = world.send(form.who, "POST", form.address, encoded(form))
        assert response.status_code == REFUSED_ANYWAY.get(form.endpoint, 303), form
        world.restore()


def test_what_is_no_text_is_refused_in_every_field(world: World, forms: tuple[SentForm, ...]) -> None:
    assert complaints(world, forms, each_field(NO_TEXT), lambda _, __, page: page.status_code == 400) == ""


def test_what_makes_no_sense_is_refused_in_every_field(world: World, forms: tuple[SentForm, ...]) -> None:
    def is_well(_: SentForm, what: str, page: TestResponse) -> bool:
        return is_refused(page) or what.partition("=")[0] in FREE

    values = [quote_plus(value).encode() for value in NO_SENSE]
    # What is text at all is tried more widely below.
    assert complaints(world, forms, each_field(values, values[-3:]), is_well) == ""


def test_what_is_missing_sent_twice_or_never_asked_for_is_no_error_of_ours(
    world: World, forms: tuple[SentForm, ...]
) -> None:
    def bodies(form: SentForm) -> Iterator[tuple[str, bytes]]:
        whole = encoded(form)
        for name in sorted(form.names):
            yield f"{name} missing", encoded(form, **{name: None})
            yield f"{name} more often", f"{name}=-1&{name}=x&".encode() + whole
        yield "nothing", b""
        yield "unknown fields", whole + b"&role=administrator&user_id=1&id=1&is_admin=1&__proto__=1"
        yield "no names", whole + b"&=&&=1&%&%zz=%zz&;"

    assert complaints(world, forms, bodies, lambda *_: True) == ""


def test_forms_of_monstrous_size_are_refused(world: World, forms: tuple[SentForm, ...]) -> None:
    def bodies(form: SentForm) -> Iterator[tuple[str, bytes]]:
        yield "a megabyte", encoded(form, csrf_token=b"x" * 2**20)
        yield "a megabyte more", encoded(form) + b"&more=" + b"x" * 2**20

    def is_well(_: SentForm, __: str, page: TestResponse) -> bool:
        return page.status_code == 413 and "too much at once" in page.text

    assert complaints(world, forms, bodies, is_well) == ""


def test_ten_thousand_fields_are_no_error_of_ours(world: World, forms: tuple[SentForm, ...]) -> None:
    many = b"".join(b"&more%d=%d" % (number, number) for number in range(10_000))

    def bodies(form: SentForm) -> Iterator[tuple[str, bytes]]:
        yield "10,000 more", encoded(form) + many
        for name in sorted(form.names & {"topics", "response"}):
            yield f"{name} 10,000 times", encoded(form) + f"&{name}=77".encode() * 10_000

    assert complaints(world, forms, bodies, lambda *_: True) == ""


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/xml", "\xff", ""])
def test_what_is_no_form_has_no_token(content_type: str, world: World, forms: tuple[SentForm, ...]) -> None:
    for form in forms:
        response = world.send(form.who, "POST", form.address, encoded(form), content_type)
        assert response.status_code == 400, form
    assert world.changed() == []


def test_broken_uploads_are_refused(world: World, forms: tuple[SentForm, ...]) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    token = part % (b"csrf_token", world.token.encode())
    broken = [
        (b"", "multipart/form-data"),
        (b"--x--", "multipart/form-data; boundary="),
        (token, "multipart/form-data; boundary=x"),
        (token + b"--x", "multipart/form-data; boundary=x"),
        (b"--x\r\n" * 2000, "multipart/form-data; boundary=x"),
        (token + part % (b"response", b"\0") + b"--x--\r\n", "multipart/form-data; boundary=x"),
        (token + (part % (b"a", b"b")) * 1000 + b"--x--\r\n", "multipart/form-data; boundary=x"),
        (token + b"--x--\r\n", "multipart/form-data; boundary=\xff"),
    ]
    for form in forms:
        for body, content_type in broken:
            response = world.send(form.who, "POST", form.address, body, content_type)
            assert response.status_code in {400, 413}, (form, content_type, body[:200])
    assert world.changed() == []


@given(data=st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_form_fails_whatever_is_sent(
    world: World, forms: tuple[SentForm, ...], data: st.DataObject
) -> None:
    form = data.draw(st.sampled_from(forms))
    values = st.text(max_size=60).map(lambda text: text.encode(errors="surrogatepass")) | st.binary(
        max_size=40
    )
    numbers = st.integers().map(lambda number: str(number).encode())
    names = st.sampled_from(sorted(form.names - {"csrf_token"}) or ["more"])
    other = dict(data.draw(st.lists(st.tuples(names, values | numbers), min_size=1, max_size=10)))
    body = encoded(form, **{name: quote_from_bytes(value).encode() for name, value in other.items()})
    response = world.send(form.who, "POST", form.address, body, FORM)
    assert response.status_code < 500
    if response.status_code >= 400:
        assert world.changed() == []
    world.restore()
