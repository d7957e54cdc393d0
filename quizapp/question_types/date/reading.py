"""Read a date, and ask back in the words of the question's language."""

from functools import lru_cache

from quizapp.question_types.base import MalformedError
from quizapp.question_types.date.examples import filled
from quizapp.question_types.date.hints import PERIOD, for_asked
from quizapp.question_types.date.parsing import parse
from quizapp.question_types.date.periods import names_period
from quizapp.question_types.date.span import DateSpan


@lru_cache(maxsize=4096)
def read(text: str, language: str = "en", century: int | None = None, asked: str = "") -> DateSpan:
    """Return the days that a line names, as `parsing.parse` does.

    Cached, because the answer is read anew for every response to it. Raises `MalformedError` for what isn't a
    date, may be two different ones, or lacks its year; it fits a question for a precision, `asked`.
    What may be two, but is stored as one, has a `doubt`.
    """
    try:
        return parse(text, language, century)
    except MalformedError as error:
        hint = PERIOD if names_period(text) else str(error)
        raise MalformedError(filled(for_asked(hint, asked), language)) from None
