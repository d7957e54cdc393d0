"""Names of a bank that are nearly another's answer: typed there, they are no slip in it.

"Slovenia" is no misspelt "Slovakia" where both are names. The near names are stored with the question, so
that marking needs no other one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from quizapp.bank.checks.across_questions import Placed
from quizapp.bank.checks.questions import test_faults
from quizapp.bank.place import Place
from quizapp.bank.problem import Problem
from quizapp.question_types import TYPES
from quizapp.question_types.base import Fault, Question
from quizapp.question_types.folding import fold, without_article
from quizapp.question_types.short.answer import ShortAnswer
from quizapp.question_types.short.comparing import Key
from quizapp.question_types.short.forgiving import LETTERS_FOR_A_SLIP

#: The most words and characters of a name; what is longer is a sentence.
_MOST_WORDS: Final = 6
_MOST_CHARACTERS: Final = 60
#: "Kazakhstan's" is Kazakhstan, and no other name.
_POSSESSIVE: Final = re.compile("(?:['’]s|(?<=s)['’])$")
#: How many names people have whose surname is looked at by itself.
_NAMES_OF_A_PERSON: Final = (2, 3)
#: The most names that are kept for one answer, the nearest first.
_MOST_NAMES: Final = 20


@dataclass
class NearNames:
    """The names of a bank, to be looked through for those that are near to an answer."""

    #: Texts by how they fold, and these by their length.
    _texts: dict[str, str] = field(default_factory=dict)
    _by_length: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    #: What each text is accepted beside: another spelling of it, anywhere in the bank.
    _same: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    #: Names found last that would have passed for a slip.
    mistaken: list[str] = field(default_factory=list)

    def add(self, texts: Iterable[str]) -> None:
        """Add texts that mean the same."""
        names = (without_article(text) for text in texts if _is_name(text))
        named = [bare for name in names if (bare := _POSSESSIVE.sub("", name))]
        folded = {fold(text): text for text in (*named, *filter(None, map(_surname, named)))}
        for one, text in folded.items():
            if one not in self._texts:
                self._texts[one] = text
                self._by_length[len(one)].append(one)
            self._same[one].update(folded)

    def near(self, answer: ShortAnswer) -> tuple[str, ...]:
        """Return the names that may be taken for a slip in an answer, the nearest first."""
        judge = answer.judge
        own = set(chain.from_iterable(self._same.get(fold(key.text), ()) for key in judge.accepted))
        own.update(fold(key.text) for key in (*judge.accepted, *judge.rejected))
        found: dict[str, float] = {}
        for key in judge.accepted:
            for right in _compared(key):
                for one, distance in self._within(right, key.most + 1):
                    if one not in own and not _is_plural(one, right):
                        found[one] = min(distance, found.get(one, distance))
        nearest = sorted(found, key=lambda one: (found[one], one))[:_MOST_NAMES]
        others: list[str] = []
        for text in (self._texts[one] for one in nearest):
            verdict = judge.judge(text)
            if verdict.credit and verdict.spelling is None:
                continue
            others.append(text)
            if verdict.credit:
                self.mistaken.append(text)
        return tuple(others)

    def _within(self, right: str, most: int) -> Iterator[tuple[str, float]]:
        for length in range(len(right) - most, len(right) + most + 1):
            if names := self._by_length.get(length):
                for one, distance, _ in process.extract(
                    right, names, scorer=OSA.distance, score_cutoff=most, limit=None
                ):
                    yield one, distance


def _compared(key: Key) -> Iterator[str]:
    if key.most:
        yield fold(key.text)
        yield from (name.folded for name in key.names if len(name.folded) >= LETTERS_FOR_A_SLIP[0])


def _is_name(text: str) -> bool:
    return len(text) <= _MOST_CHARACTERS and len(text.split()) <= _MOST_WORDS


def _surname(text: str) -> str | None:
    """Return the last word of what may be a person's name."""
    words = text.split()
    return (
        words[-1] if len(words) in _NAMES_OF_A_PERSON and all(word[:1].isupper() for word in words) else None
    )


def _is_plural(one: str, other: str) -> bool:
    return f"{one}s" == other or one == f"{other}s"


class Told(NamedTuple):
    """A question that was told of other names, and those that had been slips in an answer of its own."""

    question: Question
    mistaken: tuple[str, ...]


class Apart(NamedTuple):
    """The questions of a bank, told of the names in it, and what their author is told of that."""

    questions: list[tuple[Question, Place]]
    faults: list[Problem]
    hints: list[Problem]


def tell_apart(placed: Placed) -> Apart:
    """Tell the questions of a bank of the names in it, and try their tests again."""
    asked = list(placed)
    told = {one.question.id: one for one in _told(question for question, _ in asked)}
    apart = Apart([], [], [])
    for question, place in asked:
        now = told.get(question.id)
        apart.questions.append((now.question if now else question, place))
        if now:
            faults = test_faults(now.question, TYPES[question.type])
            apart.faults.extend(map(place.problem_of, faults))
            apart.hints.extend(place.problem_of(_hint(name)) for name in now.mistaken)
    return apart


def _hint(name: str) -> Fault:
    message = f"“{name}”, which the bank has too, is a slip away from an answer and counts as wrong"
    return Fault(("id",), message, "if it means the same, make it an alias", "hint")


def _told(questions: Iterable[Question]) -> Iterator[Told]:
    """Yield the questions of a bank that are told of names in it."""
    asked = list(questions)
    names = NearNames()
    if not any(_forgives_slips(question) for question in asked):
        return
    for question in asked:
        for texts in TYPES[question.type].names(question):
            names.add(texts)
    for question in asked:
        kind: Any = TYPES[question.type]
        names.mistaken.clear()
        told = kind.told_apart(question, names.near)
        if told is not question:
            yield Told(told, tuple(names.mistaken))


def _forgives_slips(question: Question) -> bool:
    answers: list[ShortAnswer] = []

    def note(answer: ShortAnswer) -> tuple[str, ...]:
        answers.append(answer)
        return ()

    kind: Any = TYPES[question.type]
    kind.told_apart(question, note)
    return bool(answers)
