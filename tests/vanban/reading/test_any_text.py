"""Whatever the text, reading ends, and everything read stands in the text."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from vanban.passage import Passage, fold_space
from vanban.reading import read_text
from vanban.reading.summary import summary_of

from .conftest import PAPERS
from .spans import breaches

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(PAPERS.glob("*.txt"))]
FRAGMENTS = (
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH:",
    "ỦY BAN NHÂN DÂN",
    "TỈNH THƯỢNG ĐỨC",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 07/KH-UBND",
    "Số:      /KH-UBND",
    "Thượng Đức, ngày 05 tháng 6 năm 2026",
    "V/v báo cáo",
    "Kính gửi: Sở Nội vụ.",
    "Căn cứ Quyết định số 25/QĐ-UBND ngày 31/02/2022 của Ủy ban nhân dân tỉnh;",
    "Thực hiện Kế hoạch số\n1224/KH-UBND ngày 31/3/2024 của Sở Y tế, UBND tỉnh ban hành Kế hoạch như sau:",
    "I. MỤC ĐÍCH",
    "II- NỘI DUNG",
    "1. Phòng Tư pháp: Chủ trì, phối hợp với Công an huyện¹ thực hiện trước ngày 15/11.",
    "1.1. Tuyên truyền (khi được yêu cầu)",
    "a) Giao Sở Y tế chủ trì",
    "Điều 1. Ban hành",
    "- Định kỳ 06 tháng (trước ngày 05/6) báo cáo Ủy ban nhân dân huyện",
    "¹ Phòng Tài chính; Công an huyện; Huyện đoàn.",
    "| TT | Nhiệm vụ | Chủ trì | Thời gian |",
    "| 1 | Tập huấn | Sở Nội vụ | Quý II/2026 |",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Trần Văn Minh",
    "PHỤ LỤC I",
    "(Kèm theo Quyết định số 1/QĐ-UBND)",
    "*nghiêng* và **đậm**",
    "-------",
    "|",
    "\f",
    "\u200b\u00ad",
    "1",
    "",
)


def is_honest(text: str) -> None:
    reading = read_text(text)
    assert breaches(reading.as_json(), reading.text) == []
    for start, end in reading.unread:
        assert 0 <= start < end <= len(reading.text)
    summary_of(reading)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30), st.sampled_from(["\n", "\n\n", " ", "\u00a0\n"]))
def test_any_order_of_parts_of_papers(parts: list[str], between: str) -> None:
    is_honest(between.join(parts))


@given(st.text(max_size=300))
def test_any_characters(text: str) -> None:
    is_honest(text)


@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False))
def test_a_paper_damaged_on_its_way(text: str, chance: random.Random) -> None:
    is_honest(damaged(text, chance))


def damaged(text: str, chance: random.Random) -> str:
    """The text with pieces lost, doubled, moved, cut by line ends, or with a letter changed."""
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((1, 2, 5, 20, 80, 400)))
        piece, rest = text[start:end], text[:start] + text[end:]
        at = chance.randrange(len(rest) + 1)
        text = chance.choice(
            (
                rest,
                text[:start] + piece + text[start:],
                rest[:at] + piece + rest[at:],
                text[:start] + chance.choice("\n |\f\t0aĐ.;:/-()[]¹*") + text[end:],
                text[:start] + piece.replace(" ", "\n") + text[end:],
                text[:start] + piece.replace("\n", " ") + text[end:],
                text[:start] + piece.upper() + text[end:],
            )
        )
    return text


@given(st.text(alphabet="ab \n\t\u00a0\u200b.¹", max_size=60), st.randoms(use_true_random=False))
def test_a_passage_is_what_stands_at_its_spans(source: str, chance: random.Random) -> None:
    cuts = sorted(chance.randrange(len(source) + 1) for _ in range(6))
    passage = Passage.of(source, [(cuts[0], cuts[1]), (cuts[2], cuts[3]), (cuts[4], cuts[5])])
    start, end = sorted((chance.randrange(len(passage.text) + 1), chance.randrange(len(passage.text) + 1)))
    part = passage.part(start, end)
    assert part.text == passage.text[start:end].strip()
    assert fold_space("".join(source[first:last] for first, last in part.spans())) == part.text


def test_the_seed_survives_a_hundred_accidents(shared_dir: Path) -> None:
    text = (shared_dir / "seed" / "ke-hoach-binh-dang-gioi-2022.txt").read_text(encoding="utf-8")
    chance = random.Random(2022)
    for _ in range(100):
        is_honest(damaged(text, chance))
