"""Images by their own bytes: what isn't whole, or is something else beside, is refused."""

import zlib
from io import BytesIO
from struct import pack
from typing import Any
from zlib import compress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo
from support.pictures import GIF, JPEG, LOSSLESS_WEBP, MOVING_WEBP, SVG, WEBP, chunk, png

from quizapp.bank.pictures.image_file import ImageError, Shape, examine

KINDS = {"png": png(), "jpeg": JPEG, "webp": WEBP, "lossless": LOSSLESS_WEBP}
HTML = b"<html><script>alert(1)</script></html>"
SIGNATURE = png()[:8]
#: What ends a PNG, behind its last pixel.
END = chunk(b"IEND", b"")
#: A place as XMP has it.
IN_XML = b'<rdf:Description exif:GPSLatitude="48,12.5N"/>'


def photograph(
    form: str, *, orientation: int = 1, gps: dict[int, object] | None = None, xmp: str = ""
) -> bytes:
    """Return a picture with what a phone says of it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "A phone"
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps or {})
    file = BytesIO()
    more: dict[str, Any] = {"xmp": xmp.encode()}
    if form == "PNG":
        more = {"pnginfo": PngInfo()}
        more["pnginfo"].add_itxt("XML:com.adobe.xmp", xmp)
    Image.new("RGB", (16, 12)).save(file, form, exif=exif, **more)
    return file.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(ImageError) as caught:
        examine(data)
    return caught.value.message


@pytest.mark.parametrize("kind", KINDS)
def test_an_image_says_what_it_is_and_how_large(kind: str) -> None:
    media_type = {"lossless": "image/webp"}.get(kind, f"image/{kind}")
    assert examine(KINDS[kind]) == Shape(media_type, 16, 12)


@pytest.mark.parametrize("kind", KINDS)
def test_an_image_that_ends_too_early_is_broken_wherever_it_ends(kind: str) -> None:
    data = KINDS[kind].removesuffix(END)
    for end in range(len(data)):
        assert refusal(data[:end])


def test_a_photograph_with_a_second_picture_behind_it_is_a_jpeg_and_does_not_move() -> None:
    file = BytesIO()
    brightness = Image.new("L", (8, 6))
    Image.new("RGB", (16, 12), "red").save(file, "MPO", save_all=True, append_images=[brightness])
    assert examine(file.getvalue()) == Shape("image/jpeg", 16, 12)


def test_an_image_may_hold_words_and_is_still_an_image() -> None:
    assert examine(png(extra=[(b"tEXt", b"Comment\0" + HTML)])) == Shape("image/png", 16, 12)


def test_bytes_that_were_changed_are_noticed_in_a_png() -> None:
    data = png()
    for place in range(len(data) - len(END)):
        changed = bytearray(data)
        changed[place] ^= 0x10
        assert refusal(bytes(changed))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (SVG, "an SVG drawing"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?>" + SVG, "an SVG drawing"),
        (HTML, "no PNG, JPEG or WebP picture"),
        (GIF, "no PNG, JPEG or WebP picture"),
        (b"%PDF-1.7", "no PNG, JPEG or WebP picture"),
        (SIGNATURE + HTML, "broken"),
        (b"\xff\xd8\xff" + HTML, "broken"),
        (b"\xff\xd8\xff\xd9", "broken"),
        (b"RIFF\x04\x00\x00\x00WEBP", "broken"),
        (png(extra=[(b"acTL", pack(">II", 2, 0))]), "moves"),
        (MOVING_WEBP, "moves"),
    ],
)
def test_what_is_no_image_to_show_is_refused_by_what_it_is(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_no_more_is_unpacked_than_the_pixels_that_an_image_says_it_has() -> None:
    bomb = png(height=12, lines=200_000)
    assert len(bomb) < 50_000
    assert examine(bomb) == Shape("image/png", 16, 12)


def test_a_photograph_is_as_large_as_it_is_shown() -> None:
    assert examine(photograph("JPEG", orientation=6)) == Shape("image/jpeg", 12, 16)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_tells_where_it_was_taken_is_refused_with_what_to_do(form: str) -> None:
    latitude = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (48.0, 12.0, 30.0)}
    with pytest.raises(ImageError, match="where it was taken") as caught:
        examine(photograph(form, gps=latitude))
    assert "exiftool" in caught.value.remedy
    assert "where it was taken" in refusal(photograph(form, xmp=IN_XML.decode()))


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (
            b"zTXt",
            b"Raw profile type xmp\0\0" + compress(b"\nxmp\n     40\n" + IN_XML.hex("\n", 36).encode()),
        ),
        (b"tEXt", b"Description\0" + IN_XML),
    ],
)
def test_where_a_picture_was_taken_is_found_in_its_words_too(kind: bytes, content: bytes) -> None:
    assert "where it was taken" in refusal(png(extra=[(kind, content)]))


def test_where_a_photograph_was_taken_is_found_in_each_of_its_parts() -> None:
    segment = b"http://ns.adobe.com/xmp/extension/\0" + IN_XML
    data = JPEG[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + JPEG[2:]
    assert "where it was taken" in refusal(data)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_else_a_phone_says_of_a_picture_may_stay(form: str) -> None:
    time_alone = {ExifTags.GPS.GPSVersionID: b"\2\3\0\0", ExifTags.GPS.GPSDateStamp: "2001:06:15"}
    data = photograph(form, gps=time_alone, xmp='<rdf:Description dc:creator="A. Author"/>')
    assert examine(data) == Shape(f"image/{form.lower()}", 16, 12)


def test_too_many_pixels_are_refused_by_the_header_before_anything_is_unpacked() -> None:
    assert "4001 × 12 pixels" in refusal(png(4001))
    assert examine(png(4000)).width == 4000
    header = pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 16, 6, 0, 0, 1)
    body = chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    assert "too large" in refusal(SIGNATURE + chunk(b"IHDR", header) + body + END)
    assert "a broken one" in refusal(png(0))


def test_a_jpeg_or_webp_as_large_as_no_screen_is_refused() -> None:
    frame = JPEG.index(b"\xff\xc2") + 5
    assert "too large" in refusal(JPEG[:frame] + pack(">HH", 50_000, 60_000) + JPEG[frame + 4 :])
    assert "too large" in refusal(WEBP[:26] + b"\xff\x3f\xff\x3f" + WEBP[30:])


def test_a_jpeg_that_draws_over_itself_without_end_is_refused() -> None:
    last = JPEG.rindex(b"\xff\xda")
    assert examine(JPEG[:last] + JPEG[last:-2] * 20 + JPEG[-2:]) == Shape("image/jpeg", 16, 12)
    assert "too often" in refusal(JPEG[:last] + JPEG[last:-2] * 200 + JPEG[-2:])


def test_a_webp_whose_canvas_is_not_its_picture_is_refused() -> None:
    canvas = b"VP8X" + pack("<I", 10) + bytes(4) + (99).to_bytes(3, "little") + (11).to_bytes(3, "little")
    data = b"WEBP" + canvas + WEBP[12:]
    assert "broken" in refusal(b"RIFF" + pack("<I", len(data)) + data)


def test_an_interlaced_png_is_as_large_as_its_passes() -> None:
    # Five by three pixels in grey: what each of the seven passes takes of them, a byte before each line.
    lines = [1, 1, 1, 3, 2, 2, 5]
    packed = zlib.compress(b"".join(bytes(1 + pixels) for pixels in lines))
    header = chunk(b"IHDR", pack(">IIBBBBB", 5, 3, 8, 0, 0, 0, 1))
    assert examine(SIGNATURE + header + chunk(b"IDAT", packed) + END) == Shape("image/png", 5, 3)


@given(
    st.sampled_from([png(), JPEG, WEBP, LOSSLESS_WEBP]),
    st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255))),
)
def test_whatever_the_bytes_an_image_is_refused_or_has_a_size(
    data: bytes, changes: list[tuple[int, int]]
) -> None:
    changed = bytearray(data)
    for place, byte in changes:
        changed[place % len(changed)] = byte
    try:
        shape = examine(bytes(changed))
    except ImageError:
        return
    assert 0 < shape.width <= 4000
    assert 0 < shape.height <= 4000
