"""A paper as its page shows it: header, what was read with where it stands, and what it hangs together with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from binhdang.accounts.models import User
from binhdang.documents.extraction import unread
from binhdang.documents.models import OfficialPaper
from binhdang.ui.templatetags.ui import day

Keyed = list[tuple[int, int, str]]


@dataclass(frozen=True)
class ReadItem:
    """Something read, and the key of its place in the lit text ("" where it has none)."""

    label: str
    text: str
    key: str


@dataclass(frozen=True)
class PaperPage:
    """All that the page of one paper shows."""

    paper: OfficialPaper
    items: list[ReadItem]
    references: list[ReadItem]
    warnings: list[ReadItem]
    counts: list[tuple[str, int]]
    spans: Keyed
    carries_out: list[OfficialPaper]
    carried_out_by: list[OfficialPaper]


_HEADER = (
    ("kind", "Tên loại"),
    ("number_symbol", "Số, ký hiệu"),
    ("issued_on", "Ngày ban hành"),
    ("issuing_body", "Cơ quan ban hành"),
    ("title", "Trích yếu"),
)
_SIGNATURE = (("authority", "Thẩm quyền ký"), ("capacity", "Ký thay"), ("position", "Chức vụ"), ("name", "Người ký"))
_COUNTED = (
    ("references", "văn bản được dẫn"),
    ("footnotes", "chú thích"),
    ("duties", "nhiệm vụ"),
    ("reporting", "chế độ báo cáo"),
    ("recipients", "nơi nhận"),
)


def paper_page(paper: OfficialPaper, user: User, on: date) -> PaperPage:
    """The page of a paper for a person, who sees only the linked papers that they may see."""
    reading: dict[str, Any] = paper.reading or {}
    visible = OfficialPaper.objects.visible_to(user, on)
    spans: Keyed = []
    items = [
        ReadItem(label, _shown(name, found.get("value")), _lit(spans, f"{part}-{name}", found.get("spans")))
        for part, fields in (("document", _HEADER), ("signature", _SIGNATURE))
        for name, label in fields
        if (found := reading.get(part, {}).get(name) or {})
    ]
    references = [
        ReadItem(one.get("kind") or "", _reference(one), _lit(spans, f"vb-{n}", one["spans"]))
        for n, one in enumerate(reading.get("references") or [], start=1)
    ]
    warnings = [
        ReadItem(one["code"], one["message"], _lit(spans, f"luu-y-{n}", one["spans"]))
        for n, one in enumerate(reading.get("warnings") or [], start=1)
    ]
    return PaperPage(
        paper=paper,
        items=items,
        references=references,
        warnings=warnings,
        counts=[
            *((label, len(reading.get(name) or [])) for name, label in _COUNTED),
            ("đoạn chưa hiểu", len(unread(reading))),
        ],
        spans=spans,
        carries_out=list(visible.filter(carried_out_by=paper)),
        carried_out_by=list(visible.filter(carries_out=paper)),
    )


def _lit(spans: Keyed, key: str, found: list[list[int]] | None) -> str:
    spans += [(start, end, key) for start, end in found or []]
    return key if found else ""


def _shown(name: str, value: Any) -> str:
    if name == "issued_on" and value:
        return day(date.fromisoformat(value))
    return str(value or "")


def _reference(one: dict[str, Any]) -> str:
    on = f" ngày {day(date.fromisoformat(one['issued_on']))}" if one.get("issued_on") else ""
    body = f" của {one['issuing_body']}" if one.get("issuing_body") else ""
    return f"{one.get('symbol') or ''}{on}{body}"
