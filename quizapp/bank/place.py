"""Where the checks of a bank put what they find: a mapping in a file, and the faults of a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.bank.loader import MOST_PROBLEMS
from quizapp.bank.marked import MarkedMapping, Position, locate
from quizapp.bank.problem import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A mapping in a file, in which faults can be placed."""

    file: str
    node: MarkedMapping

    def problem(
        self, path: Sequence[str | int], message: str, remedy: str, *, at_key: bool = False
    ) -> Problem:
        """Return a fault at what `path` leads to."""
        return Problem(self.file, *locate(self.node, path, at_key=at_key), message, remedy)


class TooManyError(Exception):
    """Ends the check of one file."""


@dataclass
class FileProblems:
    """The faults of one file, while it is checked."""

    name: str
    problems: list[Problem]
    #: Where the loader refused a value: that it is missing is no second fault.
    refused: frozenset[Position]
    #: Whether mathematics may stand in it.
    mathematics: bool

    def add(self, problem: Problem) -> None:
        """Keep a fault. Raises `TooManyError` when there are enough."""
        if Position(problem.line, problem.column) in self.refused:
            return
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            message = f"the rest of this file wasn't checked: it has {MOST_PROBLEMS:,} faults already"
            self.problems.append(
                Problem(self.name, problem.line, problem.column, message, "begin with these")
            )
            raise TooManyError
