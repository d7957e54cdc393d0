"""Questions and responses that take the most work to read and mark, as somebody would send who means harm."""

from collections.abc import Iterator
from typing import Any

_FILLERS = [
    "a",
    "9",
    "1 ",
    "é,",
    "1900 ",
    "12-",
    "a b ",
    "the ",
    "million ",
    "mid-",
    "1990s ",
    "b c ",
    ". ",
    "it is ",
    "(a) ",
    "President ",
    "Lake of the ",
    "н. э. ",
    "5m",
    "Tausend ",
    "i think ",
    "since ",
    "十四日",
    "janurry ",
    "5-",
    "5 to ",
    "between 5 and ",
    "and ",
    "coni",
    "Fe2",
    "((Co",
    "mountian ",
    "gebrige",
    "half of ",
    "1 billion ",
    "they signed five ",
    "more than half ",
    "last october ",
    "from 1999 to 2001 ",
    "this year ",
]
#: The own part of questions that are hard to mark.
HARD: list[dict[str, Any]] = [
    {"type": "short", "answer": "b" * 190, "aliases": ["a" * 190], "typos": 2, "regex": "([a-z]{0,20}){20}x"},
    *(
        {
            "type": "short",
            "answer": answer,
            "aliases": ["a b c d", "Louis XIV"],
            "names": names,
            "unlike": ["z"],
        }
        for answer, names in (("The Million Of Aaron de la B. Cruz", "person"), ("Lake of the A B C", "lake"))
    ),
    {"type": "short", "answer": "Fe2+", "aliases": ["CaCO3"]},
    {"type": "short", "answer": "Altai", "names": "mountains", "language": "de", "unlike": ["Pamir", "Ural"]},
    {"type": "short", "answer": "Jiang Zemin", "names": "person", "unlike": ["Li Peng"] * 3},
    {"type": "number", "answer": "1,5", "language": "de"},
    {"type": "number", "answer": "1", "tolerance": "5 %", "unit": {"km": 1, "a b": 0.5, "1900": 2}},
    {"type": "number", "answer": "1,5", "language": "ru", "unit": "km"},
    {"type": "date", "answer": "before 221 BC"},
    {"type": "date", "answer": "1990", "language": "ru"},
    {"type": "date", "answer": "1990", "language": "zh", "prompt": "since when? " * 1000},
]


def fillers(most_characters: int) -> Iterator[str]:
    """Yield responses as long as a type reads."""
    for filler in _FILLERS:
        yield (filler * most_characters)[:most_characters]
