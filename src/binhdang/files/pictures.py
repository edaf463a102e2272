"""Pictures that come in: stripped of what tells of the person who took them, and made small for pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from binhdang.files.child_process import ask_child
from binhdang.files.models import StoredFile
from binhdang.values.refusals import Refusal

SECONDS = 30
MEMORY_BYTES = 1280 * 1024**2
THUMBNAIL_TYPE = "image/webp"


class Shape(StrEnum):
    """The formats of pictures that are taken, by the names the decoder has for them."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"

    @property
    def media_type(self) -> str:
        """How a browser calls it."""
        return f"image/{self.lower()}"

    def begins(self, data: bytes) -> bool:
        """Whether the first bytes say that it is one."""
        if self is Shape.WEBP:
            return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
        return data.startswith(b"\xff\xd8\xff" if self is Shape.JPEG else b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept, and its thumbnail."""

    data: bytes
    shape: Shape
    removed: StoredFile.Removed
    thumbnail: bytes
    width: int
    """Of the thumbnail; upright, whatever way the camera was held."""
    height: int


def prepare(data: bytes, *, shape: Shape, name: str) -> Picture:
    """The picture without place, camera and the like. Raises Refusal for one that cannot be opened whole.

    Takes a moment: call it outside a transaction.
    """
    try:
        said = ask_child("binhdang.files.picture_process", data, shape, seconds=SECONDS, memory=MEMORY_BYTES)
        head, _, rest = said.partition(b"\n")
        answer: dict[str, Any] = json.loads(head)
    except (TimeoutError, ValueError):
        answer = {"refusal": _GAVE_UP}
    if refusal := answer.get("refusal"):
        raise Refusal(**refusal, where=f"tệp «{name}»")
    kept, thumbnail = rest[: answer["kept"]], rest[answer["kept"] :]
    removed = StoredFile.Removed(answer["removed"])
    return Picture(kept, shape, removed, thumbnail, answer["width"], answer["height"])


_GAVE_UP = {
    "what": "Không mở được ảnh.",
    "value": "việc mở ảnh bị dừng",
    "rule": f"ảnh phải mở được trong {SECONDS} giây; ảnh hỏng hoặc cần quá nhiều bộ nhớ thì không nhận.",
    "remedy": "mở ảnh trên máy, lưu lại dạng JPEG cỡ nhỏ hơn rồi chọn lại.",
}
