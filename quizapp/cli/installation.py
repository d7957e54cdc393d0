"""Whether an installation is in use: a lock on its folder, which ends with the process however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

IN_USE = "This installation is in use. Nothing was changed: stop `quizapp serve` and `quizapp work` first."
BEING_RESTORED = "A backup is being put back here: try again later."


@contextmanager
def shared_lock(folder: Path) -> Iterator[None]:
    """Use an installation beside others, without a lock where the file system has none.

    Raises `click.ClickException` while somebody has it alone.
    """
    with _lock(folder, fcntl.LOCK_SH, BEING_RESTORED):
        yield


@contextmanager
def exclusive_lock(folder: Path) -> Iterator[None]:
    """Have an installation alone.

    Raises `click.ClickException` while anybody uses it, and where the file system has no locks.
    """
    with _lock(folder, fcntl.LOCK_EX, IN_USE) as is_locked:
        if not is_locked:
            raise click.ClickException(f"{folder} takes no locks, so nobody can tell whether it is in use.")
        yield


@contextmanager
def _lock(folder: Path, kind: int, refusal: str) -> Iterator[bool]:
    """Lock a folder, and give whether that could be done. Raises `click.ClickException` with the refusal."""
    folder.mkdir(parents=True, exist_ok=True)
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _flock(number, kind, refusal)
    finally:
        os.close(number)


def _flock(number: int, kind: int, refusal: str) -> bool:
    try:
        fcntl.flock(number, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise click.ClickException(refusal) from error
    except OSError:
        return False
    return True
