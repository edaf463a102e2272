"""A photograph is kept as it looks and without what tells of the person who took it; a hostile one is refused."""

import io
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from binhdang.files import pictures
from binhdang.files.actions import keep_picture, read
from binhdang.files.models import StoredFile
from binhdang.files.pictures import Picture, Shape, prepare
from binhdang.values.refusals import Refusal
from photographs import (
    HELD_ON_THE_SIDE,
    chunk,
    colours,
    exif,
    is_upright,
    opened,
    photograph,
    png_of,
    saved,
    scene,
    told_beside,
)

NOON = datetime(2022, 3, 1, 5, tzinfo=UTC)
SHAPES = [Shape.JPEG, Shape.PNG, Shape.WEBP]


def prepared(data: bytes, shape: str = "JPEG") -> Picture:
    return prepare(data, shape=Shape(shape), name="anh")


def pixels(data: bytes) -> bytes:
    return opened(data).tobytes()


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_told_beside_the_pixels_any_more(shape: Shape) -> None:
    data = photograph(shape)
    assert told_beside(data), "the photograph told nothing in the first place"
    kept = prepared(data, shape)
    assert told_beside(kept.data) == {}
    assert kept.removed == StoredFile.Removed.LOCATION
    for trace in (b"Samsung", b"SN-618", b"notes", b"GPS", b"Y Hoa", b"Ia Toi", b"MotionPhoto", b"JFXX", b"MPF"):
        assert trace not in kept.data, trace


@pytest.mark.parametrize("shape", SHAPES)
def test_the_pixels_and_their_colours_stay_as_they_were_to_the_last_bit(shape: Shape) -> None:
    data = photograph(shape)
    kept = prepared(data, shape).data
    assert pixels(kept) == pixels(data)
    assert opened(kept).info["icc_profile"] == colours()


@pytest.mark.parametrize("shape", SHAPES)
def test_a_photograph_taken_with_the_telephone_on_its_side_stays_upright(shape: Shape) -> None:
    data = photograph(shape, way=HELD_ON_THE_SIDE)
    assert not is_upright(opened(data)) and is_upright(ImageOps.exif_transpose(opened(data)))
    kept = prepared(data, shape)
    assert is_upright(ImageOps.exif_transpose(opened(kept.data)))
    thumbnail = opened(kept.thumbnail)
    assert is_upright(thumbnail) and (kept.width, kept.height) == thumbnail.size == (240, 180)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("way", [1, HELD_ON_THE_SIDE])
def test_what_was_stripped_once_is_the_same_when_it_is_sent_again(shape: Shape, way: int) -> None:
    first, second = (prepared(photograph(shape, way=way), shape) for _ in range(2))
    assert first == second
    again = prepared(first.data, shape)
    assert again.data == first.data
    assert again.removed == StoredFile.Removed.NOTHING


def test_a_photograph_without_a_place_is_not_said_to_have_lost_one() -> None:
    assert prepared(saved(scene(), "JPEG", exif=exif(place=False))).removed == StoredFile.Removed.OTHER
    assert prepared(saved(scene(), "JPEG")).removed == StoredFile.Removed.NOTHING


def test_a_progressive_photograph_is_stripped_between_its_scans_too() -> None:
    data = photograph(progressive=True)
    scan = data.rindex(b"\xff\xda")
    kept = prepared(data[:scan] + b"\xff\xfe\0\x08secret" + data[scan:]).data
    assert b"secret" not in kept and pixels(kept) == pixels(data)


def test_an_exif_block_that_makes_no_sense_is_left_out_whole() -> None:
    broken = b"Exif\0\0II*\0" + b"\xff" * 40
    segment = b"\xff\xe1" + (len(broken) + 2).to_bytes(2, "big") + broken
    data = saved(scene(), "JPEG")
    assert prepared(data[:2] + segment + data[2:]).data == data


def sixteen_bits() -> bytes:
    return saved(Image.new("I;16", (300, 200), 40_000), "PNG")


def palette() -> bytes:
    return saved(scene().convert("P"), "PNG", transparency=0)


def half_transparent() -> bytes:
    return saved(Image.new("RGBA", (300, 200), (220, 30, 30, 0)), "PNG")


def printed() -> bytes:
    return saved(Image.new("CMYK", (300, 200), (0, 255, 255, 0)), "JPEG")


@pytest.mark.parametrize(
    ("made", "shape", "colour"),
    [
        (sixteen_bits, "PNG", (156, 156, 156)),
        (palette, "PNG", (220, 30, 30)),
        (half_transparent, "PNG", (255, 255, 255)),
        (printed, "JPEG", (255, 0, 0)),
        (lambda: saved(scene().convert("L"), "JPEG"), "JPEG", (86, 86, 86)),
        (lambda: saved(scene().convert("1"), "PNG"), "PNG", None),
        (lambda: saved(scene(1, 1), "PNG"), "PNG", (20, 40, 200)),
        (lambda: saved(scene(3000, 2), "WEBP"), "WEBP", None),
    ],
    ids=["16 bits", "palette", "transparent", "CMYK", "grey", "black and white", "one pixel", "a line"],
)
def test_unusual_pictures_are_kept_and_their_thumbnails_have_their_colours(
    made: Callable[[], bytes], shape: str, colour: tuple[int, int, int] | None
) -> None:
    data = made()
    kept = prepared(data, shape)
    assert pixels(kept.data) == pixels(data)
    thumbnail = opened(kept.thumbnail)
    assert thumbnail.format == "WEBP" and thumbnail.mode == "RGB" and max(thumbnail.size) <= 240
    seen = thumbnail.getpixel((0, 0))
    assert colour is None or max(abs(a - b) for a, b in zip(seen, colour, strict=True)) < 12, seen


