"""Somebody's browser: one connection that stays open, cookies, and forms sent as they stand."""

import json
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.servers import HOST, STATEMENTS

#: What is typed where nothing can be chosen: a number and a year.
TYPED = "1999"


@dataclass
class Form:
    """A form as a browser without JavaScript sends it when its first button is pressed."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    #: What may be chosen as an answer; nothing where one is typed.
    choices: list[str] = field(default_factory=list)

    def answer(self, which: int) -> None:
        """Choose another answer than before, or type one; each number is another one."""
        chosen = self.choices[which % len(self.choices)] if self.choices else str(int(TYPED) - which)
        self.fields["response"] = chosen


@dataclass(frozen=True)
class Page:
    """An answer of the server; `seconds` runs from the request's first byte to the answer's last."""

    path: str
    status: int
    location: str
    text: str
    seconds: float
    statements: int

    def form(self, name: str) -> Form:
        """Return a form by its id, filled in: the first choice is taken, and a year is typed."""
        forms = _Forms(self.path)
        forms.feed(self.text)
        return forms.found[name]


class UnexpectedError(AssertionError):
    """The server answered otherwise than expected, with this status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Browser:
    """A browser; it raises `UnexpectedError` where the status isn't the one that is expected."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=60)
        self.cookies = cookies or {}

    def get(self, path: str, status: int = 200) -> Page:
        return self._ask("GET", path, None, status)

    def send(self, form: Form, status: int = 303) -> Page:
        data = urlencode(form.fields)
        if form.method == "get":
            return self._ask("GET", f"{form.action}?{data}", None, status)
        return self._ask("POST", form.action, data, status)

    def save(self, form: Form) -> Page:
        """Send an answer as a page does that saves by itself, and take over the sequence that it is told."""
        page = self._ask("POST", form.action, urlencode(form.fields), 200, {"X-Requested-With": "autosave"})
        form.fields |= json.loads(page.text)["fields"]
        return page

    def log_in(self, name: str, password: str) -> None:
        form = self.get("/log-in").form("log-in")
        form.fields |= {"name": name, "password": password}
        self.send(form)

    def close(self) -> None:
        self._connection.close()

    def _ask(
        self, method: str, path: str, body: str | None, status: int, more: dict[str, str] | None = None
    ) -> Page:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies} | (more or {})
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        text = response.read()
        seconds = time.perf_counter() - start
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(line).items()}
        if response.status != status:
            message = f"{method} {path}: {response.status}, not {status}\n{text.decode()}"
            raise UnexpectedError(response.status, message)
        location = urlsplit(response.headers.get("Location", "")).path
        statements = int(response.headers.get(STATEMENTS, 0))
        return Page(path, status, location, text.decode(), seconds, statements)


class _Forms(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._form: Form | None = None
        self.found: dict[str, Form] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._form = Form(given.get("action", self._path), given.get("method", "get"))
            self.found[given.get("id", "")] = self._form
        elif tag == "input" and self._form and "name" in given:
            kind = given.get("type", "text")
            if kind not in {"radio", "checkbox"}:
                self._form.fields[given["name"]] = given.get("value") or TYPED
            elif kind == "radio" or given["name"] == "response":
                self._form.fields.setdefault(given["name"], given.get("value", "on"))
                if given["name"] == "response":
                    self._form.choices.append(given.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
