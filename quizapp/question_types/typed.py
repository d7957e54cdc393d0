"""What the types with a typed answer share: the field, and how a line is read and marked.

A room's `Marker` says what a text means (`value`) and what a value earns (`credit`); the rest follows. What
it marks by is a `TypedAnswer`, which is a part of a question, so that a question may have several.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Final, Generic, TypeVar
from unicodedata import normalize

from typing_extensions import override
from wtforms import StringField
from wtforms.fields.core import UnboundField

from quizapp.question_types.base import (
    AuthorModel,
    Effort,
    Fault,
    FieldData,
    LanguageTag,
    MalformedError,
    Mark,
    Markdown,
    Question,
    QuestionType,
    Rule,
    Scalar,
    Written,
)
from quizapp.question_types.counting import Count, Given, count_given
from quizapp.question_types.latex import looks_like_latex, typed_form
from quizapp.translation.texts import _

#: Control characters and lone surrogates: not every database can store them.
_UNREADABLE: Final = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")
#: Into how many a character may come apart before it is read: a Hangul syllable is three letters, a Greek
#: letter may have three accents. But one Arabic character is a sentence of eighteen.
_MOST_APART: Final = 4
#: What Markdown may take for markup: any ASCII punctuation.
_MARKDOWN: Final = re.compile(r"[!-/:-@\[-`{-~]")
#: Nothing may be put into the learner's mouth. `inputmode` is text for numbers too: a phone's pad of
#: figures has neither a minus nor the letters of "million".
_TYPED_BY_HAND: Final = {
    "inputmode": "text",
    "autocomplete": "off",
    "autocapitalize": "off",
    "spellcheck": "false",
}


class Remark(AuthorModel):
    """What a learner who gave a particular wrong answer is told."""

    response: Scalar
    text: Markdown


class TypedAnswer(AuthorModel):
    """What is right where something is typed, and what is said of particular wrong answers."""

    answer: Scalar
    feedback: tuple[Remark, ...] = ()
    #: Of what learners type.
    language: LanguageTag = "en"


class TypedQuestion(TypedAnswer, Question):
    """A question whose answer is typed."""


A = TypeVar("A", bound=TypedAnswer)
V = TypeVar("V")
Q = TypeVar("Q", bound=TypedQuestion)


def escaped(text: str) -> str:
    """Return plain text as Markdown, for remarks that name what somebody wrote."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def latex_faults(path: tuple[str | int, ...], text: str) -> Iterator[Fault]:
    """Yield a text that learners see and type as it stands, and that is written as LaTeX."""
    if looks_like_latex(text):
        typed = typed_form(text)
        remedy = f"write `{typed}`" if typed else "write it as it is typed, such as `x^2` or `1/2`"
        yield Fault(path, f"“{text}” is shown to learners as it stands, not as a formula", remedy, "warning")


def read_line(data: object, most_characters: int) -> str:
    """Return what was typed with its white space folded. Raises `MalformedError`."""
    if not isinstance(data, str):
        raise MalformedError(_("Write an answer."))
    apart = data if data.isascii() else normalize("NFKD", data)
    if len(data) > most_characters or len(apart) > _MOST_APART * most_characters:
        raise MalformedError(_("That is too long: write at most %(most)s characters.", most=most_characters))
    line = " ".join(data.split())
    if not line:
        raise MalformedError(_("Write an answer."))
    if not line.isprintable() and _UNREADABLE.search(line):
        raise MalformedError(_("That holds characters that can't be read. Type the answer once more."))
    return line


