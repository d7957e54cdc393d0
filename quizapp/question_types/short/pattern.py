"""An author's regular expression over what a learner typed, by an engine that can't hang.

Python's own may take for ever over `(a+)+b`; RE2 takes time in proportion to the line, and refuses patterns
that would need much memory.
"""

import re
from functools import lru_cache
from typing import Any, Final

import re2

from quizapp.question_types.folding import USUAL, Forgiven, fold
from quizapp.question_types.folding.characters import SAME_LETTERS

#: In bytes. Enough for all but patterns that multiply themselves; of what is left the slowest that was found
#: takes 6 ms for the longest line.
_MEMORY: Final = 1 << 16
#: What in a pattern isn't meant as it stands: an escape, a set of characters, how often, the kind of a group.
_SYNTAX: Final = re.compile(
    r"\\(?:[pPx](?:\{[^}]*\}|\w+)|Q.*?(?:\\E|$)|.)|\[\^?\]?(?:\\.|[^]\\])*\]|\{[\d,]+\}|\(\?[^:)]*[:)]"
)


_CORRECT: Final = "correct it; the rules are those of RE2"
_FOLD: Final = "write it as answers are once all is forgiven, such as `seaoftranquill?ity`"


class PatternError(ValueError):
    """A pattern that can't be used: why, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.never_capture = True
    options.log_errors = False
    try:
        return re2.compile(pattern.translate(SAME_LETTERS), options=options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        text = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise PatternError(text, _CORRECT) from error


def accepts(pattern: str, folded: str) -> bool:
    """Tell whether a pattern without faults matches the whole of a folded line."""
    return _compiled(pattern).fullmatch(folded) is not None


def check(pattern: str, forgiven: tuple[Forgiven, ...] = USUAL) -> None:
    """Raise `PatternError` for a pattern that can't be used, or that waits for what folding takes away."""
    _compiled(pattern)
    literal = _SYNTAX.sub("", pattern).translate(SAME_LETTERS)
    if "spacing" in forgiven and " " in literal:
        raise PatternError("it has a space, and spacing is forgiven, so that no answer has one", _FOLD)
    if "case" in forgiven and literal != literal.lower():
        raise PatternError("it has a capital letter, and case is forgiven, so that no answer has one", _FOLD)
    letters = "".join(filter(str.isalpha, literal))
    if fold(letters, forgiven) != letters:
        reads = fold(letters, forgiven)
        raise PatternError(f"it has “{letters}”, which reads “{reads}” in every answer", _FOLD)
