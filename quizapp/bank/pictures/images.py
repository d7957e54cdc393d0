"""The pictures of a bank: files of its source, named in its Markdown as `![what it shows](map.png)`.

Each is looked at once, when its name is first met, and left where it is until it is stored.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from quizapp.bank.keys import near
from quizapp.bank.markup.markdown import image_syntax, plain
from quizapp.bank.pictures.image_file import MOST_BYTES, ImageError, examine
from quizapp.bank.problem import short
from quizapp.bank.sources.source import Listing, Source, UnreadableError
from quizapp.question_types import images as stored

#: The most pictures that a bank may have, and what they may come to, in bytes.
MOST_IMAGES: Final = 2_000
MOST_BYTES_OF_ALL: Final = 200_000_000
#: Each is decoded when the bank is read, at some hundred million pixels a second.
MOST_PIXELS_OF_ALL: Final = 1_000_000_000
#: The most characters that may say what a picture shows.
LONGEST_ALT: Final = 500
#: What looks like a picture. Whether it is one (and no code) is for the parser to say. Nothing matches in two
#: ways, so the time is linear.
_WRITTEN: Final = re.compile(
    r"!\[(?P<alt>(?:\\.|[^\[\]\\])*)\]\((?P<name>\s*<[^<>]*>|[^()]*(?:\([^()]*\)[^()]*)*)\)", re.DOTALL
)
_ENDINGS: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
_WEB: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
#: What stands for each picture of a text, until it is known whether it is one.
_NONE_YET: Final = "image/png", 1, 1


class ChangedError(Exception):
    """A picture isn't any more what it was when its bank was read."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a bank: its path from the bank's folder, what it is, its size in pixels."""

    name: str
    sha256: str
    media_type: str
    width: int
    height: int
    path: str
    source: Source

    @property
    def address(self) -> str:
        """Return the path at which it is served."""
        return stored.address(self.sha256, self.media_type)

    def content(self) -> bytes:
        """Return its bytes. Raises `ChangedError` where they aren't those that were looked at."""
        try:
            data = self.source.read(self.path, MOST_BYTES)
        except UnreadableError as error:
            raise ChangedError(f"{self.name} can't be read any more: {error.message}.") from error
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise ChangedError(f"{self.name} was changed while the bank was read: try again.")
        return data


class ImageFault(NamedTuple):
    """What is wrong with a picture in a text, and what to do."""

    message: str
    remedy: str


