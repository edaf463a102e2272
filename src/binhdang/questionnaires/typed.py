"""What people type, made plain: composed letters, no control characters, exact whole numbers."""

from __future__ import annotations

import re
from typing import Any

from django.utils.text import Truncator

from binhdang.ui.templatetags.ui import number as shown_number
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc

EMPTY = "để trống"
"""The value seen in an empty field."""
LARGEST = 1_000_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+|\d+")


def line(raw: Any, where: str, longest: int) -> str:
    """One line of text, spaces made one."""
    return _within(" ".join(_clean(raw, where).split()), where, longest)


def paragraph(raw: Any, where: str, longest: int) -> str:
    """Text of several lines."""
    return _within("\n".join(" ".join(each.split()) for each in _clean(raw, where).splitlines()), where, longest)


def whole(raw: Any, where: str) -> int | None:
    """A whole number from 0 up, thousands grouped by dots or not; None where nothing was typed."""
    text = " ".join(str(raw).split()) if isinstance(raw, str) else raw
    if text is None or text == "":
        return None
    found = _number(text)
    if found is None:
        raise _refusal(
            "Không phải số nguyên.",
            where,
            raw,
            "chỉ nhập số nguyên từ 0 trở lên.",
            "nhập lại bằng chữ số, ví dụ 24 hoặc 1.200.",
        )
    if found > LARGEST:
        rule = f"lớn nhất {shown_number(LARGEST)}."
        raise _refusal("Số lớn bất thường.", where, shown_number(found), rule, "kiểm tra lại, có thể thừa chữ số.")
    return found


def _number(raw: Any) -> int | None:
    if isinstance(raw, str):
        plain = raw.isascii() and len(raw) < 100 and _GROUPED.fullmatch(raw)
        return int(raw.replace(".", "")) if plain else None
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0 else None


def _clean(raw: Any, where: str) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise _refusal("Không phải lời văn.", where, raw, "ô này nhận chữ.", "nhập lại bằng chữ.")
    return nfc(_CONTROL.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def _within(text: str, where: str, longest: int) -> str:
    if len(text) > longest:
        seen = f"{shown_number(len(text))} ký tự"
        raise _refusal("Nội dung quá dài.", where, seen, f"dài nhất {shown_number(longest)} ký tự.", "viết gọn lại.")
    return text


def _refusal(what: str, where: str, seen: object, rule: str, remedy: str) -> Refusal:
    value = Truncator(_CONTROL.sub("", str(seen)[:1000])).chars(100)
    return Refusal(what, where=where, value=value, rule=rule, remedy=remedy)
