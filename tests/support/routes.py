"""Every way to call the app: each route with each method that it takes, and an address to call it at."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask

#: What stands in addresses for what isn't there; a key is always a number.
STAND_INS = {"KeyConverter": 999_999, "IntegerConverter": 999_999}


@dataclass(frozen=True)
class Call:
    endpoint: str
    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def calls(app: Flask) -> Iterator[Call]:
    """Yield every route and method, HEAD and OPTIONS aside."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {
            name: STAND_INS.get(type(rule._converters[name]).__name__, "no-such")  # noqa: SLF001 -- not told otherwise
            for name in rule.arguments
        }
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Call(rule.endpoint, method, adapter.build(rule.endpoint, values, method))