@dataclass
class Images:
    """The pictures of the bank in `source`, as far as their names were met."""

    source: Source
    listing: Listing
    _found: dict[str, Image | ImageFault] = field(default_factory=dict)
    _bytes: int = 0
    _pixels: int = 0

    def used(self) -> tuple[Image, ...]:
        """Return the pictures that were met, each content once."""
        found = (image for image in self._found.values() if isinstance(image, Image))
        return tuple({image.sha256: image for image in found}.values())

    def faults(self, text: str) -> Iterator[ImageFault]:
        """Yield what is wrong with the pictures in a text of Markdown."""
        yield from self._read(text)[1]

    def resolve(self, node: Any) -> Any:
        """Return plain JSON with its pictures as they are stored; those with a fault stay as they are."""
        return _with_texts(node, lambda text: self._read(text)[0])

    def _read(self, text: str) -> tuple[str, list[ImageFault]]:
        candidates = list(_WRITTEN.finditer(text))
        alts = [plain(match["alt"]) for match in candidates]
        marks = [stored.write(alt, f"{place:064x}", *_NONE_YET) for place, alt in enumerate(alts)]
        syntax = image_syntax(_replaced(text, candidates, marks))
        faults = []
        if syntax.others:
            message = "this isn't how a picture is written"
            faults.append(ImageFault(message, "write `![what it shows](map.png)`, and no more than that"))
        pictures = {int(sha256, 16) for sha256 in syntax.sha256s}
        pieces = []
        for place, (match, alt) in enumerate(zip(candidates, alts, strict=True)):
            found = self._image(match["name"], alt) if place in pictures else match[0]
            if isinstance(found, ImageFault):
                faults.append(found)
            if isinstance(found, Image):
                found = stored.write(alt, found.sha256, found.media_type, found.width, found.height)
            pieces.append(found if isinstance(found, str) else match[0])
        return _replaced(text, candidates, pieces), faults

    def _image(self, written: str, alt: str) -> Image | ImageFault:
        name = normalize("NFC", " ".join(written.strip().removeprefix("<").removesuffix(">").split()))
        if not alt:
            message = f"the picture `{short(name)}` has no words for those who don't see it"
            return ImageFault(message, "write what it shows: `![a map of …](…)`")
        if len(alt) > LONGEST_ALT:
            message = f"what a picture shows is said in {len(alt)} characters, and {LONGEST_ALT} are the most"
            return ImageFault(message, "say it shorter, and the rest beside the picture")
        if name not in self._names and unquote(name) in self._names:
            name = unquote(name)
        if name not in self._found:
            self._found[name] = self._look(name)
        return self._found[name]

    @cached_property
    def _names(self) -> dict[str, str]:
        """The paths of files that may be pictures, by the names that texts have for them."""
        return {normalize("NFC", path): path for path in self.listing.paths if _suffix(path) in _ENDINGS}

    def _look(self, name: str) -> Image | ImageFault:
        """Look at a picture whose name is met for the first time."""
        path = self._names.get(name)
        if fault := _misnamed(name):
            return fault
        if path is None:
            message = f"there is no picture `{short(name)}` in the bank's folder"
            return ImageFault(message, self._proposal(name))
        if len(self._found) >= MOST_IMAGES:
            return ImageFault(f"{MOST_IMAGES:,} pictures are the most that a bank may have", "use fewer")
        return self._examine(name, path)

    def _examine(self, name: str, path: str) -> Image | ImageFault:
        shown = f"`{short(name)}`"
        try:
            data = self.source.read(path, MOST_BYTES, remedy="make the picture smaller")
            shape = examine(data)
        except UnreadableError as error:
            return ImageFault(f"{shown}: {error.message}", error.remedy)
        except ImageError as error:
            return ImageFault(f"{shown} {error.message}", error.remedy)
        if _ENDINGS[_suffix(path)] != shape.media_type:
            suffix = stored.SUFFIXES[shape.media_type]
            remedy = f"rename it to `{PurePosixPath(name).with_suffix('.' + suffix)}`"
            return ImageFault(f"{shown} is a {suffix.upper()} picture by another name", remedy)
        self._bytes += len(data)
        self._pixels += shape.width * shape.height
        if self._bytes > MOST_BYTES_OF_ALL or self._pixels > MOST_PIXELS_OF_ALL:
            most = (
                f"{MOST_BYTES_OF_ALL // 1_000_000} MB or {MOST_PIXELS_OF_ALL // 1_000_000:,} million pixels"
            )
            return ImageFault(
                f"with {shown} the bank's pictures come to more than {most}", "make them smaller"
            )
        sha256 = hashlib.sha256(data).hexdigest()
        return Image(name, sha256, shape.media_type, shape.width, shape.height, path, self.source)

    def _proposal(self, name: str) -> str:
        by_lower = {known.lower(): known for known in self._names}
        base = name.rpartition("/")[2].lower()
        elsewhere = (known for lower, known in by_lower.items() if lower.rpartition("/")[2] == base)
        guess = next(elsewhere, None) or by_lower.get(near(name, by_lower) or "")
        return f"did you mean `{guess}`?" if guess else "put the file there, or correct its name"


def as_written(node: Any, images: Sequence[Image]) -> Any:
    """Return plain JSON with its stored pictures as authors write them; `images` are those of its bank."""
    names = {image.sha256: image.name for image in images}
    return _with_texts(node, lambda text: stored.with_names(text, names))


def _with_texts(node: Any, change: Callable[[str], str]) -> Any:
    """Return plain JSON with its texts changed, as far as pictures may stand in them."""
    if isinstance(node, str):
        return change(node) if "![" in node else node
    if isinstance(node, dict):
        return {key: _with_texts(value, change) for key, value in node.items()}
    return [_with_texts(item, change) for item in node] if isinstance(node, list) else node


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _misnamed(name: str) -> ImageFault | None:
    """Return what is wrong with the name of a picture, wherever it is looked for."""
    shown = f"`{short(name)}`"
    if _WEB.match(name):
        return ImageFault(f"{shown} lies elsewhere", "put the file into the bank's folder, and name it")
    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
        remedy = "write its path from the bank's folder, such as `maps/map.png`"
        return ImageFault(f"{shown} leads out of the bank's folder", remedy)
    suffix = _suffix(name)
    if suffix == ".svg":
        return ImageFault(f"{shown} is an SVG drawing, which may hold a program", "export it as PNG")
    if suffix not in _ENDINGS:
        return ImageFault(f"{shown} is no PNG, JPEG or WebP picture by its name", "save it as one of them")
    return None


def _replaced(text: str, matches: list[re.Match[str]], pieces: list[str]) -> str:
    parts, end = [], 0
    for match, piece in zip(matches, pieces, strict=True):
        parts += [text[end : match.start()], piece]
        end = match.end()
    return "".join([*parts, text[end:]])
