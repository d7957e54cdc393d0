"""Questions that are likely to give away each other's answers, found by their words alone.

A question gives away the answer to another if one of its sentences holds that answer and enough of the words
of the other question. Words weigh more the rarer they are in the bank: those that stand in many questions
give nothing away. It is only a hint: the author says with `excludes` or `allows` whether the two may meet.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from math import log
from typing import Final, NamedTuple

from quizapp.bank.checks.asked_and_shown import Manner, Sought, explained, offered, sentences, sought, stated
from quizapp.bank.problem import Problem, short
from quizapp.bank.reading import Reading
from quizapp.bank.schema import Bank
from quizapp.bank.yaml.loader import MOST_PROBLEMS
from quizapp.question_types.base import Fault, Question

#: A word of an answer gives nothing away if it stands in more than this share of the questions …
_COMMON: Final = 0.11
#: … or in more than so many: in a large bank that is a theme.
_MOST_WITH_IT: Final = 80
#: What else a sentence must hold of what is asked: so much weight, and such a share of all of it.
_WEIGHT: Final = 5.0
_SHARE: Final = 0.35
#: A year alone says less than a name: much happens in one.
_SHARE_OF_A_YEAR: Final = 0.5
#: A word in so few questions is rare in a bank of any size.
_FEW: Final = 3
#: In a smaller bank hardly any word is rare.
_SMALL_BANK: Final = 20
#: Longer answers are sentences, of which the words may stand in another order.
_LONGEST_NAME: Final = 3
#: Shorter words are names and abbreviations, or many questions have them; below the second they say nothing.
_SHORTEST: Final = 4
_SAYING: Final = 3
#: Numbers below are said of many things: what they count has to stand beside them.
_SMALL: Final = 100

#: "mid-1990s" is one word, and so is 2.5.
_WORD: Final = re.compile(r"[^\W_]+(?:[.,-]\d[^\W_]*)*")
_POSSESSIVE: Final = re.compile(r"['’]s\b")
_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_NUMERALS: Final = {
    name: str(number)
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}


class Giveaway(NamedTuple):
    """A question that is likely to give away the answer to another, both by their places, and its words."""

    revealing: int
    revealed: int
    words: str
    #: Whether it shows only once the first of them is answered.
    is_afterwards: bool


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence of a question: its words in order, and those of the prompt that it belongs to."""

    question: int
    words: tuple[str, ...]
    around: frozenset[str]
    is_afterwards: bool = False
    #: A choice can give away an answer that is typed; if it `is_right`, a figure too.
    is_choice: bool = False
    is_right: bool = False


def check_giveaways(reading: Reading) -> Iterator[Problem]:
    """Yield a hint for each pair that may be asked together although one seems to give the other away.

    There is one too for each id in `allows` that isn't needed. A bank with faults gets none: what it excludes
    isn't known yet.
    """
    if reading.bank is None:
        return
    questions = [question for question, _ in reading.questions]
    found = _strongest(find_giveaways(questions, afterwards=shows_afterwards(reading.bank)))
    pairs = {frozenset((questions[one.revealing].id, questions[one.revealed].id)): one for one in found}
    settled = {frozenset((one.id, other)) for one in questions for other in (*one.excludes, *one.allows)}
    for pair in islice((pair for pair in pairs if pair not in settled), MOST_PROBLEMS):
        revealing, revealed = (questions[place].id for place in pairs[pair][:2])
        yield reading.questions[pairs[pair].revealed][1].problem_of(_hint(revealing, revealed, pairs[pair]))
    for question, place in reading.questions:
        for index, other in enumerate(question.allows):
            if frozenset((question.id, other)) not in pairs:
                message = f"neither this question nor `{other}` seems to give the other's answer away"
                yield place.problem_of(Fault(("allows", index), message, "leave it out", "hint"))


def shows_afterwards(bank: Bank) -> bool:
    """Tell whether a learner may read what is said of one question before another is answered."""
    return bank.audience != "exam" or any(quiz.feedback == "each" for quiz in bank.quizzes)


def _hint(revealing: str, revealed: str, giveaway: Giveaway) -> Fault:
    when = "once it is answered, " if giveaway.is_afterwards else ""
    message = f"{when}`{revealing}` gives away the answer to `{revealed}`: “{short(giveaway.words)}”"
    remedy = f"write `excludes: [{revealing}]`, or `allows: [{revealing}]` if they may meet, or reword one"
    return Fault(("id",), message, remedy, "hint")


def _strongest(giveaways: Iterable[Giveaway]) -> Iterable[Giveaway]:
    """Keep one giveaway of each pair of questions, if possible one that shows before either is answered."""
    kept: dict[frozenset[int], Giveaway] = {}
    for giveaway in giveaways:
        pair = frozenset((giveaway.revealing, giveaway.revealed))
        if pair not in kept or (kept[pair].is_afterwards and not giveaway.is_afterwards):
            kept[pair] = giveaway
    return kept.values()


def find_giveaways(questions: Sequence[Question], *, afterwards: bool = True) -> Iterator[Giveaway]:
    """Yield the questions that give away others' answers, each pair once in either direction.

    `afterwards` counts what is shown of a question once it is answered, as in reviews and in quizzes with
    feedback after each question. The feedback to a wrong choice never counts: few read it.
    """
    yield from _Bank(questions, afterwards=afterwards).giveaways()


