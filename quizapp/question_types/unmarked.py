"""What the types share whose responses no program can mark: the learner compares, and rates it themselves."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from typing_extensions import override

from quizapp.question_types.base import (
    Fault,
    MalformedError,
    Mark,
    Question,
    QuestionType,
    Response,
    Written,
)
from quizapp.question_types.counting import Count

Q = TypeVar("Q", bound=Question)
R = TypeVar("R", bound=Response)


class UnmarkedType(QuestionType[Q, R]):
    """A type without an automatic mark: there is no right response, and nothing to count."""

    is_marked = False

    @override
    def faults(self, question: Q) -> Iterator[Fault]:
        """Yield an author's own tests, which expect marks."""
        if question.tests:
            yield Fault(("tests",), f"a question of the type {self.name} isn't marked", "leave `tests` out")

    @override
    def read_written(self, question: Q, written: Written) -> R:
        """Refuse what expects a mark."""
        raise MalformedError("This isn't marked.")

    @override
    def grade(self, question: Q, response: R) -> Mark:
        """Refuse to mark."""
        raise TypeError(f"a question of the type {self.name} isn't marked")

    @override
    def right_response(self, question: Q) -> R:
        """Refuse to say what is right."""
        raise TypeError(f"no response to a question of the type {self.name} is right as such")

    @override
    def summary(self, question: Q, responses: Sequence[R]) -> tuple[Count, ...]:
        """Return nothing: hardly two responses are the same."""
        return ()
