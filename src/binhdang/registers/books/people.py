"""Good examples, respected persons, and the campaigns of the Front and the mass organisations (3.3, III.4)."""

from __future__ import annotations

from binhdang.registers.choices import SEX, Choice
from binhdang.registers.columns import Line, Paragraph, Whole
from binhdang.registers.entries import (
    BASIS_OF_NAMING,
    ENDED_ON,
    NOTE,
    PLACE,
    STARTED_ON,
    SUBJECT,
    Count,
    Register,
    begins,
    by_sex,
    called,
)
from binhdang.registers.models import Campaign, GoodExample, RespectedPerson

_PERSON = Line(
    "person",
    "Họ và tên",
    help="Chỉ ghi khi có căn cứ nêu tên; số liệu không cần tên.",
    required=False,
    listed=False,
    personal=True,
    names=True,
)

GOOD_EXAMPLES = Register(
    code="good_examples",
    path="guong-dien-hinh",
    noun="good_example",
    title="Sổ gương điển hình",
    one="gương điển hình",
    model=GoodExample,
    columns=(
        called(SUBJECT, "Gương điển hình", help="Nêu việc làm, không nêu tên: ví dụ «Chi hội trưởng phụ nữ thôn 3»."),
        Choice("kind", "Tập thể hay cá nhân", options=(("canhan", "Cá nhân"), ("tapthe", "Tập thể"))),
        Choice("sex", "Giới tính", options=SEX, required=False, help="Tập thể thì để trống."),
        begins("Ngày giới thiệu"),
        _PERSON,
        BASIS_OF_NAMING,
        Paragraph("why", "Việc làm tiêu biểu", listed=False),
        Line("spread", "Đã giới thiệu ở đâu", required=False, help="Ví dụ: loa truyền thanh xã, hội nghị tổng kết."),
        NOTE,
    ),
    counts={"GDH-01": Count()},
)

RESPECTED_PERSONS = Register(
    code="respected_persons",
    path="nguoi-co-uy-tin",
    noun="respected_person",
    title="Sổ người có uy tín tham gia vận động",
    one="người có uy tín",
    model=RespectedPerson,
    columns=(
        called(SUBJECT, "Người có uy tín", help="Nêu vai trò, không nêu tên: ví dụ «Già làng thôn 1»."),
        Choice("sex", "Giới tính", options=SEX),
        begins("Ngày tham gia"),
        Line("role", "Vai trò trong cộng đồng"),
        _PERSON,
        BASIS_OF_NAMING,
        Paragraph("what", "Việc đã vận động", listed=False),
        NOTE,
    ),
    counts={"GDH-02": Count(by="sex")},
)

CAMPAIGNS = Register(
    code="campaigns",
    path="cuoc-van-dong",
    noun="campaign",
    title="Sổ cuộc vận động, phong trào của Mặt trận và đoàn thể",
    one="cuộc vận động",
    model=Campaign,
    columns=(
        called(SUBJECT, "Tên cuộc vận động, phong trào"),
        Line("led_by", "Tổ chức phát động"),
        STARTED_ON,
        ENDED_ON,
        PLACE,
        Paragraph("content", "Nội dung bình đẳng giới", listed=False),
        Whole("households", "Số hộ đăng ký", required=False, listed=False),
        *by_sex("Lượt"),
        NOTE,
    ),
    counts={"GDH-03": Count()},
)
