"""A card with a front and a back: recalled, turned and rated, without anything to write."""

from collections.abc import Sequence
from typing import Any, Final, Literal

from typing_extensions import override

from quizapp.question_types.base import Example, FieldData, MalformedError, Markdown, Question
from quizapp.question_types.parts import in_one_line
from quizapp.question_types.unmarked import UnmarkedType
from quizapp.translation.texts import _, lazy


class CardQuestion(Question):
    """What an author writes; the prompt is the front."""

    type: Literal["card"]
    back: Markdown


_SPIRIT: Final[dict[str, Any]] = {
    "id": "spirit-of-shanghai",
    "type": "card",
    "topics": ["agreements"],
    "prompt": "What is meant by the spirit of Shanghai?",
    "back": "Trust, mutual gain and equality among the members, **respect** for each other's culture.",
}


class Card(UnmarkedType[CardQuestion, str]):
    """A card; there is no response to it."""

    name = "card"
    label = lazy("Card")
    model = CardQuestion
    is_answered = False

    @override
    def field(self, question: CardQuestion, order: Sequence[int]) -> None:
        """Make no field: the learner recalls."""

    @override
    def parse(self, question: CardQuestion, data: FieldData, order: Sequence[int]) -> str:
        """Take no response."""
        raise MalformedError(_("There is nothing to write here: recall the answer, then look."))

    @override
    def data(self, question: CardQuestion, response: str, order: Sequence[int]) -> None:
        """Return nothing."""

    @override
    def describe(self, question: CardQuestion, response: str) -> str:
        """Return nothing."""
        return ""

    @override
    def answer_text(self, question: CardQuestion) -> str:
        """Return the back in one line."""
        return in_one_line([" ".join(question.back.split())])

    examples = (Example(_SPIRIT, None, None), Example(_SPIRIT, "Trust", None))
