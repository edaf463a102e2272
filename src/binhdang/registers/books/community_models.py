"""Support models (mô hình), how they are assessed, and the places where more are needed (2.2)."""

from __future__ import annotations

from binhdang.registers.choices import YES_NO, Choice, Reference, parts_of
from binhdang.registers.columns import Line, Paragraph, Whole
from binhdang.registers.entries import (
    NOTE,
    PLACE,
    SUBJECT,
    Count,
    Register,
    Span,
    begins,
    by_sex,
    called,
    money,
    until,
)
from binhdang.registers.models import CommunityModel, ModelAssessment, RiskPlace

_HELPED = "Từ lần ghi trước đến ngày này; một người được hỗ trợ hai lần là hai lượt."

MODELS = Register(
    code="models",
    path="mo-hinh",
    noun="community_model",
    title="Sổ mô hình hỗ trợ",
    one="mô hình hỗ trợ",
    model=CommunityModel,
    columns=(
        called(SUBJECT, "Tên mô hình"),
        Choice("kind", "Loại mô hình", options=parts_of("model_kind")),
        begins("Ngày thành lập"),
        until("Ngày dừng hoạt động"),
        PLACE,
        Line("host", "Nơi quản lý mô hình", listed=False),
        Line("deciding_document", "Quyết định thành lập", required=False, listed=False),
        *by_sex("Thành viên"),
        money("budget", "Kinh phí hoạt động một năm"),
        NOTE,
    ),
    counts={
        "MH-01": Count(by="kind", over=Span.STANDING),
        "MH-02": Count(),
        "MH-03.nam": Count("men", over=Span.STANDING),
        "MH-03.nu": Count("women", over=Span.STANDING),
    },
    lasting=True,
)

ASSESSMENTS = Register(
    code="model_assessments",
    path="danh-gia-mo-hinh",
    noun="model_assessment",
    title="Sổ theo dõi, đánh giá mô hình",
    one="lần đánh giá mô hình",
    model=ModelAssessment,
    columns=(
        called(SUBJECT, "Nội dung đánh giá"),
        Reference("about", "Mô hình", to=CommunityModel),
        begins("Ngày đánh giá"),
        Paragraph("criteria", "Tiêu chí đã xét", help="Mỗi tiêu chí một dòng, kèm nhận xét.", listed=False),
        Whole("score", "Điểm (trên 100)", largest=100, required=False),
        Choice("conclusion", "Kết luận", options=parts_of("model_conclusion")),
        Whole("helped_men", "Lượt nam được hỗ trợ", help=_HELPED, total=True),
        Whole("helped_women", "Lượt nữ được hỗ trợ", help=_HELPED, total=True),
        NOTE,
    ),
    counts={
        "MH-05": Count(by="conclusion"),
        "MH-04.nam": Count("helped_men"),
        "MH-04.nu": Count("helped_women"),
    },
)

RISK_PLACES = Register(
    code="risk_places",
    path="dia-ban-nguy-co",
    noun="risk_place",
    title="Sổ địa bàn nguy cơ cao, còn chênh lệch giới",
    one="địa bàn cần chú ý",
    model=RiskPlace,
    columns=(
        called(SUBJECT, "Vấn đề"),
        called(PLACE, "Thôn, làng, địa bàn"),
        begins("Từ ngày"),
        until("Đến ngày"),
        Line(
            "indicator_code",
            "Chỉ tiêu cho thấy",
            help="Mã chỉ tiêu, ví dụ CL-4-1; không có thì nêu căn cứ ở ô Lý do.",
            longest=40,
            required=False,
        ),
        Paragraph("reason", "Lý do", listed=False),
        Choice("wanted", "Đề nghị nhân rộng mô hình", options=YES_NO),
        NOTE,
    ),
    lasting=True,
)
