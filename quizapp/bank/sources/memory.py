"""A bank whose files are in memory: what an editor holds, or what a test writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.bank.sources.source import (
    MOST_BYTES,
    SPLIT,
    Listing,
    UnreadableError,
    is_hidden,
    too_large,
)


@dataclass(frozen=True, slots=True)
class MemorySource:
    """Files by their paths."""

    files: Mapping[str, bytes]
    folder_name: str | None = None

    def shown(self, path: str = "") -> str:
        """Return the path itself."""
        return path or "the bank"

    def list_files(self) -> Listing:
        """Return all files but hidden ones."""
        return Listing([path for path in self.files if not is_hidden(path)])

    def read(self, path: str, most_bytes: int = MOST_BYTES, remedy: str = SPLIT) -> bytes:
        """Return what is in a file. Raises `UnreadableError`."""
        data = self.files.get(path)
        if data is None:
            raise UnreadableError("there is no such file", "put the file here")
        if len(data) > most_bytes:
            raise too_large(most_bytes, remedy)
        return data
