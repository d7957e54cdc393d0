"""A statement that is true or false."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

from typing_extensions import override
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # missing in the stubs
from wtforms.fields.core import UnboundField

from quizapp.question_types.base import (
    AuthorModel,
    Example,
    Fault,
    FieldData,
    MalformedError,
    Mark,
    Markdown,
    Question,
    QuestionType,
    Rule,
    Written,
)
from quizapp.question_types.counting import Count, count_offered
from quizapp.translation.texts import _, lazy


class Told(AuthorModel):
    """What a learner who answered true, or false, is told."""

    true: Markdown | None = None
    false: Markdown | None = None


class TrueFalseQuestion(Question):
    """What an author writes."""

    type: Literal["truefalse"]
    answer: bool
    feedback: Told = Told()


_QUESTION: Final[dict[str, Any]] = {
    "id": "turkmenistan-in-the-sco",
    "type": "truefalse",
    "topics": ["actors"],
    "prompt": "Turkmenistan is a member of the Shanghai Cooperation Organisation.",
    "answer": "false",
    "feedback": {"true": "Turkmenistan keeps a permanent neutrality and stayed outside."},
}


class TrueFalse(QuestionType[TrueFalseQuestion, bool]):
    """A statement that is true or false; always in this order, which tells nothing."""

    name = "truefalse"
    label = lazy("True or false")
    is_all_or_nothing = True
    model = TrueFalseQuestion

    @override
    def faults(self, question: TrueFalseQuestion) -> Iterator[Fault]:
        """Yield nothing: what can be wrong is wrong in shape."""
        yield from ()

    @override
    def rules(self, question: TrueFalseQuestion) -> Iterator[Rule]:
        """Yield what is said of an answer."""
        told = ((_("True"), question.feedback.true), (_("False"), question.feedback.false))
        if lines := tuple(f"{answer}: {text}" for answer, text in told if text):
            yield Rule(_("Feedback"), lines)

    @override
    def field(self, question: TrueFalseQuestion, order: Sequence[int]) -> "UnboundField[Any]":
        """Make the field; what a browser sends for it is checked by `parse` alone."""
        options = [SelectChoice(value="true", label=_("True")), SelectChoice(value="false", label=_("False"))]
        return UnboundField(RadioField, _("Your answer"), choices=options, validate_choice=False)

    @override
    def parse(self, question: TrueFalseQuestion, data: FieldData, order: Sequence[int]) -> bool:
        """Read "true" or "false"."""
        if data == "true":
            return True
        if data == "false":
            return False
        raise MalformedError(_("Choose true or false."))

    @override
    def data(self, question: TrueFalseQuestion, response: bool, order: Sequence[int]) -> str:
        """Return "true" or "false"."""
        return "true" if response else "false"

    @override
    def read_written(self, question: TrueFalseQuestion, written: Written) -> bool:
        """Read "true" or "false" in any case."""
        return self.parse(question, written.strip().lower() if isinstance(written, str) else None, ())

    @override
    def grade(self, question: TrueFalseQuestion, response: bool) -> Mark:
        """Give all or nothing, and the author's feedback on this answer."""
        told = question.feedback.true if response else question.feedback.false
        return Mark(float(response is question.answer), (told,) if told else ())

    @override
    def describe(self, question: TrueFalseQuestion, response: bool) -> str:
        """Return "True" or "False"."""
        return "True" if response else "False"

    @override
    def right_response(self, question: TrueFalseQuestion) -> bool:
        """Return the answer."""
        return question.answer

    @override
    def answer_text(self, question: TrueFalseQuestion) -> str:
        """Return "True" or "False"."""
        return self.describe(question, question.answer)

    @override
    def summary(self, question: TrueFalseQuestion, responses: Sequence[bool]) -> tuple[Count, ...]:
        """Return how many responses said true, and how many false."""
        options = ((1, "True", float(question.answer)), (0, "False", float(not question.answer)))
        return count_offered(options, map(int, responses))

    examples = (
        Example(_QUESTION, "false", 1),
        Example(_QUESTION, "true", 0),
        Example(_QUESTION, None, None),
        Example(_QUESTION, "maybe", None),
        Example(_QUESTION, ["false"], None),
    )
