"""Publications (3.2): titles, and the copies that come in and go out. A unit's stock is never below zero, on no day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from binhdang.orgs.models import Unit
from binhdang.registers.choices import Choice, Reference
from binhdang.registers.columns import Line, Whole
from binhdang.registers.entries import NOTE, SUBJECT, Count, Draft, Register, Span, begins, called
from binhdang.registers.models import Entry, Publication, PublicationMove
from binhdang.ui.templatetags.ui import day, number
from binhdang.values.refusals import Refusal

ONLINE, SENT, RECEIVED = "tructuyen", "capdonvi", "nhan"

PUBLICATIONS = Register(
    code="publications",
    path="an-pham",
    noun="publication",
    title="Sổ ấn phẩm, sản phẩm truyền thông",
    one="ấn phẩm",
    model=Publication,
    columns=(
        called(SUBJECT, "Tên ấn phẩm"),
        Choice(
            "kind",
            "Loại",
            options=(
                ("toroi", "Tờ rơi, tờ gấp"),
                ("apphich", "Áp phích, pa nô, băng rôn"),
                ("sotay", "Sổ tay, tài liệu"),
                ("dia", "Đĩa, bài phát thanh"),
                (ONLINE, "Sản phẩm trực tuyến"),
            ),
        ),
        begins("Ngày có ấn phẩm"),
        Line("made_by", "Nơi biên soạn, phát hành", listed=False),
        Line("language", "Ngôn ngữ", longest=60, required=False, help="Ví dụ: tiếng Việt, tiếng Gia Rai."),
        Line("link", "Đường dẫn", longest=300, required=False, listed=False),
        NOTE,
    ),
    counts={"AP-04": Count(where={"kind": (ONLINE,)})},
)


def comes_from_outside_or_inside(draft: Draft, on: date) -> Refusal | None:
    """Copies that a unit of this system sent are received against its entry, so that they are counted once."""
    kind, receipt = draft.values["kind"], draft.values["receipt_of"]
    if (kind == RECEIVED) == (receipt is not None):
        return None
    return Refusal(
        "Phiếu nhận chưa khớp với phiếu cấp.",
        where="Theo mục cấp phát",
        value="để trống" if receipt is None else receipt.subject,
        rule="nhận từ đơn vị trong hệ thống thì chọn mục cấp phát của đơn vị đó; các loại khác thì để trống.",
        remedy="chọn mục cấp phát, hoặc đổi loại thành «Nhận từ nơi khác».",
    )


def _order(move: PublicationMove) -> tuple[date, int, int]:
    return move.started_on, -int(move.change > 0), move.pk


def never_below_zero(unit: Unit) -> Refusal | None:
    """On each day what has come in is at least what has gone out; what comes in on a day comes first."""
    stocks: dict[int, int] = defaultdict(int)
    moves = PublicationMove.objects.standing().filter(owner=unit).select_related("about")
    for move in sorted(moves, key=_order):
        before = stocks[move.about_id or 0]
        stocks[move.about_id or 0] += move.change
        if before + move.change < 0:
            return Refusal(
                "Không đủ ấn phẩm để xuất.",
                where=f"{move.about.subject if move.about else move.subject}, ngày {day(move.started_on)}",
                value=f"xuất {number(move.copies)}, tồn {number(before)}",
                rule="số tồn của đơn vị không bao giờ dưới 0, kể cả ở một ngày đã qua.",
                remedy="kiểm tra số lượng và ngày; ghi phiếu nhận còn thiếu trước.",
            )
    return None


def received_within_sent(unit: Unit) -> Refusal | None:
    """What units received against one entry is not more than it handed out."""
    touched = list(Entry.objects.select_for_update().filter(pk__in=_touched(unit)).values_list("pk", flat=True))
    received = (
        PublicationMove.objects.standing()
        .filter(receipt_of__in=touched)
        .values("receipt_of")
        .annotate(copies=Sum("copies"))
    )
    sums = {row["receipt_of"]: row["copies"] for row in received}
    for sent in PublicationMove.objects.filter(pk__in=sums):
        known = sent.copies if sent.withdrawn_at is None and sent.kind == SENT else 0
        if sums[sent.pk] > known:
            return Refusal(
                "Số nhận nhiều hơn số cấp.",
                where=sent.subject,
                value=f"nhận {number(sums[sent.pk])}, cấp {number(known)}",
                rule="tổng số các đơn vị nhận theo một mục cấp phát không vượt số đã cấp.",
                remedy="sửa số lượng, hoặc rút phiếu nhận trước khi rút phiếu cấp.",
            )
    return None


def _touched(unit: Unit) -> list[int]:
    own = PublicationMove.objects.filter(owner=unit)
    received = own.exclude(receipt_of=None).values_list("receipt_of", flat=True)
    return [*own.filter(kind=SENT).values_list("pk", flat=True), *received]


PUBLICATION_MOVES = Register(
    code="publication_moves",
    path="nhap-xuat-an-pham",
    noun="publication_move",
    title="Sổ nhập, xuất ấn phẩm",
    one="lần nhập, xuất ấn phẩm",
    model=PublicationMove,
    columns=(
        called(SUBJECT, "Nội dung nhập, xuất"),
        Reference("about", "Ấn phẩm", to=Publication),
        Choice(
            "kind",
            "Loại",
            options=(
                (RECEIVED, "Nhận từ đơn vị trong hệ thống"),
                ("nhanngoai", "Nhận từ nơi khác"),
                ("tuin", "Tự in, tự làm"),
                ("capnguoi", "Cấp phát đến người dùng"),
                (SENT, "Cấp cho đơn vị"),
                ("hong", "Hỏng, mất"),
            ),
        ),
        begins("Ngày"),
        Whole("copies", "Số bản", largest=1_000_000),
        Line("partner", "Nơi giao hoặc nhận", required=False, help="Ví dụ: Trường THCS, thôn 3, Sở LĐ-TB&XH."),
        Reference("receipt_of", "Theo mục cấp phát", to=PublicationMove, kinds=(SENT,), required=False),
        NOTE,
    ),
    rules=(comes_from_outside_or_inside,),
    counts={
        "AP-01": Count("copies", where={"kind": ("nhanngoai", "tuin")}),
        "AP-02": Count("copies", where={"kind": ("capnguoi",)}),
        "AP-03": Count("change", over=Span.UNTIL),
    },
    invariants=(never_below_zero, received_within_sent),
)


@dataclass(frozen=True, slots=True)
class Stock:
    """What a unit has of one publication."""

    unit: Unit
    title: str
    came: int
    went: int

    @property
    def left(self) -> int:
        """The copies left."""
        return self.came - self.went


def stocks(moves: Iterable[PublicationMove]) -> list[Stock]:
    """The stock of every unit and publication among some moves, by unit and title."""
    came: dict[tuple[Unit, str], int] = defaultdict(int)
    went: dict[tuple[Unit, str], int] = defaultdict(int)
    for move in moves:
        key = (move.owner, move.about.subject if move.about else move.subject)
        (came if move.change >= 0 else went)[key] += move.copies
    keys = sorted({*came, *went}, key=lambda key: (key[0].code, key[1]))
    return [Stock(unit, title, came[unit, title], went[unit, title]) for unit, title in keys]
