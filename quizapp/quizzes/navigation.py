"""The way through a quiz: to and fro as one likes, or one question after the other, none of them twice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """How far somebody is in a quiz of so many `questions`, whose numbers begin with 1.

    Where it leads `only_forward`, the question `reached` is the only one that is open; what was left before
    it is behind for good. One more than there are says that all were left.
    """

    questions: int
    reached: int = 1
    only_forward: bool = False

    @property
    def is_through(self) -> bool:
        """Tell whether no question is open any more."""
        return self.only_forward and self.reached > self.questions

    @property
    def open_numbers(self) -> range:
        """Return the numbers of the questions that can be opened now or later."""
        return range(self.reached if self.only_forward else 1, self.questions + 1)

    def is_open(self, number: int) -> bool:
        """Tell whether a question can be opened and answered now."""
        return number == self.reached if self.only_forward else number in self.open_numbers

    def is_behind(self, number: int) -> bool:
        """Tell whether a question was left for good."""
        return self.only_forward and number < self.reached

    def reopened(self) -> "Way":
        """Return the way of an attempt that is reopened: it goes on at the question where it ended.

        If all questions were left, that is the last one. Those before it stay left.
        """
        return Way(self.questions, self.questions, only_forward=True) if self.is_through else self

    def leave(self, number: int) -> "Way":
        """Return the way after a question was left; one that isn't open can't be left, nor left again."""
        goes_on = self.only_forward and self.is_open(number) and not self.is_through
        return Way(self.questions, self.reached + 1, only_forward=True) if goes_on else self
