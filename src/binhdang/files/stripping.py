"""A picture without what was written beside its pixels: place, camera, time, remarks, previews, bytes after its end.

JPEG, PNG and WebP files are rows of parts. Only the parts that a picture needs to look the same are taken over, as they
are: the pixels are not compressed anew, so stripping the same photograph again, or what was stripped already, gives the
same bytes. Of the EXIF data one value stays, which way is up.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from zlib import crc32

from PIL.Image import Exif


class BrokenError(Exception):
    """The parts of the file do not fit together: it was cut off, or is something else."""


class AnimatedError(Exception):
    """The file holds several pictures that follow one another."""


class Removed(StrEnum):
    """The worst of what was left out; `StoredFile.Removed` for those who must not load this module and its decoder."""

    NOTHING = ""
    OTHER = "other"
    LOCATION = "location"


@dataclass(frozen=True)
class Stripped:
    """The file without, and what was left out."""

    data: bytes
    removed: Removed


@dataclass
class _Parts:
    """What was found in a file."""

    kept: list[bytes] = field(default_factory=list)
    exif: bytes = b""
    """The first EXIF block, a TIFF file in itself."""
    dropped: list[bytes] = field(default_factory=list)
    """Everything that does not go along, EXIF included."""

    def drop(self, part: bytes) -> None:
        """Leave a part out; nothing is nothing."""
        if part:
            self.dropped.append(part)

    def upright(self) -> bytes:
        """An EXIF block that says which way is up and nothing else; empty where the picture is upright as it is."""
        way = _exif(self.exif).get(0x0112, 1)
        known = way in range(2, 9)
        return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, way, 0, 0) if known else b""

    def stripped(self, *written: bytes, ours: bytes) -> Stripped:
        """The new file; `ours`, the part that says which way is up, is not removed where the very same was there."""
        removed = [part for part in self.dropped if part != ours]
        told = Removed.OTHER if removed else Removed.NOTHING
        if _exif(self.exif).get_ifd(_GPS) or any(b"GPSLatitude" in part for part in removed):
            told = Removed.LOCATION
        return Stripped(b"".join(written), told)


_GPS = 0x8825


def _exif(block: bytes) -> Exif:
    """What an EXIF block says; nothing where it says it badly."""
    found = Exif()
    try:
        found.load(block)
        found.get_ifd(_GPS)
    except Exception:  # whatever a broken block makes the reader raise
        return Exif()
    return found


def strip(data: bytes, shape: str) -> Stripped:
    """Strip a file of the format "JPEG", "PNG" or "WEBP". Raises BrokenError and AnimatedError."""
    return {"JPEG": _strip_jpeg, "PNG": _strip_png, "WEBP": _strip_webp}[shape](data)


def _strip_jpeg(data: bytes) -> Stripped:
    parts = _Parts()
    head = b""
    for marker, segment in _jpeg_segments(data):
        content = segment[4:]
        if marker == _APP0 and content.startswith(b"JFIF\0") and len(content) >= 14 and not head:
            head = segment[:2] + b"\0\x10" + content[:12] + b"\0\0"  # version and density, without the preview
            parts.drop(content[14:])
        elif marker == _APP1 and content.startswith(_EXIF) and not parts.exif:
            parts.exif = content[len(_EXIF) :]
            parts.drop(segment)
        elif marker in _JPEG_KEPT or (marker == _APP2 and content.startswith(b"ICC_PROFILE\0")):
            parts.kept.append(segment)
        elif marker == _APP14 and content.startswith(b"Adobe") and len(content) >= 12:
            parts.kept.append(segment[:2] + b"\0\x0e" + content[:12])
        else:
            parts.drop(segment)
    exif = parts.upright()
    if exif:
        content = _EXIF + exif
        exif = b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content
    return parts.stripped(b"\xff\xd8", head, exif, *parts.kept, b"\xff\xd9", ours=exif)


_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_SOS, _EOI, _TEM = 0xDA, 0xD9, 0x01
_EXIF = b"Exif\0\0"
# Frames, Huffman and arithmetic tables (C0–CF), scans, quantisation, number of lines, restart interval, hierarchy.
_JPEG_KEPT = {*range(0xC0, 0xD0), _SOS, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF} - {0xC8}
# In the pixels 0xFF is followed by 0, or by the number of a restart.
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment, a scan with its pixels, up to the end of the picture; then what follows it."""
    place = 2
    while True:
        start = data.find(b"\xff", place)
        while data[start + 1 : start + 2] == b"\xff":
            start += 1
        if start < 0 or start + 2 > len(data):
            raise BrokenError("no end")
        marker = data[start + 1]
        if marker == _EOI:
            yield 0, data[start + 2 :]
            return
        if marker in (0, _TEM) or 0xD0 <= marker <= 0xD8:  # stand alone, and mean nothing here
            place = start + 2
            continue
        end = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
        if marker == _SOS:
            after = _AFTER_PIXELS.search(data, end)
            if after is None:
                raise BrokenError("pixels without an end")
            end = after.start()
        if end > len(data) or end < start + 4:
            raise BrokenError("a segment without an end")
        yield marker, data[start:end]
        place = end