def test_a_thumbnail_is_small_however_busy_the_picture() -> None:
    noise = Image.effect_noise((1200, 900), 200).convert("RGB")
    thumbnail = prepared(saved(noise, "JPEG")).thumbnail
    assert len(thumbnail) < 20_000 and told_beside(thumbnail) == {}


def bomb() -> bytes:
    return png_of(50_000, 50_000, bytes(10_000))


def with_an_end(data: bytes) -> bytes:
    return data[: len(data) // 2] + b"\0\0\0\0IEND\xaeB`\x82"


def moving(shape: str) -> bytes:
    return saved(scene(), shape, save_all=True, append_images=[scene().rotate(180)])


@pytest.mark.parametrize(
    ("made", "shape", "sentence"),
    [
        (bomb, "PNG", r"50\.000 × 50\.000 điểm ảnh.*tối đa 70 triệu điểm ảnh"),
        (lambda: saved(scene(), "JPEG")[:-40], "JPEG", "cụt hoặc hỏng.*không mở được trọn vẹn như ảnh JPEG"),
        (lambda: saved(scene(), "PNG")[:-40], "PNG", "cụt hoặc hỏng"),
        (lambda: saved(scene(), "WEBP")[:-40], "WEBP", "cụt hoặc hỏng"),
        (lambda: with_an_end(saved(Image.effect_noise((90, 90), 99), "PNG")), "PNG", "cụt hoặc hỏng"),
        (lambda: png_of(90, 90, bytes(100)), "PNG", "cụt hoặc hỏng"),
        (lambda: png_of(0, 0, b""), "PNG", "cụt hoặc hỏng"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG", "cụt hoặc hỏng"),
        (lambda: b"\xff\xd8\xff" + saved(scene(), "PNG"), "JPEG", "không mở được trọn vẹn như ảnh JPEG"),
        (lambda: b"\xff\xd8\xff\xd9", "JPEG", "cụt hoặc hỏng"),
        (lambda: b"\xff\xd8\xff\xe1\0\0", "JPEG", "cụt hoặc hỏng"),
        (lambda: b"RIFF\x04\0\0\0WEBP", "WEBP", "cụt hoặc hỏng"),
        (lambda: moving("PNG"), "PNG", "Ảnh động không nhận"),
        (lambda: moving("WEBP"), "WEBP", "Ảnh động không nhận"),
    ],
)
def test_a_hostile_picture_is_refused_with_what_to_do(made: Callable[[], bytes], shape: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        prepared(made(), shape)
    said = refused.value
    assert said.where == "tệp «anh»" and said.value and said.rule and said.remedy


def test_a_bomb_ends_at_most_the_process_that_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MEMORY_BYTES", 200 * 1024**2)
    with pytest.raises(Refusal, match="Cách khắc phục"):
        prepared(saved(Image.new("RGBA", (8000, 8000)), "PNG"), "PNG")


def test_opening_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "SECONDS", 0)
    for _ in range(2):
        with pytest.raises(Refusal, match="Không mở được ảnh.*việc mở ảnh bị dừng"):
            prepared(saved(scene(), "JPEG"))


@pytest.mark.django_db
def test_picture_and_thumbnail_are_each_stored_once(settings: Any) -> None:
    for name in ("a.jpg", "b.jpg"):
        stored = keep_picture(prepared(photograph()), name=name, at=NOON)
    assert len([path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]) == 2
    assert told_beside(read(stored)) == {}
    assert stored.media_type == "image/jpeg"


@pytest.mark.django_db
def test_a_storage_that_knows_no_paths_holds_pictures_too(settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    stored = keep_picture(prepared(photograph()), name="a.jpg", at=NOON)
    assert keep_picture(prepared(photograph()), name="b.jpg", at=NOON).content.name == stored.content.name
    assert is_upright(opened(read(stored)))
    with default_storage.open(stored.thumbnail.name) as handle:
        assert is_upright(Image.open(io.BytesIO(handle.read())))
    assert not list(Path(settings.MEDIA_ROOT).iterdir())


def test_a_profile_that_inflates_without_end_is_refused() -> None:
    data = saved(scene(), "PNG")
    profile = b"x\0\0" + zlib.compress(bytes(200 * 1024**2))
    with pytest.raises(Refusal, match="cụt hoặc hỏng"):
        prepared(data[:33] + chunk(b"iCCP", profile) + data[33:], "PNG")
