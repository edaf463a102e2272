"""A .docx is read as Word shows it: numbers that nobody typed, notes, changes, columns of a letterhead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from papers import samples
from vanban.reading import read_bytes, text_of_bytes
from vanban.writing import to_pdf, write

from .spans import breaches
from .word import docx, level, numbering, paragraph, run, table

CALL = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def lines(body: str, **parts: str) -> list[str]:
    return [line for line in text_of_bytes(docx(body, **parts), "van-ban.docx").split("\n") if line]  # type: ignore[arg-type]


def test_numbers_that_word_counts_are_printed_before_their_paragraphs() -> None:
    lists = numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "decimal", "%2.%3."))
    body = (
        paragraph("MỤC ĐÍCH", number="1")
        + paragraph("NHIỆM VỤ", number="1")
        + paragraph("Truyền thông", number="1", level=1)
        + paragraph("Mở lớp", number="1", level=2)
        + paragraph("Phát tin", number="1", level=2)
        + paragraph("Hỗ trợ", number="1", level=1)
        + paragraph("Lập danh sách", number="1", level=2)
        + paragraph("TỔ CHỨC THỰC HIỆN", number="1")
        + paragraph("Phòng Tư pháp", number="1", level=1)
    )
    assert lines(body, lists=lists) == [
        "I. MỤC ĐÍCH",
        "II. NHIỆM VỤ",
        "1. Truyền thông",
        "1.1. Mở lớp",
        "1.2. Phát tin",
        "2. Hỗ trợ",
        "2.1. Lập danh sách",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Tư pháp",
    ]


def test_a_number_may_come_from_a_style_or_the_style_it_is_based_on() -> None:
    lists = numbering(level(0, "decimal", "Điều %1."), level(1, "lowerLetter", "%2)", style="Diem"))
    styles = (
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="DieuCon"><w:basedOn w:val="Dieu"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Diem"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("Ban hành", style="Dieu") + paragraph("Thi hành", style="DieuCon") + paragraph("Sở", style="Diem")
    assert lines(body, lists=lists, styles=styles) == ["Điều 1. Ban hành", "Điều 2. Thi hành", "a) Sở"]


def test_a_second_list_may_start_anew_and_a_paragraph_may_leave_its_list() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{override}</w:num>'
    )
    body = "".join(paragraph(text, number=number) for text, number in (("a", "1"), ("b", "1"), ("c", "2"), ("d", "0")))
    assert lines(body, lists=numbering(level(0, "decimal", "%1."), numbers=numbers)) == ["1. a", "2. b", "1. c", "d"]


def test_footnotes_stand_at_the_end_under_the_marks_that_call_them() -> None:
    body = paragraph("I. NỘI DUNG") + paragraph(
        "1. Thực hiện kế hoạch", runs=CALL.format(7) + run(" và quyết định") + CALL.format(3) + run(".")
    )
    notes = {3: " Quyết định số 99/QĐ-UBND ngày 29/6/2021.", 7: " Kế hoạch số 40/KH-UBND ngày 22/02/2022."}
    reading = read_bytes(docx(body, notes=notes), "ke-hoach.docx")
    assert [(note.mark, note.text) for note in reading.document.footnotes] == [
        ("1", "Kế hoạch số 40/KH-UBND ngày 22/02/2022."),
        ("2", "Quyết định số 99/QĐ-UBND ngày 29/6/2021."),
    ]
    (item,) = reading.document.sections[0].children
    assert (item.text, item.footnotes) == ("Thực hiện kế hoạch và quyết định.", ("1", "2"))
    (block,) = item.blocks
    assert block.called_at == (18, 32)  # type: ignore[union-attr]


def test_tracked_changes_are_read_as_accepted_and_hidden_words_not_at_all() -> None:
    changed = (
        run("Trước ngày ")
        + f"<w:del>{run('30/5')}</w:del><w:ins>{run('05/6')}</w:ins>"
        + '<w:r><w:delText xml:space="preserve"> gạch</w:delText></w:r>'
        + run(" ẩn", "<w:vanish/>")
        + run(" hoàn thành", "<w:caps/>")
    )
    assert lines(paragraph(runs=changed)) == ["Trước ngày 05/6 HOÀN THÀNH"]


def test_a_text_box_is_read_once() -> None:
    box = f"<wps:txbx><w:txbxContent>{paragraph('KHẨN')}</w:txbxContent></wps:txbx>"
    shape = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{paragraph('KHẨN')}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert lines(paragraph("Thân văn bản", runs=f"<w:r>{shape}</w:r>")) == ["KHẨN", "Thân văn bản"]


def test_a_letterhead_in_a_table_without_lines_is_read_column_by_column() -> None:
    head = table(
        [
            [paragraph("UBND TỈNH THƯỢNG ĐỨC"), paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
            [paragraph("SỞ NỘI VỤ"), paragraph("Độc lập - Tự do - Hạnh phúc")],
            [paragraph("Số: 12/KH-SNV"), paragraph("Thượng Đức, ngày 05 tháng 02 năm 2026")],
        ],
        ruled=False,
    )
    foot = table(
        [
            [
                paragraph("Nơi nhận:") + paragraph("- UBND tỉnh;") + paragraph("- Lưu: VT."),
                paragraph("KT. GIÁM ĐỐC") + paragraph("PHÓ GIÁM ĐỐC") + paragraph() + paragraph("Trần Văn Minh"),
            ]
        ],
        ruled=False,
    )
    body = head + paragraph("KẾ HOẠCH") + paragraph("Tập huấn năm 2026") + paragraph("I. NỘI DUNG") + foot
    reading = read_bytes(docx(body), "ke-hoach.docx")
    header, signature = reading.document.header, reading.document.signature
    assert header.superior_body is not None and header.superior_body.value == "UBND TỈNH THƯỢNG ĐỨC"
    assert header.issuing_body is not None and header.issuing_body.value == "SỞ NỘI VỤ"
    assert header.number_symbol is not None and header.number_symbol.value == "12/KH-SNV"
    assert [one.value for one in reading.document.recipients] == ["UBND tỉnh", "Lưu: VT"]
    assert signature.name is not None and signature.name.value == "Trần Văn Minh"
    assert reading.unread == ()


def test_a_ruled_table_keeps_its_rows_and_the_lines_of_a_cell() -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"],
        ["1", "Mở lớp", "Phòng Tư pháp|Công an xã", "Tháng 6/2026"],
    ]
    cells = [["".join(paragraph(text) for text in cell.split("|")) for cell in row] for row in rows]
    body = paragraph("I. NỘI DUNG") + table(cells, ruled=True)
    reading = read_bytes(docx(body), "ke-hoach.docx")
    (duty,) = reading.duties
    assert (duty.label, duty.text) == ("I.1", "Mở lớp")
    assert [actor.value for actor in duty.actors] == ["Phòng Tư pháp", "Công an xã"]
    assert [(one.kind, one.text) for one in duty.deadlines] == [("within", "Tháng 6/2026")]
    assert breaches(reading.as_json(), reading.text) == []


@pytest.mark.parametrize("name", ["report", "plan", "letter"])
def test_what_the_project_writes_it_reads_back(name: str) -> None:
    document = getattr(samples, name)()
    reading = read_bytes(write(document), f"{name}.docx")
    read = reading.document
    assert read.header.kind == document.header.kind
    assert read.header.title == document.header.title
    assert read.header.place == document.header.place
    assert read.header.issued_on == document.header.issued_on
    assert read.header.addressees == document.header.addressees
    assert read.footnotes == document.footnotes
    assert read.signature == document.signature
    assert [one.value.rstrip(".") for one in read.recipients] == [one.value.rstrip(".") for one in document.recipients]
    assert [one.label for one in read.all_sections()] == [one.label for one in document.all_sections()]
    assert [one.label for one in read.annexes] == [one.label for one in document.annexes]
    assert reading.unread == ()
    assert breaches(reading.as_json(), reading.text) == []


def test_the_same_paper_as_pdf_says_the_same(need_program: Callable[[str], str], tmp_path: Path) -> None:
    need_program("soffice")
    word = write(samples.report())
    as_word, as_pdf = read_bytes(word, "bao-cao.docx"), read_bytes(to_pdf(word), "bao-cao.pdf")
    for part in ("kind", "number_symbol", "issued_on", "place", "issuing_body", "title"):
        assert getattr(as_pdf.document.header, part) == getattr(as_word.document.header, part), part
    assert as_pdf.document.signature == as_word.document.signature
    assert as_pdf.document.recipients == as_word.document.recipients
    assert [one.label for one in as_pdf.document.sections] == [one.label for one in as_word.document.sections]
    assert [one.symbol for one in as_pdf.references] == [one.symbol for one in as_word.references]
    assert breaches(as_pdf.as_json(), as_pdf.text) == []
