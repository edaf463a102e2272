"""An indicator as a row of a file: plain JSON in which what was left out has its default.

Files, the table, the history and the pages compare and keep indicators in this one form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from binhdang.indicators.models import Indicator, Target
from binhdang.orgs.models import Unit
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc

Row = dict[str, Any]

_TEXTS = (
    *("code", "group", "name", "name_en", "definition", "unit_label", "kind", "place_law", "period_law"),
    *("numerator", "numerator_split", "denominator", "denominator_split", "better", "register"),
    *("programme", "measure", "source", "unverified"),
)
_WHOLE_NUMBERS = ("scale", "per", "small_below", "order")
_LISTS = ("dimensions", "record_holders")
_DAYS = ("valid_from", "valid_to")
LINKS = ("numerator", "denominator")
DEFAULTS: Row = {
    **dict.fromkeys(_TEXTS, ""),
    "place_law": "sum",
    "period_law": "sum",
    "scale": 0,
    "per": 100,
    "small_below": 0,
    "order": 0,
    "dimensions": [],
    "record_holders": [],
    "asked": True,
    "valid_from": None,
    "valid_to": None,
}
"""Every field of a row but its targets, and what it is where the row does not say."""
NATIONAL, OVERRIDES = "targets", "overrides"
"""The targets of everybody, and those of single units and levels. Left out of a row they stay as they are."""
_TARGET_TEXTS = ("comparator", "value", "tolerance", "unit", "level", "source", "unverified")
_TARGET_DEFAULTS: Row = {
    **dict.fromkeys(_TARGET_TEXTS, ""),
    "tolerance": "0",
    "year": 0,
    "onwards": False,
    "valid_from": None,
    "valid_to": None,
}
MEANING = (
    *("kind", "scale", "dimensions", "place_law", "record_holders", "period_law", "per"),
    *("numerator", "numerator_split", "denominator", "denominator_split"),
)
"""The fields that say what a stored figure means and how it adds up."""
LABELS = {
    "code": "Mã",
    "group": "Nhóm",
    "name": "Tên chỉ tiêu",
    "name_en": "Tên tiếng Anh",
    "definition": "Khái niệm, phương pháp tính",
    "unit_label": "Đơn vị tính",
    "kind": "Loại số",
    "scale": "Số chữ số thập phân",
    "dimensions": "Phân tổ",
    "place_law": "Cộng qua địa bàn",
    "record_holders": "Đơn vị giữ số liệu gốc",
    "period_law": "Cộng qua thời gian",
    "numerator": "Tử số",
    "numerator_split": "Phần của tử số",
    "denominator": "Mẫu số",
    "denominator_split": "Phần của mẫu số",
    "per": "Tính trên",
    "small_below": "Cảnh báo khi mẫu số dưới",
    "better": "Chiều tốt lên",
    "register": "Đếm từ sổ",
    "programme": "Chiến lược, chương trình",
    "measure": "Số hiệu trong chương trình",
    "asked": "Tự đưa vào chế độ báo cáo",
    "source": "Nguồn",
    "unverified": "Chưa kiểm chứng",
    "order": "Thứ tự",
    "valid_from": "Áp dụng từ",
    "valid_to": "Áp dụng đến trước",
    "targets": "Mục tiêu chung",
    "overrides": "Mục tiêu riêng của đơn vị, cấp",
}
"""The fields in words."""


def normal(given: Mapping[str, Any]) -> Row:
    """A row with every field, in one spelling. Raises Refusal for a field that is unknown or no such value."""
    code = given.get("code")
    where = f"chỉ tiêu {code}" if isinstance(code, str) else "một chỉ tiêu không có mã"
    _refuse_unknown(given, {*DEFAULTS, NATIONAL, OVERRIDES}, where)
    row = {field: _plain(given.get(field, default), field, where) for field, default in DEFAULTS.items()}
    for field in (NATIONAL, OVERRIDES):
        if field in given:
            row[field] = _normal_targets(given[field], row["valid_from"], where)
    return row


def _normal_targets(given: Any, since: str | None, where: str) -> list[Row]:
    """In one order; one that does not say since when is valid as long as its indicator."""
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise _unfit("targets", given, where)
    rows = [_normal_target({**each, "valid_from": each.get("valid_from") or since}, where) for each in given]
    return sorted(rows, key=lambda row: (row["unit"], row["level"], row["year"], row["valid_from"] or ""))


def _normal_target(given: Row, where: str) -> Row:
    _refuse_unknown(given, set(_TARGET_DEFAULTS), where)
    row = {**_TARGET_DEFAULTS, **given}
    for field in _TARGET_TEXTS:
        if not isinstance(row[field], str):
            raise _unfit(field, row[field], where)
        row[field] = nfc(row[field])
    for field in ("value", "tolerance"):
        row[field] = _decimal(row[field], field, where)
    for field in _DAYS:
        row[field] = _day(row[field], field, where)
    if type(row["year"]) is not int or not isinstance(row["onwards"], bool):
        raise _unfit("year", row["year"], where)
    return row


def _refuse_unknown(given: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise Refusal(
            "Tệp có trường mà bộ chỉ tiêu không có.",
            where=where,
            value=", ".join(unknown),
            rule=f"các trường là {', '.join(sorted(known))}.",
            remedy="sửa tên trường trong tệp rồi nạp lại.",
        )


def _plain(value: Any, field: str, where: str) -> Any:
    if field in _TEXTS and isinstance(value, str):
        return nfc(value).strip()
    if field in _WHOLE_NUMBERS and type(value) is int and value >= 0:
        return value
    if field in _LISTS and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [nfc(each) for each in value]
    if field == "asked" and isinstance(value, bool):
        return value
    if field in _DAYS:
        return _day(value, field, where)
    raise _unfit(field, value, where)


def _day(value: Any, field: str, where: str) -> str | None:
    if value is None or isinstance(value, date):
        return value.isoformat() if value else None
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise _unfit(field, value, where) from error


def _decimal(value: str, field: str, where: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise _unfit(field, value, where) from error
    if not number.is_finite() or abs(number) >= 10**14 or number != round(number, 4):
        raise _unfit(field, value, where)
    return f"{number.normalize() + 0:f}"


def _unfit(field: str, value: Any, where: str) -> Refusal:
    return Refusal(
        "Giá trị của một trường không đọc được.",
        where=f"{where}, trường {field} ({LABELS.get(field, 'mục tiêu')})",
        value=str(value)[:200],
        rule="chữ, mã và số của mục tiêu ghi trong ngoặc kép, số đếm không ngoặc, ngày ghi 2025-12-31, danh sách ghi "
        "trong ngoặc vuông.",
        remedy="sửa giá trị đó rồi nạp lại.",
    )


def row_of(indicator: Indicator) -> Row:
    """An indicator of the table as a row, with its targets. Read it with `with_links` to spare queries."""
    row = {field: getattr(indicator, field) for field in DEFAULTS if field not in LINKS}
    for link in LINKS:
        side: Indicator | None = getattr(indicator, link)
        row[link] = side.code if side else ""
    targets = [target_row(target) for target in indicator.targets.all()]
    row[NATIONAL] = [each for each in targets if not each["unit"] and not each["level"]]
    row[OVERRIDES] = [each for each in targets if each["unit"] or each["level"]]
    return normal(row)


def target_row(target: Target) -> Row:
    """A target of the table as a row."""
    row = {field: getattr(target, field) for field in _TARGET_DEFAULTS if field != "unit"}
    row |= {"value": str(target.value), "tolerance": str(target.tolerance)}
    return _normal_target(row | {"unit": target.unit.code if target.unit else ""}, f"mục tiêu năm {target.year}")


def rows_of_table() -> dict[str, Row]:
    """Every indicator of the table as a row, by code."""
    indicators = Indicator.objects.select_related(*LINKS).prefetch_related("targets__unit")
    return {indicator.code: row_of(indicator) for indicator in indicators}


def short(row: Row) -> Row:
    """A row as a file holds it: without what has its default."""
    kept = {field: value for field, value in row.items() if field in DEFAULTS and value != DEFAULTS[field]}
    for field in (NATIONAL, OVERRIDES):
        if row.get(field):
            kept[field] = [_short_target(each) for each in row[field]]
    return kept


def _short_target(row: Row) -> Row:
    return {field: value for field, value in row.items() if value != _TARGET_DEFAULTS[field]}


def saved(row: Row, known: Mapping[str, Indicator]) -> Indicator:
    """The row as an unsaved indicator; those it is computed from must be known."""
    days = {field: date.fromisoformat(row[field]) if row[field] else None for field in _DAYS}
    links = {link: known[row[link]] if row[link] else None for link in LINKS}
    return Indicator(**{**{field: row[field] for field in DEFAULTS}, **days, **links})


def saved_targets(indicator: Indicator, rows: Iterable[Row], units: Mapping[str, Unit]) -> list[Target]:
    """The rows as unsaved targets."""
    return [
        Target(
            indicator=indicator,
            **{field: row[field] for field in ("year", "onwards", "comparator", "level", "source", "unverified")},
            value=Decimal(row["value"]),
            tolerance=Decimal(row["tolerance"]),
            unit=units[row["unit"]] if row["unit"] else None,
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in rows
    ]
