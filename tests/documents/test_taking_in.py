"""Papers come in: read with their spans, or refused whole with a message a person can act on."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.documents import extraction
from binhdang.documents.actions import take_in
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.files.actions import read as read_file
from binhdang.files.models import StoredFile
from binhdang.values.refusals import NotAllowed, Refusal

MARCH = datetime(2022, 3, 21, 1, 12, tzinfo=UTC)  # 08:12 in Vietnam


def chi_takes_in(world: World, data: bytes, name: str, **typed: Any) -> OfficialPaper:
    return take_in(
        owner=world.district, direction=Direction.OUTGOING, data=data, name=name, by=world.chi, at=MARCH, **typed
    )


def test_chi_takes_in_the_plan_and_what_it_lacks_stays_empty(world: World, plan_text: bytes) -> None:
    paper = chi_takes_in(world, plan_text, "Kế hoạch BĐG.txt")
    assert (paper.kind, paper.number, paper.symbol, paper.issued_on) == ("Kế hoạch", "", "", None)
    assert paper.title.endswith("năm 2022 trên địa bàn huyện Ia H'Drai")
    assert paper.signer_name == "Hoàng Minh"
    assert paper.file is not None
    assert (paper.file.name, read_file(paper.file)) == ("Kế hoạch BĐG.txt", plan_text)
    event = Event.objects.get(verb="paper.taken_in")
    assert (event.actor_name, event.unit_code) == (world.chi.full_name, "618")


def test_every_span_of_the_reading_shows_the_words_it_was_read_from(world: World, plan_text: bytes) -> None:
    paper = chi_takes_in(world, plan_text, "ke-hoach.txt")
    assert paper.reading is not None
    bodies = paper.reading["bodies"]
    assert len(bodies) == 13
    for body in bodies:
        assert "".join(paper.text[a:b] for a, b in body["spans"]) == body["value"]
    title = paper.reading["document"]["title"]
    assert "".join(paper.text[a:b] for a, b in title["spans"]) == title["value"] == paper.title


def test_the_superiors_plan_arrives_with_its_own_number_and_the_next_arrival_number(
    world: World, superior_text: bytes
) -> None:
    arrived = [
        take_in(
            owner=owner, direction=Direction.INCOMING, data=superior_text, name="25-KH-SLDTBXH.txt", by=by, at=MARCH
        )
        for owner, by in ((world.district, world.khanh), (world.commune, world.an))
    ]
    for paper in arrived:
        assert (paper.number_symbol, paper.issued_on) == ("25/KH-SLĐTBXH", date(2022, 3, 11))
        assert paper.arrival_number == 1


def test_the_same_paper_is_not_entered_twice(world: World, superior_text: bytes) -> None:
    def again() -> None:
        take_in(
            owner=world.district,
            direction=Direction.INCOMING,
            data=superior_text,
            name="25.txt",
            by=world.khanh,
            at=MARCH,
        )

    again()
    with pytest.raises(Refusal, match="đã có trong sổ"):
        again()
    assert OfficialPaper.objects.count() == 1


def test_a_number_is_typed_only_where_the_paper_has_none(world: World, plan_text: bytes, superior_text: bytes) -> None:
    numbered = chi_takes_in(
        world, plan_text, "ke-hoach.txt", number="58", symbol="KH-UBND", issued_on=date(2022, 3, 18)
    )
    assert (numbered.number_symbol, numbered.issued_on) == ("58/KH-UBND", date(2022, 3, 18))
    with pytest.raises(Refusal, match="nhập «26», trên văn bản «25»"):
        take_in(
            owner=world.district,
            direction=Direction.INCOMING,
            data=superior_text,
            name="25.txt",
            by=world.khanh,
            at=MARCH,
            number="26",
        )


def a_zip_of_pictures() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("anh.jpg", bytes(range(256)))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "trong.docx"),
        (b"   \n\n ", "trang.txt"),
        (a_zip_of_pictures(), "ke-hoach.docx"),
        (bytes(range(256)) * 400, "may.bin"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "cu.doc"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 30, "hong.pdf"),
        (b"K\x00E\x00" * 2000, "nul.txt"),
        ("Trời hôm nay đẹp. Chiều đi chợ mua rau.".encode(), "nhat-ky.txt"),
    ],
)
def test_a_file_that_is_no_paper_is_refused_by_name_with_the_remedy_and_nothing_is_saved(
    world: World, data: bytes, name: str
) -> None:
    with pytest.raises(Refusal) as refused:
        chi_takes_in(world, data, name)
    message = refused.value.message
    assert name in message
    assert "Cách khắc phục: " in message
    assert "Traceback" not in message
    assert not OfficialPaper.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Event.objects.filter(verb="paper.taken_in").exists()


def test_a_file_of_200_mb_is_refused_before_it_is_read(world: World, tmp_path: Path) -> None:
    huge = tmp_path / "rat-lon.docx"
    with huge.open("wb") as sparse:
        sparse.truncate(200 * 1024**2)
    with pytest.raises(CommandError, match=r"rat-lon.docx.*200 MB.*tối đa 25 MB"):
        call_command("import", str(huge), unit="618", user="chi")
    assert not OfficialPaper.objects.exists()


def test_a_reading_that_takes_too_long_is_stopped_and_said_so(
    world: World, plan_text: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "SECONDS", 0)
    with pytest.raises(Refusal, match="đọc quá 0 giây"):
        chi_takes_in(world, plan_text, "cham.txt")


def test_a_reading_that_takes_too_much_memory_ends_only_its_own_process(
    world: World, plan_text: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "MEMORY_BYTES", 40 * 1024**2)
    with pytest.raises(Refusal, match="cần quá nhiều bộ nhớ"):
        chi_takes_in(world, plan_text, "nang.txt")
    assert not OfficialPaper.objects.exists()


def test_the_name_of_a_file_cannot_lead_elsewhere(world: World, plan_text: bytes) -> None:
    paper = chi_takes_in(world, plan_text, "..\\..\\etc/" + "x" * 300 + ".txt")
    assert paper.file is not None
    assert "/" not in paper.file.name
    assert "\\" not in paper.file.name


def test_nobody_enters_papers_for_another_unit(world: World, plan_text: bytes) -> None:
    for stranger, owner in (
        (world.an, world.district),
        (world.chi, world.commune),
        (world.giang, world.commune),
        (world.ha, world.district),
        (world.minh, world.district),
    ):
        with pytest.raises(NotAllowed):
            take_in(owner=owner, direction=Direction.OUTGOING, data=plan_text, name="k.txt", by=stranger, at=MARCH)
    assert not OfficialPaper.objects.exists()


def test_binhdang_import_enters_a_file_from_the_command_line(
    world: World, tmp_path: Path, superior_text: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "25.txt"
    file.write_bytes(superior_text)
    call_command("import", str(file), unit="618", user="khanh", direction="incoming")
    assert "25/KH-SLĐTBXH" in capsys.readouterr().out
    assert OfficialPaper.objects.get().direction == Direction.INCOMING
    for wrong in ({"unit": "000", "user": "khanh"}, {"unit": "618", "user": "ai-do"}):
        with pytest.raises(CommandError, match="Không có"):
            call_command("import", str(file), **wrong)
    with pytest.raises(CommandError, match="khong-co"):
        call_command("import", str(tmp_path / "khong-co.txt"), unit="618", user="khanh")


def test_the_same_file_does_not_stand_in_the_books_twice(world: World, plan_text: bytes) -> None:
    first = chi_takes_in(world, plan_text, "ke-hoach.txt")
    with pytest.raises(Refusal, match="Tệp này đã có trong sổ"):
        chi_takes_in(world, plan_text, "ban-khac.txt")
    assert OfficialPaper.objects.get() == first
