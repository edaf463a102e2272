"""Photographs as a telephone takes them, made anew for each test, and a look at what is written beside their pixels."""

import io
import struct
import warnings
import zlib
from functools import cache
from typing import Any

from PIL import Image, ImageCms

UPRIGHT, HELD_ON_THE_SIDE = 1, 6
WHERE_AN_LIVES = (14.0, 3.0, 21.5)
HARMLESS = {
    "jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "adobe", "adobe_transform", "progressive",
    "progression", "icc_profile", "transparency", "gamma", "srgb", "loop", "background", "timestamp", "duration",
}  # fmt: skip
"""What the decoder tells of a picture that is no one's business but the screen's."""


def scene(width: int = 400, height: int = 300) -> Image.Image:
    """A red sky on blue ground: one sees which way is up."""
    picture = Image.new("RGB", (width, height), (20, 40, 200))
    picture.paste((220, 30, 30), (0, 0, width, height // 2))
    return picture


def saved(picture: Image.Image, shape: str, **more: Any) -> bytes:
    """The picture as a file of that format."""
    output = io.BytesIO()
    picture.save(output, shape, **more)
    return output.getvalue()


def exif(way: int = UPRIGHT, *, place: bool = True) -> Image.Exif:
    """What a telephone writes: maker, owner, serial number, maker's notes, and where it was."""
    told = Image.Exif()
    told[0x0112], told[0x010F], told[0x013B] = way, "Samsung", "Rơ Châm An".encode().decode("latin-1")
    told.get_ifd(0x8769).update({0x9003: "2022:04:27 08:15:00", 0xA431: "SN-618-0042", 0x927C: b"maker's own notes"})
    if place:
        told.get_ifd(0x8825).update({1: "N", 2: WHERE_AN_LIVES, 3: "E", 4: (107.0, 36.0, 5.0)})
    return told


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>14,3.35N</exif:GPSLatitude></x:xmpmeta>'


def photograph(shape: str = "JPEG", *, way: int = UPRIGHT, **more: Any) -> bytes:
    """A photograph with everything that is nobody's business; `way` is how the telephone was held."""
    held = {UPRIGHT: scene(), HELD_ON_THE_SIDE: scene().transpose(Image.Transpose.ROTATE_90)}[way]
    given: dict[str, Any] = {"exif": exif(way), "icc_profile": colours(), **more}
    if shape != "PNG":
        given["xmp"] = XMP
    if shape == "JPEG":
        given["comment"] = b"Y Hoa, thon 1"
    data = saved(held, shape, **given)
    return {"JPEG": _with_segments, "PNG": _with_chunks, "WEBP": lambda plain: plain}[shape](data) + b"MotionPhoto_Data"


@cache
def colours() -> bytes:
    """A colour profile, as cameras write one; it holds the time when it was made."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _with_segments(jpeg: bytes) -> bytes:
    """IPTC with a name of a place, a preview, and an index of further pictures."""
    more = b"".join(
        marker + struct.pack(">H", len(content) + 2) + content
        for marker, content in (
            (b"\xff\xed", b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x5a\0\x06Ia Toi" + b"\0" * 5),
            (b"\xff\xe0", b"JFXX\0\x10" + saved(scene(16, 12), "JPEG")),
            (b"\xff\xe2", b"MPF\0II*\0\x08\0\0\0\0\0"),
        )
    )
    return jpeg[:2] + more + jpeg[2:]


def chunk(kind: bytes, content: bytes) -> bytes:
    """One part of a PNG file."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _with_chunks(png: bytes) -> bytes:
    end_of_header = 8 + 25
    more = chunk(b"tEXt", b"Author\0Y Hoa") + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)
    more += chunk(b"tIME", struct.pack(">HBBBBB", 2022, 4, 27, 8, 15, 0))
    return png[:end_of_header] + more + png[end_of_header:]


def png_of(width: int, height: int, pixels: bytes, *, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG file that says what one likes of itself."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, content) for kind, content in parts)


def opened(data: bytes) -> Image.Image:
    """The picture, decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # an index of further pictures that are not there
        picture = Image.open(io.BytesIO(data))
        picture.load()
    return picture


def told_beside(data: bytes) -> dict[str, Any]:
    """Everything that a picture still tells beside its pixels, its colours and which way is up."""
    picture = opened(data)
    found = picture.getexif()
    tags = {tag: value for tag, value in found.items() if tag != 0x0112}
    tags |= {f"GPS {tag}": value for tag, value in found.get_ifd(0x8825).items()}
    rest = {name: value for name, value in picture.info.items() if name not in HARMLESS | {"exif"}}
    return {**tags, **rest}


def is_upright(picture: Image.Image) -> bool:
    """Whether the red sky is above."""
    middle = picture.width // 2
    above, below = (picture.convert("RGB").getpixel((middle, y)) for y in (5, picture.height - 6))
    return above[0] > 150 > above[2] and below[2] > 150 > below[0]  # type: ignore[index]
