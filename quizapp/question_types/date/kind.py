"""A day, month, season or year, typed in any usual spelling."""

from typing import Literal

from quizapp.question_types.typed import TypedQuestion, TypedType


class DateQuestion(TypedQuestion):
    """What an author writes; the precision of `answer` is the precision that is asked."""

    type: Literal["date"]


class Date(TypedType[DateQuestion, str]):
    name = "date"
    label = "Date"
    model = DateQuestion
    examples = ()

    def value(self, question: DateQuestion, text: str) -> str:
        return text

    def credit(self, question: DateQuestion, value: str) -> float:
        return float(value == question.answer)
