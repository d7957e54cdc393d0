"""A bank's folder, read without ever leaving it, blocking, or reading without end."""

import os
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from quizapp.bank.problem import Problem
from quizapp.bank.sources.source import BANK_FILE, MOST_BYTES, SPLIT, Listing, UnreadableError, too_large


class FolderSource:
    """The files below a folder. Links are followed as long as they stay within it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def folder_name(self) -> str:
        """Return the folder's name, by which it is called: a link to it may have another than itself."""
        return os.path.basename(os.path.abspath(self.folder))  # noqa: PTH100, PTH119 -- resolve() would follow links

    @cached_property
    def _real_folder(self) -> str:
        return os.path.realpath(self.folder)

    def shown(self, path: str = "") -> str:
        """Return the path as people would write it: from where they are."""
        return (self.folder / path).as_posix()

    def list_files(self) -> Listing:
        """Return all files but hidden ones, and folders that mislead. Raises `UnreadableError`."""
        if not self.folder.is_dir():
            raise UnreadableError("there is no such folder", "name a bank's folder")
        problems: list[Problem] = []

        def unreadable(error: OSError) -> None:
            problems.append(_refusal(error).problem(Path(error.filename).as_posix()))

        paths: list[str] = []
        for parent, folders, files in os.walk(self.folder, onerror=unreadable):
            folders[:] = [name for name in folders if not name.startswith(".")]
            here = Path(parent)
            problems += _misleading_folders(here, folders)
            below = here.relative_to(self.folder)
            paths += [(below / name).as_posix() for name in files if not name.startswith(".")]
        return Listing(paths, problems)

    def read(self, path: str, most_bytes: int = MOST_BYTES, remedy: str = SPLIT) -> bytes:
        """Return what is in a file. Raises `UnreadableError`; for a file that is too large, with `remedy`.

        Looks before it opens: a FIFO would block, and a device might do anything.
        """
        file = self.folder / path
        if not Path(os.path.realpath(file)).is_relative_to(self._real_folder):
            raise UnreadableError(
                "this is a link that leads out of the folder", "put the file itself into the folder"
            )
        try:
            mode = file.stat().st_mode
            if not stat.S_ISREG(mode):
                what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
                raise UnreadableError(f"this is {what} with the name of a file", "rename or remove it")
            with file.open("rb") as opened:
                data = opened.read(most_bytes + 1)
        except OSError as error:
            raise _refusal(error) from error
        if len(data) > most_bytes:
            raise too_large(most_bytes, remedy)
        return data


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


def _refusal(error: OSError) -> UnreadableError:
    if isinstance(error, FileNotFoundError):
        return UnreadableError("there is no such file, or only a link to one", "put the file here")
    if isinstance(error, PermissionError):
        return UnreadableError("this may not be read", "change its permissions")
    return UnreadableError(
        f"this can't be read: {(error.strerror or 'unknown reason').lower()}", "look at the file"
    )
