"""Which values of a column stand beside a right answer: drawn by the question's id, and so for ever.

Each question ranks all values by a hash of its id and the value, and takes the first (rendezvous hashing).
A new value can drive out one choice of a question at most, and changes none where it ranks behind them.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TypeVar

from quizapp.question_types.choices import look

T = TypeVar("T")


def folded(text: str) -> str:
    """Fold what makes no other value: case, the form of a dash, a last full stop."""
    return look(text).casefold()


def choose(question: str, right: Sequence[str], offered: Mapping[str, T], count: int) -> list[str] | None:
    """Return the keys of `count` choices, the right ones among them; None where too few are offered.

    Keys are texts as `folded`; `right` may hold some that aren't offered. They come in the order of another
    ranking: by the first, those drawn would stand before the right ones.
    """
    wrong = [key for key in offered if key not in right]
    wanted = count - len(right)
    if wanted < 1 or len(wrong) < wanted:
        return None
    drawn = sorted(wrong, key=lambda key: _rank("draw", question, key))[:wanted]
    return sorted([*right, *drawn], key=lambda key: _rank("order", question, key))


def _rank(purpose: str, question: str, key: str) -> bytes:
    return blake2b(f"{purpose}\n{question}\n{key}".encode(), digest_size=8).digest()
