"""A day, month, season or year, typed in any usual spelling."""

from typing import Any, Final, Literal

from typing_extensions import override

from quizapp.question_types.base import Example
from quizapp.question_types.date.reading import read, spelled
from quizapp.question_types.date.span import DateSpan, Precision
from quizapp.question_types.typed import Marker, TypedAnswer, TypedQuestion, TypedType


class DateQuestion(TypedQuestion):
    """What an author writes; the precision of `answer` is the precision that is asked."""

    type: Literal["date"]


class DateMarker(Marker[TypedAnswer, DateSpan]):
    """Marks a date as right if every day it names is one that the answer names."""

    most_characters = 100

    @override
    def value(self, answer: TypedAnswer, text: str) -> DateSpan:
        return read(text)

    @override
    def credit(self, answer: TypedAnswer, value: DateSpan) -> float:
        return float(read(answer.answer).contains(value))

    @override
    def remark(self, answer: TypedAnswer, value: DateSpan) -> str | None:
        """Tell a learner whose date is right as far as it goes what is asked."""
        right = read(answer.answer)
        if value.contains(right) and value != right:
            return f"The {value.precision} is right; the question asks for the {right.precision}."
        return None

    @override
    def answer_text(self, answer: TypedAnswer) -> str:
        in_words = any(character.isalpha() for character in answer.answer)
        return answer.answer if in_words else spelled(read(answer.answer))


_TREATY: Final[dict[str, Any]] = {
    "id": "treaty-signed",
    "type": "date",
    "topics": ["dates"],
    "prompt": "When was the treaty signed?",
    "answer": "2001-06-15",
    "feedback": [{"response": "26 April 1996", "text": "That was the first meeting of the five."}],
}
_SEASON: Final[dict[str, Any]] = {**_TREATY, "answer": "fall 2000", "feedback": []}
_ASKED: Final[dict[Precision, str]] = {
    "day": "Write the day, the month and the year.",
    "month": "Write the month and the year.",
    "season": "Write the season and the year.",
    "year": "Write the year.",
}


class Date(TypedType[DateQuestion]):
    """A date."""

    name = "date"
    label = "Date"
    model = DateQuestion
    marker = DateMarker()

    def asks(self, question: DateQuestion) -> str:
        """Return how precise a date is asked for; a less precise one would be wrong."""
        return _ASKED[read(question.answer).precision]

    examples = (
        Example(_TREATY, "15 June 2001", 1),
        Example(_TREATY, "June 15th, 2001", 1),
        Example(_TREATY, "15.6.2001", 1),
        Example(_TREATY, "16 June 2001", 0),
        Example(_TREATY, "26 Apr. 1996", 0),
        Example(_TREATY, "2001", 0),
        Example(_TREATY, "6/7/2001", None),
        Example(_TREATY, "31 June 2001", None),
        Example(_TREATY, "15 June 01", None),
        Example(_TREATY, "a while ago", None),
        Example(_SEASON, "autumn of 2000", 1),
        Example(_SEASON, "3 October 2000", 1),
        Example(_SEASON, "2000", 0),
        Example(_SEASON, "winter 2000", 0),
        Example(_SEASON, "fall", None),
    )
