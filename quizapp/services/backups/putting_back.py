"""From an unpacked backup to an installation that nobody uses."""

import errno
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

#: What SQLite keeps beside its file: of no use to another one, and harmful.
BESIDE = ("-wal", "-shm", "-journal")


def put_back(
    new: Sequence[tuple[Path, Path]], gone: Sequence[Path], database: Path, now: datetime
) -> list[Path]:
    """Put each new file in its place, and take away those that are `gone`; return where old ones are kept.

    What SQLite keeps beside the old `database` is kept with it. Raises OSError where it can't be done: then
    everything is as it was.
    """
    name = f"before-restore-{now:%Y-%m-%d-%H%M%S}"
    without = [*gone, *(database.with_name(database.name + ending) for ending in BESIDE)]
    kept: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for old in [*(old for _, old in new), *without]:
            if old.exists():
                _keep(old, old.parent / name / old.name)
                kept.append((old, old.parent / name / old.name))
        for old in without:
            old.unlink(missing_ok=True)
        for fresh, old in new:
            _replace(fresh, old)
            placed.append(old)
    except OSError:
        for old in placed:
            old.unlink(missing_ok=True)
        for old, copy in kept:
            with suppress(OSError):
                copy.replace(old)
        raise
    return sorted({copy.parent for _, copy in kept})


def _keep(old: Path, copy: Path) -> None:
    """Give a file another name too, or copy it where that can't be done."""
    copy.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        os.link(old, copy)
    except OSError:
        shutil.copy2(old, copy)


def _replace(fresh: Path, old: Path) -> None:
    old.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        fresh.replace(old)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = old.with_name(f".{old.name}.restored")
        shutil.copyfile(fresh, near)
        near.chmod(0o600)
        near.replace(old)
