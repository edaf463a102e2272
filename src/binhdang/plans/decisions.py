"""Decisions on proposals, cleaned and checked before they may bind anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from binhdang.plans.matching import Matcher
from binhdang.plans.models import TaskBody
from binhdang.plans.rules import refused
from binhdang.plans.states import Nature
from binhdang.plans.suggesting import Decision
from binhdang.values.texts import nfc

DEADLINE_KINDS = {
    "before": "trước ngày",
    "by": "chậm nhất ngày",
    "on": "vào ngày",
    "within": "trong thời gian",
    "recurring": "hằng năm vào ngày",
    "cadence": "lặp lại",
    "conditional": "khi có điều kiện",
}
"""Kinds of deadline as `vanban` names them, and as people read them."""
FREQUENCIES = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "six-monthly": "06 tháng",
    "nine-monthly": "09 tháng",
    "yearly": "hằng năm",
    "ad hoc": "đột xuất",
}


def task(decision: Decision, *, year: int, read_spans: Iterable[list[list[int]]], matcher: Matcher) -> Decision:
    """A decision on a task, cleaned. `read_spans`: where the paper names bodies; any other span would be invented."""
    label, text = nfc(str(decision["label"]).strip()), nfc(str(decision["text"]).strip())
    where = f"nhiệm vụ {label or 'chưa có số'}"
    if not label or len(label) > 60:
        raise refused(
            "Nhiệm vụ chưa có số hiệu hợp lệ.", where, label or "để trống", "nhập số hiệu, ví dụ 2.1 hoặc BS.1"
        )
    if not text:
        raise refused("Nhiệm vụ chưa có nội dung.", where, "để trống", "ghi nội dung nhiệm vụ như trong văn bản")
    if str(decision["nature"]) not in Nature.values:
        raise refused(
            "Chưa chọn tính chất nhiệm vụ.", where, str(decision["nature"]), "chọn một tính chất trong danh sách"
        )
    deadlines = [deadline(row, year, where) for row in decision["deadlines"]]
    conditional = any(row["condition"] for row in deadlines)
    if decision["nature"] == Nature.CONDITIONAL and not conditional:
        raise refused(
            "Nhiệm vụ có điều kiện nhưng chưa ghi điều kiện.", where, "để trống", "ghi điều kiện, hoặc đổi tính chất"
        )
    known = [sorted(map(list, spans)) for spans in read_spans]
    return {
        "label": label,
        "text": text,
        "nature": str(decision["nature"]),
        "group_label": nfc(str(decision.get("group_label") or "").strip())[:60],
        "group_title": nfc(str(decision.get("group_title") or "").strip())[:500],
        "bodies": bodies(decision["bodies"], known, matcher, where),
        "deadlines": deadlines,
    }


def bodies(
    rows: Iterable[Mapping[str, Any]], known: list[list[list[int]]], matcher: Matcher, where: str
) -> list[dict[str, Any]]:
    """The bodies of a decision, cleaned: known units, each once, from where the paper names them or with a basis."""
    units = {unit.code for unit in matcher.candidates}
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        code, spans = str(row["unit"]), [list(span) for span in row.get("spans") or []]
        basis = nfc(str(row.get("basis") or "").strip())[:500]
        if code not in units:
            raise refused("Đơn vị không có trong hệ thống.", where, code, "chọn đơn vị trong danh sách")
        if code in found:
            raise refused("Một cơ quan được nêu hai lần.", where, code, "giữ một dòng cho mỗi cơ quan")
        if row["part"] not in TaskBody.Part.values or row["manner"] not in TaskBody.Manner.values:
            raise refused("Chưa rõ vai trò của cơ quan.", where, code, "chọn chủ trì hoặc phối hợp, giao hoặc đề nghị")
        if spans and sorted(spans) not in known:
            raise refused(
                "Vị trí trong văn bản không nêu cơ quan này.", where, code, "đánh dấu là bổ sung và ghi căn cứ"
            )
        if not spans and not basis:
            raise refused(
                "Cơ quan bổ sung chưa có căn cứ.", where, code, "ghi căn cứ bổ sung, ví dụ số quyết định phân công"
            )
        found[code] = {"unit": code, "part": row["part"], "manner": row["manner"], "spans": spans, "basis": basis}
    return list(found.values())


def deadline(row: Mapping[str, Any], year: int, where: str) -> dict[str, Any]:
    """A deadline or condition, cleaned; its day must exist in the plan's year."""
    plain = {name: nfc(str(row.get(name) or "").strip()) for name in ("kind", "text", "month_day", "on", "condition")}
    if plain["kind"] not in DEADLINE_KINDS:
        raise refused(
            "Chưa chọn loại thời hạn.", where, plain["kind"] or "để trống", "chọn loại thời hạn trong danh sách"
        )
    if plain["kind"] == "conditional" and not plain["condition"]:
        raise refused("Chưa ghi điều kiện.", where, "để trống", "ghi điều kiện như trong văn bản")
    try:
        last_day(plain, year)
    except (ValueError, OverflowError):  # the day after the last one of the calendar
        seen = plain["on"] or plain["month_day"]
        raise refused("Ngày không có trên lịch.", where, seen, "nhập ngày và tháng, ví dụ 05/6") from None
    plain["text"] = plain["text"] or plain["condition"]
    return {**{name: value[:500] for name, value in plain.items()}, "spans": row.get("spans") or []}


def last_day(row: Mapping[str, Any], year: int) -> date | None:
    """`due_before_on` of a deadline: the first day on which the task is late; None where no day is said."""
    if row["kind"] in ("within", "cadence", "conditional"):
        return None
    if row.get("on"):
        named = date.fromisoformat(row["on"])
    elif row.get("month_day"):
        named = date.fromisoformat(f"{year}-{row['month_day']}")
    else:
        return None
    exclusive = row["kind"] == "before" or row["text"].casefold().startswith("trước")
    return named if exclusive else named + timedelta(days=1)


def reporting(decision: Decision, matcher: Matcher) -> Decision:
    """A decision on a reporting duty, cleaned: to whom is a unit, through whom a unit or nobody."""
    units = {unit.code for unit in matcher.candidates}
    where = "chế độ báo cáo"
    frequency, before = str(decision["frequency"]), str(decision.get("before") or "").strip()
    if frequency not in FREQUENCIES:
        raise refused("Chưa chọn kỳ báo cáo.", where, frequency or "để trống", "chọn kỳ báo cáo trong danh sách")
    if not re.fullmatch(r"|(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|0[1-9]|[12]\d|3[01]", before):
        raise refused("Ngày hạn báo cáo không đúng dạng.", where, before, "nhập ngày và tháng, ví dụ 05/6")
    for name, needed in (("to", True), ("through", False)):
        code = str(decision.get(name) or "")
        if (code or needed) and code not in units:
            raise refused("Chưa rõ báo cáo gửi đơn vị nào.", where, code or "để trống", "chọn đơn vị trong danh sách")
    through, text = str(decision.get("through") or ""), nfc(str(decision.get("text") or ""))[:500]
    return {"frequency": frequency, "before": before, "to": str(decision["to"]), "through": through, "text": text}
