"""What counts of all that was given to a question: the last answer, unless it was emptied since.

An answer that is emptied is a further row, like one that is changed, and after it the question is as good as
one that was never answered: no mark, no miss, nothing to learn from. "I don't know" is an answer, and is
emptied in its turn only by a learner who says so: its field is empty already. Queries ask the same of the
database (`services/quizzes/answered.py`).
"""

from collections.abc import Sequence
from typing import Final

#: What the texts of a draft may come to, in characters: more than all parts of any answer that can be read.
LONGEST_DRAFT: Final = 10_000


def is_answered(sequence: int, *, last_is_emptied: bool) -> bool:
    """Tell whether a question counts as answered that was given so many answers, emptied ones included."""
    return sequence > 0 and not last_is_emptied


def is_kept(draft: str | Sequence[str]) -> bool:
    """Tell whether what can't be read as an answer is short enough to be kept as a draft."""
    texts = [draft] if isinstance(draft, str) else draft
    return sum(len(text) + 1 for text in texts) <= LONGEST_DRAFT
