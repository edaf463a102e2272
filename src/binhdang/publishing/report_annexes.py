"""The annexes of a consolidated report: all figures with what they rest on, and which unit reported when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from binhdang.consolidation.restating import describe, rate_from
from binhdang.indicators.dimensions import in_order
from binhdang.indicators.formulas import Rate
from binhdang.indicators.models import Split, part_label
from binhdang.ui.templatetags.ui import day, number
from vanban.document import Annex, Block, Cell, Paragraph, Table

Json = Mapping[str, Any]
Row = tuple[Cell, ...]

_FIGURE_HEADER = ("STT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Nam", "Nữ", "Tổng số", "n/N", "Số ước")
_FIGURE_WIDTHS = (7, 13, 47, 14, 12, 12, 18, 8, 8)
_UNIT_HEADER = ("STT", "Đơn vị", "Số, ký hiệu báo cáo", "Ngày gửi", "Lần gửi", "Tình trạng")
_UNIT_WIDTHS = (10, 42, 22, 18, 9, 36)
_CHANGE_HEADER = ("STT", "Mã", "Chỉ tiêu", "Số đã báo cáo", "Số thay thế", "Nguyên nhân")
_CHANGE_WIDTHS = (7, 16, 44, 22, 22, 46)
_BY_SEX = (Split.MEN, Split.WOMEN)
_NO_NUMBER = "–"
_ROMAN = ("I", "II", "III", "IV", "V")

FIGURES, PROPOSALS, YEARS, UNITS, CHANGES = "figures", "proposals", "years", "units", "changes"
"""What annexes hold."""


def labels(content: Json) -> dict[str, str]:
    """The annexes a paper has, in their order: which → its number."""
    asked_once = [part for part in (PROPOSALS, YEARS) if part in content]
    changed = [CHANGES] if (content.get("restates") or {}).get("changes") else []
    figures = [FIGURES] if content["indicators"] or not asked_once else []
    return dict(zip((*figures, *asked_once, UNITS, *changed), _ROMAN, strict=False))


def annexes(content: Json, more: Mapping[str, Callable[[Json, str], Annex]]) -> tuple[Annex, ...]:
    """Figures lying, units standing; the changed figures where the paper replaces another. `more`: the others."""
    made = {FIGURES: _figures, UNITS: _units, CHANGES: _changes, **more}
    return tuple(made[part](content, label) for part, label in labels(content).items())


def _figures(content: Json, label: str) -> Annex:
    table: Block = ruled(_FIGURE_HEADER, _figure_rows(content["indicators"]), _FIGURE_WIDTHS)
    title = f"Số liệu bình đẳng giới {content['round']['period_label']}"
    return Annex(label, title, (table, *_notes(content)), landscape=True)


def _units(content: Json, label: str) -> Annex:
    table = ruled(_UNIT_HEADER, _unit_rows(content["units"]), _UNIT_WIDTHS)
    return Annex(label, f"Các đơn vị báo cáo {content['round']['period_label']}", (table,))


def _changes(content: Json, label: str) -> Annex:
    changes = content["restates"]["changes"]
    rows = [_change_row(str(place), change) for place, change in enumerate(changes, start=1)]
    title = f"Số liệu {content['round']['period_label']} thay đổi so với báo cáo bị thay thế"
    return Annex(label, title, (ruled(_CHANGE_HEADER, rows, _CHANGE_WIDTHS),), landscape=True)


def _change_row(place: str, change: Json) -> Row:
    said = describe(change)
    return (
        Cell(place, align="center"),
        Cell(change["code"]),
        Cell(f"{said['label'].partition(' ')[2]} ({change['unit_label']})"),
        Cell(_printed(*said["before"]), align="right"),
        Cell(_printed(*said["after"]), align="right"),
        Cell("; ".join(said["causes"])),
    )


def _printed(said: Decimal | Rate | None, basis: str) -> str:
    """A figure as the paper printed it, with what it rests on."""
    shown = _rate_words(said) if isinstance(said, Rate) else _NO_NUMBER if said is None else number(said)
    return f"{shown} ({basis})" if basis else shown


def ruled(header: Sequence[str], rows: Sequence[Row], widths: tuple[int, ...]) -> Table:
    """A table under a header of one row."""
    return Table((tuple(Cell(text, bold=True, align="center") for text in header),), tuple(rows), widths)


def _figure_rows(indicators: Sequence[Json]) -> list[Row]:
    """Under each group's heading its indicators, numbered through."""
    rows: list[Row] = []
    numbered = enumerate(indicators, start=1)
    for group, members in groupby(numbered, key=lambda pair: str(pair[1]["group"])):
        if group:
            rows.append((Cell(group, bold=True, columns=len(_FIGURE_HEADER)),))
        for place, indicator in members:
            rows.append(_figure_row(str(place), indicator))
            rows += _other_parts(indicator)
    return rows


def _figure_row(place: str, indicator: Json) -> Row:
    cells, code = indicator["cells"], indicator["code"]
    men, women = (printed_number(cells[f"{code}.{part}"]) if f"{code}.{part}" in cells else "" for part in _BY_SEX)
    whole = printed_rate(indicator["rate"]) if indicator["rate"] else printed_number(indicator["whole"])
    return _row(place, code, indicator["name"], indicator["unit_label"], men, women, whole, indicator["whole"])


