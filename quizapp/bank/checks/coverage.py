"""Which facts of its documents a bank leaves out: those that no evidence touches, without a reason given."""

from collections.abc import Iterator
from pathlib import Path

from quizapp.bank.checks.evidence import Text, read_texts
from quizapp.bank.checks.facts import Category, Fact, find_facts
from quizapp.bank.problem import Problem, short
from quizapp.bank.reading import Reading
from quizapp.bank.schema import Omission

#: What makes two mentions one: a name is the same everywhere, all else in its paragraph alone.
_Key = tuple[Category, str] | tuple[Category, str, str, int]


def check_coverage(reading: Reading, folder: Path) -> tuple[Problem, ...]:
    """Return the facts of the documents in `folder` that are neither asked about nor `omitted`.

    A date, figure or agreement has to be touched by evidence in its paragraph, a name anywhere. Also returned
    are omissions of what isn't there, or is asked about, and documents that can't be read.
    """
    texts, unread = read_texts(reading, folder)
    facts = {name: tuple(find_facts(text.paragraphs)) for name, text in texts.items()}
    asked = set(_asked(reading, texts, facts))
    idle = set(range(len(reading.omissions)))
    problems: list[Problem] = [*unread]
    for document, _ in reading.documents:
        text = texts.get(document.id)
        if text is None or document.text is None:
            continue
        file = (folder / document.text).as_posix()
        open_: dict[_Key, Fact] = {}
        for fact in facts[document.id]:
            key = _key(document.id, fact)
            if key in asked or key in open_:
                continue
            excuses = {
                index
                for index, (omission, _) in enumerate(reading.omissions)
                if omission.document == document.id and _excuses(omission, fact)
            }
            idle -= excuses
            if not excuses:
                open_[key] = fact
        problems += (_problem(file, text, fact) for fact in open_.values())
    for index in idle:
        _, place = reading.omissions[index]
        message = "nothing is left out here that isn't asked about"
        problems.append(place.problem((), message, "remove it"))
    return tuple(sorted(problems))


def _key(document: str, fact: Fact) -> _Key:
    if fact.category is Category.NAME:
        return fact.category, fact.folded
    return fact.category, fact.folded, document, fact.paragraph


def _asked(reading: Reading, texts: dict[str, Text], facts: dict[str, tuple[Fact, ...]]) -> Iterator[_Key]:
    """Yield the keys of the facts that some evidence touches."""
    touched: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for question, _ in reading.questions:
        for source in question.sources:
            text = texts.get(source.document)
            if text is None or source.paragraph > len(text.paragraphs):
                continue
            for evidence in source.evidence:
                places = text.places(source.paragraph, evidence)
                touched.setdefault((source.document, source.paragraph), []).extend(places)
    for name, found in facts.items():
        for fact in found:
            spans = touched.get((name, fact.paragraph), [])
            if any(start < fact.end and fact.start < end for start, end in spans):
                yield _key(name, fact)


def _excuses(omission: Omission, fact: Fact) -> bool:
    if omission.paragraph is not None and omission.paragraph != fact.paragraph:
        return False
    return omission.words is None or fact.folded in omission.words.casefold()


def _problem(file: str, text: Text, fact: Fact) -> Problem:
    message = f"paragraph {fact.paragraph}: no evidence touches the {fact.category} `{short(fact.words)}`"
    remedy = "ask about it, or give a reason under `omitted:` in bank.yaml"
    return Problem(file, text.lines[fact.paragraph - 1], 1, message, remedy)
