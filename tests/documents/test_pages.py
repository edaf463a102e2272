"""The pages of papers, as Khánh, Chi and An use them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binhdang.demo.world import World
from binhdang.documents.actions import new_outgoing, register_incoming
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.jobs.clock import pin

JUNE = datetime(2022, 6, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def window(world: World) -> Callable[[str], Client]:
    """`window("chi")`: the browser of a signed-in person on 10 June 2022."""
    pin(JUNE)

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name])
        return client

    return signed_in


def text(response: Any) -> str:
    return unescape(response.content.decode())


def a_file(data: bytes, name: str = "ke-hoach.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def an_incoming(world: World, number: str = "25", title: str = "Triển khai mục tiêu bình đẳng giới") -> OfficialPaper:
    return register_incoming(
        owner=world.district,
        kind="Kế hoạch",
        number=number,
        symbol="KH-SLĐTBXH",
        issued_on=date(2022, 3, 11),
        issuing_body="Sở Lao động - Thương binh và Xã hội",
        title=title,
        by=world.khanh,
        at=JUNE,
    )


def test_chi_uploads_the_plan_and_sees_what_was_read_and_what_is_missing(
    world: World, window: Callable[[str], Client], plan_text: bytes
) -> None:
    chi = window("chi")
    assert "Ủy ban nhân dân huyện Ia H'Drai" in text(chi.get("/van-ban/tai-len/"))
    sent = {"owner": world.district.public_id, "direction": "outgoing", "file": a_file(plan_text)}
    page = text(chi.post("/van-ban/tai-len/", sent, follow=True))
    assert "thiếu 4.4" in page
    assert "19 nhiệm vụ" in page
    assert page.count("chưa có") >= 2
    assert 'id="span-vb-1"' in page
    assert 'href="#span-vb-1"' in page


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [(b"", "trong.docx", "0 byte"), (bytes(range(256)) * 20, "may.docx", "may.docx"), (b"Xin chao", "a.txt", "a.txt")],
)
def test_a_bad_upload_shows_why_and_keeps_what_was_typed(
    world: World, window: Callable[[str], Client], data: bytes, name: str, said: str
) -> None:
    sent = {
        "owner": world.district.public_id,
        "direction": "incoming",
        "file": a_file(data, name),
        "number": "25",
        "symbol": "KH-SLĐTBXH",
        "issued_on": "11/3/2022",
    }
    response = window("khanh").post("/van-ban/tai-len/", sent)
    page = text(response)
    assert response.status_code == 422
    assert said in page
    assert "Cách khắc phục" in page
    assert 'value="KH-SLĐTBXH"' in page
    assert 'value="11/3/2022"' in page
    assert not OfficialPaper.objects.exists()


def test_an_upload_over_the_limit_is_refused_with_its_size(
    world: World, window: Callable[[str], Client], settings: Any, plan_text: bytes
) -> None:
    settings.MAX_UPLOAD_BYTES = 1024
    sent = {"owner": world.district.public_id, "direction": "outgoing", "file": a_file(plan_text, "to.txt")}
    response = window("chi").post("/van-ban/tai-len/", sent)
    assert response.status_code == 422
    assert "Tệp quá lớn" in text(response)


def test_khanh_registers_an_incoming_paper_and_a_wrong_one_keeps_its_words(
    world: World, window: Callable[[str], Client]
) -> None:
    typed = {
        "owner": world.district.public_id,
        "kind": "Kế hoạch",
        "number": "25",
        "symbol": "KH-SLĐTBXH",
        "issued_on": "11/3/2022",
        "issuing_body": "Sở LĐ-TB&XH",
        "title": "Mục tiêu bình đẳng giới",
    }
    khanh = window("khanh")
    wrong = khanh.post("/van-ban/den/dang-ky/", {**typed, "symbol": ""})
    assert wrong.status_code == 422
    assert "đi cùng nhau" in text(wrong)
    assert "Mục tiêu bình đẳng giới" in text(wrong)
    page = text(khanh.post("/van-ban/den/dang-ky/", typed, follow=True))
    assert "số đến 1" in page
    assert "25/KH-SLĐTBXH" in page


def test_khanh_numbers_and_sends_a_paper_from_its_page(world: World, window: Callable[[str], Client]) -> None:
    paper = new_outgoing(owner=world.district, kind="Kế hoạch", title="BĐG", by=world.chi, at=JUNE)
    khanh, url = window("khanh"), f"/van-ban/{paper.public_id}/"
    assert "Cấp số văn bản đi" in text(khanh.get(url))
    assert 'value="KH-UBND"' in text(khanh.get(url))
    assert "Cấp số văn bản đi" not in text(window("chi").get(url))
    late = khanh.post(f"{url}cap-so/", {"symbol": "KH-UBND", "issued_on": "11/6/2022"})
    assert late.status_code == 422
    assert 'value="11/6/2022"' in text(late)
    page = text(khanh.post(f"{url}cap-so/", {"symbol": "KH-UBND", "issued_on": "10/6/2022"}, follow=True))
    assert "01/KH-UBND" in page
    assert window("chi").post(f"{url}gui/", {"recipients": "Sở"}).status_code == 403
    khanh.post(f"{url}gui/", {"recipients": "- Sở LĐ-TB&XH;\n\n- UBND các xã."})
    assert OfficialPaper.objects.get(pk=paper.pk).recipients == ["Sở LĐ-TB&XH", "UBND các xã"]


def test_chi_links_the_plan_to_the_superiors_and_attaches_its_file_once(
    world: World, window: Callable[[str], Client]
) -> None:
    superior = an_incoming(world)
    paper = new_outgoing(owner=world.district, kind="Kế hoạch", title="BĐG", by=world.chi, at=JUNE)
    chi, url = window("chi"), f"/van-ban/{paper.public_id}/"
    page = text(chi.post(f"{url}lien-ket/", {"superior": superior.public_id}, follow=True))
    assert f'href="/van-ban/{superior.public_id}/"' in page
    assert f'href="{url}"' in text(chi.get(f"/van-ban/{superior.public_id}/"))
    assert chi.post(f"{url}lien-ket/", {"superior": "khong-co"}).status_code == 422
    assert chi.post(f"{url}dinh-kem/", {"file": a_file(b"ban ky", "ky.pdf")}).status_code == 302
    assert chi.post(f"{url}dinh-kem/", {"file": a_file(b"khac", "k.pdf")}).status_code == 422
    assert chi.get(f"{url}tep/").content == b"ban ky"


def test_the_list_finds_without_diacritics_and_narrows_by_direction_and_year(
    world: World, window: Callable[[str], Client]
) -> None:
    an_incoming(world)
    an_incoming(world, "26", "Phòng chống lụt bão")
    new_outgoing(owner=world.district, kind="Báo cáo", title="Của huyện", by=world.chi, at=JUNE)
    khanh = window("khanh")

    def listed(**wanted: Any) -> list[str]:
        page = text(khanh.get("/van-ban/", wanted))
        return [t for t in ("Triển khai mục tiêu", "Phòng chống lụt bão", "Của huyện") if t in page]

    assert len(listed()) == 3
    assert listed(q="lut BAO") == ["Phòng chống lụt bão"]
    assert listed(q="26/kh-sldtbxh") == ["Phòng chống lụt bão"]
    assert listed(direction="outgoing") == ["Của huyện"]
    assert listed(year="2021") == []
    assert len(listed(year="2022")) == 3
    assert len(listed(year="hai nghìn")) == 3
    assert "Không có văn bản nào khớp" in text(khanh.get("/van-ban/", {"q": "không có"}))


def test_the_list_is_paged_and_asks_the_database_no_more_for_more_papers(
    world: World, window: Callable[[str], Client]
) -> None:
    khanh = window("khanh")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert khanh.get("/van-ban/").status_code == 200
        return len(seen)

    an_incoming(world, "1", "Một")
    few = queries()
    for number in range(2, 32):
        an_incoming(world, str(number), f"Văn bản {number}")
    assert queries() == few
    assert "Trang 1/2" in text(khanh.get("/van-ban/"))
    assert "Một" in text(khanh.get("/van-ban/", {"trang": "2"}))


def test_what_is_not_ones_own_is_not_there(world: World, window: Callable[[str], Client]) -> None:
    paper = an_incoming(world)
    for name in ("an", "giang", "ha"):
        client = window(name)
        for path in ("", "tep/"):
            assert client.get(f"/van-ban/{paper.public_id}/{path}").status_code == 404
        for path in ("cap-so/", "gui/", "lien-ket/", "dinh-kem/"):
            assert client.post(f"/van-ban/{paper.public_id}/{path}").status_code == 404
    assert window("ha").get("/van-ban/tai-len/").status_code == 404
    assert window("minh").get("/van-ban/den/dang-ky/").status_code == 404
    assert OfficialPaper.objects.filter(direction=Direction.INCOMING).count() == 1
