"""A reading as a page of Vietnamese that a person can skim in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vanban.document import Read, Section
from vanban.duties import Duty
from vanban.reading.result import Reading

_ROLES = {"lead": "chủ trì", "support": "phối hợp", None: "thực hiện"}
_FREQUENCIES = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "six-monthly": "06 tháng",
    "nine-monthly": "09 tháng",
    "yearly": "hằng năm",
    "ad hoc": "đột xuất",
}


def summary_of(reading: Reading) -> str:
    """Header, sections, duties, reports, recipients, signature, warnings; what is missing is said to be missing."""
    header, signature = reading.document.header, reading.document.signature
    lines = [
        f"Loại văn bản:   {_shown(header.kind)}",
        f"Trích yếu:      {_shown(header.title)}",
        f"Số, ký hiệu:    {_shown(header.number_symbol)}",
        f"Ngày ban hành:  {_shown(header.issued_on)}",
        f"Địa danh:       {_shown(header.place)}",
        f"Cơ quan:        {_shown(header.issuing_body)}",
    ]
    lines += _block("Căn cứ", (basis.text for basis in reading.document.legal_bases))
    lines += _block(
        "Văn bản được dẫn",
        (
            " · ".join(filter(None, (one.symbol, one.kind, _day(one.issued_on), one.issuing_body)))
            for one in reading.references
        ),
    )
    lines += _block("Đề mục", (line for section in reading.document.sections for line in _outline(section, 0)))
    lines += _block("Nhiệm vụ", (_duty(duty) for duty in reading.duties))
    lines += _block(
        "Chế độ báo cáo",
        (
            _FREQUENCIES[one.frequency]
            + (f", trước ngày {_month_day(one.before)}" if one.before else "")
            + (f", gửi {one.to}" if one.to else "")
            + (f", qua {one.through}" if one.through else "")
            for one in reading.reporting
        ),
    )
    lines += _block("Nơi nhận", (one.value for one in reading.document.recipients))
    signed = [one.value for one in (signature.authority, signature.capacity, signature.position, signature.name) if one]
    lines += _block("Ký", [" / ".join(signed)] if signed else [])
    lines += _block("Cần người đọc lại", (warning.message for warning in reading.warnings))
    return "\n".join(lines) + "\n"


def _shown(read: Read[str] | Read[date] | None) -> str:
    if read is None:
        return "(không ghi)"
    return _day(read.value) or "" if isinstance(read.value, date) else read.value


def _day(on: date | None) -> str | None:
    return f"{on.day:02}/{on.month}/{on.year}" if on else None


def _month_day(before: str) -> str:
    return "/".join(str(int(part)) for part in reversed(before.split("-")))


def _block(title: str, items: Iterator[str] | list[str]) -> list[str]:
    shown = [f"  - {item}" for item in items]
    return ["", f"{title} ({len(shown)}):", *shown] if shown else ["", f"{title}: (không có)"]


def _outline(section: Section, depth: int) -> Iterator[str]:
    text = section.title or section.text.replace("\n", " ")
    short = text if len(text) <= 90 else text[:87].rstrip() + "…"
    yield f"{'  ' * depth}{f'{section.word} {section.label}'.strip()}. {short}"
    for child in section.children:
        yield from _outline(child, depth + 1)


def _duty(duty: Duty) -> str:
    actors = "; ".join(f"{actor.value} ({actor.manner}, {_ROLES[actor.role]})" for actor in duty.actors)
    deadlines = "; ".join(deadline.text for deadline in duty.deadlines)
    text = duty.text.replace("\n", " ")
    short = text if len(text) <= 100 else text[:97].rstrip() + "…"
    return f"{duty.label}: {short}" + (f" [{actors}]" if actors else "") + (f" [{deadlines}]" if deadlines else "")
