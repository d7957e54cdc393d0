"""Long lists, page by page. One beyond the end is the last: items may have gone since the link was made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: pages count from 1, and there is always one."""

    items: tuple[T, ...]
    #: Items on all pages.
    total: int
    number: int
    pages: int


def paginate(total: int, size: int, number: int, fetch: Callable[[int], Iterable[T]]) -> Page[T]:
    """Return a page of a list with `size` items on each; the nearest one for a number that is none.

    `fetch` is given how many items come before the page and returns its own.
    """
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    return Page(tuple(fetch((number - 1) * size)), total, number, pages)
