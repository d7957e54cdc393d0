"""Texts in templates that nobody marked, by a rule of thumb."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "quizapp"
_MARKED = re.compile(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{#.*?#\}|<(script|style)\b.*?</\1>", re.DOTALL)
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
#: Attributes that are read.
_READ = re.compile(
    r"""\s(aria-label|title|placeholder|alt|aria-description|content|data-[\w-]+)="([^"]*)\""""
)
_CALL = re.compile(r"""\b(?:_|n?p?gettext)\(\s*(?:"[^"]*"(?:,\s*)?)+""")
#: A constant of code that reads like words: it begins with a capital letter, or has several words.
_CONSTANT = re.compile(r'"([A-Z][^"]*[a-z]{2}[^"]*|[^"/{}#_]*[a-z]{2,} [a-z]{2,}[^"]*)"')
_WORD = re.compile(r"[A-Za-z]{2,}")
#: What needs no translation.
_NAMES = {"quizapp", "YAML", "JSON", "CSV", "GET", "POST", "UTC"}


def unmarked_texts(place: Path) -> Iterator[str]:
    """Give the texts of the templates in a folder, or of one, that aren't marked: "file:line: text"."""
    place = place.resolve()
    files = sorted(place.rglob("*.html")) if place.is_dir() else [place]
    return chain.from_iterable(map(_in_file, files))


def _in_file(file: Path) -> Iterator[str]:
    source = _MARKED.sub(_blank, file.read_text(encoding="utf-8"))
    for found in _CODE.finditer(source):
        for constant in _CONSTANT.finditer(_CALL.sub(_blank, found[0])):
            if "class" not in source[max(0, found.start() - 60) : found.start()].rpartition("<")[2]:
                yield _told(file, source, found.start() + constant.start(), constant[1])
    text = _CODE.sub(_blank, source)
    for found in _READ.finditer(text):
        if _is_said(found[2]) and (not found[1].startswith("data-") or " " in found[2].strip()):
            yield _told(file, source, found.start(), found[2])
    for found in re.finditer(r"[^\n]+", _TAG.sub(_blank, text)):
        if _is_said(found[0]):
            yield _told(file, source, found.start(), found[0].strip())


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _is_said(text: str) -> bool:
    return bool(set(_WORD.findall(text)) - _NAMES)


def _told(file: Path, source: str, place: int, text: str) -> str:
    return f"{file.relative_to(PACKAGE.parent)}:{source.count(chr(10), 0, place) + 1}: {text}"
