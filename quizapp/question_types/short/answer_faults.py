"""What is wrong with an answer of a few words, or in vain: its aliases, its wordings, what it names."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from rapidfuzz.distance import OSA

from quizapp.question_types.base import Fault, Level, MalformedError
from quizapp.question_types.short.answer import ShortAnswer
from quizapp.question_types.short.forgiving import LETTERS_FOR_A_SLIP, most_slips
from quizapp.question_types.short.names import has_surname, person
from quizapp.question_types.short.optional import MOST as MOST_OPTIONAL
from quizapp.question_types.short.optional import count as optional_words
from quizapp.question_types.short.optional import shown, wordings
from quizapp.question_types.short.slips import MOST_SLIPS, confusable_with
from quizapp.question_types.typed import latex_faults

#: An equation that says what a variable is.
_EQUATION: Final = re.compile(r"[A-Za-z] ?= ?(?P<value>[-+]?\d+(?:[.,/]\d+)?)")


def alias_faults(answer: ShortAnswer, read: Callable[[str], str]) -> Iterator[Fault]:
    """Yield aliases in vain, and an answer in which nothing is long enough for a slip.

    `read` folds what a learner can type, and raises `MalformedError` for the rest.
    """
    seen: dict[str, tuple[str, float]] = {}
    for place, (text, credit) in enumerate(answer.accepted, start=-1):
        path = ("aliases", place)
        if place >= 0:
            yield from latex_faults(path, text)
        try:
            folded = read(shown(text))
        except MalformedError as error:
            # Of the answer that was said already.
            if place >= 0:
                yield Fault(path, f"no learner can write “{text}”", str(error))
            continue
        if folded in seen:
            what = " and ".join(filter(None, (", ".join(answer.forgiven[:-1]), *answer.forgiven[-1:])))
            remedy = f"leave it out: {what} are forgiven anyway" if what else "leave it out"
            same, earned = seen[folded]
            level: Level = "hint" if credit == earned else "fault"
            yield Fault(path, f"“{text}” is the same as “{same}”", remedy, level)
        elif place >= 0 and (text == shown(text)) and _is_needless(answer, text, credit):
            yield Fault(path, f"“{text}” earns that anyway", "leave it out", "hint")
        seen.setdefault(folded, (text, credit))
    if answer.typos and not any(most_slips(text, answer.rules) for text, _ in answer.accepted):
        message = f"no answer here has the {LETTERS_FOR_A_SLIP[0]} letters in which a slip is forgiven"
        yield Fault(("typos",), message, "leave `typos` out")


def formula_faults(answer: ShortAnswer) -> Iterator[Fault]:
    """Yield an equation of which learners may give the value alone."""
    accepted = {text for text, _ in answer.accepted}
    if (equation := _EQUATION.fullmatch(answer.answer)) and equation["value"] not in accepted:
        value = equation["value"]
        remedy = f"ask for the value by `type: number`, or add the alias `{value}`"
        yield Fault(("answer",), f"“{value}” alone isn't accepted", remedy, "hint")


def name_faults(answer: ShortAnswer) -> Iterator[Fault]:
    """Yield what is said of a name and doesn't fit it."""
    if answer.names and not answer.rules.lenient:
        message = "`names` forgives words around a name, and `forgive` leaves out what is usually forgiven"
        yield Fault(("names",), message, "leave out one of them")
    if answer.names != "person":
        for key in ("surname", "full_name"):
            if getattr(answer, key):
                yield Fault((key,), f"`{key}` is of a person", "add `names: person`, or leave it out")
    elif answer.surname and not has_surname(answer.answer, answer.language, answer.surname):
        message = f"“{answer.surname}” isn't among the names in “{answer.answer}”"
        yield Fault(("surname",), message, "write it as it stands in the answer")
    elif answer.full_name and not person(answer.answer, answer.language, answer.surname, full=True).given:
        yield Fault(("full_name",), f"“{answer.answer}” has no given name", "write it in the answer")


def wording_faults(answer: ShortAnswer) -> Iterator[Fault]:
    """Yield brackets that make too much optional, and other names that are accepted."""
    for place, (text, _) in enumerate(answer.accepted, start=-1):
        path = ("answer",) if place < 0 else ("aliases", place)
        if optional_words(text) > MOST_OPTIONAL:
            message = f"“{text}” has more than {MOST_OPTIONAL} optional parts"
            yield Fault(path, message, "write some of its wordings as aliases")
        elif optional_words(text) and not all(map(answer.fold, wordings(text))):
            yield Fault(path, f"all of “{text}” is optional", "leave out the brackets around what is needed")
    accepted = [answer.fold(one) for text, _ in answer.accepted for one in wordings(text)]
    for place, text in enumerate(answer.unlike):
        if answer.fold(text) in accepted:
            yield Fault(("unlike", place), f"“{text}” is accepted", "leave it out here")


def confusable_faults(answer: ShortAnswer) -> Iterator[Fault]:
    """Yield answers that are near to another word and forgive slips, unless their author speaks of it."""
    if not answer.typos:
        return
    said = {answer.fold(text) for text in (*(entry.response for entry in answer.feedback), *answer.unlike)}
    for place, (text, _) in enumerate(answer.accepted, start=-1):
        word = answer.fold(shown(text))
        near = confusable_with(word, answer.language) - said
        if other := min((one for one in near if OSA.distance(word, one) <= MOST_SLIPS), default=None):
            path = ("answer",) if place < 0 else ("aliases", place)
            message = f"“{text}” is easily mixed up with “{other}”, which is never taken for a slip in it"
            yield Fault(path, message, "tell learners the difference in `feedback`", "hint")


def _is_needless(answer: ShortAnswer, alias: str, credit: float) -> bool:
    """Tell whether an alias would earn as much if it weren't there, and not for a slip."""
    verdict = answer.judge.without(alias).judge(alias)
    return verdict.credit == credit and verdict.spelling is None
