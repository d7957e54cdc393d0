"""A name and its abbreviation, or two names, side by side: "People's Liberation Army (PLA)"."""

from typing import Final

from quizapp.question_types.folding import fold
from quizapp.question_types.short.slips import words_of

#: What closes a bracket, by what opens it.
_BRACKETS: Final = {")": "(", "]": "[", "\N{FULLWIDTH RIGHT PARENTHESIS}": "\N{FULLWIDTH LEFT PARENTHESIS}"}
#: Between two names; a hyphen without spaces joins the parts of one.
_BETWEEN: Final = (", ", "; ", " - ", " – ", " — ", "–", "—", " / ", "/", " = ", ": ", ",")
#: Words that an abbreviation usually leaves out.
_SMALL_WORDS: Final = (
    "of the and for in on to de du des la le les et pour del los las el y und für der die das von a an"
    " и по в на"
)
_SMALL: Final = frozenset(map(fold, _SMALL_WORDS.split()))
#: The fewest letters of an abbreviation.
_FEWEST: Final = 2


def parted(line: str) -> tuple[str, str] | None:
    """Return the two parts of a line, at its brackets or at a mark between them; None for one."""
    plain = line.rstrip(" .")
    if plain[-1:] in _BRACKETS:
        return in_brackets(line)
    for mark in _BETWEEN:
        first, found, second = plain.partition(mark)
        if found and first.strip() and second.strip():
            return first.strip(), second.strip()
    return None


def in_brackets(line: str) -> tuple[str, str] | None:
    """Return what stands before the brackets at the end of a line, and within them."""
    plain = line.rstrip(" .")
    if not (opening := _BRACKETS.get(plain[-1:])):
        return None
    before, found, within = plain[:-1].rpartition(opening)
    return (before.strip(), within.strip()) if found and before.strip() and within.strip() else None


def abbreviates(short: str, name: str) -> bool:
    """Tell whether a text is plainly the initials of a name, be it without its small words."""
    initials = fold(short)
    if len(initials) < _FEWEST or not initials.isalpha():
        return False
    words = words_of(name)
    main = [word for word in words if word not in _SMALL]
    # Names that are written as one word have capitals within: KazMunayGas.
    capitals = fold("".join(filter(str.isupper, name)))
    return initials in {_initials(words), _initials(main), capitals}


def _initials(words: "list[str] | tuple[str, ...]") -> str:
    return "".join(word[:1] for word in words) if len(words) > 1 else ""
