"""Faults, warnings and hints in a bank: the place, the problem and the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from quizapp.question_types.base import Level


def printable(text: str) -> str:
    r"""Return text on one line, with what is no visible character as `\x1b` or `\u2028`.

    A terminal or a log acts upon controls, on marks of direction, and on halves of characters.
    """
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def short(text: str, most: int = 60) -> str:
    """Return text for the middle of a sentence: on one line, and cut where it is long."""
    line = " ".join(text[: 2 * most].split())
    return line if len(line) <= most else line[:most].rstrip() + "…"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """A fault in a file, or a warning or hint, with 1-based line and column; sorts by place."""

    file: str
    line: int
    column: int
    message: str
    remedy: str
    #: The row of a template's table in whose question it was found, and in those of how many others.
    row: str = ""
    others: int = 0
    level: Level = "fault"

    def __str__(self) -> str:
        remedy = f" ({self.remedy})" if self.remedy else ""
        level = "" if self.level == "fault" else f"{self.level}: "
        place = f"{self.file}:{self.line}:{self.column}"
        return printable(f"{place}: {level}{self._rows()}{self.message}{remedy}")

    def _rows(self) -> str:
        if not self.row:
            return ""
        others = f" and {self.others:,} more" if self.others else ""
        return f"row `{self.row}`{others}: "


class ProblemList(list[Problem]):
    """Faults, where what is wrong at one place of a template, row after row, counts as one."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        super().__init__()
        #: By place: the faults that stand there; by fault: the row in which it was met last.
        self._in_rows: dict[tuple[str, int, int], list[int]] = {}
        self._last_rows: dict[int, str] = {}
        for problem in problems:
            self.add(problem)

    def add(self, problem: Problem) -> None:
        """Keep a fault: of those that one place has in several rows, the ones in the first."""
        if problem.row:
            known = self._in_rows.setdefault((problem.file, problem.line, problem.column), [])
            same = next((index for index in known if self[index].message == problem.message), None)
            if same is None and known and self[known[0]].row != problem.row:
                same = known[0]
            if same is not None:
                if self._last_rows[same] != problem.row:
                    self._last_rows[same] = problem.row
                    self[same] = replace(self[same], others=self[same].others + 1)
                return
            known.append(len(self))
            self._last_rows[len(self)] = problem.row
        self.append(problem)
