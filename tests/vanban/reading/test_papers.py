"""Papers of many offices and forms, written by the project: what each says is read, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vanban.document import Read
from vanban.duties import Duty
from vanban.reading import Reading

from .conftest import PAPERS
from .spans import breaches

Paper = Callable[[str], Reading]
NAMES = sorted(path.stem for path in PAPERS.glob("*.txt"))


def said(read: Read[str] | None) -> str | None:
    return read.value if read else None


def day(reading: Reading) -> date | None:
    return reading.document.header.issued_on.value if reading.document.header.issued_on else None


def signed(reading: Reading) -> list[str | None]:
    one = reading.document.signature
    return [said(one.authority), said(one.capacity), said(one.position), said(one.name)]


def duty(reading: Reading, label: str) -> Duty:
    return next(one for one in reading.duties if one.label == label)


def who(one: Duty) -> list[tuple[str, str | None, str]]:
    return [(actor.value, actor.role, actor.manner) for actor in one.actors]


def when(one: Duty) -> list[tuple[str, str | None, date | None]]:
    return [(deadline.kind, deadline.month_day, deadline.on) for deadline in one.deadlines]


@pytest.mark.parametrize("name", NAMES)
def test_every_value_is_what_stands_at_its_spans(paper: Paper, name: str) -> None:
    reading = paper(name)
    assert breaches(reading.as_json(), reading.text) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_a_paper_is_left_unread(paper: Paper, name: str) -> None:
    reading = paper(name)
    assert [reading.text[start:end] for start, end in reading.unread] == []


def test_an_reads_her_communes_plan_with_its_letterhead_in_two_columns(paper: Paper) -> None:
    reading = paper("ke-hoach-xa")
    header = reading.document.header
    assert said(header.issuing_body) == "ỦY BAN NHÂN DÂN XÃ SUỐI MƠ"
    assert (said(header.number), said(header.symbol), said(header.number_symbol)) == ("07", "KH-UBND", "07/KH-UBND")
    assert (said(header.place), day(reading)) == ("Suối Mơ", date(2026, 2, 9))
    assert signed(reading) == ["TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", "Lê Thị Bình"]
    assert [one.value for one in reading.document.recipients][1] == "TT. Đảng ủy, TT. HĐND xã"


def test_who_leads_and_who_supports_in_an_s_commune(paper: Paper) -> None:
    reading = paper("ke-hoach-xa")
    assert who(duty(reading, "II.1.a")) == [
        ("Phòng Văn hóa - Xã hội", "lead", "giao"),
        ("Hội Liên hiệp Phụ nữ xã", "support", "giao"),
    ]
    assert who(duty(reading, "II.2.a")) == [("Công an xã", "lead", "giao"), ("Trạm Y tế xã", "support", "giao")]
    assert who(duty(reading, "III.3")) == [("Ủy ban Mặt trận Tổ quốc Việt Nam xã", None, "đề nghị")]
    assert when(duty(reading, "II.1.a")) == [("cadence", None, None)]
    assert when(duty(reading, "II.1.b")) == [("before", "12-15", date(2026, 12, 15))]
    assert when(duty(reading, "II.2.b")) == [("by", "06-30", date(2026, 6, 30))]


def test_six_month_and_yearly_reports_are_told_in_one_breath(paper: Paper) -> None:
    assert [(one.frequency, one.before, one.to, one.through) for one in paper("ke-hoach-xa").reporting] == [
        ("six-monthly", "06-10", "Ủy ban nhân dân tỉnh", "Sở Nội vụ"),
        ("yearly", "12-10", "Ủy ban nhân dân tỉnh", "Sở Nội vụ"),
    ]


def test_a_report_tells_what_was_done_and_gives_nobody_a_duty(paper: Paper) -> None:
    reading = paper("bao-cao-huyen")
    assert reading.duties == ()
    assert reading.reporting == ()


def test_square_metres_are_no_footnote_but_a_bracketed_mark_is(paper: Paper) -> None:
    reading = paper("bao-cao-huyen")
    assert [note.mark for note in reading.document.footnotes] == ["1"]
    work = reading.document.sections[0]
    assert work.children[0].footnotes == ("1",)
    assert "03 văn bản. Ban Vì sự tiến bộ" in work.children[0].text
    assert "45 m²" in work.children[1].text
    assert [one.symbol for one in reading.references][1:] == ["40/KH-UBND", "301/UBND-LĐ", "77/QĐ-UBND"]


def test_recipients_and_signature_side_by_side_are_told_apart(paper: Paper) -> None:
    reading = paper("bao-cao-huyen")
    assert [one.value for one in reading.document.recipients] == ["Như trên", "CT, PCT UBND huyện", "Lưu: VT, LĐ"]
    assert signed(reading) == [None, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Minh"]
    assert [one.value for one in reading.document.header.addressees] == [
        "Sở Lao động - Thương binh và Xã hội tỉnh Thượng Đức"
    ]


def test_a_letter_prints_no_kind_and_its_day_is_blank(paper: Paper) -> None:
    reading = paper("cong-van-so")
    header = reading.document.header
    assert said(header.kind) == "Công văn"
    assert said(header.title) == "báo cáo công tác bình đẳng giới 6 tháng đầu năm 2026"
    assert (said(header.superior_body), said(header.issuing_body)) == ("UBND TỈNH THƯỢNG ĐỨC", "SỞ NỘI VỤ")
    assert said(header.number_symbol) == "844/SNV-LĐVL"
    assert day(reading) is None
    assert signed(reading)[1:] == ["TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG LAO ĐỘNG, VIỆC LÀM", "Nguyễn Thị Lan"]


def test_a_decision_and_the_plan_attached_to_it(paper: Paper) -> None:
    reading = paper("quyet-dinh-kem-ke-hoach")
    assert said(reading.document.header.kind) == "Quyết định"
    assert [basis.text[:7] for basis in reading.document.legal_bases] == ["Căn cứ ", "Căn cứ ", "Theo đề"]
    labels = [f"{one.word} {one.label}".strip() for one in reading.document.sections]
    assert labels == ["Điều 1", "Điều 2", "Điều 3", "I", "II", "III"]
    assert "attached-document" in [warning.code for warning in reading.warnings]
    assert [annex.title for annex in reading.document.annexes] == ["DANH SÁCH CÁC XÃ ĐƯỢC KIỂM TRA"]
    assert [one.symbol for one in reading.references] == ["73/2006/QH11", "19/2025/QĐ-UBND"]
    assert who(duty(reading, "Điều 2")) == [("Thanh tra Sở", "lead", "giao"), ("Văn phòng Sở", "support", "giao")]
    assert "Điều 3" not in [one.label for one in reading.duties], "to enforce a decision is no task"


def test_a_plan_of_the_womens_union_numbers_with_dashes(paper: Paper) -> None:
    reading = paper("ke-hoach-hoi-phu-nu")
    assert said(reading.document.header.number_symbol) == "46-KH/BTV"
    assert [one.label for one in reading.document.sections] == ["I", "II", "III"]
    assert when(duty(reading, "II.1")) == [("before", "10-20", None)]
    assert when(duty(reading, "II.2")) == [("on", "11-15", date(2025, 11, 15))]
    assert who(duty(reading, "III.1"))[0] == ("Ban Tuyên giáo Hội LHPN tỉnh", "lead", "giao")
    assert who(duty(reading, "III.2")) == [("Công an tỉnh", None, "đề nghị")]


def test_a_plan_of_a_party_committee(paper: Paper) -> None:
    reading = paper("ke-hoach-huyen-uy")
    header = reading.document.header
    assert (said(header.superior_body), said(header.issuing_body)) == ("ĐẢNG BỘ TỈNH THƯỢNG ĐỨC", "HUYỆN ỦY ĐỒNG XANH")
    assert said(header.number_symbol) == "58-KH/HU"
    assert [(one.symbol, one.issuing_body) for one in reading.references] == [
        ("21-CT/TW", "Ban Bí thư"),
        ("99-KH/TU", "Ban Thường vụ Tỉnh ủy"),
    ]
    assert when(duty(reading, "II.3")) == [("recurring", "11-15", None)]
    (report,) = reading.reporting
    assert (report.frequency, report.before, report.through) == ("yearly", "11-15", "Ban Tuyên giáo Huyện ủy")


def test_the_rows_of_a_task_table_are_duties(paper: Paper) -> None:
    reading = paper("ke-hoach-tinh-bang")
    assert who(duty(reading, "C.1")) == [
        ("Sở Nội vụ", "lead", "giao"),
        ("Sở Văn hóa, Thể thao và Du lịch", "support", "giao"),
        ("Báo và Đài Phát thanh - Truyền hình tỉnh", "support", "giao"),
    ]
    assert when(duty(reading, "C.1")) == [("before", "03-31", date(2026, 3, 31))]
    assert when(duty(reading, "C.2")) == [("within", None, None)]
    assert [one.label for one in reading.document.sections] == ["A", "B", "C", "D"]


def test_the_command_prints_what_the_library_reads(paper: Paper, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    import json

    from vanban.cli import main

    path = str(Path(PAPERS, "ke-hoach-xa.txt"))
    assert main(["read", path, "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == paper("ke-hoach-xa").as_json()
    assert main(["text", path]) == 0
    assert capfdbinary.readouterr().out.decode() == paper("ke-hoach-xa").text
    assert main(["read", path]) == 0
    assert "Số, ký hiệu:    07/KH-UBND" in capfdbinary.readouterr().out.decode()
