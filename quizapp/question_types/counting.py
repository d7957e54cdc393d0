"""How often each answer was given, for statistics of a question.

What a question offers is counted whole, also where nobody chose it; of what is typed, the answers that were
given most.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from quizapp.question_types.images import in_words

#: The most answers of a part that are counted one by one where people type them; the rest counts together.
MOST_COUNTED: Final = 10


@dataclass(frozen=True, slots=True)
class Count:
    """How many responses gave an answer.

    `part` is the part of the question that it was given to, such as "Gap 2"; "" where there is but one.
    `answer` is plain text in one line; None for all others together. `credit` is what it earns by itself,
    0 to 1; the others' is their mean.
    """

    part: str
    answer: str | None
    number: int
    credit: float


class Given(NamedTuple):
    """An answer as it was given once: `key` is the same for two that mean the same."""

    key: Hashable
    answer: str
    credit: float


def count_given(given: Iterable[Given], part: str = "") -> tuple[Count, ...]:
    """Count answers that mean the same together, the most frequent first, spelled as most spelled them."""
    spellings: defaultdict[Hashable, Counter[str]] = defaultdict(Counter)
    credits_: dict[Hashable, float] = {}
    for one in given:
        spellings[one.key][one.answer] += 1
        credits_[one.key] = one.credit
    counts = [
        Count(
            part, min(spelled, key=lambda answer: (-spelled[answer], answer)), spelled.total(), credits_[key]
        )
        for key, spelled in spellings.items()
    ]
    counts.sort(key=lambda count: (-count.number, count.answer or ""))
    top, rest = counts[:MOST_COUNTED], counts[MOST_COUNTED:]
    if rest:
        number = sum(count.number for count in rest)
        earned = sum(count.number * count.credit for count in rest)
        top.append(Count(part, None, number, earned / number))
    return tuple(top)


def count_offered(
    options: Iterable[tuple[int, str, float]], chosen: Iterable[int], part: str = ""
) -> tuple[Count, ...]:
    """Count how often each option was chosen; an option is its index, its text and what it earns."""
    numbers, words = Counter(chosen), in_words(part)
    return tuple(Count(words, in_words(text), numbers[index], credit) for index, text, credit in options)
