"""What can be wrong with a well-shaped question: its answer, its sources, its own tests, its markup."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from quizapp.bank.keys import near
from quizapp.bank.markup.doubts import MARKS, doubts
from quizapp.bank.markup.markdown import MarkupError, check_markup, render
from quizapp.bank.pictures.images import Images
from quizapp.bank.problem import short
from quizapp.question_types.base import AuthorTest, Fault, MalformedError, Question, QuestionType

#: Evidence is found, not read: a few words are enough, and more would be a quotation.
MOST_EVIDENCE_WORDS: Final = 12
#: Authors write 0.33 for a third.
_MARK_TOLERANCE: Final = 0.005 + 1e-9
#: Without any of these no Markdown can fail to render.
MAY_FAIL: Final = (*MARKS, "![")
_FORMULA_MARKS: Final = ("$", "\\(", "\\[")
#: As a sum of floats may come out.
_WHOLE_CREDIT: Final = 1 + 1e-9
#: What learners type, and what nobody reads as Markdown.
_PLAIN_KEYS: Final = frozenset(
    {"id", "type", "topics", "language", "response", "sources", "tests", "excludes", "allows", "was"}
    | {"answer", "aliases", "regex", "range", "tolerance", "unit"}
)


def question_faults(
    question: Question, kind: QuestionType[Any, Any], documents: Collection[str] | None
) -> Iterator[Fault]:
    """Yield what is wrong with a question, or could be better.

    `documents` are the ids it may cite, None if unknown.
    """
    faults = list(kind.faults(question))
    yield from faults
    yield from kind.rendered_faults(question, render)
    if question.hints:
        yield from hint_faults(question)
    if question.sources:
        yield from source_faults(question, documents)
    if question.tests and not any(fault.level == "fault" for fault in faults):
        yield from test_faults(question, kind)


def test_faults(question: Question, kind: QuestionType[Any, Any]) -> Iterator[Fault]:
    """Yield the author's own tests that come out otherwise."""
    for index, test in enumerate(question.tests):
        if fault := _test_fault(question, kind, index, test):
            yield fault


def hint_faults(question: Question) -> Iterator[Fault]:
    """Yield a hint that is there twice, and the one with which hints cost more than there is to earn."""
    cost, before = 0.0, set[str]()
    for index, hint in enumerate(question.hints):
        if (text := " ".join(hint.text.split())) in before:
            yield Fault(
                ("hints", index),
                "this hint is there already",
                "say something else, or leave it out",
                "warning",
            )
        before.add(text)
        before_it, cost = cost, cost + hint.cost
        if before_it <= _WHOLE_CREDIT < cost:
            yield Fault(
                ("hints", index, "cost") if "cost" in hint.model_fields_set else ("hints", index),
                f"with this hint the hints cost {cost:g} of the credit, which is more than all of it",
                "let them cost less, such as `{text: …, cost: 0.2}`",
            )


def source_faults(question: Question, documents: Collection[str] | None) -> Iterator[Fault]:
    """Yield the sources that name an unknown document, and evidence that is too long."""
    for index, source in enumerate(question.sources):
        if documents is not None and source.document not in documents:
            guess = near(source.document, documents)
            remedy = f"did you mean `{guess}`?" if guess else "add it under `documents:` in bank.yaml"
            message = f"`{source.document}` is not a document of this bank"
            yield Fault(("sources", index, "document"), message, remedy)
        for number, evidence in enumerate(source.evidence):
            words = len(evidence.split())
            if words > MOST_EVIDENCE_WORDS:
                message = f"this evidence has {words} words, and {MOST_EVIDENCE_WORDS} are the most"
                yield Fault(
                    ("sources", index, "evidence", number),
                    message,
                    "keep the few words that prove the answer",
                )


def _test_fault(
    question: Question, kind: QuestionType[Any, Any], index: int, test: AuthorTest
) -> Fault | None:
    """Return the difference between the mark that an author expects and the one that is given, if any."""
    hint = ""
    given: float | None = None
    try:
        given = kind.grade(question, kind.read_written(question, test.response)).credit
    except MalformedError as error:
        hint = str(error)
    expected = None if test.mark == "malformed" else test.mark
    if given is None or expected is None:
        if given is expected:
            return None
    elif abs(given - expected) <= _MARK_TOLERANCE:
        return None
    written = test.response if isinstance(test.response, str) else ", ".join(test.response)
    said = f"is malformed: “{short(hint, 200)}”" if given is None else f"earns {_mark(given)}"
    message = f"this test expects {_mark(expected)} for `{short(written)}`, which {said}"
    return Fault(("tests", index, "response"), message, "correct the test, the answer or what is accepted")


def _mark(credit: float | None) -> str:
    return "malformed" if credit is None else f"{credit:.2f}".rstrip("0").rstrip(".")


def _text_faults(text: str, images: Images, path: tuple[str | int, ...]) -> Iterator[Fault]:
    # Anything is Markdown; only mathematics and pictures can be wrong.
    if any(mark in text for mark in _FORMULA_MARKS):
        try:
            check_markup(text)
        except MarkupError as error:
            yield Fault(path, str(error), error.remedy or "correct the formula, or write `\\$` for a dollar")
    for doubt in doubts(text):
        yield Fault(path, doubt.message, doubt.remedy, doubt.level)
    if "![" in text:
        for fault in images.faults(text):
            yield Fault(path, fault.message, fault.remedy)


def markup_faults(node: Any, images: Images, path: tuple[str | int, ...] = ()) -> Iterator[Fault]:
    """Yield the Markdown in `node`, however deep, that can't be rendered, or hardly as it was meant."""
    if isinstance(node, str):
        yield from _text_faults(node, images, path)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in _PLAIN_KEYS:
                yield from markup_faults(value, images, (*path, key))
    else:
        for index, item in enumerate(node):
            yield from markup_faults(item, images, (*path, index))
