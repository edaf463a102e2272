"""What must be right about a paper before it stands in the books."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import get_default_timezone, localtime

from binhdang.accounts.models import User
from binhdang.documents.models import Claim, Direction, OfficialPaper
from binhdang.orgs.models import Unit
from binhdang.values.refusals import Refusal


def typed_header(*, kind: str, number: str, symbol: str, issued_on: date | None, title: str, today: date) -> None:
    """Raise Refusal where a header typed by hand is incomplete or impossible (Nghị định 30/2020, Phụ lục VI)."""
    if not kind:
        raise _missing("Chưa có tên loại văn bản.", "tên loại", "chọn hoặc nhập tên loại, ví dụ «Kế hoạch»")
    if not title:
        raise _missing("Chưa có trích yếu.", "trích yếu", "nhập trích yếu đúng như trên văn bản")
    number_and_symbol(number, symbol)
    not_ahead(issued_on, today)


def number_and_symbol(number: str, symbol: str) -> None:
    """A number is digits, with at most one letter after them, and stands together with its symbol (Điều 8)."""
    if bool(number) != bool(symbol):
        raise Refusal(
            "Số và ký hiệu văn bản phải đi cùng nhau.",
            where="số, ký hiệu",
            value=f"số «{number}», ký hiệu «{symbol}»",
            remedy="nhập đủ cả hai, ví dụ số 25 và ký hiệu KH-SLĐTBXH; văn bản không có số thì để trống cả hai.",
        )
    if len(symbol) > 60:
        raise Refusal(
            "Ký hiệu văn bản quá dài.",
            where="ký hiệu",
            value=f"{len(symbol)} ký tự",
            rule="ký hiệu dài nhất 60 ký tự.",
            remedy="kiểm tra lại, chỉ nhập phần sau dấu gạch chéo.",
        )
    digits = number[:-1] if number[-1:].isalpha() else number
    if number and not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):
        raise Refusal(
            "Số văn bản không đúng dạng.",
            where="số văn bản",
            value=number,
            rule="số là chữ số Ả Rập, thêm nhiều nhất một chữ cái (Nghị định 30/2020/NĐ-CP, Phụ lục I).",
            remedy="chỉ nhập phần trước dấu gạch chéo, ví dụ 25 trong 25/KH-SLĐTBXH.",
        )


def not_ahead(issued_on: date | None, today: date) -> None:
    """A paper does not carry a day that is still to come."""
    if issued_on is not None and issued_on > today:
        raise Refusal(
            "Ngày ban hành ở sau ngày hôm nay.",
            where="ngày ban hành",
            value=f"{issued_on:%d/%m/%Y}",
            rule=f"hôm nay là {today:%d/%m/%Y}.",
            remedy="kiểm tra lại ngày, tháng, năm trên văn bản.",
        )


def not_registered_before(
    owner: Unit, direction: Direction, *, number: str, symbol: str, issued_on: date | None, issuing_body: str
) -> None:
    """One paper stands in the books once; an outgoing number is given once a year (Nghị định 30/2020, Điều 15)."""
    if not number or issued_on is None:
        return
    same = OfficialPaper.objects.filter(owner=owner, direction=direction, number=number, symbol=symbol)
    if direction == Direction.OUTGOING:
        same = same.filter(issued_on__year=issued_on.year)
    else:
        same = same.filter(issued_on=issued_on, issuing_body=issuing_body)
    if same.exists():
        raise Refusal(
            "Văn bản này đã có trong sổ.",
            where=f"sổ {direction.label}",
            value=f"số {number}/{symbol} ngày {issued_on:%d/%m/%Y}",
            rule="mỗi văn bản vào sổ một lần, mỗi số chỉ cấp một lần trong năm.",
            remedy="tìm văn bản trong sổ theo số, ký hiệu; nếu là văn bản khác, kiểm tra lại số và ngày.",
        )


def not_taken_in_before(owner: Unit, digest: str) -> None:
    """The same bytes stand in one unit's books once; a second plan from them would ask everybody twice."""
    same = OfficialPaper.objects.filter(owner=owner, file__sha256=digest).first()
    if same is not None:
        raise Refusal(
            "Tệp này đã có trong sổ, nên không đưa vào lần nữa.",
            where=f"sổ {Direction(same.direction).label}",
            value=f"{same.kind or 'văn bản'} {same.number_symbol or 'chưa có số'}: {same.title[:120]}",
            rule="mỗi văn bản vào sổ một lần.",
            remedy="mở văn bản đã có trong sổ; nếu là văn bản khác, kiểm tra lại đã chọn đúng tệp chưa.",
        )


def same_or_empty(field: str, *, read: str, typed: str) -> str:
    """What the paper says; what was typed where it says nothing. Raises Refusal where the two differ."""
    if read and typed and read != typed:
        raise Refusal(
            "Giá trị nhập khác với giá trị trên văn bản.",
            where=field,
            value=f"nhập «{typed}», trên văn bản «{read}»",
            rule="số và ngày ghi trên văn bản được giữ nguyên.",
            remedy="để trống ô này, hoặc kiểm tra đã chọn đúng tệp chưa.",
        )
    return read or typed


def require_free(paper: OfficialPaper, *, by: User) -> None:
    """Raise Refusal where someone else is working on the paper."""
    held = Claim.objects.filter(paper=paper).exclude(user=by).select_related("user").first()
    if held is not None:
        raise held_by_other(held)


def held_by_other(held: Claim) -> Refusal:
    """What the second person is told."""
    since = localtime(held.since, get_default_timezone())
    return Refusal(
        f"{held.user.full_name} đang làm văn bản này từ {since:%H:%M} ngày {since:%d/%m/%Y}.",
        where="văn bản đang xử lý",
        rule="mỗi lúc một người xử lý một văn bản, để không ai ghi đè lên việc của người khác.",
        remedy="chờ người đó xong, hoặc bấm «Nhận làm tiếp» sau khi đã báo cho người đó.",
    )


def _missing(what: str, where: str, remedy: str) -> Refusal:
    return Refusal(what, where=where, value="để trống", remedy=f"{remedy}.")
