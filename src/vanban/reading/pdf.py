"""The text layer of a PDF. A PDF without one, or with one that a broken font encoding garbles, is refused.

pdfium is not safe under threads, so one lock guards every call into it.
"""

from __future__ import annotations

import threading
import unicodedata

import pypdfium2

from vanban.errors import ReadingError
from vanban.reading.plaintext import legacy_error, looks_legacy

MOST_PAGES = 2000
"""Pages. A longer file is refused."""

_LOCK = threading.Lock()
_VIETNAMESE = set("abcdefghijklmnopqrstuvwxyzàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
_LETTERS_PER_PAGE = 25
"""Fewer letters than this a page on the average, and the pages are pictures."""


def text_of(data: bytes, name: str) -> str:
    """The NFC text of every page, a form feed between pages. Raises `ReadingError`."""
    pages = _pages(data, name)
    text = unicodedata.normalize("NFC", "\f".join(pages))
    letters = [char for char in text.casefold() if char.isalpha()]
    if len(letters) < _LETTERS_PER_PAGE * len(pages):
        raise ReadingError(
            name,
            what="Tệp PDF này là ảnh quét.",
            why=f"Trong {len(pages)} trang không có lớp chữ để đọc.",
            remedy="Hãy tải lên bản .docx hoặc PDF xuất từ phần mềm soạn thảo của văn bản này.",
        )
    foreign = sum(char not in _VIETNAMESE for char in letters)
    if foreign > 0.03 * len(letters):
        raise ReadingError(
            name,
            what="Lớp chữ của tệp PDF bị hỏng.",
            why="Phông chữ trong tệp gán sai mã: trang in nhìn đúng nhưng chữ lấy ra không phải tiếng Việt "
            f"(ví dụ “{_sample(text)}”).",
            remedy="Hãy tải lên bản .docx, hoặc xuất lại PDF từ bản gốc với phông Times New Roman.",
        )
    if looks_legacy(text[:20000]):
        raise legacy_error(name)
    return text


def _pages(data: bytes, name: str) -> list[str]:
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _broken(name, str(error)) from None
        try:
            if len(document) > MOST_PAGES:
                raise ReadingError(
                    name,
                    what="Tệp PDF quá dài.",
                    why=f"Tệp có {len(document)} trang, giới hạn là {MOST_PAGES} trang.",
                    remedy="Hãy tách phần văn bản cần đọc rồi tải lên lại.",
                )
            return [_page(document, index) for index in range(len(document))]
        except pypdfium2.PdfiumError as error:
            raise _broken(name, str(error)) from None
        finally:
            document.close()


def _page(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    layer = page.get_textpage()
    try:
        text: str = layer.get_text_range()
    finally:
        layer.close()
        page.close()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return text.replace("\x02", "-").replace("\ufffe", "-").replace("\x00", "")


def _sample(text: str) -> str:
    """The first word with a foreign letter."""
    for word in text.split():
        if any(char.isalpha() and char.casefold() not in _VIETNAMESE for char in word):
            return word[:30]
    return ""


def _broken(name: str, error: str) -> ReadingError:
    if "password" in error.lower():
        return ReadingError(
            name,
            what="Tệp PDF bị khóa.",
            why="Tệp đòi mật khẩu mới mở được.",
            remedy="Hãy gỡ mật khẩu của tệp rồi tải lên lại.",
        )
    return ReadingError(
        name,
        what="Không mở được tệp PDF.",
        why="Tệp bị hỏng hoặc tải về chưa trọn.",
        remedy="Hãy mở thử tệp; nếu không mở được, hãy xin lại bản khác từ nơi gửi.",
    )
