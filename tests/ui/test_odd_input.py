"""What no page of ours ever sends: whatever comes, the answer is a page in Vietnamese and never a crash."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from binhdang.demo.world import World
from binhdang.documents.actions import new_outgoing
from binhdang.documents.models import OfficialPaper
from binhdang.jobs.clock import pin

JUNE = datetime(2022, 6, 10, 1, 12, tzinfo=UTC)
MANY_DIGITS = "9" * 5000


@pytest.fixture
def khanh(world: World) -> Client:
    """Khánh's browser on 10 June 2022."""
    pin(JUNE)
    client = Client()
    client.force_login(world.khanh)
    return client


@pytest.mark.parametrize(
    "address",
    ["/van-ban/a%00b/", "/van-ban/?q=a%00b", "/nhat-ky/OfficialPaper/a%00b/", "/so-theo-doi/tap-huan/a%00b/"],
)
def test_a_nul_character_in_an_address_finds_nothing(world: World, khanh: Client, address: str) -> None:
    assert khanh.get(address).status_code in (200, 404, 422)


def test_a_nul_character_in_a_form_is_said_and_nothing_is_saved(world: World, khanh: Client) -> None:
    paper = new_outgoing(owner=world.district, kind="Báo cáo", title="Kết quả", by=world.khanh, at=JUNE)
    answer = khanh.post(
        f"/van-ban/{paper.public_id}/cap-so/", {"symbol": "BC-UBND", "issued_on": "10/06/2022", "x": "a\x00b"}
    )
    assert answer.status_code == 422
    assert "ký tự NUL" in answer.content.decode()
    assert OfficialPaper.objects.get(pk=paper.pk).number == ""


@pytest.mark.parametrize(
    "asked",
    [
        {"den_ngay": "31/12/9999"},
        {"tu_ngay": "01/01/0001"},
        {"truoc": MANY_DIGITS},
        {"truoc": "9" * 30},
    ],
)
def test_the_log_is_read_whatever_its_filter_says(world: World, asked: dict[str, str]) -> None:
    minh = Client()
    minh.force_login(world.minh)
    assert minh.get("/nhat-ky/", asked).status_code in (200, 422)


def test_a_paper_without_a_date_takes_no_impossible_one(world: World, khanh: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    text = "BÁO CÁO\nKết quả công tác bình đẳng giới\n\nI. Kết quả\n1. Đã mở lớp.\n"
    answer = khanh.post(
        "/van-ban/tai-len/",
        {
            "owner": world.district.public_id,
            "direction": "outgoing",
            "issued_on": "01/01/0001",
            "file": SimpleUploadedFile("bao-cao.txt", text.encode()),
        },
    )
    assert answer.status_code in (302, 422)


@pytest.mark.parametrize("header", ["HTTP_REFERER", "HTTP_HX_CURRENT_URL"])
def test_a_broken_way_back_leads_to_the_sign_in_page_all_the_same(world: World, client: Client, header: str) -> None:
    htmx = {"HTTP_HX_REQUEST": "true"} if "HX" in header else {}
    answer = client.post("/van-ban/den/dang-ky/", {"kind": "Kế hoạch"}, **{header: "http://[x"}, **htmx)
    assert answer.status_code in (200, 302)


def test_a_next_page_that_is_no_path_leads_home(world: World, khanh: Client) -> None:
    assert khanh.get("/dang-nhap/", {"next": "abc"})["Location"] == "/"
