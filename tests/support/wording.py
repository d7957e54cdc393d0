"""What can be read on a page, with its white space folded."""

from typing import Any

import webtest


def words_of(element: Any) -> str:
    return " ".join(element.text.split())


def words(page: webtest.TestResponse, selector: str = "main") -> str:
    """Return what stands in the first such element."""
    return words_of(page.html.select_one(selector))


def all_words(page: webtest.TestResponse, selector: str) -> list[str]:
    """Return what stands in each such element."""
    return [words_of(element) for element in page.html.select(selector)]


def flashes(page: webtest.TestResponse) -> list[str]:
    """Return what the last request had to say."""
    return all_words(page, ".flash")
