"""One kind of records about a person, and the statement that finds them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Select

Records: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of records: its name in the files, and the statement that finds a person's."""

    name: str
    find: Callable[[int], Records]
    #: Whether records hold a response, which the words of its question explain (`WORDING`).
    has_responses: bool = False
    #: Whether records count hints, whose cost stands with their question (`WORDING`).
    has_hints: bool = False
