"""Where the checks of a bank put what they find: a mapping in a file, and the faults of a file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from quizapp.bank.problem import Problem, ProblemList, short
from quizapp.bank.yaml.loader import MOST_PROBLEMS
from quizapp.bank.yaml.marked import MarkedMapping, MarkedSequence, Position, locate
from quizapp.question_types.base import Fault

#: A key and a value without a space between them.
_SWALLOWED: Final = re.compile(r"[a-z_]+:\S")


@dataclass(frozen=True, slots=True)
class Place:
    """A mapping in a file, in which faults can be placed."""

    file: str
    node: MarkedMapping
    #: The row of a table that made it, if one did.
    row: str = ""

    def problem(
        self, path: Sequence[str | int], message: str, remedy: str, *, at_key: bool = False
    ) -> Problem:
        """Return a fault at what `path` leads to."""
        return Problem(self.file, *locate(self.node, path, at_key=at_key), message, remedy, self.row)

    def problem_of(self, fault: Fault) -> Problem:
        """Return a fault of what stands here, or a warning or hint, with its place in the file."""
        return replace(self.problem(fault.path, fault.message, fault.remedy), level=fault.level)


class TooManyError(Exception):
    """Ends the check of one file."""


@dataclass
class FileProblems:
    """The faults of one file, while it is checked."""

    name: str
    problems: ProblemList
    #: Where the loader refused a value: that it is missing is no second fault.
    refused: frozenset[Position]
    #: Whether something may stand in it that can't be rendered: mathematics, a picture.
    may_fail_to_render: bool
    #: Warnings and hints.
    advice: ProblemList = field(default_factory=ProblemList)

    def add(self, problem: Problem) -> None:
        """Keep a fault, or a warning or hint. Raises `TooManyError` when there are enough faults."""
        if Position(problem.line, problem.column) in self.refused:
            return
        if problem.level != "fault":
            if len(self.advice) < MOST_PROBLEMS:
                self.advice.add(problem)
            return
        self.problems.add(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            message = f"the rest of this file wasn't checked: it has {MOST_PROBLEMS:,} faults already"
            self.problems.append(
                Problem(self.name, problem.line, problem.column, message, "begin with these")
            )
            raise TooManyError


def mappings_in(place: Place, key: str, noun: str, first: str, file: FileProblems) -> Iterator[MarkedMapping]:
    """Yield the mappings of which the list `key` should be made, and add what else stands there."""
    nodes = place.node[key]
    if not isinstance(nodes, MarkedSequence):
        message = f"`{key}` should be a list" + ("" if nodes else ", and is empty")
        has_dash = any(text.startswith("-") for text in (nodes if isinstance(nodes, dict) else [nodes]))
        remedy = "write a space after each dash" if has_dash else f"begin each {noun} with {first}"
        file.add(place.problem((key,), message, remedy))
        return
    for index, node in enumerate(nodes):
        if isinstance(node, MarkedMapping):
            yield node
        else:
            message = f"a {noun} should be a mapping, not {_kind_of(node)}"
            is_swallowed = isinstance(node, str) and _SWALLOWED.match(node)
            remedy = "write a space after the colon" if is_swallowed else f"begin with {first}"
            file.add(place.problem((key, index), message, remedy))


def _kind_of(node: Any) -> str:
    return f"`{short(node)}`" if isinstance(node, str) else "a list"
