"""Pictures in Markdown as it is stored: `![what it shows](/images/<SHA-256>.png#640x480)`.

Authors name a file; when a bank is read, its content takes the name's place. So another picture is another
wording, an old wording keeps the picture it had, and who draws a page need look nothing up.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

#: How a file's name ends, by what it holds.
SUFFIXES: Final = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_STORED: Final = re.compile(
    r"!\[(?P<alt>(?:\\.|[^\[\]\\])*)\]"
    r"\((?P<path>/images/(?P<sha256>[0-9a-f]{64})\.(?:png|jpg|webp))#(?P<width>\d{1,5})x(?P<height>\d{1,5})\)",
    re.DOTALL,
)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
#: What would end a picture's words, or a table's cell, or begin something else.
_SPECIAL: Final = re.compile(r"([\\\[\]|`])")


class StoredImage(NamedTuple):
    """A picture in stored Markdown: what it shows, where it is, how many pixels it has, where it ends."""

    alt: str
    path: str
    sha256: str
    width: int
    height: int
    end: int


def address(sha256: str, media_type: str) -> str:
    """Return the path at which a picture with this content is served."""
    return f"/images/{sha256}.{SUFFIXES[media_type]}"


def write(alt: str, sha256: str, media_type: str, width: int, height: int) -> str:
    """Return a picture as stored Markdown; `alt` is plain text in one line."""
    words = _SPECIAL.sub(r"\\\1", alt)
    return f"![{words}]({address(sha256, media_type)}#{width}x{height})"


def read_at(text: str, position: int, end: int) -> StoredImage | None:
    """Return the picture that stands at a position of stored Markdown, if one does."""
    match = _STORED.match(text, position, end)
    if match is None:
        return None
    size = int(match["width"]), int(match["height"])
    return StoredImage(_words(match), match["path"], match["sha256"], *size, match.end())


def in_words(text: str) -> str:
    """Return stored Markdown with what each picture shows in the place of the picture."""
    return _STORED.sub(_words, text) if "![" in text else text


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return stored Markdown as its author writes it; `names` are those of files, by their SHA-256."""

    def written(match: re.Match[str]) -> str:
        name = names.get(match["sha256"])
        return match[0] if name is None else f"![{match['alt']}](<{name}>)"

    return _STORED.sub(written, text)


def _words(match: re.Match[str]) -> str:
    return _ESCAPED.sub(r"\1", match["alt"])
