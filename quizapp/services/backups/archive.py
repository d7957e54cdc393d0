"""A backup as one file: a zip of the database, the secret key and the settings, and a list of them."""

import hashlib
import json
import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from quizapp.config import DATABASE_FILE, SECRET_KEY_FILE, SETTINGS_FILE
from quizapp.services.backups import sqlite_file
from quizapp.services.backups.sqlite_file import DamagedError
from quizapp.services.errors import ServiceError

FORMAT = 1
MANIFEST = "manifest.json"
#: The most bytes of each file but the database, which the disk bounds.
LARGEST = {MANIFEST: 64 * 1024, SECRET_KEY_FILE: 4 * 1024, SETTINGS_FILE: 1024 * 1024}
#: How much is read at once, in bytes.
AT_ONCE = 1024 * 1024
NOT_OURS = "{file} is not a backup of quizapp, or it is damaged ({reason}). Nothing was changed."
#: What Python raises for a zip that isn't one.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)

Name = Literal["quizapp.sqlite", "secret_key", "settings.toml"]
NAMES: tuple[Name, ...] = get_args(Name)


class BackupError(ServiceError):
    """A backup can't be made or put back; nothing was changed."""


class Entry(BaseModel):
    """A file in a backup."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1]
    #: The version of quizapp that made it, and the revision of its tables.
    version: str
    revision: str
    made_at: datetime
    files: dict[Name, Entry]
    #: How many rows each table has.
    rows: dict[str, int]


def pack(folder: Path, names: Sequence[Name], target: Path, version: str, now: datetime) -> Manifest:
    """Pack these files of a folder. Raises `DamagedError` for the database, and OSError."""
    contents = sqlite_file.look_over(folder / DATABASE_FILE)
    manifest = Manifest(
        format=FORMAT,
        version=version,
        revision=contents.revision,
        made_at=now,
        files={name: _entry(folder / name) for name in names},
        rows=contents.rows,
    )
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
        for name in names:
            archive.write(folder / name, name)
    return manifest


def unpack(file: Path, folder: Path) -> Manifest:
    """Unpack a backup into a folder, and check it against its manifest.

    Raises `BackupError` for one that isn't whole and sound, or has a later format.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = _entries(archive)
            manifest = _manifest(file, archive)
            if set(manifest.files) != set(entries) - {MANIFEST} or DATABASE_FILE not in manifest.files:
                raise ValueError("its files aren't those it lists")
            _refuse_size(file, manifest, folder)
            for name, entry in manifest.files.items():
                with archive.open(name) as source:
                    _write(source, folder / name, entry)
        contents = sqlite_file.look_over(folder / DATABASE_FILE)
    except UNREADABLE as error:
        raise BackupError(NOT_OURS.format(file=file, reason=str(error).partition("\n")[0])) from error
    except DamagedError as error:
        raise BackupError(f"The database in {file} is damaged ({error}). Nothing was changed.") from error
    if (contents.revision, contents.rows) != (manifest.revision, manifest.rows):
        raise BackupError(NOT_OURS.format(file=file, reason="its rows aren't those it lists"))
    return manifest


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return what is in a zip by its name. Raises ValueError for anything but plain files of known names."""
    entries = {info.filename: info for info in archive.infolist()}
    if len(entries) != len(archive.infolist()) or not {MANIFEST} <= set(entries) <= {MANIFEST, *NAMES}:
        raise ValueError("it holds other files")
    if not {info.compress_type for info in entries.values()} <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        # Each other way fails with errors of its own.
        raise ValueError("it is packed in another way")
    kinds = {stat.S_IFMT(info.external_attr >> 16) for info in entries.values()}
    if not kinds <= {0, stat.S_IFREG}:
        raise ValueError("it holds something other than files")
    return entries


def _manifest(file: Path, archive: zipfile.ZipFile) -> Manifest:
    with archive.open(MANIFEST) as source:
        text = source.read(LARGEST[MANIFEST] + 1)
    data = json.loads(text)
    if len(text) > LARGEST[MANIFEST] or not isinstance(data, dict):
        raise ValueError("its list of files isn't one")
    if isinstance(data.get("format"), int) and data["format"] > FORMAT:
        raise BackupError(
            f"{file} was made by a later version of quizapp, which this one can't read. Nothing was changed: "
            "update quizapp first."
        )
    try:
        return Manifest.model_validate(data)
    except ValidationError as error:
        raise ValueError("its list of files isn't one") from error


def _refuse_size(file: Path, manifest: Manifest, folder: Path) -> None:
    for name, entry in manifest.files.items():
        if entry.size > LARGEST.get(name, entry.size):
            raise ValueError(f"{name} is too large")
    needed, free = sum(entry.size for entry in manifest.files.values()), shutil.disk_usage(folder).free
    if needed > free:
        raise BackupError(
            f"{file} holds {needed:,} bytes, and {folder} has room for {free:,}. Nothing was changed."
        )


def _write(source: IO[bytes], target: Path, entry: Entry) -> None:
    """Write a file that only its owner can read. Raises ValueError where it isn't the one in the manifest."""
    digest, size = hashlib.sha256(), 0
    number = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        while part := source.read(AT_ONCE):
            size += len(part)
            if size > entry.size:
                break
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    if (size, digest.hexdigest()) != (entry.size, entry.sha256):
        raise ValueError(f"{target.name} isn't what was packed")


def _entry(path: Path) -> Entry:
    with path.open("rb") as file:
        return Entry(size=path.stat().st_size, sha256=hashlib.file_digest(file, "sha256").hexdigest())
