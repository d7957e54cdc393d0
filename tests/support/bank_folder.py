"""A bank's folder in which a test writes files and reads faults."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizapp.bank.problem import Problem
from quizapp.bank.reading import Reading, read_bank

HEADER = """\
schema: 1
bank: moon
title: The Moon
documents:
  - {id: guide, title: A Guide, text: guide.txt}
"""


def one(extra: str, *, kind: str = "short", answer: str = "answer: Osh") -> str:
    """Write a file with one question, of whose keys the last begin in line 7."""
    return (
        "questions:\n"
        "  - id: a\n"
        f"    type: {kind}\n"
        "    topics: [t]\n"
        "    prompt: What?\n"
        f"    {answer}\n" + "".join(f"    {line}\n" for line in extra.splitlines())
    )


@dataclass(frozen=True)
class BankFolder:
    path: Path

    def write(self, name: str, text: str) -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return file

    def read(self) -> Reading:
        return read_bank(self.path)

    def faults(self) -> list[str]:
        """Return the faults with files named from the folder."""
        return self._shown(self.read().problems)

    def advice(self) -> list[str]:
        """Return the warnings and hints with files named from the folder."""
        return self._shown(self.read().advice)

    def _shown(self, problems: Iterable[Problem]) -> list[str]:
        return [str(problem).removeprefix(f"{self.path.as_posix()}/") for problem in problems]
