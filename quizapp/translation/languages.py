"""Which languages the interface has, and what their catalogues say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Final, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

CATALOGUES = Path(__file__).with_name("catalogues")
#: The languages that are offered beside English. A catalogue that isn't complete yet stands here by no name.
OFFERED: Final[tuple[str, ...]] = ()


class Key(NamedTuple):
    """What a text is found by in a catalogue: the text in English, and where that has two meanings, which."""

    text: str
    context: str | None = None


class CatalogueError(Exception):
    """A catalogue that can't be read; the message says which, and why."""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language of the interface.

    `code` is a BCP 47 tag, such as "de"; `name` is what its readers call it, such as "Deutsch"; `direction`
    is "ltr" or "rtl". `texts` has the forms of each text: one, or where a number decides, `plurals` of
    them; `plural_index` says which of these goes with a number.
    """

    code: str
    name: str
    direction: str
    plurals: int
    plural_index: Callable[[int], int]
    texts: Mapping[Key, tuple[str, ...]] = field(repr=False)

    def text(self, key: Key) -> str:
        """Return a text, and in English where the catalogue has none."""
        return self.texts.get(key, key)[0]

    def forms(self, singular: Key, plural: str) -> tuple[str, ...]:
        """Return the forms of a text that goes with a number, in English where the catalogue has none."""
        one = self.plural_index(1)
        in_english = (singular.text if form == one else plural for form in range(self.plurals))
        return self.texts.get(singular) or tuple(in_english)


def _language(code: str, catalogue: Catalog) -> Language:
    locale = Locale.parse(code, sep="-")
    name = locale.get_display_name() or code
    return Language(
        code=code,
        name=name[:1].upper() + name[1:],
        direction="rtl" if locale.text_direction == "rtl" else "ltr",
        plurals=catalogue.num_plurals,
        plural_index=c2py(catalogue.plural_expr),
        texts={
            Key(ids[0], message.context): strings
            for message in catalogue
            if (ids := _all(message.id))[0] and not message.fuzzy and all(strings := _all(message.string))
        },
    )


def _all(forms: str | Sequence[str] | None) -> tuple[str, ...]:
    return (forms or "",) if isinstance(forms, str | None) else tuple(forms)


#: The language in which the texts stand in the code.
ENGLISH = _language("en", Catalog("en"))


def read_catalogue(file: Path) -> Catalog:
    """Read a catalogue, which is named by its language: "de.po". Raises `CatalogueError`."""
    try:
        with file.open("rb") as source:
            return read_po(source, locale=Locale.parse(file.stem, sep="-"), abort_invalid=True)
    except (PoFileError, UnknownLocaleError, ValueError, OSError) as error:
        raise CatalogueError(f"{file}: {error}") from error


def read_language(file: Path) -> Language:
    """Return the language of a catalogue. Raises `CatalogueError`."""
    return _read_language(file, file.stat().st_mtime_ns)


@cache
def _read_language(file: Path, _changed: int) -> Language:
    """Read a catalogue once for all apps of a process, until it is changed."""
    return _language(file.stem, read_catalogue(file))


def first_known(wanted: Sequence[str | None], languages: Mapping[str, Language]) -> Language:
    """Return the first of the wanted languages that there is, or English; "de-AT" is content with "de"."""
    for code in wanted:
        tag = (code or "").replace("_", "-")
        while tag:
            if language := languages.get(tag):
                return language
            tag = tag.rpartition("-")[0]
    return ENGLISH
