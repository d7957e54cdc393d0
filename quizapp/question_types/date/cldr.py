"""What the CLDR knows of how a language writes dates: months, weekdays, eras, and words between them."""

import re
from collections.abc import Iterator

from babel import Locale

from quizapp.question_types.date.meanings import Key, Word, named_era, named_months
from quizapp.question_types.date.tokens import keys_of
from quizapp.question_types.plain import plain_characters


def months(locale: Locale) -> Iterator[tuple[Key, Word]]:
    """Yield the names of months, cut short and whole, with what the CLDR's dates join to them."""
    joined = {("", ""), *_joined(locale, "MMM", "LLL")}
    for width in ("abbreviated", "wide"):
        yield from named_months(
            (before + name + behind, number)
            for context in ("stand-alone", "format")
            for number, name in locale.months[context][width].items()
            for before, behind in joined
        )


def accented(locale: Locale) -> dict[str, str]:
    """Return short names that only an accent tells from those of other months, with the full ones."""
    whole = locale.months["format"]["wide"]
    shared: dict[Key, dict[str, int]] = {}
    for number, name in locale.months["format"]["abbreviated"].items():
        shared.setdefault(keys_of(name), {})[plain_characters(name)] = number
    return {
        name: whole[number] for names in shared.values() if len(names) > 1 for name, number in names.items()
    }


def _parts(locale: Locale) -> Iterator[list[str]]:
    """Yield how the CLDR writes a date: by turns what stands between its parts, and a part."""
    for width in ("medium", "long", "full"):
        yield re.split(r"%\((\w+)\)s", str(locale.date_formats[width].format))


def _joined(locale: Locale, *names: str) -> Iterator[tuple[str, str]]:
    """Yield what stands right before and right behind such a part, without a space between."""
    for parts in _parts(locale):
        for place in range(1, len(parts), 2):
            if parts[place].startswith(names):
                yield re.split(r"\s", parts[place - 1])[-1], re.split(r"\s", parts[place + 1])[0]


def fillers(locale: Locale) -> Iterator[Key]:
    """Yield the days of the week, and words that the CLDR puts into a date: the "de" of "15 de junio"."""
    joined = {("", ""), *_joined(locale, "EEE", "ccc")}
    for context in ("stand-alone", "format"):
        for width in ("abbreviated", "wide"):
            for name in locale.days[context][width].values():
                yield from (keys_of(before + name + behind) for before, behind in joined)
    for parts in _parts(locale):
        for literal in parts[::2]:
            yield from ((key,) for key in keys_of(literal))


def eras(locale: Locale) -> Iterator[tuple[Key, Word]]:
    """Yield the names of both eras that aren't the same."""
    names = [{keys_of(locale.eras[width][era]) for width in ("abbreviated", "wide")} for era in (0, 1)]
    for era in (0, 1):
        for key in names[era] - names[1 - era] - {()}:
            yield from named_era(key, era)
