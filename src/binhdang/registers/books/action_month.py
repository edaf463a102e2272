"""The Action Month for gender equality and its launch (3.4)."""

from __future__ import annotations

from binhdang.registers.choices import Choice
from binhdang.registers.columns import Line, Paragraph
from binhdang.registers.entries import (
    ENDED_ON,
    NOTE,
    PLACE,
    STARTED_ON,
    SUBJECT,
    Count,
    Register,
    by_sex,
    called,
    money,
)
from binhdang.registers.models import ActionMonthEvent

ACTION_MONTH = Register(
    code="action_month",
    path="thang-hanh-dong",
    noun="action_month_event",
    title="Sổ Tháng hành động vì bình đẳng giới",
    one="hoạt động của Tháng hành động",
    model=ActionMonthEvent,
    columns=(
        called(SUBJECT, "Hoạt động"),
        Choice(
            "kind",
            "Loại",
            options=(
                ("lephatdong", "Lễ phát động"),
                ("mittinh", "Mít tinh, diễu hành"),
                ("toadam", "Tọa đàm, hội thi"),
                ("thamhoi", "Thăm hỏi, hỗ trợ"),
                ("khac", "Hoạt động khác"),
            ),
        ),
        Line("theme", "Chủ đề của năm", longest=300, listed=False),
        Paragraph("messages", "Thông điệp", help="Mỗi thông điệp một dòng.", required=False, listed=False),
        Line(
            "condition",
            "Điều kiện kế hoạch nêu",
            help="Ví dụ: nếu dịch bệnh ổn định.",
            required=False,
            listed=False,
        ),
        STARTED_ON,
        ENDED_ON,
        PLACE,
        *by_sex("Lượt"),
        money("budget", "Kinh phí"),
        Paragraph("result", "Kết quả", required=False, listed=False),
        NOTE,
    ),
    counts={
        "THD-01": Count(),
        "THD-02.nam": Count("men"),
        "THD-02.nu": Count("women"),
        "THD-03": Count("budget"),
    },
)
