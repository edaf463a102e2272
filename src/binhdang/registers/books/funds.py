"""Money and goods for the work (4.6, III.3): planned, allocated, spent, mobilised. No more is spent than there is."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from binhdang.orgs.models import Unit
from binhdang.registers.choices import Choice
from binhdang.registers.columns import Line
from binhdang.registers.entries import NOTE, SUBJECT, Count, Draft, Register, Span, begins, called, money
from binhdang.registers.models import Fund
from binhdang.ui.templatetags.ui import day, number
from binhdang.values.refusals import Refusal

PLANNED, ALLOCATED, SPENT, CASH, GOODS = "dutoan", "duocgiao", "dachi", "huydongtien", "huydonghienvat"
BUDGET, OUTSIDE = "ngansach", "ngoaingansach"
_COMES = {BUDGET: ALLOCATED, OUTSIDE: CASH}


def source_fits_kind(draft: Draft, on: date) -> Refusal | None:
    """The budget is planned and allocated; what is mobilised comes from outside it."""
    kind, source = draft.values["kind"], draft.values["source"]
    if kind == SPENT or (source == BUDGET) == (kind in (PLANNED, ALLOCATED)):
        return None
    return Refusal(
        "Loại và nguồn chưa khớp.",
        where="Nguồn",
        value="ngân sách nhà nước" if source == BUDGET else "ngoài ngân sách",
        rule="dự toán và kinh phí được giao là ngân sách; tiền, hiện vật huy động là ngoài ngân sách.",
        remedy="sửa loại hoặc nguồn.",
    )


def mobilised_says_from_whom(draft: Draft, on: date) -> Refusal | None:
    """What is mobilised says from whom, and goods how they were valued."""
    kind, values = draft.values["kind"], draft.values
    lacks = "Huy động từ" if kind in (CASH, GOODS) and not values["partner"] else ""
    lacks = lacks or ("Cách quy tiền" if kind == GOODS and not values["valuation"] else "")
    if not lacks:
        return None
    return Refusal(
        f"Chưa nhập ô «{lacks}».",
        where=lacks,
        value="để trống",
        rule="nguồn huy động ghi rõ nơi hỗ trợ; hiện vật kèm cách quy ra tiền.",
        remedy="nhập nơi hỗ trợ; với hiện vật nêu căn cứ giá, ví dụ «giá hóa đơn».",
    )


def spent_within_what_came(unit: Unit) -> Refusal | None:
    """In a year, on each day, no more is spent from a source than was allocated or mobilised in it by then."""
    left: dict[tuple[int, str], int] = defaultdict(int)
    entries = Fund.objects.standing().filter(owner=unit, kind__in=(SPENT, ALLOCATED, CASH))
    for entry in sorted(entries, key=lambda each: (each.started_on, each.kind == SPENT, each.pk)):
        key = (entry.started_on.year, entry.source)
        before = left[key]
        left[key] += -entry.amount if entry.kind == SPENT else entry.amount
        if left[key] < 0:
            return Refusal(
                "Chi nhiều hơn kinh phí có được.",
                where=f"{entry.subject}, ngày {day(entry.started_on)}",
                value=f"chi {number(entry.amount)} đồng, còn {number(before)} đồng",
                rule="trong năm, số chi từ mỗi nguồn không vượt số được giao hoặc huy động đến ngày đó.",
                remedy="kiểm tra số tiền, ngày và nguồn; ghi kinh phí được giao còn thiếu trước.",
            )
    return None


FUNDS = Register(
    code="funds",
    path="kinh-phi",
    noun="fund",
    title="Sổ kinh phí, nguồn lực",
    one="khoản kinh phí",
    model=Fund,
    columns=(
        called(SUBJECT, "Nội dung"),
        Choice(
            "kind",
            "Loại",
            options=(
                (PLANNED, "Dự toán"),
                (ALLOCATED, "Được giao"),
                (SPENT, "Đã chi"),
                (CASH, "Huy động bằng tiền"),
                (GOODS, "Huy động bằng hiện vật"),
            ),
        ),
        Choice("source", "Nguồn", options=((BUDGET, "Ngân sách nhà nước"), (OUTSIDE, "Ngoài ngân sách"))),
        begins("Ngày"),
        money("amount", "Số tiền", required=True, listed=True),
        Line("partner", "Huy động từ", required=False),
        Line("valuation", "Cách quy tiền", required=False, listed=False),
        NOTE,
    ),
    rules=(source_fits_kind, mobilised_says_from_whom),
    counts={
        "NL-01": Count("amount", where={"kind": (PLANNED,)}, over=Span.YEAR),
        "NL-02": Count("amount", where={"kind": (ALLOCATED,)}, over=Span.YEAR),
        "NL-03": Count("amount", where={"kind": (GOODS,)}),
        "QL-06": Count("amount", where={"kind": (SPENT,), "source": (BUDGET,)}),
        "QL-07": Count("amount", where={"kind": (CASH, GOODS)}),
    },
    invariants=(spent_within_what_came,),
)
