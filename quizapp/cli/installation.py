"""Whether an installation is in use: a lock on its folder, which ends with the process however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

IN_USE = (
    "Something uses this installation. Nothing was changed: stop `quizapp serve` and `quizapp work` first."
)


@contextmanager
def used(folder: Path) -> Iterator[int | None]:
    """Use an installation beside others; give the number of the open lock, None where files have no locks.

    Raises `click.ClickException` while somebody has it alone.
    """
    number = _open(folder)
    try:
        yield (
            number
            if _lock(number, fcntl.LOCK_SH, "A backup is being put back here: try again later.")
            else None
        )
    finally:
        os.close(number)


@contextmanager
def had_alone(folder: Path) -> Iterator[None]:
    """Have an installation alone. Raises `click.ClickException` while anybody uses it."""
    number = _open(folder)
    try:
        if not _lock(number, fcntl.LOCK_EX, IN_USE):
            raise click.ClickException(
                f"It can't be told whether something uses {folder}: it takes no locks."
            )
        yield
    finally:
        os.close(number)


def _open(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


def _lock(number: int, kind: int, refusal: str) -> bool:
    try:
        fcntl.flock(number, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise click.ClickException(refusal) from error
    except OSError:
        return False
    return True
