"""Bytes of a text file into NFC text; legacy Vietnamese encodings are recognised and refused."""

from __future__ import annotations

import re
import unicodedata

from vanban.errors import ReadingError

_TCVN3 = re.compile(r"[µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ]")
_VNI = re.compile(r"[aeouAEOU][ùøûõïâêáàåãäëéèúüÙØÛÕÏÂÊÁÀÅÃÄËÉÈÚÜ]|[öôÖÔ][ùøûõï]|ñ[aeiouö]|ò(?![aeiou])")
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_WORDS_TCVN3 = re.compile(r"®[Þþéiån]|µ|nh©n|kÕ ho¹ch|c¨n cø|thùc hiÖn|Uû ban|quyÕt", re.IGNORECASE)


def decode(data: bytes, name: str) -> str:
    """The text of UTF-8 or UTF-16 bytes. Raises `ReadingError` for anything else."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return _checked(_decoded(data, encoding, name), name)
    if b"\x00" in data[:4096]:
        guess = _unmarked_utf16(data)
        if guess is None:
            raise binary_error(name)
        return _checked(guess, name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        raise _legacy_error(data, name) from None


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise binary_error(name) from None


def _unmarked_utf16(data: bytes) -> str | None:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = sum(char.isprintable() or char.isspace() for char in text[:2000])
        common = sum(ord(char) < 0x2100 for char in text[:2000])
        if plain >= 0.98 * len(text[:2000]) and common >= 0.95 * len(text[:2000]):
            return text
    return None


def _checked(text: str, name: str) -> str:
    """`text` in NFC with "\\n" line ends, refused where it is no text or is in a legacy encoding kept as UTF-8."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise empty_error(name)
    sample = text[:20000]
    controls = sum(unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\n\t\f\v" for char in sample)
    if controls > 0.01 * len(sample):
        raise binary_error(name)
    if looks_legacy(sample):
        raise legacy_error(name)
    return text


def looks_legacy(text: str) -> bool:
    """Whether text shows Vietnamese of TCVN3 or VNI fonts: many of their stand-in letters and hardly a real one."""
    letters = sum(char.isalpha() for char in text) or 1
    stand_ins = max(len(_TCVN3.findall(text)), len(_VNI.findall(text)))
    return stand_ins > 0.06 * letters and len(_VIETNAMESE.findall(text)) < 0.35 * stand_ins


def _legacy_error(data: bytes, name: str) -> ReadingError:
    text = data[:20000].decode("cp1252", "replace")
    controls = sum(unicodedata.category(char) == "Cc" and char not in "\n\t\r\f\v" for char in text)
    if controls > 0.02 * max(1, len(text)):
        return binary_error(name)
    if looks_legacy(text) or _WORDS_TCVN3.search(text):
        return legacy_error(name)
    return ReadingError(
        name,
        what="Không đọc được chữ trong tệp.",
        why="Tệp không dùng bảng mã Unicode (UTF-8 hoặc UTF-16).",
        remedy="Hãy mở tệp bằng phần mềm soạn thảo, chọn Lưu thành (Save As) với bảng mã UTF-8 rồi tải lên lại.",
    )


def legacy_error(name: str) -> ReadingError:
    """Text typed in a TCVN3 (ABC) or VNI font."""
    return ReadingError(
        name,
        what="Tệp dùng bảng mã tiếng Việt cũ.",
        why="Chữ trong tệp được gõ theo phông TCVN3 (ABC) hoặc VNI, không phải Unicode theo TCVN 6909:2001.",
        remedy="Hãy chuyển tệp sang Unicode (ví dụ bằng công cụ chuyển mã của UniKey) rồi tải lên lại.",
    )


def empty_error(name: str) -> ReadingError:
    """A file without a word."""
    return ReadingError(
        name,
        what="Tệp trống.",
        why="Trong tệp không có chữ nào.",
        remedy="Hãy kiểm tra lại tệp đã chọn, mở thử rồi tải lên bản có nội dung.",
    )


def binary_error(name: str) -> ReadingError:
    """Bytes that are no text and no file kind that is read."""
    return ReadingError(
        name,
        what="Không đọc được tệp.",
        why="Nội dung tệp không phải văn bản mà là dữ liệu nhị phân.",
        remedy="Hãy tải lên văn bản ở dạng .docx, .pdf (có lớp chữ), .txt hoặc .md.",
    )
