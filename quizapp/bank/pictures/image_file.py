"""What an image is by its own bytes: PNG, JPEG or WebP, whole, and as large as it says.

A name and a first line prove little, so every picture is decoded once, by Pillow, which knows no other format
here. A picture that moves is refused: who reads beside it can't stop it.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import ExifTags, Image, UnidentifiedImageError

#: The largest image, in bytes, and in pixels along a side.
MOST_BYTES: Final = 1_000_000
MOST_PIXELS: Final = 4_000

#: How often a JPEG may draw over itself. Usual are ten times; each takes as long as all pixels do, and its
#: thirty bytes are few enough for a file to do so for half a minute, here and in every browser.
_MOST_SCANS: Final = 100
#: How each of these begins. Within what is drawn these bytes don't occur.
_SCAN: Final = b"\xff\xda"

_FORMATS: Final = ("PNG", "JPEG", "WEBP")
_SAVE: Final = "save it again with a picture editor"
#: The orientations of a photograph that was taken with the camera on its side.
_ON_ITS_SIDE: Final = frozenset({5, 6, 7, 8})
#: How a latitude is called where metadata is XML, which some programs write in hexadecimal figures.
_XMP_LATITUDE: Final = b"GPSLatitude"
_IN_HEXADECIMAL: Final = _XMP_LATITUDE.hex().encode()


class ImageError(Exception):
    """A file that is no image to show: what it is, to be read after its name, and what to do."""

    def __init__(self, message: str, remedy: str = _SAVE) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Shape:
    """What an image is, and its size in pixels as it is shown."""

    media_type: str
    width: int
    height: int


def examine(data: bytes) -> Shape:
    """Return what an image is. Raises `ImageError`."""
    try:
        with warnings.catch_warnings():
            # Of what Pillow only warns of, a bomb of pixels has too many anyway.
            warnings.simplefilter("ignore")
            return _examine(data)
    except UnidentifiedImageError:
        raise _unknown(data) from None
    except Image.DecompressionBombError as error:
        message = f"is too large: {MOST_PIXELS} pixels a side are the most"
        raise ImageError(message, "make it smaller") from error
    # Pillow's readers of formats raise what they come across in broken files.
    except Exception as error:
        if isinstance(error, ImageError):
            raise
        raise ImageError("is broken: it can't be read to its end") from error


def _examine(data: bytes) -> Shape:
    # Sums over the bytes, as a PNG has them, aren't looked at where it is decoded.
    with Image.open(BytesIO(data), formats=_FORMATS) as image:
        image.verify()
    with Image.open(BytesIO(data), formats=_FORMATS) as image:
        width, height = image.size
        if max(width, height) > MOST_PIXELS:
            message = f"is {width} × {height} pixels large, and {MOST_PIXELS} a side are the most"
            raise ImageError(message, "make it smaller")
        # What many phones save is a JPEG with a second picture behind it, which no browser draws.
        is_photograph = image.format == "MPO"
        if getattr(image, "is_animated", False) and not is_photograph:
            raise ImageError("moves, and a reader can't stop it", "take one picture of it")
        if image.format in {"JPEG", "MPO"} and data.count(_SCAN) > _MOST_SCANS:
            raise ImageError("draws over itself too often")
        image.load()
        if _tells_where(image):
            remedy = 'export it without metadata, or take the place out: `exiftool "-gps*=" FILE`'
            raise ImageError("tells by its metadata where it was taken, and learners would get that", remedy)
        if image.getexif().get(ExifTags.Base.Orientation) in _ON_ITS_SIDE:
            width, height = height, width
        return Shape(Image.MIME["JPEG" if is_photograph else image.format or ""], width, height)


def _tells_where(image: Image.Image) -> bool:
    """Tell whether a picture carries the coordinates of where it was taken; it is served as it is."""
    place = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    if ExifTags.GPS.GPSLatitude in place:
        return True
    segments = (content for _, content in getattr(image, "applist", ()))
    texts = (text.encode() if isinstance(text, str) else text for text in image.info.values())
    return any(
        _XMP_LATITUDE in text or _IN_HEXADECIMAL in b"".join(text.lower().split())
        for text in (*segments, *texts)
        if isinstance(text, bytes)
    )


def _unknown(data: bytes) -> ImageError:
    if not data:
        return ImageError("is empty")
    beginning = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")):
        return ImageError("is an SVG drawing, which may hold a program", "export it as PNG")
    return ImageError("is no PNG, JPEG or WebP picture, or a broken one", "save it as one of them")
