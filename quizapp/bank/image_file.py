"""What an image is by its own bytes: PNG, JPEG or WebP, whole, and as large as it says.

A name and a first line prove little: the rest may be a page or a script. So a file is walked from its first
byte to its last, piece by piece; nothing may be missing, nothing left over. A picture that moves is refused:
who reads beside it can't stop it.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import error as struct_error
from struct import unpack_from
from typing import Final

#: The largest image, in bytes, and in pixels along a side.
MOST_BYTES: Final = 1_000_000
MOST_PIXELS: Final = 4_000

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_SAVE: Final = "save it anew with a picture editor"
#: Samples of a pixel by PNG's type of colour, and the bits that a sample may have.
_SAMPLES: Final = {
    0: (1, (1, 2, 4, 8, 16)),
    2: (3, (8, 16)),
    3: (1, (1, 2, 4, 8)),
    4: (2, (8, 16)),
    6: (4, (8, 16)),
}
#: The first column and row of each pass of an interlaced PNG, and the steps between them.
_PASSES: Final = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)),
    *((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
)
#: JPEG's markers of frames that hold its size, and those that stand alone among the data.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_RESTARTS: Final = frozenset(range(0xD0, 0xD8))
_END, _SCAN, _FILL = 0xD9, 0xDA, 0xFF
#: WebP's sign that it is animated.
_MOVES: Final = 0x02


class ImageError(Exception):
    """A file that is no image to show: what it is, to be read after its name, and what to do."""

    def __init__(self, message: str, remedy: str = _SAVE) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Shape:
    """What an image is, and its size in pixels."""

    media_type: str
    width: int
    height: int


def examine(data: bytes) -> Shape:
    """Return what an image is. Raises `ImageError`."""
    try:
        if data.startswith(_PNG):
            shape = Shape("image/png", *_png(data))
        elif data.startswith(_JPEG):
            shape = Shape("image/jpeg", *_jpeg(data))
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            shape = Shape("image/webp", *_webp(data))
        else:
            raise _unknown(data)
    except (struct_error, IndexError) as error:
        raise ImageError("is broken: it ends too early") from error
    _check_size(shape.width, shape.height)
    return shape


def _unknown(data: bytes) -> ImageError:
    if not data:
        return ImageError("is empty")
    beginning = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")):
        return ImageError("is an SVG drawing, which may hold a program", "export it as PNG")
    return ImageError("is no PNG, JPEG or WebP picture", "save it as one of them")


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise ImageError("is broken: it has no pixels")
    if max(width, height) > MOST_PIXELS:
        message = f"is {width} × {height} pixels large, and {MOST_PIXELS} a side are the most"
        raise ImageError(message, "make it smaller")


def _left_over() -> ImageError:
    return ImageError("holds something else behind the picture")


def _png(data: bytes) -> tuple[int, int]:
    """Walk the chunks of a PNG, and count the bytes of its pixels as they unpack."""
    (first, header), *others = _chunks(data)
    if first != b"IHDR" or len(header) != 13:  # noqa: PLR2004 -- as the format has it
        raise ImageError("is broken: it doesn't begin with its size")
    width, height, depth, colour, _, _, interlace = unpack_from(">IIBBBBB", header)
    _check_size(width, height)
    samples, depths = _SAMPLES.get(colour, (0, ()))
    if depth not in depths or interlace not in (0, 1):
        raise ImageError("is broken: it has colours that don't exist")
    if any(kind == b"acTL" for kind, _ in others):
        raise ImageError("moves, and a reader can't stop it", "take one picture of it")
    wanted = _unpacked_size(width, height, depth * samples, passes=_PASSES if interlace else ((0, 0, 1, 1),))
    packed = b"".join(body for kind, body in others if kind == b"IDAT")
    if _count_unpacked(packed, most=wanted) != wanted:
        raise ImageError("is broken: it hasn't as many pixels as it says")
    return width, height


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    chunks = []
    kind, position = b"", len(_PNG)
    while kind != b"IEND":
        length, kind = unpack_from(">I4s", data, position)
        end = position + 8 + length
        body = data[position + 8 : end]
        if unpack_from(">I", data, end)[0] != zlib.crc32(kind + body):
            raise ImageError("is broken: its bytes were changed")
        chunks.append((kind, body))
        position = end + 4
    if position != len(data):
        raise _left_over()
    return chunks


def _unpacked_size(width: int, height: int, bits: int, passes: tuple[tuple[int, int, int, int], ...]) -> int:
    """Return how many bytes the lines of a PNG unpack to: each its pixels, and one before them."""
    size = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            size += rows * (1 + -(-columns * bits // 8))
    return size


def _count_unpacked(packed: bytes, most: int) -> int:
    """Return how many bytes these unpack to; -1 where there are more than `most`, or they don't end."""
    inflater, count = zlib.decompressobj(), 0
    try:
        while not inflater.eof and count <= most:
            piece = inflater.decompress(packed, 1 << 16)
            packed = inflater.unconsumed_tail
            if not piece and not packed:
                return -1
            count += len(piece)
    except zlib.error:
        return -1
    return -1 if inflater.unused_data or count > most else count


