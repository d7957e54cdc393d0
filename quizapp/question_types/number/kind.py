"""A number, typed in any usual spelling."""

from typing import Literal

from quizapp.question_types.base import Scalar
from quizapp.question_types.typed import TypedQuestion, TypedType


class NumberQuestion(TypedQuestion):
    """What an author writes; `tolerance` is absolute, or relative to the answer ("5 %")."""

    type: Literal["number"]
    tolerance: Scalar = "0"
    unit: Scalar | tuple[Scalar, ...] = ()


class Number(TypedType[NumberQuestion, str]):
    name = "number"
    label = "Number"
    model = NumberQuestion
    examples = ()

    def value(self, question: NumberQuestion, text: str) -> str:
        return text

    def credit(self, question: NumberQuestion, value: str) -> float:
        return float(value == question.answer)
