"""The books of papers: numbers without gaps or doubles, files that never change, links, claims, and who sees what."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.documents.actions import (
    attach,
    claim,
    give_number,
    link_carried_out,
    mark_sent,
    new_outgoing,
    register_incoming,
    register_outgoing,
    release,
)
from binhdang.documents.models import Claim, Direction, NumberSeries, OfficialPaper
from binhdang.documents.rules import require_free
from binhdang.files.actions import read
from binhdang.values.refusals import NotAllowed, Refusal

JUNE = datetime(2022, 6, 10, 1, 12, tzinfo=UTC)  # 08:12 in Vietnam
TODAY = date(2022, 6, 10)


def a_report(world: World, title: str = "Kết quả công tác bình đẳng giới") -> OfficialPaper:
    return new_outgoing(owner=world.district, kind="Báo cáo", title=title, by=world.chi, at=JUNE)


def numbered(world: World, paper: OfficialPaper, on: date = TODAY) -> OfficialPaper:
    return give_number(paper, symbol="BC-UBND", issued_on=on, by=world.khanh, at=JUNE)


def ans_own_report(world: World, **changed: Any) -> OfficialPaper:
    typed: dict[str, Any] = {
        "owner": world.commune,
        "kind": "Báo cáo",
        "title": "Kết quả 06 tháng đầu năm",
        "number": "12",
        "symbol": "BC-UBND",
        "issued_on": date(2022, 6, 2),
        "signer_name": "Phạm Thanh Bình",
        "by": world.an,
        "at": JUNE,
    }
    return register_outgoing(**{**typed, **changed})


def test_khanh_gives_numbers_one_after_another_with_a_leading_zero_below_ten(world: World) -> None:
    first, second = numbered(world, a_report(world)), numbered(world, a_report(world))
    assert [first.number_symbol, second.number_symbol] == ["01/BC-UBND", "02/BC-UBND"]
    series = NumberSeries.objects.get(owner=world.district, direction=Direction.OUTGOING)
    assert (series.year, series.last_number) == (2022, 2)


def test_a_refused_number_leaves_no_gap(world: World) -> None:
    paper = numbered(world, a_report(world))
    with pytest.raises(Refusal, match="chỉ một lần"):
        numbered(world, paper)
    with pytest.raises(Refusal, match="sau ngày hôm nay"):
        numbered(world, a_report(world), on=TODAY + timedelta(days=1))
    assert numbered(world, a_report(world)).number == "02"


def test_the_year_and_the_unit_each_begin_at_one(world: World) -> None:
    numbered(world, a_report(world))
    assert numbered(world, a_report(world), on=date(2021, 12, 30)).number == "01"
    ours = new_outgoing(owner=world.commune, kind="Báo cáo", title="Của xã", by=world.an, at=JUNE)
    assert give_number(ours, symbol="BC-UBND", issued_on=TODAY, by=world.binh, at=JUNE).number == "01"


def test_a_number_given_outside_the_system_is_counted(world: World) -> None:
    assert ans_own_report(world).number_symbol == "12/BC-UBND"
    ours = new_outgoing(owner=world.commune, kind="Báo cáo", title="Đợt hai", by=world.an, at=JUNE)
    assert give_number(ours, symbol="BC-UBND", issued_on=TODAY, by=world.an, at=JUNE).number == "13"
    with pytest.raises(Refusal, match="mỗi số chỉ cấp một lần trong năm"):
        ans_own_report(world, issued_on=date(2022, 6, 9))


def test_only_khanh_numbers_and_sends_for_the_district(world: World) -> None:
    paper = a_report(world)
    for other in (world.chi, world.minh, world.an, world.ha):
        with pytest.raises(NotAllowed, match="không được cấp số"):
            give_number(paper, symbol="BC-UBND", issued_on=TODAY, by=other, at=JUNE)
    numbered(world, paper)
    with pytest.raises(NotAllowed):
        mark_sent(paper, recipients=["Sở LĐ-TB&XH"], by=world.chi, at=JUNE)
    assert mark_sent(paper, recipients=["Sở LĐ-TB&XH"], by=world.khanh, at=JUNE).sent_at == JUNE
    with pytest.raises(Refusal, match="chỉ gửi một lần"):
        mark_sent(paper, recipients=["Sở LĐ-TB&XH"], by=world.khanh, at=JUNE)


def test_a_paper_without_a_number_or_without_recipients_is_not_sent(world: World) -> None:
    paper = a_report(world)
    with pytest.raises(Refusal):
        mark_sent(paper, recipients=["Sở LĐ-TB&XH"], by=world.khanh, at=JUNE)
    numbered(world, paper)
    with pytest.raises(Refusal, match="0 nơi nhận"):
        mark_sent(paper, recipients=[], by=world.khanh, at=JUNE)
    assert OfficialPaper.objects.get(pk=paper.pk).sent_at is None


def test_the_file_of_a_paper_is_put_in_once_and_kept_byte_for_byte(world: World) -> None:
    paper = a_report(world)
    attach(paper, b"ban hanh", "bao-cao.docx", by=world.khanh, at=JUNE)
    with pytest.raises(Refusal, match="giữ nguyên từng byte"):
        attach(paper, b"ban khac", "khac.docx", by=world.khanh, at=JUNE)
    kept = OfficialPaper.objects.get(pk=paper.pk).file
    assert kept is not None
    assert read(kept) == b"ban hanh"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("number", "", "đi cùng nhau"),
        ("symbol", "", "đi cùng nhau"),
        ("number", "mười", "không đúng dạng"),
        ("number", "25/KH", "không đúng dạng"),
        ("symbol", "K" * 61, "quá dài"),
        ("kind", "  ", "tên loại"),
        ("title", "", "trích yếu"),
        ("issuing_body", " ", "cơ quan ban hành"),
        ("issued_on", date(2022, 6, 11), "sau ngày hôm nay"),
    ],
)
def test_a_header_typed_wrongly_is_refused_by_field(world: World, field: str, value: Any, said: str) -> None:
    typed: dict[str, Any] = {
        "owner": world.district,
        "kind": "Kế hoạch",
        "number": "25",
        "symbol": "KH-SLĐTBXH",
        "issued_on": date(2022, 3, 11),
        "issuing_body": "Sở Lao động - Thương binh và Xã hội",
        "title": "Triển khai các mục tiêu bình đẳng giới",
        "by": world.khanh,
        "at": JUNE,
    }
    with pytest.raises(Refusal, match=said):
        register_incoming(**{**typed, field: value})
    assert not OfficialPaper.objects.exists()
    paper = register_incoming(**typed, data=b"scan", name="25.pdf")
    assert (paper.arrival_number, paper.number_symbol) == (1, "25/KH-SLĐTBXH")
    assert paper.file is not None


def test_a_paper_carries_out_a_superiors_paper_in_the_same_books_and_never_itself(world: World) -> None:
    plan, superior, theirs = a_report(world), a_report(world, "Của cấp trên"), ans_own_report(world)
    link_carried_out(plan, superior, by=world.chi, at=JUNE)
    link_carried_out(plan, superior, by=world.chi, at=JUNE)
    assert list(plan.carries_out.all()) == [superior]
    assert Event.objects.filter(verb="paper.linked").count() == 1
    for wrong in (plan, theirs):
        with pytest.raises(Refusal, match="Không liên kết"):
            link_carried_out(plan, wrong, by=world.chi, at=JUNE)
    with pytest.raises(Refusal, match="Không liên kết"):
        link_carried_out(superior, plan, by=world.chi, at=JUNE)


def test_lan_is_told_that_chi_has_been_at_the_paper_since_0812_and_may_take_it_over_knowingly(world: World) -> None:
    paper = a_report(world)
    claim(paper, by=world.chi, at=JUNE)
    with pytest.raises(Refusal, match="Lê Quỳnh Chi đang làm văn bản này từ 08:12 ngày 10/06/2022"):
        claim(paper, by=world.lan, at=JUNE + timedelta(hours=1))
    with pytest.raises(Refusal, match="Lê Quỳnh Chi"):
        require_free(paper, by=world.lan)
    claim(paper, by=world.lan, at=JUNE + timedelta(hours=1), take_over=True)
    with pytest.raises(Refusal, match="Trần Ngọc Lan đang làm"):
        require_free(paper, by=world.chi)
    assert Event.objects.get(verb="claim.taken_over").details == {"from": "chi"}


def test_a_claim_once_released_is_free_and_only_its_holder_releases_it(world: World) -> None:
    paper = a_report(world)
    claim(paper, by=world.chi, at=JUNE)
    assert claim(paper, by=world.chi, at=JUNE + timedelta(hours=2)).since == JUNE
    release(paper, by=world.lan, at=JUNE)
    assert Claim.objects.get().user == world.chi
    release(paper, by=world.chi, at=JUNE)
    require_free(paper, by=world.lan)
    with pytest.raises(NotAllowed):
        claim(paper, by=world.giang, at=JUNE)


def test_giang_and_an_see_their_own_commune_and_the_district_sees_below_itself(world: World) -> None:
    ours, districts = ans_own_report(world), a_report(world)

    def seen_by(name: str) -> set[OfficialPaper]:
        return set(OfficialPaper.objects.visible_to(world.people[name], TODAY))

    assert seen_by("an") == seen_by("binh") == {ours}
    assert seen_by("giang") == set()
    assert seen_by("chi") == seen_by("khanh") == {ours, districts}
    assert seen_by("ha") == set()
