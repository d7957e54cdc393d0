"""Numbers in Roman figures, as volumes and rulers have them."""

import re
from typing import Final

#: From I to CCCXCIX; a C alone may be a unit.
_NUMBER: Final = re.compile(r"(?!$|C$)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def of_roman(text: str) -> int | None:
    """Return the number that a text in capital letters is, such as 24 for XXIV; None for anything else."""
    if not _NUMBER.fullmatch(text):
        return None
    values = [_VALUES[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
