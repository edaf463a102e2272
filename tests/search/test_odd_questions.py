"""Whatever is typed into the box, the page answers and says in Vietnamese what to do next."""

from collections.abc import Callable

import pytest
from django.test import Client

from binhdang.demo.world import World
from binhdang.registers.models import Training
from search.conftest import Page

Finds = Callable[..., Page]


@pytest.mark.parametrize("question", ["", "   ", "\t\n"])
def test_an_empty_question_is_told_what_may_be_typed(indexed: World, finds: Finds, question: str) -> None:
    page = finds(indexed.an, question)
    assert page.status == 200 and "Gõ từ cần tìm vào ô «Tìm khắp nơi»" in page.text


def test_the_bare_address_answers_too(indexed: World) -> None:
    client = Client()
    client.force_login(indexed.an)
    assert client.get("/tim/").status_code == 200
    assert client.post("/tim/", {"q": "x"}).status_code == 405
    assert Client().get("/tim/?q=x").status_code == 302


def test_nothing_found_says_what_to_try(indexed: World, finds: Finds, an_records: Callable[..., Training]) -> None:
    an_records("Tập huấn")
    page = finds(indexed.an, "tập huấn vũ trụ")
    assert page.status == 200 and not page.titles
    assert "Tìm thấy 0 kết quả" in page.text and "Bỏ bớt từ" in page.text
    assert 'value="tập huấn vũ trụ"' in page.source


@pytest.mark.parametrize("question", ["%", "_", "%%%", "--", "'", '"', "\\", "«»", "...", "%_%", "*", "\x01\x02\x1f"])
def test_signs_alone_are_no_question_and_find_nothing(
    indexed: World, finds: Finds, an_records: Callable[..., Training], question: str
) -> None:
    an_records("Tập huấn 100% cán bộ")
    page = finds(indexed.an, question)
    assert page.status == 422 and not page.titles
    assert "Câu tìm không có chữ hay số nào." in page.text and "không cần gõ dấu" in page.text


@pytest.mark.parametrize(
    "question",
    [
        "t%n", "t_p", "hu\\n", "%'; DROP TABLE search_searchrow; --", "' OR '1'='1", "tập) OR (1=1", "(?:a+)+$x",
    ],
)  # fmt: skip
def test_signs_within_a_word_stand_for_nothing_else(
    indexed: World, finds: Finds, an_records: Callable[..., Training], question: str
) -> None:
    an_records("Tập huấn 100% cán bộ")
    page = finds(indexed.an, question)
    assert page.status == 200 and not page.titles
    assert finds(indexed.an, "100% cán_bộ").titles == ["Tập huấn 100% cán bộ"]


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x7f", "\ufeff", "\u200b", '"', "«", "(", "\u2028", "\ud7ff"])
def test_signs_and_control_characters_around_words_do_not_matter(
    indexed: World, finds: Finds, an_records: Callable[..., Training], sign: str
) -> None:
    an_records("Tập huấn cán bộ")
    page = finds(indexed.an, f"{sign}tập {sign} huấn{sign}")
    assert page.status == 200 and page.titles == ["Tập huấn cán bộ"]


def test_a_nul_is_refused_as_everywhere(indexed: World, finds: Finds) -> None:
    page = finds(indexed.an, "tập\x00huấn")
    assert page.status == 422 and "ký tự NUL" in page.text


@pytest.mark.parametrize("question", ["a" * 201, "a " * 5000, "%" * 10_000, "ế" * 10_000, "(" * 10_000])
def test_a_question_of_ten_thousand_characters_is_refused_with_the_way_on(
    indexed: World, finds: Finds, question: str
) -> None:
    page = finds(indexed.an, question)
    assert page.status == 422 and len(page.source) < 20_000
    assert "Câu tìm quá dài." in page.text and "dài nhất 200 ký tự" in page.text and "giữ lại vài từ" in page.text


def test_too_many_words_are_refused_and_a_word_typed_twice_is_one(
    indexed: World, finds: Finds, an_records: Callable[..., Training]
) -> None:
    an_records("Tập huấn cán bộ")
    assert "nhiều nhất 12 từ" in finds(indexed.an, " ".join("abcdefghijklm")).text
    assert finds(indexed.an, "tập " * 30 + "huấn").titles == ["Tập huấn cán bộ"]


def test_bytes_that_are_no_text_do_no_harm(indexed: World) -> None:
    client = Client()
    client.force_login(indexed.an)
    for query in ("q=%ff%fe", "q=%ed%a0%80", "q[]=x", "q=a&q=b", "q=%F0%9F%98%80", "q=%E2%80%AEabc"):
        assert client.get(f"/tim/?{query}").status_code in (200, 422), query


def test_the_box_stands_on_every_page_with_its_label(indexed: World) -> None:
    for person in indexed.people.values():
        client = Client()
        client.force_login(person)
        for address in ("/", "/van-ban/", "/bao-cao/", "/khong-co/"):
            page = client.get(address).content.decode()
            assert '<label class="visually-hidden" for="tim">' in page, (person, address)
            assert page.count('id="tim"') == 1 and 'action="/tim/"' in page
