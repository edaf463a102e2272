"""The directory of local support services (3.3): entered by units, none of them built in."""

from __future__ import annotations

from binhdang.registers.choices import Choice
from binhdang.registers.columns import Line
from binhdang.registers.entries import NOTE, PLACE, SUBJECT, Count, Register, Span, begins, called, until
from binhdang.registers.models import SupportService

SERVICES = Register(
    code="services",
    path="dich-vu-ho-tro",
    noun="support_service",
    title="Danh bạ dịch vụ hỗ trợ tại địa phương",
    one="dịch vụ hỗ trợ",
    model=SupportService,
    columns=(
        called(SUBJECT, "Tên dịch vụ, cơ sở"),
        Choice(
            "kind",
            "Loại dịch vụ",
            options=(
                ("duongdaynong", "Đường dây nóng"),
                ("tamlanh", "Tạm lánh, địa chỉ tin cậy"),
                ("phaply", "Trợ giúp pháp lý"),
                ("yte", "Y tế"),
                ("tamly", "Tư vấn, tham vấn"),
                ("congan", "Công an, bảo vệ khẩn cấp"),
                ("khac", "Dịch vụ khác"),
            ),
        ),
        Line("phone", "Điện thoại", longest=60),
        called(PLACE, "Địa chỉ"),
        Line("hours", "Giờ phục vụ", longest=100, required=False),
        Line("responsible", "Cơ quan phụ trách", listed=False),
        begins("Hoạt động từ ngày"),
        until("Đến ngày"),
        NOTE,
    ),
    counts={"DVHT-01": Count(over=Span.STANDING)},
    lasting=True,
)
