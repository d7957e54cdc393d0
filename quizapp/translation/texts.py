"""Texts in the code, in the language of the reader.

    from quizapp.translation.texts import _, ngettext

    _("The quiz %(title)s is closed.", title=quiz.title)
    ngettext("%(count)s card", "%(count)s cards", cards, count=cards)

A text that is made before anybody reads it, such as the label of a field, is a `lazy` one: it is looked up
each time it is shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel.support import LazyProxy

from quizapp.translation.languages import ENGLISH, Key, Language

_reading: ContextVar[Language] = ContextVar("reading", default=ENGLISH)


def language() -> Language:
    """Return the language of the reader."""
    return _reading.get()


def read_in(language: Language) -> None:
    """Let what follows in this thread be read in a language."""
    _reading.set(language)


@contextmanager
def reading_in(language: Language) -> Iterator[None]:
    """Let what is within be read in a language, such as a mail to somebody else."""
    before = _reading.set(language)
    try:
        yield
    finally:
        _reading.reset(before)


def _(text: str, /, **values: object) -> str:
    """Return a text in the language of the reader, with values in its placeholders."""
    return _filled(_reading.get().text(Key(text)), values)


def pgettext(context: str, text: str, /, **values: object) -> str:
    """Return a text that has two meanings in English, in one of them: "Open" on a button, and of a quiz."""
    return _filled(_reading.get().text(Key(text, context)), values)


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Return the form of a text that goes with a number, with values in its placeholders."""
    language = _reading.get()
    forms = language.forms(Key(singular), plural)
    return _filled(forms[language.plural_index(number)], values)


class _LazyText(LazyProxy):
    """A text that is looked up each time it is shown, also where it is padded or a key."""

    __slots__ = ()

    def __format__(self, width: str) -> str:
        return format(str(self), width)

    def __hash__(self) -> int:
        return hash(str(self))


def lazy(text: str) -> str:
    """Return a text that is looked up each time it is shown."""
    return _LazyText(_, text, enable_cache=False)  # type: ignore[return-value] # it behaves as a text does


def _filled(text: str, values: dict[str, object]) -> str:
    return text % values if values else text
