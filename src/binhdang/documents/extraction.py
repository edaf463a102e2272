"""Reading an uploaded file through `vanban`, in a child process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings

from binhdang.files.child_process import ask_child
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc

SECONDS = 30
MEMORY_BYTES = 1024**3


@dataclass(frozen=True)
class Extract:
    """What was read: the NFC text, and the reading in the format "vanban/1" whose spans index into it."""

    text: str
    reading: dict[str, Any]


def extract(data: bytes, *, name: str) -> Extract:
    """Read a file. Raises Refusal, naming the file, for whatever cannot be read as an official document."""
    shown = shown_name(name)
    refuse_size(len(data), name=shown)
    answer = _answer_of_child(data, shown)
    if refusal := answer.get("refusal"):
        raise Refusal(refusal["what"], where=f"tệp «{shown}»", rule=refusal["why"], remedy=refusal["remedy"])
    found = Extract(answer["text"], answer["reading"])
    _require_official(found, shown)
    return found


def shown_name(name: str) -> str:
    """The file's name as the person knows it, without folders."""
    return nfc(PurePath(name.replace("\\", "/")).name).replace("\0", "")[:255] or "khong-ten"


def refuse_size(size: int, *, name: str) -> None:
    """Raise Refusal for an empty or an over-large file; called before a byte of it is read into memory."""
    limit: int = settings.MAX_UPLOAD_BYTES
    if size == 0:
        raise Refusal(
            "Tệp rỗng nên không đọc được.",
            where=f"tệp «{name}»",
            value="0 byte",
            remedy="mở tệp trên máy để kiểm tra, rồi chọn lại đúng tệp.",
        )
    if size > limit:
        raise Refusal(
            "Tệp quá lớn nên không đọc.",
            where=f"tệp «{name}»",
            value=f"{size / 1_048_576:.0f} MB",
            rule=f"mỗi tệp tối đa {limit // 1_048_576} MB.",
            remedy="giảm dung lượng ảnh trong tệp, hoặc tải lên bản .docx gốc thay cho bản chụp.",
        )


def _answer_of_child(data: bytes, shown: str) -> dict[str, Any]:
    try:
        raw = ask_child("binhdang.documents.reading_process", data, shown, seconds=SECONDS, memory=MEMORY_BYTES)
        answer: dict[str, Any] = json.loads(raw)
    except TimeoutError:
        raise _gave_up(shown, f"đọc quá {SECONDS} giây mà chưa xong") from None
    except ValueError:
        raise _gave_up(shown, "việc đọc bị dừng vì tệp hỏng hoặc cần quá nhiều bộ nhớ") from None
    if b"\\u0000" in raw:  # PostgreSQL keeps no NUL character, and no official text has one
        raise _gave_up(shown, "nội dung có ký tự điều khiển, không phải văn bản")
    return answer


def _gave_up(shown: str, why: str) -> Refusal:
    return Refusal(
        "Không đọc được tệp.",
        where=f"tệp «{shown}»",
        rule=f"{why}.",
        remedy="mở tệp bằng Word rồi lưu lại dạng .docx và tải lên lại; nếu vẫn không được, "
        "đăng ký văn bản bằng cách nhập số, ký hiệu và trích yếu.",
    )


def _require_official(found: Extract, shown: str) -> None:
    """A text in which not one part of an official document was recognised is not taken in as one."""
    parts = ("kind", "number_symbol", "issuing_body")
    if any(scalar(found.reading, part) for part in parts) or found.reading.get("sections"):
        return
    begins = " ".join(found.text.split())[:80]
    raise Refusal(
        "Nội dung tệp không có dạng văn bản hành chính.",
        where=f"tệp «{shown}»",
        value=f"bắt đầu bằng «{begins}»",
        rule="văn bản cần có ít nhất tên loại, số ký hiệu, cơ quan ban hành hoặc các mục đánh số "
        "(Nghị định 30/2020/NĐ-CP, Điều 8).",
        remedy="kiểm tra lại đã chọn đúng tệp chưa; văn bản chụp mờ thì đăng ký bằng cách nhập tay.",
    )


def scalar(reading: Mapping[str, Any], name: str, part: str = "document") -> str:
    """A value of the reading's `document` or `signature`; "" where the paper lacks it."""
    found = (reading.get(part) or {}).get(name) or {}
    return str(found.get("value") or "")


def day(reading: Mapping[str, Any], name: str) -> date | None:
    """A date of the reading's `document`; None where the paper lacks it."""
    value = scalar(reading, name)
    return date.fromisoformat(value) if value else None


def unread(reading: Mapping[str, Any]) -> list[list[int]]:
    """The spans of lines that became no part of the document: listed for a person, never dropped."""
    warnings = reading.get("warnings") or []
    return [span for warning in warnings if warning["code"] == "unread-lines" for span in warning["spans"]]
