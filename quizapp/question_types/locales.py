"""What the CLDR knows of the languages in which learners type; English has words of our own."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale | None:
    """Return the locale of a language (a BCP 47 tag); None for English, and for one that isn't known."""
    if language.partition("-")[0].lower() == "en":
        return None
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
