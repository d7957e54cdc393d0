"""A name or a few words, typed."""

from collections.abc import Iterator
from typing import Any, Final, Literal

from typing_extensions import override

from quizapp.question_types.base import Example, Fault, MalformedError, Scalar
from quizapp.question_types.folding import fold
from quizapp.question_types.typed import Marker, TypedAnswer, TypedQuestion, TypedType


class ShortAnswer(TypedAnswer):
    """What is right; `aliases` are accepted too."""

    aliases: tuple[Scalar, ...] = ()


class ShortQuestion(ShortAnswer, TypedQuestion):
    """What an author writes."""

    type: Literal["short"]


class ShortMarker(Marker[ShortAnswer, str]):
    """Marks a few words as right if they fold to the answer or one of its aliases."""

    most_characters = 200

    @override
    def value(self, answer: ShortAnswer, text: str) -> str:
        folded = fold(text)
        if not folded:
            raise MalformedError("Write an answer in letters or figures.")
        return folded

    @override
    def credit(self, answer: ShortAnswer, value: str) -> float:
        return float(any(fold(text) == value for text in (answer.answer, *answer.aliases)))

    @override
    def faults(self, answer: ShortAnswer) -> Iterator[Fault]:
        yield from super().faults(answer)
        accepted = {fold(answer.answer): answer.answer}
        for place, alias in enumerate(answer.aliases):
            folded = fold(alias)
            if not folded:
                yield Fault(("aliases", place), f"no learner can write “{alias}”", "write letters or figures")
            elif folded in accepted:
                yield Fault(
                    ("aliases", place),
                    f"“{alias}” is the same as “{accepted[folded]}”",
                    "leave it out: case, accents, punctuation and spacing are forgiven anyway",
                )
            accepted.setdefault(folded, alias)


_REGION: Final[dict[str, Any]] = {
    "id": "uighur-region",
    "type": "short",
    "topics": ["actors"],
    "prompt": "Which autonomous region of China borders on Kyrgyzstan?",
    "answer": "Xinjiang-Uighur",
    "aliases": ["Xinjiang", "Sinkiang", "XUAR"],
    "feedback": [{"response": "Tibet", "text": "Tibet lies further south."}],
}


class Short(TypedType[ShortQuestion]):
    """A few words."""

    name = "short"
    label = "Short answer"
    model = ShortQuestion
    marker = ShortMarker()
    examples = (
        Example(_REGION, "Xinjiang-Uighur", 1),
        Example(_REGION, "xinjiang  uighur.", 1),
        Example(_REGION, "XĪNJIĀNG", 1),
        Example(_REGION, "X.U.A.R.", 1),
        Example(_REGION, "Tibet", 0),
        Example(_REGION, "Gansu", 0),
        Example(_REGION, "…!", None),
        Example(_REGION, "   ", None),
        Example(_REGION, None, None),
    )
