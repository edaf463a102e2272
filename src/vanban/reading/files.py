"""A file into text: what it is, is decided by its bytes; its name only helps the messages."""

from __future__ import annotations

from pathlib import Path

from vanban.errors import ReadingError
from vanban.reading import docx, pdf, plaintext

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes. A larger file is refused before it is read; an official paper of 2,000 pages stays below."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")


def text_of_file(path: Path) -> str:
    """The NFC text of a file. Raises `ReadingError`."""
    name = path.name
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ReadingError(
                name, what="Không đọc được tệp.", why="Đây là một thư mục.", remedy="Hãy chọn một tệp trong thư mục đó."
            )
        if size > LARGEST_FILE:
            raise _too_large(name, size)
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(
            name, what="Không tìm thấy tệp.", why=f"Không có tệp nào ở “{path}”.", remedy="Hãy kiểm tra lại đường dẫn."
        ) from None
    except OSError as error:
        raise ReadingError(
            name,
            what="Không mở được tệp.",
            why=f"Hệ thống báo: {error.strerror or error}.",
            remedy="Hãy kiểm tra quyền đọc tệp rồi thử lại.",
        ) from None
    return text_of_bytes(data, name)


def text_of_bytes(data: bytes, name: str) -> str:
    """The NFC text of a file's bytes. Raises `ReadingError`."""
    if len(data) > LARGEST_FILE:
        raise _too_large(name, len(data))
    if not data.strip():
        raise plaintext.empty_error(name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return docx.text_of(data, name)
    if b"%PDF-" in data[:1024]:
        return pdf.text_of(data, name)
    if data.startswith(_OLE):
        raise ReadingError(
            name,
            what="Chưa đọc được tệp Word đời cũ.",
            why="Tệp ở định dạng .doc (Word 97–2003).",
            remedy="Hãy mở bằng Word hoặc LibreOffice, chọn Lưu thành .docx rồi tải lên lại.",
        )
    if data.startswith(b"{\\rtf"):
        raise ReadingError(
            name,
            what="Chưa đọc được tệp RTF.",
            why="Tệp ở định dạng .rtf.",
            remedy="Hãy mở bằng Word hoặc LibreOffice, chọn Lưu thành .docx rồi tải lên lại.",
        )
    if data.startswith(_PICTURES):
        raise ReadingError(
            name,
            what="Chưa đọc được ảnh.",
            why="Tệp là ảnh chụp hoặc ảnh quét, không có lớp chữ.",
            remedy="Hãy tải lên bản .docx hoặc PDF có lớp chữ của văn bản này.",
        )
    return plaintext.decode(data, name)


def _too_large(name: str, size: int) -> ReadingError:
    return ReadingError(
        name,
        what="Tệp quá lớn.",
        why=f"Tệp nặng {_megabytes(size)} MB, giới hạn là {_megabytes(LARGEST_FILE)} MB.",
        remedy="Hãy giảm dung lượng ảnh trong tệp hoặc tách tệp rồi tải lên lại.",
    )


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f}" if size >= 10 * 1024 * 1024 else f"{size / 1024 / 1024:.1f}".replace(".", ",")
