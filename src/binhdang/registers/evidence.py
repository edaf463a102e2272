"""What may be kept as evidence: pictures, PDF, Word and Excel files, known by their content and not by their name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from binhdang.files.models import StoredFile
from binhdang.files.pictures import Shape
from binhdang.values.refusals import Refusal


@dataclass(frozen=True)
class Kind:
    """A kind of file, the endings its name may have, and how its content is known."""

    label: str
    endings: tuple[str, ...]
    fits: Callable[[bytes], bool]
    picture: Shape | None = None

    @property
    def short(self) -> str:
        """One word, for where a picture would stand."""
        return self.label.split()[-1]


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
    Kind("ảnh JPEG", (".jpg", ".jpeg"), Shape.JPEG.begins, Shape.JPEG),
    Kind("ảnh PNG", (".png",), Shape.PNG.begins, Shape.PNG),
    Kind("ảnh WebP", (".webp",), Shape.WEBP.begins, Shape.WEBP),
    Kind("tệp PDF", (".pdf",), lambda data: data.startswith(b"%PDF-")),
    Kind("tệp Word", (".docx",), _office("word/")),
    Kind("tệp Excel", (".xlsx",), _office("xl/")),
)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)


def recognise(data: bytes, *, name: str) -> Kind:
    """The kind of a file. Raises Refusal for a content that is no evidence, and for one that its name belies."""
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


def kind_named(name: str) -> Kind | None:
    """The kind of a file that was taken, by its name."""
    ending = PurePath(name).suffix.lower()
    return next((kind for kind in KINDS if ending in kind.endings), None)


def removed_from(file: StoredFile) -> str:
    """What the person is told was removed from a picture; "" where nothing was."""
    return _REMOVED.get(file.removed, "")


_REMOVED: dict[str, str] = {
    StoredFile.Removed.LOCATION: "Vị trí chụp và thông tin riêng kèm ảnh đã được gỡ trước khi lưu.",
    StoredFile.Removed.OTHER: "Thông tin riêng kèm ảnh (máy chụp, giờ chụp, ghi chú) đã được gỡ trước khi lưu.",
}
