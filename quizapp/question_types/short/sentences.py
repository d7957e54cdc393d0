"""What learners put around an answer because they write in sentences: "I think it is Kazakhstan."."""

from functools import lru_cache
from typing import Final

from quizapp.question_types.habits.phrases import Phrases, alternatives_in, habits_of, phrases_of

#: What begins a reason, in any language.
_REASONS: Final = frozenset({"because", "weil", "parce", "porque", "потому"})
_MARKS: Final = " ,.;:?!…\"'“”„«»-–—"
#: "I think the answer is …" has two.
_MOST: Final = 3


@lru_cache(maxsize=32)
def _phrases(language: str) -> tuple[Phrases, Phrases] | None:
    habits = habits_of(language)
    if habits is None:
        return None
    return Phrases(phrases_of([habits], "saying")), Phrases(phrases_of([habits], "afterthoughts"))


def without_habits(line: str, language: str) -> str:
    """Return what a sentence says is the answer; the line itself where it is no sentence of that kind.

    What is left still has to be the answer: "It is not Kazakhstan" leaves "not Kazakhstan".
    """
    answer = _without_reason(line).lstrip(_MARKS)
    whole = line.lstrip(_MARKS)
    if phrases := _phrases(language):
        before, behind = phrases
        for _ in range(_MOST):
            answer = answer[before.end_ahead(answer) :].lstrip(_MARKS) or answer
        answer = answer[: behind.begin_behind(answer)] or answer
    return line if answer == whole else answer.strip(_MARKS)


def _without_reason(line: str) -> str:
    words = line.split()
    reason = next((at for at in range(1, len(words)) if words[at].strip(_MARKS).lower() in _REASONS), None)
    return line if reason is None else " ".join(words[:reason])


def names_two(line: str, language: str) -> bool:
    """Tell whether a line names two answers to choose from: "Kyrgyzstan or Tajikistan"."""
    word = alternatives_in((language,)).search(line)
    return bool(word and line[: word.start()].strip() and line[word.end() :].strip())
