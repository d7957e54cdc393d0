"""Finding and reading a bank's files, without ever leaving its folder, blocking, or reading without end."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from quizapp.bank.problem import Problem

#: The largest file that is read, in bytes.
MOST_BYTES = 5_000_000
#: The file that makes a folder a bank.
BANK_FILE = "bank.yaml"


class UnreadableError(Exception):
    """A file that can't be read: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def problem(self, file: str) -> Problem:
        """Return it as a fault at the beginning of `file`."""
        return Problem(file, 1, 1, self.message, self.remedy)


def banks_in(path: Path) -> list[Path]:
    """Return the folders of the banks that `path` means: itself if it is a bank's, or those in it.

    A folder with YAML files and without `bank.yaml` counts: it is meant to be a bank, and is a faulty one.
    """
    if (path / BANK_FILE).exists():
        return [path]
    folders = [child for child in sorted(path.iterdir()) if child.is_dir() and not child.name.startswith(".")]
    return [folder for folder in folders if next(folder.rglob("*.yaml"), None) is not None]


def bank_of(file: Path) -> Path | None:
    """Return the folder of the bank in which a file lies, None if it lies in none."""
    return next((parent for parent in file.absolute().parents if (parent / BANK_FILE).exists()), None)


def find(folder: Path) -> tuple[list[Path], list[Problem]]:
    """Return a bank's YAML files, `bank.yaml` first and the others by path, and what can't be looked into.

    Names that begin with a dot are left alone: they belong to editors and to version control.
    """
    problems: list[Problem] = []

    def unreadable(error: OSError) -> None:
        problems.append(_refusal(error).problem(Path(error.filename).as_posix()))

    paths: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(parent)
        problems += _misleading_folders(here, folders)
        for name in files:
            if name.startswith("."):
                continue
            if name.endswith(".yaml"):
                paths.append(here / name)
            elif name.lower().endswith((".yml", ".yaml")):
                unread = UnreadableError("only files whose names end in .yaml are read", "rename it")
                problems.append(unread.problem((here / name).as_posix()))
    first = folder / BANK_FILE
    paths.sort(key=lambda path: (path != first, path.relative_to(folder).parts))
    return paths, problems


def _misleading_folders(parent: Path, names: list[str]) -> Iterator[Problem]:
    for name in names:
        file = (parent / name).as_posix()
        if name.endswith(".yaml"):
            yield UnreadableError("this is a folder with the name of a file", "rename it").problem(file)
        elif (parent / name).is_symlink():
            remedy = "move the files here, or remove the link"
            yield UnreadableError(
                "this is a link to a folder, and such links aren't followed", remedy
            ).problem(file)


def read(
    path: Path, folder: Path, most_bytes: int = MOST_BYTES, remedy: str = "split it into several files"
) -> bytes:
    """Return what is in a file below `folder`. Raises `UnreadableError`; if it is too large, with `remedy`.

    Looks before it opens: a FIFO would block, and a device might do anything.
    """
    if not inside(path, folder):
        raise UnreadableError(
            "this is a link that leads out of the folder", "put the file itself into the folder"
        )
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            what = "a folder" if stat.S_ISDIR(kind) else "no ordinary file"
            raise UnreadableError(f"this is {what} with the name of a file", "rename or remove it")
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise _refusal(error) from error
    if len(data) > most_bytes:
        raise UnreadableError(f"this file is larger than {most_bytes // 1_000_000} MB", remedy)
    return data


def inside(path: Path, folder: Path) -> bool:
    """Say whether a path, with all its links followed, lies below a folder."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _refusal(error: OSError) -> UnreadableError:
    if isinstance(error, FileNotFoundError):
        return UnreadableError("there is no such file, or only a link to one", "put the file here")
    if isinstance(error, PermissionError):
        return UnreadableError("this may not be read", "change its permissions")
    return UnreadableError(
        f"this can't be read: {(error.strerror or 'unknown reason').lower()}", "look at the file"
    )