def _row(place: str, code: str, name: str, unit_label: str, men: str, women: str, whole: str, rests_on: Json) -> Row:
    return (
        Cell(place, align="center"),
        Cell(code),
        Cell(name),
        Cell(unit_label, align="center"),
        Cell(men, align="right"),
        Cell(women, align="right"),
        Cell(whole, align="right", bold=bool(place)),
        Cell(f"{rests_on['answered']}/{rests_on['asked']}", align="center"),
        Cell(str(rests_on["estimates"] or ""), align="center"),
    )


def _other_parts(indicator: Json) -> list[Row]:
    """Parts that are not a sex each get a line of their own."""
    parts = [(key.partition(".")[2], total) for key, total in in_order(indicator["cells"])]
    return [
        _row("", "", f"Trong đó: {words_of(part)}", indicator["unit_label"], "", "", printed_number(total), total)
        for part, total in parts
        if part and part not in _BY_SEX
    ]


def words_of(split: str) -> str:
    """The parts of a disaggregation in words: "nữ, dân tộc thiểu số"."""
    return ", ".join(part_label(part) for part in split.split("."))


def printed_number(total: Json) -> str:
    """Nobody answered is a dash, never a zero."""
    return _NO_NUMBER if total["number"] is None else number(Decimal(total["number"]))


def printed_rate(stored: Json) -> str:
    """As `_rate_words` says it."""
    return _rate_words(rate_from(stored))


def _rate_words(rate: Rate) -> str:
    """The rate and the counts it stands on; the counts alone where the denominator is 0."""
    if rate.numerator is None or rate.denominator is None:
        return _NO_NUMBER
    counts = f"{number(rate.numerator)}/{number(rate.denominator)}"
    return counts if rate.shown is None else f"{number(rate.shown)} ({counts})"


def _notes(content: Json) -> list[Paragraph]:
    """What n/N means, and for every total that is not complete the units it lacks.

    Units without any report are named in the opening and in Phụ lục II, and not again here.
    """
    lines = [
        "Ghi chú: n/N là số đơn vị có số liệu trên số đơn vị được yêu cầu báo cáo chỉ tiêu; cột “Số ước” là số đơn vị "
        f"báo cáo số ước thực hiện; dấu “{_NO_NUMBER}” là chưa có đơn vị nào có số liệu. Tỷ lệ được tính lại từ tử số "
        "và mẫu số (ghi trong ngoặc) của các đơn vị có đủ cả hai, không lấy trung bình các tỷ lệ. Các đơn vị chưa có "
        f"báo cáo ghi ở Phụ lục {labels(content)[UNITS]}.",
        *notes_on(content),
        *by_note(content["indicators"], lambda each: each["unverified"]),
    ]
    return [Paragraph(line) for line in lines]


def notes_on(content: Json) -> list[str]:
    """Which units the totals of a round lack, and which rates rest on few."""
    names = {unit["code"]: unit["name"] for unit in content["units"] if unit["version"]}
    indicators = content["indicators"]
    return [
        *by_note(indicators, lambda each: _lacking(each["missing"], names, "chưa có số liệu của")),
        *by_note(indicators, lambda each: _lacking(each["partial"], names, "chưa đủ các phần số liệu của")),
        *by_note(indicators, _small),
    ]


def _lacking(codes: Sequence[str], names: Mapping[str, str], words: str) -> str:
    lacking = "; ".join(names[code] for code in codes if code in names)
    return f"{words} {lacking}." if lacking else ""


def _small(indicator: Json) -> str:
    small = indicator["rate"] and rate_from(indicator["rate"]).small
    return "mẫu số nhỏ, tỷ lệ chỉ để tham khảo, cần đọc cùng số đếm trong ngoặc." if small else ""


def by_note(indicators: Sequence[Json], note_of: Callable[[Json], str]) -> list[str]:
    """One line for all indicators of which the same is to be said."""
    groups: dict[str, list[str]] = {}
    for indicator in indicators:
        if note := note_of(indicator):
            groups.setdefault(note, []).append(indicator["code"])
    return [f"Chỉ tiêu {', '.join(codes)}: {note[:1].lower()}{note[1:]}" for note, codes in groups.items()]


def _unit_rows(units: Sequence[Json]) -> list[Row]:
    return [
        (
            Cell(str(place), align="center"),
            Cell(unit["name"]),
            Cell(unit["paper"] or "", align="center"),
            Cell(day(date.fromisoformat(unit["submitted_on"])) if unit["submitted_on"] else "", align="center"),
            Cell(str(unit["number"] or ""), align="center"),
            Cell(_standing(unit)),
        )
        for place, unit in enumerate(units, start=1)
    ]


def _standing(unit: Json) -> str:
    """Whether the report is in, and whether its first sending was in time."""
    late = f"gửi chậm {unit['late_days']} ngày" if unit["late_days"] else "gửi đúng hạn"
    if unit["version"]:
        return f"đã tổng hợp, {late}"
    return f"chưa tổng hợp ({unit['state']})"
