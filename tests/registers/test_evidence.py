"""An adds photographs: everybody who may see them sees them small, and nobody sees where they were taken."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from binhdang.registers.trainings import TRAININGS
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.files.models import StoredFile
from binhdang.jobs.clock import pin
from binhdang.registers import actions
from binhdang.registers.models import Training
from binhdang.values.refusals import Refusal
from photographs import HELD_ON_THE_SIDE, is_upright, opened, photograph, png_of, saved, scene, told_beside

Record = Callable[..., Training]
SignIn = Callable[[Any], Client]


@pytest.fixture
def as_(world: World, now: datetime) -> SignIn:
    """`as_(world.an)`: a browser in which the person is signed in, on the morning of 10 May 2022."""
    pin(now)

    def sign_in(person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


def address(name: str, training: Training, *more: str) -> str:
    return reverse(f"registers:{name}", args=[TRAININGS, training.public_id, *more])


def sends(browser: Client, training: Training, data: bytes, name: str) -> Any:
    """Post a file, and look at the page that comes back."""
    given = {"tep": SimpleUploadedFile(name, data)}
    return browser.post(address("evidence_add", training), given, follow=True)


def shown(html: str) -> dict[str, str]:
    """The attributes of the one thumbnail on a page."""
    (found,) = re.findall(r"<img ([^>]*)>", html)
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found))


def kept_bytes() -> set[Path]:
    return {path for path in Path(default_storage.path("")).rglob("*") if path.is_file()}


def test_a_photograph_comes_back_upright_and_without_the_place(world: World, as_: SignIn, an_records: Record) -> None:
    training, an = an_records(), as_(world.an)
    page = sends(an, training, photograph(way=HELD_ON_THE_SIDE), "Lớp học.jpg").content.decode()
    assert page.count("Vị trí chụp và thông tin riêng kèm ảnh đã được gỡ trước khi lưu.") == 2  # now, and for good
    file = training.evidence.get().file
    data = an.get(address("evidence", training, file.public_id)).content
    assert told_beside(data) == {}
    event = Event.objects.get(verb="training.evidence_added")
    assert event.details == {"file": "Lớp học.jpg", "sha256": file.sha256, "removed": "location"}
    assert opened(data).getexif() == {0x0112: HELD_ON_THE_SIDE}


def test_the_page_shows_it_small_to_those_who_may_see_the_entry(world: World, as_: SignIn, an_records: Record) -> None:
    training = an_records()
    sends(as_(world.an), training, photograph(way=HELD_ON_THE_SIDE), "Lớp học.jpg")
    for person in (world.an, world.binh, world.chi, world.minh):
        browser = as_(person)
        image = shown(browser.get(address("detail", training)).content.decode())
        assert image["alt"] == "Ảnh thu nhỏ của «Lớp học.jpg»" and image["loading"] == "lazy"
        answer = browser.get(image["src"])
        assert answer["Content-Type"] == "image/webp" and len(answer.content) < 20_000
        thumbnail = opened(answer.content)
        assert (int(image["width"]), int(image["height"])) == thumbnail.size == (240, 180)
        assert is_upright(thumbnail)


def test_for_giang_and_for_strangers_the_thumbnail_does_not_exist(
    world: World, as_: SignIn, an_records: Record
) -> None:
    training, other = an_records(), an_records(place="Thôn 2")
    sends(as_(world.an), training, photograph(), "a.jpg")
    file = training.evidence.get().file
    url = address("thumbnail", training, file.public_id)
    seen = as_(world.an).get(url)
    for person in (world.giang, world.ha):
        assert as_(person).get(url, headers={"If-None-Match": seen["ETag"]}).status_code == 404
    assert Client().get(url).status_code == 302
    assert as_(world.an).get(address("thumbnail", other, file.public_id)).status_code == 404


def test_a_browser_fetches_a_thumbnail_once_and_keeps_it_for_that_person_alone(
    world: World, as_: SignIn, an_records: Record
) -> None:
    training, an = an_records(), as_(world.an)
    sends(an, training, photograph(), "a.jpg")
    url = address("thumbnail", training, training.evidence.get().file.public_id)
    first = an.get(url)
    assert first["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "Cookie" in first["Vary"]  # whoever signs in next on this computer asks again
    assert first["X-Content-Type-Options"] == "nosniff"
    again = an.get(url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content


def test_a_list_as_pdf_shows_its_kind_and_has_no_thumbnail(world: World, as_: SignIn, an_records: Record) -> None:
    training, an = an_records(), as_(world.an)
    page = sends(an, training, b"%PDF-1.4\n%%EOF\n", "Danh sách.pdf").content.decode()
    assert "<img" not in page and ">PDF</span>" in page and "được gỡ trước khi lưu." not in page
    file = training.evidence.get().file
    assert an.get(address("thumbnail", training, file.public_id)).status_code == 404


def test_a_lost_thumbnail_takes_nothing_else_with_it(world: World, as_: SignIn, an_records: Record) -> None:
    training, an = an_records(), as_(world.an)
    sends(an, training, photograph(), "a.jpg")
    file = training.evidence.get().file
    default_storage.delete(file.thumbnail.name)
    assert an.get(address("thumbnail", training, file.public_id)).status_code == 404
    assert an.get(address("detail", training)).status_code == 200
    assert is_upright(opened(an.get(address("evidence", training, file.public_id)).content))


def test_the_same_photograph_is_recognised_as_it_came_and_as_it_was_kept(
    world: World, as_: SignIn, an_records: Record
) -> None:
    training, an = an_records(), as_(world.an)
    sends(an, training, photograph(), "a.jpg")
    stripped = an.get(address("evidence", training, training.evidence.get().file.public_id)).content
    before = kept_bytes()
    for data in (photograph(), stripped):
        answer = sends(an, training, data, "b.jpg")
        assert answer.status_code == 422 and "trùng nội dung với «a.jpg»" in answer.content.decode()
    assert training.evidence.count() == StoredFile.objects.count() == 1
    assert kept_bytes() == before


def test_one_photograph_for_two_trainings_is_stored_once(world: World, an_records: Record, now: datetime) -> None:
    for place in ("Thôn 1", "Thôn 2"):
        actions.add_evidence(an_records(place=place), data=photograph(), name="a.jpg", by=world.an, at=now)
    assert len(kept_bytes()) == 2  # the photograph and its thumbnail


def test_a_hostile_picture_leaves_nothing_behind(world: World, as_: SignIn, an_records: Record) -> None:
    training, an = an_records(), as_(world.an)
    for data, sentence in (
        (png_of(50_000, 50_000, bytes(10_000)), "50.000 × 50.000 điểm ảnh"),
        (saved(scene(), "PNG")[:-30], "Ảnh bị cụt hoặc hỏng"),
    ):
        answer = sends(an, training, data, "a.png")
        page = answer.content.decode()
        assert answer.status_code == 422 and sentence in page and "tệp «a.png»" in page
    assert not training.evidence.exists() and not StoredFile.objects.exists() and not kept_bytes()
    assert not Event.objects.filter(verb="training.evidence_added").exists()


def test_what_giang_sends_to_ans_training_is_not_even_opened(
    world: World, an_records: Record, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = an_records()
    monkeypatch.setattr(actions, "prepare", pytest.fail)
    with pytest.raises(Refusal):
        actions.add_evidence(training, data=photograph(), name="a.jpg", by=world.giang, at=now)