def _strip_png(data: bytes) -> Stripped:
    parts, place = _Parts(), len(_PNG)
    while True:
        length, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        end = place + 12 + length
        if end > len(data):
            raise BrokenError("a chunk without an end")
        chunk = data[place:end]
        if kind == b"acTL":
            raise AnimatedError
        if kind in _PNG_KEPT:
            parts.kept.append(chunk)
        else:
            parts.drop(chunk)
        if kind == b"eXIf" and not parts.exif:
            parts.exif = chunk[8:-4]
        place = end
        if kind == b"IEND":
            break
    parts.drop(data[place:])
    exif = parts.upright()
    if exif:
        content = b"eXIf" + exif
        exif = struct.pack(">I", len(exif)) + content + struct.pack(">I", crc32(content))
    first, *others = parts.kept
    return parts.stripped(_PNG, first, exif, *others, ours=exif)


_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"bKGD", b"sBIT", b"pHYs"}  # the picture
_PNG_KEPT |= {b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI"}  # its colours


def _strip_webp(data: bytes) -> Stripped:
    parts, place = _Parts(), 12
    size = 8 + int.from_bytes(data[4:8], "little")
    if size > len(data):
        raise BrokenError("shorter than it says")
    while place + 8 <= size:
        kind, length = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        end = place + 8 + length
        if end > size:
            raise BrokenError("a chunk without an end")
        chunk = data[place:end] + b"\0" * (length % 2)
        if kind in (b"ANIM", b"ANMF"):
            raise AnimatedError
        if kind in _WEBP_KEPT:
            parts.kept.append(chunk)
        else:
            parts.drop(chunk)
        if kind == b"EXIF" and not parts.exif:
            parts.exif = chunk[8 : 8 + length].removeprefix(_EXIF)
        place = end + length % 2
    parts.drop(data[place:])
    if not parts.kept:
        raise BrokenError("no picture")
    exif = parts.upright() if parts.kept[0].startswith(b"VP8X") else b""
    if exif:
        exif = b"EXIF" + struct.pack("<I", len(exif)) + exif
    first, *others = parts.kept
    body = b"".join([b"WEBP", _flagged(first, with_exif=bool(exif)), *others, exif])
    return parts.stripped(b"RIFF", struct.pack("<I", len(body)), body, ours=exif)


_WEBP_KEPT = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP"}
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04


def _flagged(chunk: bytes, *, with_exif: bool) -> bytes:
    """The first chunk, which says what the others are, brought in line with those that stayed."""
    if not chunk.startswith(b"VP8X") or len(chunk) < 9:
        return chunk
    flags = chunk[8] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if with_exif else 0)
    return chunk[:8] + bytes([flags]) + chunk[9:]
