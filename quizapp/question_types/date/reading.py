"""Read a date, and ask back in the words of the question's language."""

from functools import lru_cache

from quizapp.question_types.base import MalformedError
from quizapp.question_types.date.examples import filled
from quizapp.question_types.date.hints import PERIOD, for_asked
from quizapp.question_types.date.parsing import parse
from quizapp.question_types.date.periods import names_period
from quizapp.question_types.date.span import DateSpan
from quizapp.translation import texts
from quizapp.translation.languages import Language


def read(text: str, language: str = "en", century: int | None = None, asked: str = "") -> DateSpan:
    """Return the days that a line names, as `parsing.parse` does.

    Raises `MalformedError` for what isn't a date, may be two different ones, or lacks its year; it fits a
    question for a precision, `asked`. What may be two, but is stored as one, has a `doubt`.
    """
    return read_in(texts.language(), text, language, century, asked)


@lru_cache(maxsize=4096)
def read_in(_interface: Language, text: str, language: str, century: int | None, asked: str) -> DateSpan:
    """Return the days that a line names, with their doubt in the language of the interface.

    Cached, because the answer is read anew for every response to it.
    """
    try:
        return parse(text, language, century)
    except MalformedError as error:
        hint = str(PERIOD if names_period(text) else error)
        raise MalformedError(filled(for_asked(hint, asked), language)) from None
