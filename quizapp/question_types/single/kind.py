"""One right answer among choices."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

from typing_extensions import override
from wtforms import RadioField

from quizapp.question_types.base import Example, Fault, FieldData, MalformedError, Mark, Scalar, Written
from quizapp.question_types.choices import ChoiceQuestion, ChoiceType, index_of, missing, seen, written_as
from quizapp.question_types.images import in_words
from quizapp.translation.texts import lazy


class SingleQuestion(ChoiceQuestion):
    """What an author writes; `answer` is the text of one choice."""

    type: Literal["single"]
    answer: Scalar


_QUESTION: Final[dict[str, Any]] = {
    "id": "sco-seat",
    "type": "single",
    "topics": ["actors"],
    "prompt": "Where does the secretariat of the Shanghai Cooperation Organisation sit?",
    "choices": [
        "Beijing",
        {"text": "Shanghai", "feedback": "That is where it was founded."},
        "Tashkent",
        "Almaty",
    ],
    "answer": "Beijing",
}


class Single(ChoiceType[SingleQuestion, int]):
    """One right answer among choices; the response is the index of the chosen one."""

    name = "single"
    label = lazy("One choice")
    is_all_or_nothing = True
    model = SingleQuestion
    field_class = RadioField
    hint = lazy("Choose one of the answers.")

    @override
    def right(self, question: SingleQuestion) -> frozenset[int]:
        index = index_of(question.choices, question.answer)
        return frozenset() if index is None else frozenset({index})

    @override
    def faults(self, question: SingleQuestion) -> Iterator[Fault]:
        """Yield choices that are alike, and an answer that is none of them."""
        yield from super().faults(question)
        if index_of(question.choices, question.answer) is None:
            yield missing(question.choices, question.answer, ("answer",))

    @override
    def parse(self, question: SingleQuestion, data: FieldData, order: Sequence[int]) -> int:
        """Read the place of the chosen one."""
        if not isinstance(data, str):
            raise MalformedError(self.hint)
        return self.standing_at(data, order)

    @override
    def data(self, question: SingleQuestion, response: int, order: Sequence[int]) -> str:
        """Return the place of the chosen one."""
        return str(order.index(response))

    @override
    def read_written(self, question: SingleQuestion, written: Written) -> int:
        """Read the text of one choice."""
        if not isinstance(written, str):
            raise MalformedError("Write the text of one choice.")
        return written_as(question.choices, written)

    @override
    def grade(self, question: SingleQuestion, response: int) -> Mark:
        """Give all or nothing, and the chosen one's feedback."""
        feedback = question.choices[response].feedback
        return Mark(float(response in self.right(question)), (feedback,) if feedback else ())

    @override
    def describe(self, question: SingleQuestion, response: int) -> str:
        """Return the text of the chosen one."""
        return in_words(seen(question.choices[response].text))

    @override
    def right_response(self, question: SingleQuestion) -> int:
        """Return the index of the right one."""
        return written_as(question.choices, question.answer)

    @override
    def answer_text(self, question: SingleQuestion) -> str:
        """Return the text of the right one."""
        return in_words(seen(question.answer))

    examples = (
        Example(_QUESTION, "0", 1),
        Example(_QUESTION, "1", 0),
        Example(_QUESTION, "3", 0),
        Example(_QUESTION, None, None),
        Example(_QUESTION, "", None),
        Example(_QUESTION, "4", None),
        Example(_QUESTION, "-1", None),
        Example(_QUESTION, ["0"], None),
    )
