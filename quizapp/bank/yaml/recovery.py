"""What can be read of a file where something can't: one slip mustn't hide all other faults.

Characters that may not stand in a bank are told, all of them, and left out.

Each question and template begins with a dash at the indentation of the first, so that the file can be cut
into items, and each be read by itself: a quote that never ends is then told where it begins, once.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from quizapp.bank.characters import find_unfit
from quizapp.bank.problem import Problem
from quizapp.bank.yaml.decoding import DecodingError, decode, place_of
from quizapp.bank.yaml.loader import Loaded, load

_LIST: Final = re.compile(r"(?:questions|templates):[ \t]*(?:#.*)?\r?$")
_DASH: Final = re.compile(r"( *)-(?:\s|$)")
_OTHER_KEY: Final = re.compile(r"[^\s#-]")
#: How many items a file may have to be cut up: more than any real one has, and few enough to be quick.
_MOST_ITEMS: Final = 5_000
#: How many unreadable characters and items of a file are told, at most: for each much is read again.
_MOST_TOLD: Final = 50


def load_what_can_be_read(data: bytes, file: str) -> Loaded:
    """Read the one YAML document in `data`, without what can't be read: characters, questions, templates."""
    loaded = load(data, file)
    if loaded.root is not None:
        return loaded
    fit, unfit = _without_unfit(data, file)
    if not unfit:
        return _without_faulty_items(loaded, data, file)
    rest = _without_faulty_items(load(fit, file), fit, file)
    return replace(rest, problems=(*unfit, *rest.problems), is_whole=False)


def _without_unfit(data: bytes, file: str) -> tuple[bytes, list[Problem]]:
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return data, []
    problems: list[Problem] = []
    out: list[int] = []
    while (unfit := find_unfit(text)) and len(problems) < _MOST_TOLD:
        problems.append(Problem(file, *place_of(text, unfit.at), unfit.message, unfit.remedy))
        out.append(unfit.at)
        # Something stands there until all are found, so that the others keep their places.
        text = f"{text[: unfit.at]} {text[unfit.at + 1 :]}"
    for at in sorted(out, reverse=True):
        text = text[:at] + text[at + 1 :]
    return text.encode(), problems


def _without_faulty_items(loaded: Loaded, data: bytes, file: str) -> Loaded:
    if loaded.root is not None:
        return loaded
    try:
        text, _ = decode(data)
    except DecodingError:
        return loaded
    lines = text.split("\n")
    items = list(_items(lines))
    if len(items) > _MOST_ITEMS:
        return loaded
    faulty = [item for item in items if load(_alone(lines, item), file).root is None]
    if not faulty:
        return loaded
    problems = [problem for item in faulty[:_MOST_TOLD] for problem in _in_place(lines, item, file)]
    for item in faulty:
        lines[item.start : item.stop] = [""] * len(item)
    is_left = len(faulty) < len(items) and _is_each_list_left(lines)
    rest = load("\n".join(lines).encode(), file) if is_left else Loaded(None, ())
    return replace(rest, problems=(*problems, *rest.problems), is_whole=False)


def _items(lines: list[str]) -> Iterator[range]:
    """Yield the lines of each item of the file's lists."""
    keys = [number for number, line in enumerate(lines) if _OTHER_KEY.match(line)]
    for key, end in pairwise([*keys, len(lines)]):
        if not _LIST.match(lines[key]):
            continue
        dashes = [(number, dash[1]) for number in range(key + 1, end) if (dash := _DASH.match(lines[number]))]
        starts = [number for number, indentation in dashes if indentation == dashes[0][1]]
        yield from (range(start, stop) for start, stop in pairwise([*starts, end]))


def _is_each_list_left(lines: list[str]) -> bool:
    """Whether no list is empty now: that would be a fault of our own making."""
    keys = [number for number, line in enumerate(lines) if _OTHER_KEY.match(line)]
    return all(
        any(_DASH.match(line) for line in lines[key + 1 : end])
        for key, end in pairwise([*keys, len(lines)])
        if _LIST.match(lines[key])
    )


def _alone(lines: list[str], item: range) -> bytes:
    return "\n".join(["questions:", *lines[item.start : item.stop]]).encode()


def _in_place(lines: list[str], item: range, file: str) -> tuple[Problem, ...]:
    """Return the faults of an item that can't be read, with the numbers of its lines in the file."""
    return load(b"\n" * (item.start - 1) + _alone(lines, item), file).problems
