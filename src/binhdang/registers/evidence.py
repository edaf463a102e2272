"""What may be kept as evidence: pictures, PDF, Word and Excel files, known by their content and not by their name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from binhdang.values.refusals import Refusal


@dataclass(frozen=True)
class Kind:
    """A kind of file, the endings its name may have, and how its content is known."""

    label: str
    endings: tuple[str, ...]
    fits: Callable[[bytes], bool]


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _office(folder: str) -> Callable[[bytes], bool]:
    def fits(data: bytes) -> bool:
        if not data.startswith(b"PK\x03\x04"):
            return False
        try:
            names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        except zipfile.BadZipFile:
            return False
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return fits


KINDS = (
    Kind("ảnh JPEG", (".jpg", ".jpeg"), _begins(b"\xff\xd8\xff")),
    Kind("ảnh PNG", (".png",), _begins(b"\x89PNG\r\n\x1a\n")),
    Kind("ảnh WebP", (".webp",), lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP"),
    Kind("tệp PDF", (".pdf",), _begins(b"%PDF-")),
    Kind("tệp Word", (".docx",), _office("word/")),
    Kind("tệp Excel", (".xlsx",), _office("xl/")),
)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)


def recognise(data: bytes, *, name: str) -> Kind | None:
    """The kind of a file; None for an empty one, which is refused where files are kept.

    Raises Refusal for a content that is no evidence, and for one that its name belies.
    """
    if not data:
        return None
    kind = next((kind for kind in KINDS if kind.fits(data)), None)
    ending = PurePath(name).suffix.lower()
    if kind is None:
        raise Refusal(
            "Loại tệp này không nhận làm minh chứng.",
            where=f"tệp «{name}»",
            value="nội dung không phải ảnh, PDF, Word hay Excel",
            rule=f"nhận các tệp {', '.join(ENDINGS)}.",
            remedy="chụp ảnh hoặc lưu lại dưới dạng PDF rồi chọn tệp đó.",
        )
    if ending not in kind.endings:
        raise Refusal(
            "Tên tệp không đúng với nội dung.",
            where=f"tệp «{name}»",
            value=f"nội dung là {kind.label}, tên kết thúc bằng «{ending or 'không có đuôi'}»",
            rule=f"{kind.label} có tên kết thúc bằng {' hoặc '.join(kind.endings)}.",
            remedy=f"đổi đuôi tên tệp thành {kind.endings[0]} rồi chọn lại.",
        )
    return kind
