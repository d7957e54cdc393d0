"""A name or a few words, typed."""

from typing import Literal

from quizapp.question_types.base import Scalar
from quizapp.question_types.typed import TypedQuestion, TypedType


class ShortQuestion(TypedQuestion):
    """What an author writes; `aliases` are accepted too."""

    type: Literal["short"]
    aliases: tuple[Scalar, ...] = ()


class Short(TypedType[ShortQuestion, str]):
    name = "short"
    label = "Short answer"
    model = ShortQuestion
    examples = ()

    def value(self, question: ShortQuestion, text: str) -> str:
        return text.casefold()

    def credit(self, question: ShortQuestion, value: str) -> float:
        accepted = (question.answer, *question.aliases)
        return float(value in {self.value(question, text) for text in accepted})
