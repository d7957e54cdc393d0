"""A bank in a ZIP file, perhaps made by a stranger: nothing in it is trusted, nothing is unpacked to disk.

Sizes are bounded by what the archive's directory says before anything is unpacked, and Python's reader never
gives more bytes of an entry than that.
"""

import stat
import zlib
from collections.abc import Mapping
from typing import IO, Final
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from quizapp.bank.problem import Problem, short
from quizapp.bank.sources.source import (
    BANK_FILE,
    MOST_BYTES,
    SPLIT,
    Listing,
    UnreadableError,
    is_hidden,
    too_large,
)

#: The most entries of an archive that are looked at.
MOST_ENTRIES: Final = 10_000
#: The most that all files together may come to, unpacked, in bytes: pictures and some YAML.
MOST_BYTES_OF_ALL: Final = 300_000_000
#: Other methods need much memory or other programs.
_METHODS: Final = frozenset({ZIP_STORED, ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1
#: What Python's reader raises over broken archives.
_BROKEN: Final = (
    BadZipFile,
    LargeZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
)


class ArchiveSource:
    """The files of a ZIP file, whether its own folder was packed with them or not.

    `name` is how faults call the archive. Raises `UnreadableError` for one that is broken or too large.
    """

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.name = name
        try:
            self._archive = ZipFile(file)
        except _BROKEN as error:
            raise UnreadableError(
                "this is not a complete ZIP file", "pack the bank's folder as a ZIP file again"
            ) from error
        entries = [one for one in self._archive.infolist() if not one.is_dir()]
        if len(entries) > MOST_ENTRIES:
            raise UnreadableError(
                f"this holds more than {MOST_ENTRIES:,} files", "pack the bank's folder alone"
            )
        if sum(entry.file_size for entry in entries) > MOST_BYTES_OF_ALL:
            raise too_large(
                MOST_BYTES_OF_ALL, "make its pictures smaller, or leave out what isn't the bank's"
            )
        self._problems: list[Problem] = []
        by_path = self._by_path(entries)
        self.folder_name = _only_folder(by_path)
        inside = f"{self.folder_name}/" if self.folder_name else ""
        self._entries = {path.removeprefix(inside): entry for path, entry in by_path.items()}

    def shown(self, path: str = "") -> str:
        """Return a path below the archive's name."""
        return f"{self.name}/{path}" if path else self.name

    def list_files(self) -> Listing:
        """Return all files but hidden ones."""
        return Listing(list(self._entries), self._problems)

    def read(self, path: str, most_bytes: int = MOST_BYTES, remedy: str = SPLIT) -> bytes:
        """Return what is in a file. Raises `UnreadableError`."""
        entry = self._entries.get(path)
        if entry is None:
            raise UnreadableError("there is no such file", "put the file here")
        if entry.file_size > most_bytes:
            raise too_large(most_bytes, remedy)
        if fault := _unreadable(entry):
            raise fault
        try:
            return self._archive.read(entry)
        except _BROKEN as error:
            raise UnreadableError("this is broken in the ZIP file", "pack it again") from error

    def _by_path(self, entries: list[ZipInfo]) -> Mapping[str, ZipInfo]:
        """Return the entries by their paths, but hidden ones; add a problem for each path that leads out."""
        found: dict[str, ZipInfo] = {}
        for entry in entries:
            path = normalize("NFC", entry.filename)
            parts = path.split("/")
            if (
                not path.isprintable()
                or "\\" in path
                or ":" in path
                or not all(parts)
                or {".", ".."} & set(parts)
            ):
                fault = UnreadableError(
                    f"the ZIP file names a file `{short(path)}`", "pack the bank's folder again"
                )
                self._problems.append(fault.problem(self.name))
            elif path in found:
                fault = UnreadableError("this is twice in the ZIP file", "pack the bank's folder again")
                self._problems.append(fault.problem(self.shown(path)))
            elif not is_hidden(path):
                found[path] = entry
        return found


def _only_folder(paths: Mapping[str, ZipInfo]) -> str | None:
    """Return the one folder in which all files lie; None where there are more, or files beside it."""
    tops = {path.partition("/")[0] for path in paths}
    (top,) = tops if len(tops) == 1 else (None,)
    return top if top is not None and top not in paths and BANK_FILE not in paths else None


def _unreadable(entry: ZipInfo) -> UnreadableError | None:
    """Return why an entry isn't unpacked, if it isn't."""
    if entry.flag_bits & _ENCRYPTED:
        return UnreadableError("this is encrypted", "pack it without a password")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return UnreadableError("this is a link", "pack the file itself")
    if entry.compress_type not in _METHODS:
        return UnreadableError("this is packed by an unusual method", "pack it as an ordinary ZIP file")
    return None
