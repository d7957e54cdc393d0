"""Disks on which nothing more can be written, brought about for a process and its files."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: Root may write what it likes, unless it has given that up.
AS_ANYBODY = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
#: No file may grow: what a full disk is to whoever writes.
ON_A_FULL_DISK = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh"]
UNWRITABLE = ("full disk", "read-only file", "read-only folder")


@contextmanager
def unwritable(name: str, folder: Path) -> Iterator[Sequence[str]]:
    """Let nothing be written in a folder, and give the command within which others have it so."""
    if name == "full disk":
        yield ON_A_FULL_DISK
        return
    files = [path for path in folder.iterdir() if path.is_file()]
    changed = [*files, folder] if name == "read-only folder" else files
    before = {path: path.stat().st_mode for path in changed}
    for path, mode in before.items():
        path.chmod(mode & ~0o222)
    try:
        yield AS_ANYBODY
    finally:
        for path, mode in before.items():
            path.chmod(mode)