def _jpeg(data: bytes) -> tuple[int, int]:
    """Walk the segments of a JPEG, and the data of its scans, to its end."""
    size: tuple[int, int] | None = None
    has_scan = False
    position = _next_marker(data, 2)
    while (marker := data[position + 1]) != _END:
        length = unpack_from(">H", data, position + 2)[0]
        if marker in _FRAMES:
            if size is not None:
                raise ImageError("is broken: it says its size twice")
            height, width = unpack_from(">HH", data, position + 5)
            size = width, height
        position += 2 + length
        if marker == _SCAN:
            has_scan = True
            position = _end_of_scan(data, position)
        position = _next_marker(data, position)
    if size is None or not has_scan:
        raise ImageError("is broken: it holds no picture")
    if position + 2 != len(data):
        raise _left_over()
    return size


def _next_marker(data: bytes, position: int) -> int:
    """Return where the marker is that stands here, behind the bytes that may fill the space before it."""
    if data[position] != _FILL:
        raise ImageError("is broken: a piece of it is missing")
    while data[position + 1] == _FILL:
        position += 1
    return position


def _end_of_scan(data: bytes, position: int) -> int:
    """Return where the next marker stands that ends the data of a scan."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0:
            raise ImageError("is broken: it ends too early")
        following = data[position + 1]
        if following not in _RESTARTS and following not in (0, _FILL):
            return position
        position += 1 if following == _FILL else 2


def _webp(data: bytes) -> tuple[int, int]:
    """Walk the chunks of a WebP; the canvas that it announces must be as large as its picture."""
    if unpack_from("<I", data, 4)[0] + 8 != len(data):
        raise ImageError("is broken: it ends too early, or holds something else behind the picture")
    canvas: tuple[int, int] | None = None
    sizes = []
    for kind, body in _riff(data):
        if kind == b"VP8X":
            if body[0] & _MOVES:
                raise ImageError("moves, and a reader can't stop it", "take one picture of it")
            canvas = int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
        elif kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a" and not body[0] & 1:
            width, height = unpack_from("<HH", body, 6)
            sizes.append((width & 0x3FFF, height & 0x3FFF))
        elif kind == b"VP8L" and body[0] == 0x2F:  # noqa: PLR2004 -- its signature
            bits = unpack_from("<I", body, 1)[0]
            sizes.append(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
    if len(sizes) != 1 or canvas not in (None, sizes[0]):
        raise ImageError("is broken: it isn't as large as it says")
    return sizes[0]


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 12
    while position < len(data):
        kind, length = unpack_from("<4sI", data, position)
        end = position + 8 + length
        if end > len(data):
            raise ImageError("is broken: it ends too early")
        yield kind, data[position + 8 : end]
        position = end + length % 2
