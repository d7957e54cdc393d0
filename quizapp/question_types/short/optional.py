"""Words of a key that a learner may leave out: "United States [of America]"."""

import re
from functools import lru_cache
from itertools import product
from typing import Final

#: The most of them in a key: each doubles its wordings.
MOST: Final = 3
#: Brackets around whole words. In `array[0]` and `[Fe(CN)6]3-` they are part of what they touch.
_OPTIONAL: Final = re.compile(r"(?<!\S)\[([^\[\]]*[^\W\d_][^\[\]]*)\](?![^\s,.])")


def count(text: str) -> int:
    """Return how many groups of words of a key are optional."""
    return len(_OPTIONAL.findall(text))


def shown(text: str) -> str:
    """Return a key with all its words and without the brackets around those that are optional."""
    return " ".join(_OPTIONAL.sub(r"\1", text).split()) if "[" in text else text


@lru_cache(maxsize=1024)
def wordings(text: str) -> tuple[str, ...]:
    """Return a key with all its words, and then with fewer; the text itself where none is optional."""
    pieces = _OPTIONAL.split(text) if "[" in text else [text]
    if len(pieces) == 1 or len(pieces) // 2 > MOST:
        return (shown(text),)
    choices = [(piece, "") if place % 2 else (piece,) for place, piece in enumerate(pieces)]
    return tuple(dict.fromkeys(" ".join("".join(chosen).split()) for chosen in product(*choices)))
