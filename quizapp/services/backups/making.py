"""From an installation to a backup, while it is in use."""

import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from quizapp.config import DATABASE_FILE
from quizapp.services.backups import archive, connections, sqlite_file
from quizapp.services.backups.archive import NAMES, BackupError, Manifest
from quizapp.services.backups.sqlite_file import DamagedError

ON_A_SERVER = (
    "This database is on a server: back it up with pg_dump, and keep `secret_key` and `settings.toml` beside "
    "that. docs/running.md shows how."
)


def make_backup(
    file: Path, instance: Path, version: str, now: datetime, *, overwrites: bool = False
) -> Manifest:
    """Write the database, the secret key and the settings of an installation into one file.

    Only its owner can read it. It gets its name once it has been unpacked again and found sound.
    Raises `BackupError`.
    """
    source = connections.database_file()
    if source is None:
        raise BackupError(ON_A_SERVER)
    try:
        _refuse_overwriting(file, overwrites=overwrites)
        with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as drafts:
            draft = _draft(Path(drafts), source, instance, version, now)
            with TemporaryDirectory(dir=drafts) as again:
                manifest = archive.unpack(draft, Path(again))
            _refuse_overwriting(file, overwrites=overwrites)
            draft.replace(file)
    except DamagedError as error:
        raise BackupError(f"The database is damaged, and was not backed up: {error}.") from error
    except sqlite3.Error as error:
        raise BackupError(f"No backup was made: {error}.") from error
    except OSError as error:
        raise BackupError(f"No backup was made: {file} can't be written ({error.strerror}).") from error
    return manifest


def _draft(folder: Path, source: Path, instance: Path, version: str, now: datetime) -> Path:
    copy = folder / DATABASE_FILE
    sqlite_file.copy(source, copy)
    names = [name for name in NAMES if name == DATABASE_FILE or (instance / name).is_file()]
    for name in names:
        if name != DATABASE_FILE:
            shutil.copyfile(instance / name, folder / name)
    draft = folder / "backup"
    archive.pack(folder, names, draft, version, now)
    # So that a backup never needs more than twice the room of the database.
    copy.unlink()
    draft.chmod(0o600)
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    return draft


def _refuse_overwriting(file: Path, *, overwrites: bool) -> None:
    if file.exists() and not overwrites:
        raise BackupError(f"{file} exists already: name another file, or overwrite it with --force.")
