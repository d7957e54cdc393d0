"""Several right answers among choices."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from typing_extensions import override
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput

from quizapp.question_types.base import Example, Fault, FieldData, MalformedError, Mark, Rule, Scalar, Written
from quizapp.question_types.choices import ChoiceQuestion, ChoiceType, index_of, missing, seen, written_as
from quizapp.question_types.images import in_words
from quizapp.translation.texts import _, lazy, ngettext


class MultipleQuestion(ChoiceQuestion):
    """What an author writes; `answer` holds the texts of the right choices."""

    type: Literal["multiple"]
    answer: Annotated[tuple[Scalar, ...], Field(min_length=1)]
    marking: Literal["right-minus-wrong", "per-choice", "all-or-nothing"] = "right-minus-wrong"


_QUESTION: Final[dict[str, Any]] = {
    "id": "neighbours-of-china",
    "type": "multiple",
    "topics": ["agreements/border"],
    "prompt": "Which states of Central Asia border on China?",
    "choices": [
        "Kazakhstan",
        "Kyrgyzstan",
        "Tajikistan",
        {"text": "Uzbekistan", "feedback": "Uzbekistan has Kyrgyzstan between itself and China."},
        "Turkmenistan",
    ],
    "answer": ["Kazakhstan", "Kyrgyzstan", "Tajikistan"],
}
_PER_CHOICE: Final[dict[str, Any]] = {**_QUESTION, "marking": "per-choice"}
_STRICT: Final[dict[str, Any]] = {**_QUESTION, "marking": "all-or-nothing"}


_MARKING: Final = {
    "right-minus-wrong": lazy(
        "the share of the right choices that were chosen, less as much for each wrong one"
    ),
    "per-choice": lazy("the share of all choices that are chosen, or not chosen, rightly"),
    "all-or-nothing": lazy("all or nothing"),
}


class CheckboxesField(SelectMultipleField):
    """A list of boxes to tick."""

    option_widget = CheckboxInput()


class Multiple(ChoiceType[MultipleQuestion, list[int]]):
    """Several right answers among choices; the response is the indexes of the chosen, rising."""

    name = "multiple"
    label = lazy("Several choices")
    model = MultipleQuestion
    field_class = CheckboxesField
    hint = lazy("Choose at least one of the answers.")

    @override
    def right(self, question: MultipleQuestion) -> frozenset[int]:
        indexes = (index_of(question.choices, text) for text in question.answer)
        return frozenset(index for index in indexes if index is not None)

    @override
    def faults(self, question: MultipleQuestion) -> Iterator[Fault]:
        """Yield choices that are alike, and answers that are none of them or there twice."""
        yield from super().faults(question)
        before: set[str] = set()
        for number, text in enumerate(question.answer):
            if index_of(question.choices, text) is None:
                yield missing(question.choices, text, ("answer", number))
            if seen(text) in before:
                yield Fault(
                    ("answer", number), f"the answer “{text}” is there twice", "leave one of them out"
                )
            before.add(seen(text))

    @override
    def rules(self, question: MultipleQuestion) -> Iterator[Rule]:
        """Yield how the choices are weighed as well."""
        yield Rule(_("Marking"), (str(_MARKING[question.marking]),))
        yield from super().rules(question)

    @override
    def parse(self, question: MultipleQuestion, data: FieldData, order: Sequence[int]) -> list[int]:
        """Read the places of the chosen ones; none at all, or one twice, is malformed."""
        if not isinstance(data, list) or not 1 <= len(data) <= len(question.choices):
            raise MalformedError(self.hint)
        chosen = sorted({self.standing_at(place, order) for place in data})
        if len(chosen) < len(data):
            raise MalformedError(self.hint)
        return chosen

    @override
    def data(self, question: MultipleQuestion, response: list[int], order: Sequence[int]) -> list[str]:
        """Return the places of the chosen ones, from the top of the page."""
        return [str(place) for place, index in enumerate(order) if index in response]

    @override
    def read_written(self, question: MultipleQuestion, written: Written) -> list[int]:
        """Read the texts of the chosen ones."""
        if isinstance(written, str) or not written:
            raise MalformedError("Write a list of the texts of choices.")
        return sorted({written_as(question.choices, text) for text in written})

    @override
    def grade(self, question: MultipleQuestion, response: list[int]) -> Mark:
        """Mark as the question's `marking` says, and give the chosen ones' feedback."""
        right = self.right(question)
        chosen = set(response)
        hits, slips = len(right & chosen), len(chosen - right)
        match question.marking:
            case "right-minus-wrong":
                credit = max(0, hits - slips) / len(right)
            case "per-choice":
                count = len(question.choices)
                credit = (count - slips - len(right - chosen)) / count
            case "all-or-nothing":
                credit = float(chosen == right)
        told = (question.choices[index].feedback for index in response)
        return Mark(credit, tuple(feedback for feedback in told if feedback))

    def shortfall(self, question: MultipleQuestion, response: list[int]) -> str | None:
        """Return why right choices earned less than their share; None where they didn't."""
        right, chosen = self.right(question), set(response)
        hits, slips = len(right & chosen), len(chosen - right)
        if question.marking == "right-minus-wrong" and hits and slips:
            return _(
                "%(right)s right minus %(wrong)s wrong: each wrong choice takes away what a right one earns.",
                right=hits,
                wrong=slips,
            )
        if question.marking == "all-or-nothing" and hits and chosen != right:
            return ngettext(
                "%(count)s right, but here only a completely right answer counts.",
                "%(count)s right, but here only a completely right answer counts.",
                hits,
                count=hits,
            )
        return None

    @override
    def describe(self, question: MultipleQuestion, response: list[int]) -> str:
        """Return the texts of the chosen ones."""
        return "; ".join(in_words(seen(question.choices[index].text)) for index in response)

    @override
    def right_response(self, question: MultipleQuestion) -> list[int]:
        """Return the indexes of the right ones."""
        return sorted(self.right(question))

    @override
    def answer_text(self, question: MultipleQuestion) -> str:
        """Return the texts of the right ones."""
        return "; ".join(in_words(seen(text)) for text in question.answer)

    examples = (
        Example(_QUESTION, ["0", "1", "2"], 1),
        Example(_QUESTION, ["2", "1"], 2 / 3),
        Example(_QUESTION, ["0", "1", "2", "3"], 2 / 3),
        Example(_QUESTION, ["0", "3"], 0),
        Example(_QUESTION, ["3", "4"], 0),
        Example(_QUESTION, ["0", "1", "2", "3", "4"], 1 / 3),
        Example(_PER_CHOICE, ["2", "0", "1"], 1),
        Example(_PER_CHOICE, ["0"], 3 / 5),
        Example(_PER_CHOICE, ["3", "4"], 0),
        Example(_STRICT, ["0", "1", "2"], 1),
        Example(_STRICT, ["0", "1"], 0),
        Example(_QUESTION, None, None),
        Example(_QUESTION, [], None),
        Example(_QUESTION, ["0", "0"], None),
        Example(_QUESTION, ["0", "5"], None),
        Example(_QUESTION, "0", None),
    )
