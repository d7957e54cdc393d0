"""The plural forms that a script chooses from, and the one that goes with a number that isn't whole."""

from functools import lru_cache

from babel import Locale
from flask import Flask

from quizapp.translation.texts import language

#: Below it there are numbers of each plural category that small whole numbers have in any language.
_ENOUGH = 200


def number_samples() -> dict[str, int]:
    """Return a number for each plural category of the reader's language: {"one": 1, "other": 0} in English.

    A script chooses a category by `Intl.PluralRules`, and finds the form of a text by its name.
    """
    return _samples_of(language().code)


@lru_cache
def _samples_of(code: str) -> dict[str, int]:
    category = Locale.parse(code, sep="-").plural_form
    return {category(number): number for number in reversed(range(_ENOUGH))}


def counted(points: float) -> int:
    """Return the whole number whose plural goes with points: 2.5 points are written as 2 are."""
    return int(points) if points == int(points) else 2


def install(app: Flask) -> None:
    """Give these to the templates of `app`."""
    app.add_template_global(number_samples)
    app.add_template_filter(counted)
