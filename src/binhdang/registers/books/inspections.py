"""Inspections, violations, and urgent incidents without names (4.5)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from binhdang.registers.choices import Choice, parts_of
from binhdang.registers.columns import Day, Line, Paragraph
from binhdang.registers.entries import NOTE, PLACE, SUBJECT, Count, Draft, Register, begins, called, money
from binhdang.registers.models import Incident, Inspection, Violation
from binhdang.ui.templatetags.ui import day
from binhdang.values.refusals import Refusal

INSPECTIONS = Register(
    code="inspections",
    path="kiem-tra",
    noun="inspection",
    title="Sổ kiểm tra việc thực hiện pháp luật về bình đẳng giới",
    one="cuộc kiểm tra",
    model=Inspection,
    columns=(
        called(SUBJECT, "Nội dung kiểm tra"),
        Choice("kind", "Loại cuộc kiểm tra", options=parts_of("inspection")),
        begins("Ngày kiểm tra"),
        Line("body_seen", "Nơi được kiểm tra"),
        Paragraph("findings", "Kết quả kiểm tra", listed=False),
        Paragraph("recommendations", "Kiến nghị, yêu cầu khắc phục", required=False, listed=False),
        NOTE,
    ),
    counts={"KTR-01": Count(by="kind")},
)


def handled_with_a_day(draft: Draft, on: date) -> Refusal | None:
    """An act that was handled says when, and one that was not says no day."""
    handled = draft.values["status"] == "daxuly"
    if handled == (draft.values["handled_on"] is not None):
        return None
    return Refusal(
        "Tình trạng và ngày xử lý chưa khớp.",
        where="Ngày xử lý",
        value=day(draft.values["handled_on"]) or "để trống",
        rule="đã xử lý thì có ngày xử lý; chưa xử lý thì để trống.",
        remedy="nhập ngày xử lý, hoặc sửa tình trạng.",
    )


VIOLATIONS = Register(
    code="violations",
    path="vi-pham",
    noun="violation",
    title="Sổ hành vi vi phạm pháp luật về bình đẳng giới",
    one="hành vi vi phạm",
    model=Violation,
    columns=(
        called(SUBJECT, "Hành vi", help="Nêu hành vi, không nêu tên người."),
        Choice("field", "Lĩnh vực", options=parts_of("law_field")),
        begins("Ngày phát hiện"),
        Line("legal_basis", "Căn cứ pháp lý", help="Ví dụ: Điều 13 Nghị định 125/2021/NĐ-CP.", listed=False),
        Choice(
            "status",
            "Tình trạng",
            options=(("moi", "Mới phát hiện"), ("dangxuly", "Đang xử lý"), ("daxuly", "Đã xử lý")),
        ),
        Day("handled_on", "Ngày xử lý", required=False),
        Line("sanction", "Hình thức xử lý", required=False, listed=False),
        money("fine", "Tiền phạt", total=True),
        Paragraph("remedy", "Biện pháp khắc phục hậu quả", required=False, listed=False),
        NOTE,
    ),
    rules=(handled_with_a_day,),
    counts={
        "KTR-02": Count(by="field"),
        "KTR-03": Count(by="field", where={"status": ("daxuly",)}, day="handled_on"),
        "KTR-04": Count("fine", where={"status": ("daxuly",)}, day="handled_on"),
    },
)


def steps_in_order(draft: Draft, on: date) -> Refusal | None:
    """News comes before verifying, that before reporting, and a result last."""
    names = (("started_on", "Ngày nhận tin"), ("verified_on", "Ngày xác minh"), ("closed_on", "Ngày có kết quả"))
    known = [(draft.values[name], label) for name, label in names if draft.values[name]]
    for (earlier, before), (later, after) in pairwise(known):
        if later < earlier:
            return Refusal(
                "Các bước không theo thứ tự thời gian.",
                where=after,
                value=f"{day(later)}, trước {before.lower()} {day(earlier)}",
                rule="nhận tin, xác minh rồi mới có kết quả.",
                remedy="sửa lại ngày.",
            )
    return None


INCIDENTS = Register(
    code="incidents",
    path="vu-viec-dot-xuat",
    noun="incident",
    title="Sổ vụ việc đột xuất",
    one="vụ việc đột xuất",
    model=Incident,
    columns=(
        called(SUBJECT, "Vụ việc", help="Không nêu tên, tuổi chính xác hay địa chỉ của ai."),
        Choice(
            "kind",
            "Loại vụ việc",
            options=(
                ("baoluc", "Bạo lực trên cơ sở giới"),
                ("xamhai", "Xâm hại tình dục"),
                ("muaban", "Mua bán người"),
                ("taohon", "Tảo hôn, hôn nhân cận huyết"),
                ("khac", "Vụ việc khác"),
            ),
        ),
        begins("Ngày nhận tin"),
        called(PLACE, "Địa bàn"),
        Line("source", "Nguồn tin", help="Ví dụ: đường dây nóng, thôn báo. Không nêu tên người báo.", listed=False),
        Day("verified_on", "Ngày xác minh", required=False, listed=False),
        Paragraph("verified", "Kết quả xác minh", required=False, listed=False),
        Day("reported_on", "Ngày báo cáo cấp trên", required=False, listed=False),
        Line("reported_to", "Đã báo cáo nơi nào", required=False, listed=False),
        Paragraph("coordination", "Phối hợp xử lý, hỗ trợ", required=False, listed=False),
        Day("closed_on", "Ngày có kết quả", required=False),
        Paragraph("result", "Kết quả", required=False, listed=False),
        NOTE,
    ),
    rules=(steps_in_order,),
    counts={"KTR-05": Count(), "KTR-06": Count(day="closed_on")},
)
