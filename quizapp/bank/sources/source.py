"""The one way to list and read the files of a bank, wherever they are, and which of them make the bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Protocol

from quizapp.bank.characters import find_unfit
from quizapp.bank.problem import Problem

#: The largest file that is read, in bytes.
MOST_BYTES: Final = 5_000_000
#: The file that makes a folder a bank.
BANK_FILE: Final = "bank.yaml"
#: The advice for a file that is too large, where it can be split.
SPLIT: Final = "split it into several files"


class UnreadableError(Exception):
    """A file that can't be read: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def problem(self, file: str) -> Problem:
        """Return it as a fault at the beginning of `file`."""
        return Problem(file, 1, 1, self.message, self.remedy)


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a source by their paths, and what can't be looked into."""

    paths: Sequence[str]
    problems: Sequence[Problem] = ()


class Source(Protocol):
    """The files of one bank.

    A path is relative to the bank's own folder and has slashes, as in `maps/aral-sea.png`.
    """

    @property
    def folder_name(self) -> str | None:
        """Return the name of the bank's folder, which must be the bank's key; None without a folder."""

    def shown(self, path: str = "") -> str:
        """Return the name by which faults call a file; without a path, the source itself."""

    def list_files(self) -> Listing:
        """Return all files but hidden ones, whose names begin with a dot. Raises `UnreadableError`."""

    def read(self, path: str, most_bytes: int = MOST_BYTES, remedy: str = SPLIT) -> bytes:
        """Return what is in a file. Raises `UnreadableError`; for a file that is too large, with `remedy`."""


def find_yaml(source: Source, listing: Listing) -> tuple[list[str], list[Problem]]:
    """Return a bank's YAML files, `bank.yaml` first and the others by path, and what is wrong with names."""
    paths: list[str] = []
    problems: list[Problem] = []
    misnamed = UnreadableError("only files whose names end in .yaml are read", "rename it")
    for path in listing.paths:
        if not path.lower().endswith((".yml", ".yaml")):
            continue
        if unfit := find_unfit(path):
            fault = UnreadableError(f"in the name of this file, {unfit.message}", "rename it")
            problems.append(fault.problem(source.shown(path)))
        elif path.endswith(".yaml"):
            paths.append(path)
        else:
            problems.append(misnamed.problem(source.shown(path)))
    paths.sort(key=lambda path: (path != BANK_FILE, path.split("/")))
    return paths, problems


def is_hidden(path: str) -> bool:
    """Tell whether a file, or a folder above it, belongs to an editor, an archiver or version control."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(path).parts)


def too_large(most_bytes: int, remedy: str) -> UnreadableError:
    """Return the refusal of a file with more than `most_bytes`."""
    return UnreadableError(f"this file is larger than {most_bytes // 1_000_000} MB", remedy)
