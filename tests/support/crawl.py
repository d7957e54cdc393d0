"""Every page that somebody can come to by links and forms, and every form that they could send."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import webtest
from flask import Flask
from webtest.forms import Checkbox, Radio, Select, Submit
from werkzeug.exceptions import HTTPException

from support.people import PASSWORD
from support.world import WHO, World

#: What is typed into the fields of a form that come empty.
TYPED = {
    "name": "Nina New",
    "password": "nine brown bears",
    "new_password": "nine brown bears",
    "current_password": PASSWORD,
    "who": "Nobody at all",
    "response": "1857",
    "title": "Mountains",
    "code": "CCCC-DDDD",
    "email": "new@example.org",
    "text": "mia@example.org",
}

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SentForm:
    """A form of a page as somebody could send it: with what stood in it, and the rest filled in."""

    who: str
    endpoint: str
    address: str
    fields: Fields
    #: All fields that it has, those among them that weren't sent too.
    names: frozenset[str]
    #: "text", "radio" or "checkbox" where it answers a question, else "".
    answered_by: str

    def __str__(self) -> str:
        return f"{self.who}'s {self.address}"


@dataclass(frozen=True)
class Walk:
    """What everybody in a world can come to: the pages, by who sees them, and one form of each kind."""

    pages: dict[str, tuple[webtest.TestResponse, ...]]
    forms: tuple[SentForm, ...]


def walk(world: World, who: Sequence[str] = WHO, at_most: int = 30) -> Walk:
    """Look at everything, as each of some people; nothing is sent. `at_most` is that of `crawl`."""
    plain = [
        rule.rule
        for rule in world.app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ())
    ]
    starts = (
        *plain,
        *(f"/new-password/{world.link}", f"/confirm-email/{world.confirmation}"),
        *(f"/join/{world.course.link}", f"/invitation/{world.course.invitation}"),
    )
    pages = {one: tuple(crawl(world.app, world.browser(one), *starts, at_most=at_most)) for one in who}
    forms: dict[tuple[object, ...], SentForm] = {}
    for one in who:
        for page in pages[one]:
            for form in posts(world, one, page):
                forms.setdefault((form.endpoint, form.names, form.answered_by), form)
    return Walk(pages, tuple(forms.values()))


def endpoint_of(app: Flask, address: str, method: str = "GET") -> str | None:
    """Return the endpoint behind an address of our own, or None."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(urlsplit(address).path, method=method)
    except HTTPException:
        return None
    return str(endpoint)


def crawl(app: Flask, browser: webtest.TestApp, *starts: str, at_most: int) -> Iterator[webtest.TestResponse]:
    """Yield the pages that lie behind links and forms that only ask, each address once.

    Of pages that differ in their address alone, such as the questions of quizzes, `at_most` so many.
    """
    waiting, seen = deque(starts or ("/",)), set(starts)
    counts: Counter[tuple[str | None, Fields]] = Counter()
    while waiting:
        address = waiting.popleft()
        parts = urlsplit(address)
        kind = (
            endpoint_of(app, address),
            tuple((name, "") for name, _ in parse_qsl(parts.query, keep_blank_values=True)),
        )
        counts[kind] += 1
        if kind[0] in {None, "static"} or counts[kind] > at_most:
            continue
        page = browser.get(address, status="*")
        yield page
        for found in _onward(page):
            if found not in seen:
                seen.add(found)
                waiting.append(found)


def _onward(page: webtest.TestResponse) -> Iterator[str]:
    base = page.request.path_qs
    if page.location:
        yield urljoin(base, page.location)
    if page.content_type != "text/html":
        return
    for link in page.html.find_all("a", href=True):
        if link["href"].startswith("/"):
            yield link["href"]
    for form in forms_of(page):
        if form.method.upper() == "GET":
            action = urlsplit(urljoin(base, form.action or "")).path
            for fields in ways_to_send(form):
                yield f"{action}?{urlencode(fields)}"
            for button in leading_elsewhere(form):
                action = urlsplit(urljoin(base, button.attrs["formaction"])).path
                pressed = (button.name, button.value_if_submitted())
                yield f"{action}?{urlencode([*form.submit_fields(), pressed])}"


def forms_of(page: webtest.TestResponse) -> list[webtest.Form]:
    if page.content_type != "text/html":
        return []
    return [form for key, form in page.forms.items() if isinstance(key, int)]


def posts(world: World, who: str, page: webtest.TestResponse) -> Iterator[SentForm]:
    """Yield the forms of a page that change something, with a token that fits `World.send`."""
    for form in forms_of(page):
        if form.method.upper() == "POST":
            address = urljoin(page.request.path_qs, form.action or "")
            endpoint = endpoint_of(world.app, address, "POST")
            assert endpoint, f"a form of {page.request.path} leads nowhere: {address}"
            form["csrf_token"] = world.token
            fields = next(ways_to_send(form))
            elsewhere = leading_elsewhere(form)
            names = frozenset(name for name in form.fields if name) - {button.name for button in elsewhere}
            yield SentForm(who, endpoint, address, fields, names, _answered_by(form))
            for button in elsewhere:
                address = urljoin(page.request.path_qs, button.attrs["formaction"])
                endpoint = endpoint_of(world.app, address, "POST")
                assert endpoint, f"a button of {page.request.path} leads nowhere: {address}"
                pressed = (
                    *((name, value) for name, value in fields if name in names),
                    (button.name, button.value_if_submitted()),
                )
                yield SentForm(who, endpoint, address, pressed, names | {button.name}, _answered_by(form))


def leading_elsewhere(form: webtest.Form) -> list[Submit]:
    """Return the buttons that send the form to another address than its own."""
    fields = [field for fields in form.fields.values() for field in fields]
    return [field for field in fields if isinstance(field, Submit) and "formaction" in field.attrs]


def ways_to_send(form: webtest.Form) -> Iterator[Fields]:
    """Yield what is sent by each of the form's buttons, with the empty fields filled in."""
    for name, fields in form.fields.items():
        for field in fields:
            if isinstance(field, Radio) and field.value is None:
                field.value = field.options[0][0]
            elif isinstance(field, Select):
                field.value = field.value or field.options[-1][0]
            elif name in TYPED and not isinstance(field, (Radio, Checkbox, Submit)) and not field.value:
                field.value = TYPED[name]
    if "response" in form.fields and isinstance(form.fields["response"][0], Checkbox):
        form.fields["response"][0].checked = True
    # No file is chosen: its field stands there itself.
    sent = [(name, value) for name, value in form.submit_fields() if name]
    plain = tuple((name, value if isinstance(value, str) else "") for name, value in sent)
    buttons = [
        (name, field.value_if_submitted())
        for name, fields in form.fields.items()
        for field in fields
        if name and isinstance(field, Submit) and "formaction" not in field.attrs
    ]
    yield from ((*plain, button) for button in buttons)
    if not buttons:
        yield plain


def _answered_by(form: webtest.Form) -> str:
    field = form.fields.get("response", [None])[0]
    return type(field).__name__.lower() if field else ""