class Marker(ABC, Generic[A, V]):
    """Reads what was typed, and marks it by an answer."""

    #: What is longer is no answer but an accident: it is sent back before any of it is read.
    most_characters: ClassVar[int]

    @abstractmethod
    def value(self, answer: A, text: str) -> V:
        """Return what a text means, as something that can be compared. Raises `MalformedError`."""

    @abstractmethod
    def credit(self, answer: A, value: V) -> float:
        """Return what a response that means this earns, 0 to 1."""

    def remark(self, answer: A, value: V) -> str | None:  # noqa: ARG002 -- rooms that have one use both
        """Return what a learner is told of a response on which the author says nothing."""
        return None

    def credit_and_spelling(self, answer: A, value: V) -> tuple[float, str | None]:
        """Return the credit, and how the answer is spelled where that forgives a slip in it."""
        return self.credit(answer, value), None

    def spelling(self, answer: A, line: str) -> str | None:  # noqa: ARG002 -- rooms that have one use both
        """Return how a right answer is spelled whose accents or letters a line writes otherwise."""
        return None

    def counts_slips(self, answer: A) -> bool:  # noqa: ARG002 -- numbers ask it
        """Tell whether a slip that is forgiven says something of how well the answer is remembered."""
        return True

    def demand(self, answer: A, value: V) -> None:
        """Ask a learner for more than something that can be marked. Raises `MalformedError`."""

    def example(self, answer: A) -> str:
        """Return a line that earns full credit."""
        return answer.answer

    def read(self, answer: A, data: object) -> str:
        """Return a line that means something. Raises `MalformedError`."""
        line = read_line(data, self.most_characters)
        self.demand(answer, self.value(answer, line))
        return line

    def mark(self, answer: A, line: str) -> Mark:
        """Mark what a line means, with the author's remark on one that means the same."""
        value = self.value(answer, line)
        told = tuple(entry.text for entry in answer.feedback if self._means(answer, entry.response, value))
        own = None if told else self.remark(answer, value)
        credit, spelling = self.credit_and_spelling(answer, value)
        remarks = (own,) if own else told
        if not credit:
            return Mark(credit, remarks)
        if spelling is not None:
            return Mark(credit, remarks, spelling, self.counts_slips(answer))
        return Mark(credit, remarks, self.spelling(answer, line), is_slip=False)

    def _means(self, answer: A, text: str, value: V) -> bool:
        """Tell whether a text of the author's means a value; one that can't be read any more doesn't."""
        try:
            return self.value(answer, text) == value
        except MalformedError:
            return False

    def written(self, answer: A, text: str) -> V:
        """Return what a text of the author's means, if a learner can type it. Raises `MalformedError`."""
        return self.value(answer, read_line(text, self.most_characters))

    def summary(self, answer: A, lines: Iterable[str], part: str = "") -> tuple[Count, ...]:
        """Return how many lines gave each answer, the most frequent first; what means the same is one."""
        values = ((line, self.value(answer, line)) for line in lines)
        marked = ((line, value, self.credit(answer, value)) for line, value in values)
        return count_given((Given((value, credit), line, credit) for line, value, credit in marked), part)

    def answer_text(self, answer: A) -> str:
        """Return the answer as the author wrote it."""
        return answer.answer

    def rules(self, answer: A) -> Iterator[Rule]:
        """Yield how it is marked beyond the answer, and what is said of particular wrong answers."""
        yield from self.own_rules(answer)
        if answer.feedback:
            remarks = ((escaped(entry.response), entry.text) for entry in answer.feedback)
            yield Rule(_("Feedback"), tuple(f"{response}: {text}" for response, text in remarks))

    def own_rules(self, answer: A) -> Iterator[Rule]:  # noqa: ARG002 -- rooms that have some use it
        """Yield how it is marked beyond the answer."""
        yield from ()

    def faults(self, answer: A) -> Iterator[Fault]:
        """Yield an answer that can't be read, and remarks that no wrong answer calls forth."""
        try:
            self.written(answer, answer.answer)
        except MalformedError as error:
            message = f"“{answer.answer}” can't be read as an answer"
            yield Fault(("answer",), message, self.remedy(answer.answer, error))
            return
        yield from latex_faults(("answer",), answer.answer)
        yield from self.remark_faults(answer)

    def remedy(self, text: str, error: MalformedError) -> str:  # noqa: ARG002 -- numbers use both
        """Return what an author should do about an answer that can't be read."""
        return str(error)

    def remark_faults(self, answer: A) -> Iterator[Fault]:
        """Yield remarks that no wrong answer calls forth."""
        before: list[V] = []
        for place, entry in enumerate(answer.feedback):
            path = ("feedback", place, "response")
            try:
                value = self.written(answer, entry.response)
            except MalformedError as error:
                yield Fault(path, f"“{entry.response}” can't be read as an answer", str(error))
                continue
            if self.credit(answer, value) >= 1:
                yield Fault(path, f"“{entry.response}” is right", "put what is to be said in the explanation")
            if value in before:
                yield Fault(path, f"“{entry.response}” is there already", "put both texts in one")
            before.append(value)


class TypedType(QuestionType[Q, str]):
    """A type of question whose answer is typed; the response is the line as it was typed."""

    marker: ClassVar[Marker[Any, Any]]

    @override
    def field(self, question: Q, order: Sequence[int]) -> "UnboundField[Any]":
        """Make the field; what a browser sends for it is checked by `parse` alone."""
        return UnboundField(StringField, _("Your answer"), render_kw=_TYPED_BY_HAND)

    @override
    def parse(self, question: Q, data: FieldData, order: Sequence[int]) -> str:
        """Read a line, which has to mean something."""
        return self.marker.read(question, data)

    @override
    def data(self, question: Q, response: str, order: Sequence[int]) -> str:
        """Return the line as it was typed."""
        return response

    @override
    def read_written(self, question: Q, written: Written) -> str:
        """Read a line as a learner would type it."""
        return self.marker.read(question, written)

    @override
    def grade(self, question: Q, response: str) -> Mark:
        """Mark what the response means."""
        return self.marker.mark(question, response)

    @override
    def describe(self, question: Q, response: str) -> str:
        """Return the line as it was typed."""
        return response

    @override
    def summary(self, question: Q, responses: Sequence[str]) -> tuple[Count, ...]:
        """Return how many responses gave each answer, the most frequent first."""
        return self.marker.summary(question, responses)

    @override
    def right_response(self, question: Q) -> str:
        """Return the answer as a learner would type it."""
        return self.marker.read(question, self.marker.example(question))

    @override
    def effort(self, question: Q) -> Effort:
        """Return how much work it is to answer."""
        return Effort(len(question.prompt), len(self.marker.example(question)))

    @override
    def answer_text(self, question: Q) -> str:
        """Return the answer as a learner reads it."""
        return self.marker.answer_text(question)

    @override
    def rules(self, question: Q) -> Iterator[Rule]:
        """Yield what the marker marks by."""
        yield from self.marker.rules(question)

    @override
    def faults(self, question: Q) -> Iterator[Fault]:
        """Yield what the marker can't mark by."""
        yield from self.marker.faults(question)
