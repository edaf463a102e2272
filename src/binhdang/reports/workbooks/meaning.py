"""What a row of a workbook means: its figure, exactly, or a refusal that names the cell."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from binhdang.reports import narrative
from binhdang.reports.numbers import parse_number
from binhdang.reports.workbooks.form import (
    ACTUAL,
    ESTIMATE,
    ESTIMATED,
    EXACT_DIGITS,
    INPUTS,
    LARGEST,
    NAME,
    NUMBER,
    PART,
    REASON,
    STATE,
    STATES,
)
from binhdang.reports.workbooks.package import NOT_XML
from binhdang.reports.workbooks.reading import NEW_FORM, Row, Sheet
from binhdang.values.figures import NOT_REPORTED, CellState, Figure
from binhdang.values.refusals import Refusal
from binhdang.values.texts import fold, nfc, same_spelling

_STATES = {"": CellState.GIVEN, CellState.NOT_REPORTED.label: CellState.NOT_REPORTED}
_STATES |= {state.label: state for state in STATES}
_ESTIMATES = {"": False, ACTUAL: False, ESTIMATED: True}
"""What may stand in the two columns of words, as it is chosen; typed by hand it may lack its marks."""
_LONGEST_REASON = 300


def figure_in(sheet: Sheet, row: Row, shown: Figure) -> Figure:
    """What the row says. `shown`: what the file showed when it was downloaded. Raises Refusal naming the cell."""
    number, state, estimate, reason = row.inputs
    if row.number in sheet.unfit_rows:
        _refuse_unfit(sheet, row)
    kind = CellState.GIVEN if state is None else _word(sheet, row, STATE, state, _STATES)
    said = _reason(sheet, row, reason, shown.reason)
    if kind is not CellState.GIVEN:
        return _empty(sheet, row, kind, said)
    about = estimate is not None and _word(sheet, row, ESTIMATE, estimate, _ESTIMATES)
    if number is None:
        return _nothing(sheet, row, said, about=about)
    return Figure(CellState.GIVEN, _number(sheet, row, number), about, shown.cumulative, said)


def _reason(sheet: Sheet, row: Row, cell: Any, shown: str) -> str:
    said = "" if cell is None else narrative.clean(_typed(sheet, row, REASON, cell))
    if said == shown or _seen(said) == _seen(
        shown
    ):  # what a spreadsheet cannot hold is not lost by its passing through
        return shown
    if len(said) > _LONGEST_REASON:
        rule = f"lý do không quá {_LONGEST_REASON} chữ."
        raise _bad(sheet, row, REASON, "Lý do quá dài.", f"{len(said)} chữ", rule, "viết ngắn lại.")
    return said


def _seen(text: str) -> str:
    """A text as a person sees it."""
    return " ".join(NOT_XML.sub("", text).split())


def _refuse_unfit(sheet: Sheet, row: Row) -> None:
    for header in INPUTS:
        why = sheet.unfit.get(f"{sheet.places[header]}{row.number}")
        if why:
            rule = "ô nhập chỉ nhận giá trị gõ thẳng vào: công thức, ô báo lỗi và số phần trăm có thể bị đọc sai."
            remedy = "gõ thẳng giá trị vào ô (hoặc chép rồi dán giá trị, định dạng General)."
            raise _bad(sheet, row, header, "Ô không có giá trị dùng được.", why, rule, remedy)


def _empty(sheet: Sheet, row: Row, kind: CellState, reason: str) -> Figure:
    number = row.inputs[0]
    if number is not None:
        rule = "một ô hoặc có số, hoặc trống theo một trong bốn cách."
        remedy = f"xóa số ở cột «{NUMBER}», hoặc để trống cột «{STATE}»."
        raise _bad(sheet, row, NUMBER, f"Ô vừa có số vừa ghi «{kind.label}».", f"«{_shown(number)}»", rule, remedy)
    if kind is CellState.NOT_REPORTED:
        return _nothing(sheet, row, reason, about=False)
    if kind is CellState.NO_DATA and not reason:
        rule = "ô «không có số liệu» phải có lý do và không được tính vào số đơn vị đã trả lời."
        remedy = "ghi lý do; nếu việc không xảy ra thì chọn «không phát sinh»."
        raise _bad(sheet, row, REASON, "Chưa ghi vì sao không có số liệu.", "lý do để trống", rule, remedy)
    return Figure(kind, reason=reason)


def _nothing(sheet: Sheet, row: Row, reason: str, *, about: bool) -> Figure:
    """No number and no kind of emptiness: not reported, where nothing else was said either."""
    if not reason and not about:
        return NOT_REPORTED
    what = "Có lý do nhưng ô không có số." if reason else "Ghi «ước» nhưng ô không có số."
    rule = "lý do và chữ «ước» đi cùng một số; lý do còn đi cùng «không có số liệu»."
    remedy = f"nhập số, hoặc chọn ở cột «{STATE}», hoặc xóa phần ghi thừa."
    raise _bad(sheet, row, NUMBER, what, f"lý do «{reason[:60]}»" if reason else "ô số để trống", rule, remedy)


def _number(sheet: Sheet, row: Row, cell: Any) -> Decimal:
    if isinstance(cell, str):
        return parse_number(nfc(cell), label=sheet.where(NUMBER, row.number))
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        day = isinstance(cell, dict)
        what = "Ô đang là ngày tháng, không phải số." if day else "Ô không phải là số."
        remedy = "xóa ô, định dạng General rồi gõ lại số." if day else "gõ lại số vào ô."
        raise _bad(sheet, row, NUMBER, what, _shown(cell), "cột này chỉ nhận số.", remedy)
    exact = Decimal(cell)
    if isinstance(cell, int) and -LARGEST <= cell <= LARGEST:
        return exact
    if len(exact.normalize().as_tuple().digits) > EXACT_DIGITS or abs(exact) > LARGEST:
        rule = f"bảng tính chỉ giữ đúng {EXACT_DIGITS} chữ số của một số."
        remedy = "gõ dấu nháy đơn (') trước số để ghi dạng chữ; nếu thừa phần lẻ thì làm tròn."
        raise _bad(sheet, row, NUMBER, "Số có quá nhiều chữ số.", str(cell), rule, remedy)
    return exact


def _word(sheet: Sheet, row: Row, header: str, cell: Any, known: Mapping[str, Any]) -> Any:
    typed = _typed(sheet, row, header, cell)
    found = known[typed] if typed in known else {fold(word): meant for word, meant in known.items()}.get(fold(typed))
    if found is None:
        words = [ACTUAL, ESTIMATED] if header == ESTIMATE else [state.label for state in STATES]
        rule = f"chỉ nhận «{'», «'.join(words)}», hoặc để trống."
        raise _bad(
            sheet, row, header, "Chữ này không có trong danh sách.", f"«{typed[:60]}»", rule, "chọn trong danh sách."
        )
    return found


def _typed(sheet: Sheet, row: Row, header: str, cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool) and header == REASON:
        return _shown(cell)
    raise _bad(sheet, row, header, "Ô này nhận chữ.", _shown(cell), "cột này chỉ nhận chữ.", "gõ lại bằng chữ.")


def refuse_torn(sheet: Sheet, row: Row, name: str, part: str) -> None:
    """Raise Refusal where the row's words are not those of its code: then its numbers may be another cell's."""
    for header, seen, expected in ((NAME, row.name, name), (PART, row.part, part)):
        if seen != expected and same_spelling(seen) != same_spelling(expected):
            rule = f"dòng mã {row.key} là «{expected}»; các ô của một dòng phải đi cùng nhau."
            remedy = "nếu đã sắp xếp, dán hoặc chèn ô trong bảng thì hoàn tác (Ctrl+Z); hoặc " + NEW_FORM
            raise _bad(sheet, row, header, "Dòng không còn khớp với mã của nó.", f"«{seen[:80]}»", rule, remedy)


def _bad(sheet: Sheet, row: Row, header: str, what: str, value: str, rule: str, remedy: str) -> Refusal:
    return Refusal(what, where=sheet.where(header, row.number), value=value, rule=rule, remedy=remedy)


def _shown(cell: Any) -> str:
    if isinstance(cell, dict):
        return str(cell.get("day", ""))
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell)
