"""A browser without JavaScript that talks to a running server over the network."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import webtest

#: What differs from one second to the next.
TOKEN = re.compile(r'(name="csrf_token" value=)"[^"]*"')
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade"}


def without_tokens(text: str) -> str:
    """Return a page as it is for the same person at any moment."""
    return TOKEN.sub(r'\1""', text)


def fill_in(form: webtest.Form, text: str = "1999") -> None:
    """Choose the first of a question's choices, or type a year, with a day where a day is asked for."""
    fields = form.fields["response"]
    if len(fields) > 1:
        fields[0].checked = True
    elif isinstance(fields[0], webtest.forms.Radio):
        fields[0].value = fields[0].options[0][0]
    else:
        fields[0].value = f"14 July {text}" if "Write the day" in form.text else text


@contextmanager
def over_http(url: str) -> Iterator[webtest.TestApp]:
    """Give a WebTest browser whose requests travel over HTTP to the server at `url`."""
    address = urlsplit(url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=60)

    def forward(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
        headers = {
            name[5:].replace("_", "-").title(): value
            for name, value in environ.items()
            if name.startswith("HTTP_") and name != "HTTP_HOST"
        }
        for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            if environ.get(name):
                headers[name.replace("_", "-").title()] = environ[name]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        connection.request(environ["REQUEST_METHOD"], environ["PATH_INFO"] + query, body, headers)
        response = connection.getresponse()
        data = response.read()
        kept = [(name, value) for name, value in response.getheaders() if name.lower() not in HOP_BY_HOP]
        start_response(f"{response.status} {response.reason}", kept)
        return [data]

    with closing(connection):
        yield webtest.TestApp(forward, extra_environ={"HTTP_HOST": address.netloc}, lint=False)
