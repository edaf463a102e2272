"""The annexes of a review that is asked once: what should be amended by article, and figures by sex year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from binhdang.indicators.dimensions import in_order
from binhdang.indicators.models import Split
from binhdang.publishing.report_annexes import by_note, notes_on, printed_number, printed_rate, ruled, words_of
from binhdang.ui.templatetags.ui import day
from vanban.document import Annex, Cell, Paragraph

Json = Mapping[str, Any]
Row = tuple[Cell, ...]
Through = list[tuple[int, Json]]
"""An indicator year after year."""

_PROPOSAL_HEADER = (
    "STT",
    "Điều, khoản",
    "Quy định hiện hành",
    "Vướng mắc",
    "Nội dung đề nghị",
    "Lý do",
    "Đơn vị kiến nghị",
)
_PROPOSAL_WIDTHS = (9, 16, 32, 28, 33, 28, 29)
_SEXES = (Split.MEN, Split.WOMEN)
_YEAR_HEADER = ("STT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Năm", "Nam", "Nữ", "Tổng số", "n/N", "Số ước")
_YEAR_WIDTHS = (7, 14, 46, 14, 10, 12, 12, 18, 8, 8)


def proposal_annex(content: Json, label: str) -> Annex:
    """By article: current text, problem, proposed text, reason, and everybody who proposes it."""
    rows = [_proposal_row(str(place), each) for place, each in enumerate(content["proposals"], start=1)]
    nothing = (Paragraph("Các đơn vị không có kiến nghị sửa đổi, bổ sung."),)
    blocks = (ruled(_PROPOSAL_HEADER, rows, _PROPOSAL_WIDTHS),) if rows else nothing
    return Annex(label, "Kiến nghị sửa đổi, bổ sung theo điều, khoản", blocks, landscape=True)


def _proposal_row(place: str, proposal: Json) -> Row:
    return (
        Cell(place, align="center"),
        Cell(proposal["article"]),
        *(Cell(proposal[part]) for part in ("current_text", "problem", "proposed_text", "reason")),
        Cell("; ".join(unit["name"] for unit in proposal["proposers"])),
    )


def year_annex(content: Json, label: str) -> Annex:
    """Each indicator with its men and women year after year."""
    years = content["years"]
    first, last = years[0]["year"], years[-1]["year"]
    span = f"năm {first}" if first == last else f"các năm {first}–{last}"
    table = ruled(_YEAR_HEADER, _year_rows(years), _YEAR_WIDTHS)
    notes = (Paragraph(line) for line in _year_notes(years))
    return Annex(label, f"Số liệu tách theo giới tính {span}", (table, *notes), landscape=True)


def _year_rows(years: Sequence[Json]) -> list[Row]:
    """Indicator by indicator, and within it each of its parts through the years."""
    by_code: dict[str, Through] = {}
    for each in years:
        for indicator in each["indicators"]:
            by_code.setdefault(indicator["code"], []).append((each["year"], indicator))
    return [
        row
        for place, through in enumerate(by_code.values(), start=1)
        for part in _parts(through)
        for row in _part_rows(str(place), part, through)
    ]


def _parts(through: Through) -> list[str]:
    """What an indicator is divided by beside sex: "" for its whole, then each level that somebody was asked for."""
    found = {
        ".".join(part for part in key.split(".")[1:] if part not in _SEXES): None
        for _, indicator in through
        for key, total in in_order(indicator["cells"])
        if total["asked"]
    }
    return ["", *(part for part in found if part)]


def _part_rows(place: str, part: str, through: Through) -> list[Row]:
    """One row a year; what they are of stands once before them all."""
    _, newest = through[-1]
    of = (
        Cell("" if part else place, align="center", rows=len(through)),
        Cell("" if part else newest["code"], rows=len(through)),
        Cell(f"Trong đó: {words_of(part)}" if part else newest["name"], rows=len(through)),
        Cell(newest["unit_label"], align="center", rows=len(through)),
    )
    first, *others = (_year_row(part, year, indicator) for year, indicator in through)
    return [(*of, *first), *others]


def _year_row(part: str, year: int, indicator: Json) -> Row:
    men, women = (_by_sex(indicator, sex, part) for sex in _SEXES)
    rests_on = (men or women) if part else indicator["whole"]
    total = printed_rate(indicator["rate"]) if indicator["rate"] else printed_number(indicator["whole"])
    return (
        Cell(str(year), align="center"),
        Cell(printed_number(men) if men else "", align="right"),
        Cell(printed_number(women) if women else "", align="right"),
        Cell("" if part else total, align="right", bold=not part),
        Cell(f"{rests_on['answered']}/{rests_on['asked']}" if rests_on else "", align="center"),
        Cell(str(rests_on["estimates"] or "") if rests_on else "", align="center"),
    )


def _by_sex(indicator: Json, sex: str, part: str) -> Json | None:
    """The cell of one sex within a part; None where the indicator has no such cell."""
    wanted = sorted(filter(None, (sex, *part.split("."))))
    found = (total for key, total in in_order(indicator["cells"]) if sorted(key.split(".")[1:]) == wanted)
    return next(found, None)


def _year_notes(years: Sequence[Json]) -> list[str]:
    """Which days each year covers, what n/N means, and for every year the units that a total lacks."""
    spans = "; ".join(f"năm {each['year']} {_days(each['round'])}" for each in years)
    return [
        f"Ghi chú: Số liệu {spans}. n/N là số đơn vị có số liệu trên số đơn vị được yêu cầu báo cáo chỉ tiêu.",
        *(f"Năm {each['year']}: {note[:1].lower()}{note[1:]}" for each in years for note in notes_on(each)),
        *by_note(years[-1]["indicators"], lambda each: each["unverified"]),
    ]


def _days(round: Json) -> str:
    first, last = (day(date.fromisoformat(round[edge])) for edge in ("window_from", "window_to"))
    return f"tính từ ngày {first} đến hết ngày {last}"