@dataclass
class _Bank:
    questions: Sequence[Question]
    afterwards: bool
    _passages: list[_Passage] = field(init=False, default_factory=list)
    #: The passages that hold a word, and how many questions do.
    _holding: defaultdict[str, list[int]] = field(init=False, default_factory=lambda: defaultdict(list))
    _asked_with: Counter[str] = field(init=False, default_factory=Counter)

    def __post_init__(self) -> None:
        for place, question in enumerate(self.questions):
            own = list(self._passages_of(place, question))
            self._asked_with.update({word for passage in own for word in passage.words})
            for passage in own:
                if self.afterwards or not passage.is_afterwards:
                    for word in dict.fromkeys(passage.words):
                        self._holding[word].append(len(self._passages))
                    self._passages.append(passage)

    @cached_property
    def _small_words(self) -> frozenset[str]:
        """Return the short words that many questions write with a small letter: the others mean something."""
        in_questions: Counter[str] = Counter()
        for one in self.questions:
            found = {word for text in (*stated(one), *explained(one)) for word in _WORD.findall(text)}
            in_questions.update(word for word in found if len(word) < _SHORTEST and word.islower())
        most = _COMMON * len(self.questions)
        return frozenset(word for word, count in in_questions.items() if len(word) < _SAYING or count > most)

    def _words(self, text: str) -> tuple[str, ...]:
        plain = _GROUPED.sub("", _POSSESSIVE.sub("", text))
        return tuple(
            _stem(word)
            for word in _WORD.findall(plain)
            if len(word) >= _SHORTEST or word.casefold() not in self._small_words or word in _NUMERALS
        )

    def _passages_of(self, place: int, question: Question) -> Iterator[_Passage]:
        prompt = self._words(question.prompt)
        around = frozenset(prompt)
        for text in stated(question):
            for sentence in sentences(text):
                words = self._words(sentence)
                yield _Passage(place, words, around if text == question.prompt else frozenset(words))
        right = {text for one in sought(question) if one.about is None for text in one.wordings[:1]}
        choices = dict.fromkeys(offered(question))
        for text in choices:
            yield _Passage(place, self._words(text), around, is_choice=True, is_right=text in right)
        told = [sentence for text in explained(question) for sentence in sentences(text)]
        for text in (*right, *told):
            yield _Passage(place, self._words(text), around, is_afterwards=True)

    def giveaways(self) -> Iterator[Giveaway]:
        for place, question in enumerate(self.questions):
            yield from _strongest(self._giveaways_of(place, question))

    def _giveaways_of(self, place: int, question: Question) -> Iterator[Giveaway]:
        prompt = frozenset(self._words(question.prompt))
        known = prompt.union(*(self._words(text) for text in stated(question)))
        for one in sought(question):
            about = prompt if one.about is None else frozenset(self._words(one.about))
            read = known if one.manner is not Manner.CHOSEN else about
            total = sum(map(self._weight, about))
            for text in one.wordings:
                answer = self._words(text)
                if not read.issuperset(answer) and total:
                    for passage in self._telling(place, one, answer, about, total):
                        yield Giveaway(passage.question, place, text, passage.is_afterwards)

    def _telling(
        self, place: int, one: Sought, answer: tuple[str, ...], about: frozenset[str], total: float
    ) -> Iterator[_Passage]:
        """Yield the passages of other questions that give away an answer."""
        rarest = min(answer, key=lambda word: self._asked_with[word])
        if self._is_common(rarest):
            return
        units = about.union(*(self._words(unit) for unit in one.units))
        for number in self._holding[rarest]:
            passage = self._passages[number]
            if passage.question == place or not _counts(passage, one.manner):
                continue
            if not _holds(passage.words, answer, units, one.manner):
                continue
            common = about & (passage.around.union(passage.words)) - set(answer)
            weight = sum(map(self._weight, common))
            is_bare = one.manner is Manner.FIGURE and len(answer) == 1
            if weight >= _WEIGHT and weight >= (_SHARE_OF_A_YEAR if is_bare else _SHARE) * total:
                yield passage

    def _weight(self, word: str) -> float:
        return log((max(len(self.questions), _SMALL_BANK) + 1) / (self._asked_with[word] or 1))

    def _is_common(self, word: str) -> bool:
        most = min(_COMMON * len(self.questions), _MOST_WITH_IT)
        return self._asked_with[word] > max(most, _FEW)


def _counts(passage: _Passage, manner: Manner) -> bool:
    """Tell whether a passage can give away an answer that is given in this manner."""
    if not passage.is_choice:
        return True
    return manner is Manner.TYPED or (manner is Manner.FIGURE and passage.is_right)


def _holds(words: Sequence[str], answer: Sequence[str], units: frozenset[str], manner: Manner) -> bool:
    """Tell whether the words of an answer stand among others: those of a name or a figure in a row."""
    if len(answer) > _LONGEST_NAME:
        return set(words).issuperset(answer)
    width = len(answer)
    for start in range(len(words) - width + 1):
        if tuple(words[start : start + width]) == tuple(answer):
            if manner is not Manner.FIGURE or width > 1 or not _is_small(answer[0]):
                return True
            beside = (*words[max(0, start - 1) : start], *words[start + 1 : start + 2])
            if not units.isdisjoint(beside):
                return True
    return False


def _is_small(word: str) -> bool:
    return word.replace(".", "").isdecimal() and float(word) < _SMALL


def _stem(word: str) -> str:
    """Return a word without the endings that grammar gives it, as far as a few rules go."""
    folded = word.casefold()
    if folded in _NUMERALS:
        return _NUMERALS[folded]
    if not folded.isalpha():
        return folded
    for ending, rest in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST and not folded.endswith("ss"):
            return folded[: -len(ending)] + rest
    return folded
