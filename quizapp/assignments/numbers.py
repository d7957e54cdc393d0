"""Numbers as people type them: digits of any script, with a point or a comma.

Python itself reads more, such as "1_0" and "1e3", which on a form are slips.
"""

import re
from typing import Final

#: Longer than any number that somebody means.
_LONGEST: Final = 20
#: A point, a comma, and the comma of Arabic.
_NUMBER: Final = re.compile("\\d+(?:[.,\u066b]\\d*)?|[.,\u066b]\\d+")
_WHOLE: Final = re.compile("[-+]?\\d+")


def read_number(text: str) -> float | None:
    """Return the number that was typed, 0 or more; None for what is none."""
    typed = "".join(text.split())
    if len(typed) > _LONGEST or not _NUMBER.fullmatch(typed):
        return None
    return float(typed.replace(",", ".").replace("\u066b", "."))


def read_whole(text: str) -> int | None:
    """Return the whole number that was typed, maybe with a sign; None for what is none."""
    typed = text.strip()
    return int(typed) if len(typed) <= _LONGEST and _WHOLE.fullmatch(typed) else None
