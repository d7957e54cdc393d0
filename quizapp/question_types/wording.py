"""Words that the hints of several types share."""

from collections.abc import Iterable
from functools import reduce
from typing import Final

from quizapp.translation.texts import _, lazy

# Translators: the same words as in each hint with an example: "Write one number, such as 250." They tell
# where the example begins, so that it can be another one where the answer is just that.
#: What stands before the example of a hint.
SUCH_AS: Final = lazy("such as ")


def either(texts: Iterable[str]) -> str:
    """Return texts of which one is meant: "1 or 2"."""
    return reduce(lambda some, other: _("%(one)s or %(other)s", one=some, other=other), texts)
