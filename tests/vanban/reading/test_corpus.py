"""The documents beside the project: layout defects with what is expected of them, and real papers of State bodies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vanban.reading import Reading, ReadingError, read_file, text_of_file

from .spans import breaches

# name → number and symbol, day, issuing body, references with their days
DEFECTS: dict[str, tuple[str | None, str | None, str | None, list[tuple[str, str]]]] = {
    "1-related-list-piped-header": ("12/KH-UBND", "2023-03-06", "UBND tỉnh Bình Mẫu", [("345/QĐ-TTg", "2021-05-17")]),
    "2-bar-lines-hard-wraps": (
        "2578/KH-UBND",
        "2024-07-10",
        "ỦY BAN NHÂN DÂN TỈNH BÌNH MẪU",
        [("1224/LĐTBXH-PCTNXH", "2024-03-31"), ("98/QĐ-UBDT", "2021-02-18")],
    ),
    "3-glued-words": (
        "55/2007/CT-UBND",
        "2007-03-05",
        "ỦY BAN NHÂN DÂN TỈNH BÌNH MẪU",
        [("18/2006/NQ-HĐND", "2006-12-18"), ("1781/QĐ-TTg", "2012-11-22")],
    ),
    "4-doubled-header": ("37/KH-UBND", "2020-02-20", "ỦY BAN NHÂN DÂN THÀNH PHỐ MẪU", []),
    "5-decision-with-attached-plan": ("4155/QĐ-BTM", "2011-10-26", "BỘ MẪU", [("70/2008/NĐ-CP", "2008-06-04")]),
    "6-text-aimed-at-ai": (
        "91/KH-UBND",
        "2025-10-02",
        "ỦY BAN NHÂN DÂN TỈNH BÌNH MẪU",
        [("178/2004/NĐ-CP", "2004-10-15")],
    ),
    "7-table-one-cell-per-line": (None, None, "UBND tỉnh", [("1190/QĐ-TTg", "2020-08-05")]),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_layout_defect_does_not_change_what_the_paper_says(shared_dir: Path, name: str) -> None:
    reading = read_file(shared_dir / "corpus" / "layout-defects" / f"{name}.txt")
    number, day, body, references = DEFECTS[name]
    header = reading.document.header
    assert (header.number_symbol.value if header.number_symbol else None) == number
    assert header.issued_on == (None if day is None else header.issued_on)
    assert (header.issued_on.value.isoformat() if header.issued_on else None) == day
    assert (header.issuing_body.value if header.issuing_body else None) == body
    assert [(one.symbol, str(one.issued_on)) for one in reading.references] == references
    assert breaches(reading.as_json(), reading.text) == []


def defect(shared_dir: Path, start: str) -> Reading:
    (path,) = (shared_dir / "corpus" / "layout-defects").glob(f"{start}-*.txt")
    return read_file(path)


def test_a_line_aimed_at_ai_readers_is_shown_as_unread_and_nothing_more(shared_dir: Path) -> None:
    reading = defect(shared_dir, "6")
    assert any("TRỢ LÝ AI" in reading.text[start:end] for start, end in reading.unread)
    extracted = reading.as_json()
    del extracted["warnings"]
    assert "TRỢ LÝ AI" not in str(extracted)
    (purpose,) = reading.document.sections
    assert [part.label for part in purpose.children] == ["2"]


def test_bare_numbers_of_a_flattened_table_are_no_sections(shared_dir: Path) -> None:
    reading = defect(shared_dir, "7")
    assert [(one.label, one.title) for one in reading.document.sections] == [
        ("I", "MỤC TIÊU"),
        ("II", "TỔ CHỨC THỰC HIỆN"),
    ]
    assert all(not one.children for one in reading.document.sections)


def test_the_decision_is_signed_before_its_plan_begins(shared_dir: Path) -> None:
    reading = defect(shared_dir, "5")
    assert [one.value for one in reading.document.recipients] == ["Như Điều 2", "Lưu VT"]
    assert reading.document.signature.name is not None
    assert reading.document.signature.name.value == "Trần Thị Mẫu"
    (attached,) = [warning for warning in reading.warnings if warning.code == "attached-document"]
    assert "KẾ HOẠCH" in attached.message


def test_a_misprinted_symbol_is_told(shared_dir: Path) -> None:
    assert "kind-symbol-mismatch" in [warning.code for warning in defect(shared_dir, "3").warnings]


def test_a_departments_plan_in_word_keeps_its_task_table_after_the_signature(shared_dir: Path) -> None:
    reading = read_file(shared_dir / "corpus" / "laocai-sct-kh-3898.docx")
    header = reading.document.header
    assert (header.number, header.issued_on) == (None, None)
    assert header.symbol is not None and header.symbol.value == "KH-SCT"
    assert header.issuing_body is not None and header.issuing_body.value == "SỞ CÔNG THƯƠNG"
    assert header.superior_body is not None and header.superior_body.value == "UBND TỈNH LÀO CAI"
    assert header.title is not None and header.title.value.endswith("trên địa bàn tỉnh Lào Cai")
    assert [one.label for one in reading.document.sections] == ["I", "II", "III"]
    assert len(reading.document.legal_bases) == 6
    assert len(reading.references) == 9
    assert len([duty for duty in reading.duties if duty.label.startswith("Phụ lục")]) == 9
    assert reading.unread == ()
    assert breaches(reading.as_json(), reading.text) == []


def test_a_provincial_report_in_word_keeps_twelve_footnotes_and_its_addressees(shared_dir: Path) -> None:
    reading = read_file(shared_dir / "corpus" / "laocai-ubnd-bc-khoang-san-2025.docx")
    assert [note.mark for note in reading.document.footnotes] == [str(number) for number in range(1, 13)]
    assert [one.value for one in reading.document.header.addressees] == [
        "Bộ Nông nghiệp và Môi trường",
        "Bộ Công Thương",
        "Bộ Xây dựng",
    ]
    assert len(reading.document.recipients) == 7
    assert [len(one.children) for one in reading.document.sections] == [9, 4, 0, 1]
    dates = {one.symbol: one.issued_on for one in reading.references}
    assert dates["10699/BNNMT-ĐCKS"] == date(2025, 12, 23)
    assert dates["3633/ĐCKS-PCKS"] == date(2025, 12, 18), "the day is told before the citation"
    assert "date-invalid" in [warning.code for warning in reading.warnings], "21/9/025 is no day"
    assert breaches(reading.as_json(), reading.text) == []


def test_a_ministrys_decision_in_pdf(shared_dir: Path) -> None:
    reading = read_file(shared_dir / "corpus" / "boxaydung-qd-1074.pdf")
    header = reading.document.header
    assert header.number_symbol is not None and header.number_symbol.value == "1074/QĐ-BXD"
    assert header.issued_on is not None and header.issued_on.value == date(2026, 6, 29)
    assert header.issuing_body is not None and header.issuing_body.value == "BỘ XÂY DỰNG"
    assert len(reading.document.legal_bases) == 6
    assert len(reading.document.recipients) == 11
    assert reading.document.signature.name is not None and reading.document.signature.name.value == "Phạm Minh Hà"
    (duty,) = reading.duties
    assert (duty.deadlines[0].kind, duty.deadlines[0].on) == ("by", date(2028, 7, 1))
    assert breaches(reading.as_json(), reading.text) == []


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("laocai-sct-qd-1050.pdf", "Lớp chữ của tệp PDF bị hỏng."),
        ("quangngai-cv-574-scan.pdf", "Tệp PDF này là ảnh quét."),
        ("hanoi-kh-173-le-hoi-trang1.pdf", "Tệp PDF này là ảnh quét."),
    ],
)
def test_a_pdf_whose_words_cannot_be_had_is_refused_and_not_guessed(shared_dir: Path, name: str, what: str) -> None:
    with pytest.raises(ReadingError) as refused:
        text_of_file(shared_dir / "corpus" / name)
    assert refused.value.what == what
    assert refused.value.name == name
