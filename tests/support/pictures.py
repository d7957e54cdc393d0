"""Pictures for tests: PNGs made byte by byte, so that any can be wrong, and some of each other kind."""

import base64
import zlib
from collections.abc import Iterable
from struct import pack

#: 16 × 12 pixels each, as an image library saved them: progressive, lossy, lossless, two frames.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////"
    "m8H////6/+b9//j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4"
    "+Pj/wgARCAAMABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAED/8QAFAEBAAAAAAAAAAAAAAAAAAAAAf/aAAwDAQACEAMQ"
    "AAAByQn/xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAEFAh//xAAVEQEBAAAAAAAAAAAAAAAAAAAAQf/aAAgBAwEBPwGP/8QAFBEB"
    "AAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPwF//8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQAGPwIf/8QAFxABAQEBAAAAAAAAAAAA"
    "AAAAAREAEP/aAAgBAQABPyELknf/2gAMAwEAAgADAAAAEAP/xAAXEQADAQAAAAAAAAAAAAAAAAAAESEB/9oACAEDAQE/EHkKn//EABYR"
    "AQEBAAAAAAAAAAAAAAAAABEAAf/aAAgBAgEBPxA1W//EABcQAQEBAQAAAAAAAAAAAAAAAAERADH/2gAIAQEAAT8QKriiYU4zKvW7/9k="
)
WEBP = base64.b64decode(
    "UklGRkIAAABXRUJQVlA4IDYAAADQAQCdASoQAAwABUB8JbACdADwy5v1AAD+y/YPXT7i2Xz2gCv2hHRH1IeZjzsX47VtIzW4AAA="
)
LOSSLESS_WEBP = base64.b64decode(
    "UklGRjIAAABXRUJQVlA4TCUAAAAvD8ACAA9wKvurzd6jaP5DCwoZSWIQzt/yDNoXhoj+T4BW8KMVAA=="
)
MOVING_WEBP = base64.b64decode(
    "UklGRnQBAABXRUJQVlA4WAoAAAACAAAADwAACwAAQU5JTQYAAAAAAAAAAABBTk1GmAAAAAAAAAAAAA8AAAsAAAAAAAJWUDgggAAAAFABAJ0B"
    "KhAADAABQCYlsAAEdAAA/vSRf79/9kh/8fv//skP1V//rUf21y/f6cmyV9/jDIVpfmdOSsK+NxhgdA39ANX+ZR/8vsAz/msH/SUf/DY4dvVB"
    "a8efrtWSI3/nC+f8Sj/4bHCP/IO+P8yj/5fYNPcQQLXbmHVCvhOIgAAAQU5NRqgAAAAAAAAAAAAPAAALAAAAAAAAVlA4IJAAAADUAQCdASoQ"
    "AAwAAAAmJbAAA18ULJCIAAD+/i5uxP750ZIDyS9aHaB85/VV/ZvxAP+RQRd1h6gDK2F38StgpewN75xF3e8/L9X91/6x78/v4PPa/dhEDluF"
    "b9n/58b+rRH9z9+d2HB+hj9x/0+/PfJw3vn/zP/T/6/8oTC/Oez/x92nunEka8dj/j/rNc5wAAA="
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
GIF = b"GIF89a\x01\x00\x01\x00\x00\xff\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;"


def png(
    width: int = 16,
    height: int = 12,
    colour: tuple[int, int, int] = (29, 74, 99),
    *,
    lines: int | None = None,
    extra: Iterable[tuple[bytes, bytes]] = (),
) -> bytes:
    """Return a PNG of one colour; with `lines`, of as many lines of pixels, whatever it says."""
    pixels = (b"\0" + bytes(colour) * width) * (height if lines is None else lines)
    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), *extra, (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in chunks)


def chunk(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))
