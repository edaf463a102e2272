"""What the child process does that looks into a picture (`files.child_process`): it reads it from standard input.

It prints a line of JSON, then the bytes to keep, then the thumbnail: {"removed", "kept", "thumbnail", "width",
"height"}, the second and third the lengths of the two, the last two the thumbnail's. Or {"refusal": {"what", "value",
"rule", "remedy"}}.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

from PIL import Image, ImageCms, ImageOps

from binhdang.files.stripping import AnimatedError, strip

PIXELS = 70_000_000
"""Decoding a WebP picture takes up to 16 bytes a pixel. The largest phones take 50 to 64 million."""
EDGE = 240
LARGEST_THUMBNAIL = 20_000
_DEEP = ("I", "F")
"""So begin the modes of more than eight bits a channel."""


class TooManyPixelsError(Exception):
    """The picture is small as a file and huge when opened."""


def main(shape: str) -> None:
    """Strip the picture, decode it whole to see that it is one, and make it small. `shape` is what it must be."""
    Image.MAX_IMAGE_PIXELS = None  # the bound is our own, and tells the person
    kept = thumbnail = b""
    try:
        stripped = strip(sys.stdin.buffer.read(), shape)
        small = _small(stripped.data, shape)
        kept, thumbnail = stripped.data, _compressed(small)
        answer: dict[str, Any] = {"removed": stripped.removed, "width": small.width, "height": small.height}
    except AnimatedError:
        answer = {"refusal": _ANIMATED}
    except TooManyPixelsError as error:
        answer = {"refusal": {**_TOO_MANY_PIXELS, "value": str(error)}}
    except Exception:  # BrokenError, or whatever a broken picture makes the decoder raise
        answer = {"refusal": {**_BROKEN, "value": f"không mở được trọn vẹn như ảnh {_NAMES[shape]}"}}
    answer |= {"kept": len(kept), "thumbnail": len(thumbnail)}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n" + kept + thumbnail)


_NAMES = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WebP"}
_MILLIONS = PIXELS // 1_000_000
_ANIMATED = {
    "what": "Ảnh động không nhận làm minh chứng.",
    "value": "ảnh có nhiều khung hình",
    "rule": "minh chứng là ảnh tĩnh, mỗi tệp một ảnh.",
    "remedy": "mở ảnh, lưu khung hình cần dùng thành ảnh JPEG hoặc PNG rồi chọn tệp đó.",
}
_TOO_MANY_PIXELS = {
    "what": "Ảnh có kích thước quá lớn nên không lưu được.",
    "rule": f"mỗi ảnh tối đa {_MILLIONS} triệu điểm ảnh.",
    "remedy": "thu nhỏ ảnh bằng phần mềm xem ảnh rồi chọn lại.",
}
_BROKEN = {
    "what": "Ảnh bị cụt hoặc hỏng nên không lưu được.",
    "rule": f"ảnh minh chứng phải mở được trọn vẹn và không quá {_MILLIONS} triệu điểm ảnh.",
    "remedy": "chép lại ảnh từ điện thoại hoặc máy ảnh, mở thử trên máy rồi chọn lại; "
    "nếu vẫn không được thì mở ảnh, lưu lại dạng JPEG.",
}


def _small(data: bytes, shape: str) -> Image.Image:
    """The picture upright, in plain colours on white, at most EDGE long."""
    with Image.open(io.BytesIO(data), formats=[shape]) as picture:
        if picture.width * picture.height > PIXELS:
            raise TooManyPixelsError(f"{_number(picture.width)} × {_number(picture.height)} điểm ảnh")
        profile = picture.info.get("icc_profile")
        small = _divisible(picture)
        small.thumbnail((EDGE, EDGE))
        return _plain(_on_white(ImageOps.exif_transpose(small)), profile)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _divisible(picture: Image.Image) -> Image.Image:
    """In a mode in which there is something between two colours; the picture itself where it is in one."""
    if picture.mode in ("1", "P", "PA"):
        return picture.convert("RGBA")
    return picture.convert("I") if picture.mode.startswith(_DEEP) else picture


def _on_white(small: Image.Image) -> Image.Image:
    if small.mode == "I":
        return small.point(lambda value: value * (1 / 256)).convert("L")
    if not small.has_transparency_data:
        return small
    layer = small.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    white.alpha_composite(layer)
    return white.convert("RGB")


def _plain(small: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours that every screen knows."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            changed = ImageCms.profileToProfile(small, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            changed = None  # a profile for other colours than the picture's
        if changed is not None:
            return changed
    return small.convert("RGB")


def _compressed(small: Image.Image) -> bytes:
    for quality in (70, 50, 30, 10):
        output = io.BytesIO()
        small.save(output, "WEBP", quality=quality, method=6)
        if output.tell() <= LARGEST_THUMBNAIL:
            break
    return output.getvalue()
