"""A workbook that came back: whose it is, and for every cell of its form what a person put there.

Nothing is stored and nothing compared here. Every refusal names sheet, cell, value, rule and remedy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from binhdang.reports.workbooks.child import RawSheet, read_raw
from binhdang.reports.workbooks.form import (
    FORM,
    HEADERS,
    HIDDEN,
    INPUTS,
    KEY,
    NAME,
    PART,
    READ_BACK,
    TOTAL,
)
from binhdang.reports.workbooks.seals import Seal, SealBrokenError, unsealed
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NEW_FORM = "tải biểu mới rồi chép số vào."
_HEADER_WITHIN = 30
"""Rows among which the header is looked for: somebody may have written something above it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the form that asks a cell."""

    key: str
    name: str
    part: str
    number: int
    """Of the row, as the spreadsheet counts."""
    inputs: tuple[Any, Any, Any, Any]
    """What stands in the four columns that a person fills in."""


@dataclass
class Sheet:
    """A workbook as it was read. `places`: header → column letter."""

    file: str
    seal: Seal
    rows: list[Row]
    places: Mapping[str, str]
    unfit: Mapping[str, str] = field(default_factory=dict)
    unfit_rows: frozenset[int] = frozenset()
    """The rows that have such a cell."""

    def where(self, header: str, row: int) -> str:
        """As messages name a cell of the form."""
        return f"tệp «{self.file}», sheet «{FORM}», ô {self.places[header]}{row} ({header})"


def read_many(files: Iterable[tuple[str, bytes]]) -> Iterator[Sheet | Refusal]:
    """Each (name, bytes), in order: what was read, or why it is no form of ours."""
    for raw in read_raw(files):
        if isinstance(raw, Refusal):
            yield raw
            continue
        try:
            yield _sheet(raw)
        except Refusal as refusal:
            yield refusal


def read(data: bytes, *, name: str) -> Sheet:
    """One workbook. Raises Refusal."""
    (sheet,) = read_many([(name, data)])
    if isinstance(sheet, Refusal):
        raise sheet
    return sheet


def _sheet(raw: RawSheet) -> Sheet:
    try:
        seal = unsealed(raw.hidden[1:])
    except SealBrokenError as error:
        raise Refusal(
            "Phần dành cho hệ thống trong tệp không còn nguyên vẹn.",
            where=f"tệp «{raw.name}», sheet «{HIDDEN}» (ẩn), ô A2",
            value=f"«{str(raw.hidden[1] if len(raw.hidden) > 1 else '')[:40]}…»",
            rule="chỉ nhận biểu tải từ hệ thống này, đúng mẫu hiện hành; phần này không được sửa.",
            remedy=NEW_FORM,
        ) from error
    head = _header(raw)
    places = {header: place for place, cell in enumerate(raw.rows[head]) if (header := _text(cell)) in HEADERS}
    letters = {header: _letter(place) for header, place in places.items()}
    unfit_rows = frozenset(int(cell.lstrip(_CAPITALS)) for cell in raw.unfit)
    sheet = Sheet(raw.name, seal, [], letters, raw.unfit, unfit_rows)
    _refuse_merged(raw, sheet, head)
    sheet.rows.extend(_rows(raw, sheet, places, head))
    _refuse_missing(sheet)
    return sheet


def _header(raw: RawSheet) -> int:
    """The place of the header row."""
    for place, cells in enumerate(raw.rows[:_HEADER_WITHIN]):
        found = [text for cell in cells if (text := _text(cell))]
        if KEY not in found:
            continue
        bad = [header for header in READ_BACK if found.count(header) != 1]
        if not bad:
            return place
        raise _of_sheet(
            raw, f"dòng {place + 1}", "Dòng tiêu đề của biểu bị sửa.", f"thiếu hoặc trùng cột «{'», «'.join(bad)}»"
        )
    first = next((text for cells in raw.rows for cell in cells if (text := _text(cell))), "sheet trống")
    raise _of_sheet(raw, "ô A4", "Không tìm thấy dòng tiêu đề của biểu.", f"«{first[:60]}»")


def _of_sheet(raw: RawSheet, where: str, what: str, value: str) -> Refusal:
    rule = f"biểu có một dòng tiêu đề với các cột «{'», «'.join(HEADERS)}»."
    return Refusal(what, where=f"tệp «{raw.name}», sheet «{FORM}», {where}", value=value, rule=rule, remedy=NEW_FORM)


def _refuse_merged(raw: RawSheet, sheet: Sheet, head: int) -> None:
    for (top, left), (bottom, right) in raw.merged:
        if bottom >= head:
            raise Refusal(
                "Biểu có ô bị gộp.",
                where=f"tệp «{raw.name}», sheet «{FORM}», ô {_letter(left)}{top + 1}",
                value=f"gộp {_letter(left)}{top + 1}:{_letter(right)}{bottom + 1}",
                rule="mỗi ô của biểu đứng riêng; ô gộp chỉ giữ một giá trị.",
                remedy="bỏ gộp ô, nhập lại các giá trị bị mất rồi nạp lại.",
            )


def _rows(raw: RawSheet, sheet: Sheet, places: Mapping[str, int], head: int) -> Iterator[Row]:
    asked, seen = sheet.seal.revisions, set[str]()
    key_at, name_at, part_at, *inputs = (places[header] for header in (KEY, NAME, PART, *INPUTS))
    number_at, state_at, estimate_at, reason_at = inputs
    last = max(key_at, name_at, part_at, *inputs)
    for number, cells in enumerate(raw.rows[head + 1 :], start=head + 2):
        if len(cells) <= last:
            cells = [*cells, *[None] * (last + 1 - len(cells))]
        key = cells[key_at]
        if key not in asked:
            key = _text(key)
            if key.startswith(TOTAL.strip()) or (not key and all(_given(cells[place]) is None for place in inputs)):
                continue
        if key not in asked or key in seen:
            raise _strange_row(sheet, number, key, twice=key in seen)
        seen.add(key)
        name, part = str(cells[name_at] or ""), str(cells[part_at] or "")
        given = (
            _given(cells[number_at]),
            _given(cells[state_at]),
            _given(cells[estimate_at]),
            _given(cells[reason_at]),
        )
        yield Row(key, name, part, number, given)


def _strange_row(sheet: Sheet, number: int, key: str, *, twice: bool) -> Refusal:
    what = "Hai dòng mang cùng một mã ô." if twice else "Dòng này không thuộc biểu."
    return Refusal(
        what,
        where=sheet.where(KEY, number),
        value=f"«{key[:60]}»" if key else "ô mã để trống nhưng dòng có số liệu",
        rule="mỗi ô của kỳ báo cáo đứng trên đúng một dòng, nhận bằng mã ở cột đầu.",
        remedy="xóa dòng thêm vào, trả lại mã của dòng cũ; hoặc " + NEW_FORM,
    )


def _refuse_missing(sheet: Sheet) -> None:
    there = {row.key for row in sheet.rows}
    missing = [key for key in sheet.seal.revisions if key not in there]
    if missing:
        raise Refusal(
            f"Biểu thiếu {len(missing)} dòng.",
            where=f"tệp «{sheet.file}», sheet «{FORM}», cột {sheet.places[KEY]} ({KEY})",
            value=f"không còn dòng {', '.join(missing[:5])}{'…' if len(missing) > 5 else ''}",
            rule="mỗi ô của kỳ báo cáo đứng trên đúng một dòng; bỏ trống chứ không xóa dòng.",
            remedy=NEW_FORM,
        )


def _given(cell: Any) -> Any:
    """What stands in a cell; None for nothing, and for spaces that nobody sees."""
    return None if isinstance(cell, str) and not cell.strip() else cell


def _text(cell: Any) -> str:
    return " ".join(nfc(cell).split()) if isinstance(cell, str) else ""


def _letter(place: int) -> str:
    """The letters of a column by its place from 0."""
    letters = ""
    while place >= 0:
        letters, place = chr(65 + place % 26) + letters, place // 26 - 1
    return letters
