"""What stands in the .docx and how: rules of Nghị định 30/2020/NĐ-CP, Phụ lục I, and what officers need."""

from __future__ import annotations

from dataclasses import replace

import pytest

from papers import samples
from papers.written import NS, W, Written, rule_length, text_of, value
from vanban.document import (
    Annex,
    Cell,
    Footnote,
    Header,
    OfficialDocument,
    Paragraph,
    Read,
    Recipient,
    Section,
    Signature,
    Table,
)
from vanban.writing.metrics import text_width
from vanban.writing.page import CLOSING_COLUMNS, LETTERHEAD_COLUMNS, PORTRAIT, twips


@pytest.fixture(scope="module")
def report() -> Written:
    return Written(samples.report())


@pytest.fixture(scope="module")
def plan() -> Written:
    return Written(samples.plan())


@pytest.fixture(scope="module")
def letter() -> Written:
    return Written(samples.letter())


def simple(*blocks: Paragraph | Table, **parts: object) -> Written:
    """A document whose body is one unnumbered section."""
    return Written(replace(OfficialDocument(Header(), sections=(Section("", blocks=blocks),)), **parts))


# --- the sheet


def test_the_sheet_is_a4_with_lawful_margins(report: Written) -> None:
    size, margins = report.sections[0].find("w:pgSz", NS), report.sections[0].find("w:pgMar", NS)

    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    for side, low, high in (("top", 20, 25), ("bottom", 20, 25), ("left", 30, 35), ("right", 15, 20)):
        assert twips(low) <= int(margins.get(f"{W}{side}")) <= twips(high)


def test_every_section_counts_its_pages_from_one_and_hides_the_first(report: Written) -> None:
    assert len(report.sections) == 2
    for section in report.sections:
        assert section.find("w:pgNumType", NS).get(f"{W}start") == "1"
        assert section.find("w:titlePg", NS) is not None
    shown, first = report.parts["word/header1.xml"], report.parts["word/header2.xml"]
    assert shown.findtext(".//w:instrText", namespaces=NS) == "PAGE"
    assert text_of(first) == ""


def test_a_wide_annex_lies_on_its_side(report: Written) -> None:
    size = report.sections[1].find("w:pgSz", NS)

    assert size.get(f"{W}orient") == "landscape"
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("16838", "11906")


def test_the_font_is_times_new_roman_for_every_script(report: Written) -> None:
    fonts = report.parts["word/styles.xml"].find("w:docDefaults/w:rPrDefault/w:rPr/w:rFonts", NS)

    assert set(fonts.attrib.values()) == {"Times New Roman"}


# --- the letterhead


@pytest.mark.parametrize(
    ("beginning", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 14, True, False),
        ("ỦY BAN NHÂN DÂN\nHUYỆN IA H'DRAI", 13, True, False),
        ("Số: 05/BC-UBND", 13, False, False),
        ("Ia H'Drai, ngày 05 tháng 6 năm 2022", 13, False, True),
        ("BÁO CÁO", 14, True, False),
        ("Kết quả thực hiện công tác bình đẳng giới", 14, True, False),
        ("Kính gửi: Sở Lao động", 14, False, False),
        ("TM. ỦY BAN NHÂN DÂN", 14, True, False),
        ("KT. CHỦ TỊCH", 14, True, False),
        ("PHÓ CHỦ TỊCH", 14, True, False),
        ("Trần Quang Minh", 14, True, False),
        ("Nơi nhận:", 12, True, True),
        ("- Lưu: VT-TH.", 11, False, False),
        ("Phụ lục I", 14, True, False),
        ("SỐ LIỆU THỰC HIỆN", 14, True, False),
        ("(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 6 năm 2022 của", 14, False, True),
    ],
)
def test_every_element_has_its_size_and_weight(
    report: Written, beginning: str, size: float, bold: bool, italic: bool
) -> None:
    line = report.line(beginning)

    assert (line.look.size, line.bold, line.look.italic) == (size, bold, italic)


def test_the_elements_stand_in_the_order_of_the_diagram(report: Written) -> None:
    order = [
        "ỦY BAN NHÂN DÂN\n",
        "CỘNG HÒA",
        "Độc lập",
        "Số: ",
        "Ia H'Drai, ngày",
        "BÁO CÁO",
        "Kết quả thực hiện công",
        "Kính gửi:",
        "Thực hiện Kế hoạch số 25",
        "I. CÔNG TÁC",
        "IV. KIẾN NGHỊ",
        "Nơi nhận:",
        "TM. ỦY BAN",
        "Trần Quang Minh",
        "Phụ lục I",
    ]

    places = [report.place(beginning) for beginning in order]

    assert places == sorted(places)


def test_the_rule_under_the_motto_is_as_long_as_the_motto(report: Written) -> None:
    rule = report.lines[report.place("Độc lập") + 1]

    assert rule.element.find("w:pPr/w:pBdr/w:top", NS).get(f"{W}val") == "single"
    assert rule_length(rule, LETTERHEAD_COLUMNS[1]) == text_width("Độc lập - Tự do - Hạnh phúc", 14, bold=True)


def test_the_rules_under_the_body_and_the_title_are_a_third_to_a_half_of_their_line(plan: Written) -> None:
    title = "Triển khai công tác bình đẳng giới năm 2022"
    for above, line, size, available in (
        ("ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN", 13, LETTERHEAD_COLUMNS[0]),
        (title, title, 14, PORTRAIT.text_width),
    ):
        length = rule_length(plan.lines[plan.place(f"{above}\n" if size == 13 else above) + 1], available)
        width = text_width(line, size, bold=True)
        assert width / 3 <= length <= width / 2


def test_a_department_stands_in_bold_under_its_superior(letter: Written) -> None:
    superior = letter.line("ỦY BAN NHÂN DÂN\nHUYỆN IA H'DRAI")
    issuing = letter.line("PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")

    assert (superior.bold, issuing.bold) == (False, True)
    assert letter.lines.index(superior) < letter.lines.index(issuing)


def test_a_letter_prints_no_kind_and_its_abstract_stands_under_its_number(letter: Written) -> None:
    abstract = letter.lines[letter.place("Số: 48/LĐTBXH-BĐG") + 1]

    assert abstract.text == "V/v báo cáo kết quả công tác bình đẳng giới 6 tháng đầu năm 2022"
    assert (abstract.look.size, abstract.bold, abstract.look.align) == (12, False, "center")
    assert "CÔNG VĂN" not in letter.texts


def test_several_addressees_stand_each_on_a_line_with_dashes_under_the_colon(letter: Written) -> None:
    heading = letter.line("Kính gửi:")
    items = letter.lines[letter.place("Kính gửi:") + 1 :][:3]

    assert heading.text == "Kính gửi:"
    assert [item.text[:2] for item in items] == ["- ", "- ", "- "]
    assert [item.text[-1] for item in items] == [";", ";", "."]
    left = int(heading.element.find("w:pPr/w:ind", NS).get(f"{W}left"))
    indent = items[0].element.find("w:pPr/w:ind", NS)
    dash = int(indent.get(f"{W}left")) - int(indent.get(f"{W}hanging"))
    assert dash == left + text_width("Kính gửi", 14)


def test_khanh_gets_room_to_write_a_number_and_a_date_in(plan: Written) -> None:
    assert "Số:       /KH-UBND" in plan.texts
    assert plan.line("Ia H'Drai, ngày").text.split() == ["Ia", "H'Drai,", "ngày", "tháng", "năm"]


def test_a_paper_that_says_nothing_of_itself_still_opens_with_the_nation_and_a_blank_number() -> None:
    bare = Written(OfficialDocument(Header()))

    assert bare.texts[:3] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số:       /"]
    assert bare.texts[3].startswith("Ngày ")
    assert len(bare.texts) == 4


# --- the body


def test_legal_bases_are_italic_and_end_with_semicolons_and_a_full_stop(plan: Written) -> None:
    assert plan.styled("Căn cứ") == [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Căn cứ Luật Bình đẳng giới ngày 29 tháng 11 năm 2006.",
    ]
    assert plan.line("Căn cứ Luật Tổ chức").look.italic


def test_body_text_is_justified_at_14_with_a_first_line_indent_and_six_points_between(report: Written) -> None:
    line = report.line("Ủy ban nhân dân huyện đã ban hành 03 kế hoạch")
    style = report.parts["word/styles.xml"].find("w:style[@w:styleId='NoiDung']/w:pPr", NS)

    assert (line.look.size, line.look.align) == (14, "both")
    assert int(style.find("w:ind", NS).get(f"{W}firstLine")) == 720
    assert int(style.find("w:spacing", NS).get(f"{W}after")) >= 120
    assert 240 <= int(style.find("w:spacing", NS).get(f"{W}line")) <= 360


@pytest.mark.parametrize(
    ("beginning", "outline", "bold"),
    [
        ("II. KẾT QUẢ THỰC HIỆN", 0, True),
        ("1. Tập huấn, truyền thông", 1, True),
        ("2.2. Hoạt động đã tổ chức", 2, True),
        ("2.1. Duy trì 03 mô hình", None, False),
        ("a) Ở cấp huyện: 09 hoạt động;", None, False),
    ],
)
def test_titled_numbers_are_headings_and_untitled_ones_begin_their_paragraph(
    report: Written, beginning: str, outline: int | None, bold: bool
) -> None:
    line = report.line(beginning)

    assert (line.look.outline, line.bold) == (outline, bold)


def test_numbers_stay_as_printed_with_their_gaps(plan: Written) -> None:
    numbers = [text.split()[0] for text in plan.texts if text.startswith("1.")]

    assert numbers == ["1.", "1.1.", "1.3."]


def test_chapters_articles_clauses_and_points_have_their_own_form() -> None:
    points = tuple(Section(letter, blocks=(Paragraph(f"Điểm {letter};"),)) for letter in ("a", "đ"))
    clause = Section("1", blocks=(Paragraph("Quy chế này quy định:"),), children=points)
    article = Section("1", "Phạm vi điều chỉnh", word="Điều", children=(clause,))
    decision = Section("2", blocks=(Paragraph("Quyết định này có hiệu lực từ ngày ký."),), word="Điều")
    chapter = Section("I", "Quy định chung", word="Chương", children=(article, decision))

    written = Written(OfficialDocument(Header(), sections=(chapter,)))

    heading = written.line("Chương I")
    assert heading.text == "Chương I\nQUY ĐỊNH CHUNG"
    assert (heading.look.align, heading.bold, heading.look.outline) == ("center", True, 0)
    assert written.line("Điều 1. Phạm vi điều chỉnh").bold
    assert written.texts[-5:-1] == [
        "Điều 1. Phạm vi điều chỉnh",
        "1. Quy chế này quy định:",
        "a) Điểm a;",
        "đ) Điểm đ;",
    ]
    runs = written.line("Điều 2. Quyết định này").element.findall("w:r", NS)
    assert [text_of(run) for run in runs if run.find("w:rPr/w:b", NS) is not None] == ["Điều 2. "]


def test_dashes_are_real_lists_so_that_the_next_item_gets_one_too(report: Written, plan: Written) -> None:
    assert report.styled("Gạch đầu dòng")[0] == "Cấp huyện: 02 kế hoạch, 03 công văn;"
    assert plan.styled("Cộng đầu dòng") == ["Trong đó chú trọng lao động và giáo dục."]
    for style, mark in (("GachDauDong", "-"), ("CongDauDong", "+")):
        number = value(
            plan.parts["word/styles.xml"].find(f"w:style[@w:styleId='{style}']", NS), "w:pPr/w:numPr/w:numId"
        )
        assert _list_mark(plan, number) == mark


def test_a_list_mark_of_another_kind_is_kept() -> None:
    written = simple(Paragraph("Mục một;", list_mark="•"), Paragraph("Mục hai.", list_mark="-"))

    assert _list_mark(written, value(written.line("Mục một").element, "w:pPr/w:numPr/w:numId")) == "•"
    assert value(written.line("Mục hai").element, "w:pPr/w:numPr/w:numId") is None


def _list_mark(written: Written, number: str | None) -> str | None:
    numbering = written.parts["word/numbering.xml"]
    abstract = value(numbering.find(f"w:num[@w:numId='{number}']", NS), "w:abstractNumId")
    return value(numbering.find(f"w:abstractNum[@w:abstractNumId='{abstract}']", NS), "w:lvl/w:lvlText")


def test_the_body_ends_with_its_mark_once_even_where_units_ended_their_parts_with_it(report: Written) -> None:
    assert [text for text in report.texts if "./." in text] == [
        "Đề nghị Sở Lao động - Thương binh và Xã hội hỗ trợ tài liệu “Bình đẳng giới & gia đình”./."
    ]
    assert "Các nhiệm vụ được triển khai đúng tiến độ, có sự phối hợp của các ngành." in report.texts


def test_a_body_that_ends_with_a_table_gets_its_mark_after_it() -> None:
    written = simple(Paragraph("Số liệu:"), Table((), ((Cell("Ia Dom"), Cell("86")),)))

    assert written.texts[-3:] == ["Ia Dom", "86", "./."]


def test_an_end_mark_stands_before_the_footnote_called_at_the_end() -> None:
    paragraph = Paragraph("Các xã báo cáo trước ngày 05/6.", footnotes=("1",))
    written = simple(paragraph, footnotes=(Footnote("1", "Tính đến 31/5."),))

    last = written.line("Các xã báo cáo")

    assert last.text == "Các xã báo cáo trước ngày 05/6./."
    assert [text_of(run) or "¹" for run in last.element.findall("w:r", NS)] == [
        "Các xã báo cáo trước ngày 05/6",
        "¹",
        "./.",
    ]


def test_the_last_paragraph_stays_with_the_signature(report: Written) -> None:
    last = report.line("Đề nghị Sở Lao động - Thương binh và Xã hội hỗ trợ tài liệu")

    assert last.element.find("w:pPr/w:keepNext", NS) is not None
    closing = next(report.lines[report.place("Nơi nhận:")].element.iterancestors(f"{W}tr"))
    assert closing.find("w:trPr/w:cantSplit", NS) is not None


# --- signs, letters, notes


def test_signs_and_apostrophes_come_out_as_typed() -> None:
    text = 'Công ty A & B <TNHH> "Ia H\'Drai" – “Ia H’Drai” 100 %'

    assert simple(Paragraph(text), Paragraph("Hết.")).line("Công ty").text == text


def test_decomposed_letters_are_composed_and_control_characters_dropped() -> None:
    written = simple(Paragraph("Bi\u0300nh đa\u0306\u0309ng\x00 gi\u01a1\u0301i\x0b"), Paragraph("Hết."))

    assert written.texts[-2] == "Bình đẳng giới"


def test_footnotes_are_word_footnotes_called_where_they_stand(plan: Written) -> None:
    line = plan.line("1.1. Tiếp tục thực hiện")
    pieces = [text_of(run) or run.find("w:footnoteReference", NS).get(f"{W}id") for run in line.element.iter(f"{W}r")]

    assert pieces[2:] == ["2", " và Kế hoạch truyền thông đến năm 2030", "3", "."]
    assert pieces[1].endswith("bạo lực trên cơ sở giới")
    assert plan.footnotes[1] == "Kế hoạch số 103/KH-UBND ngày 09/6/2021 của Ủy ban nhân dân huyện."
    assert len(plan.footnotes) == 4
    recipient = plan.line("- Các phòng, ban, ngành").element
    assert recipient.find(".//w:footnoteReference", NS).get(f"{W}id") == "4"


def test_footnote_marks_with_a_gap_are_kept_as_printed() -> None:
    paragraph = Paragraph("Theo hướng dẫn và theo quy định.", footnotes=("1", "3"), called_at=(14,))
    written = simple(paragraph, Paragraph("Hết."), footnotes=(Footnote("1", "Một."), Footnote("3", "Ba.")))

    assert written.line("Theo hướng dẫn").text == "Theo hướng dẫn1 và theo quy định.3"
    assert written.footnotes == ["1 Một.", "3 Ba."]


def test_a_footnote_that_nothing_calls_is_printed_without_inventing_a_call() -> None:
    written = simple(Paragraph("Hết."), footnotes=(Footnote("6", "Gồm 13 cơ quan."),))

    assert written.texts[-1] == "6 Gồm 13 cơ quan."
    assert written.body.find(".//w:footnoteReference", NS) is None


def test_a_footnote_called_twice_is_printed_once_and_marked_twice() -> None:
    written = simple(
        Paragraph("Kế hoạch 153.", footnotes=("1",)),
        Paragraph("Cũng kế hoạch ấy,", footnotes=("1",)),
        Paragraph("Hết."),
        footnotes=(Footnote("1", "Kế hoạch số 153/KH-UBND."),),
    )

    assert written.footnotes == ["Kế hoạch số 153/KH-UBND."]
    assert written.line("Cũng kế hoạch ấy").text == "Cũng kế hoạch ấy,1"


# --- tables


def test_header_rows_repeat_on_every_page_and_no_row_splits(report: Written) -> None:
    for table in report.tables:
        header = [row for row in table.findall("w:tr", NS) if row.find("w:trPr/w:tblHeader", NS) is not None]
        assert header == table.findall("w:tr", NS)[: len(header)]
        assert header
        assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in table.findall("w:tr", NS))


def test_tables_are_ruled_and_as_wide_as_the_page(report: Written) -> None:
    ruled = report.parts["word/styles.xml"].find("w:style[@w:styleId='BangSoLieu']/w:tblPr/w:tblBorders", NS)
    assert {side.get(f"{W}val") for side in ruled} == {"single"}
    widths = [sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) for table in report.tables]
    assert widths == [9071, 9071, 14003]


def test_figures_stand_right_and_totals_in_bold(report: Written) -> None:
    total = report.line("1.559")

    assert (total.look.align, total.bold) == ("right", True)
    assert report.line("Toàn huyện (3/3 đơn vị)").bold


def test_cells_that_cover_rows_and_columns_keep_the_grid_whole(report: Written) -> None:
    first, second = report.tables[0].findall("w:tr", NS)[:2]

    assert [text_of(cell) for cell in second.findall("w:tc", NS)] == [
        "",
        "",
        "Số lớp",
        "Lượt người",
        "Số buổi",
        "Lượt người",
    ]
    merges = [value(cell, "w:tcPr/w:vMerge") for row in (first, second) for cell in row.findall("w:tc", NS)]
    assert merges == ["restart", "restart", None, None, "continue", "continue", None, None, None, None]
    assert [_columns(row) for row in report.tables[0].findall("w:tr", NS)] == [6] * 6


def test_a_short_row_is_filled_up_and_a_cell_too_tall_ends_with_its_table() -> None:
    rows = ((Cell("Ia Dom", rows=9), Cell("86")), (), (Cell("45"), Cell("207")))
    written = simple(Table((), rows), Paragraph("Hết."))

    assert [_columns(row) for row in written.tables[0].findall("w:tr", NS)] == [3, 3, 3]
    assert [text_of(cell) for cell in written.tables[0].findall("w:tr", NS)[2].findall("w:tc", NS)] == ["", "45", "207"]


def _columns(row: object) -> int:
    return sum(int(value(cell, "w:tcPr/w:gridSpan") or 1) for cell in row.findall("w:tc", NS))


# --- closing and annexes


def test_recipients_stand_left_of_the_signature_and_close_their_lines(report: Written) -> None:
    cells = next(report.line("Nơi nhận:").element.iterancestors(f"{W}tr")).findall("w:tc", NS)

    assert [text_of(paragraph) for paragraph in cells[0]][1:] != []
    assert report.styled("Danh sách nơi nhận")[-2:] == ["- Ủy ban nhân dân các xã;", "- Lưu: VT-TH."]
    assert [text_of(line) for line in cells[1].findall("w:p", NS)] == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Quang Minh",
    ]


def test_a_long_capacity_breaks_into_even_lines_inside_the_right_column() -> None:
    signature = Signature(Read("TM. BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ HUYỆN"), position=Read("TRƯỞNG BAN"))
    indent = simple(Paragraph("Hết."), signature=signature).line("TM. BAN").element.find("w:pPr/w:ind", NS)

    line = CLOSING_COLUMNS[1] - 2 * int(indent.get(f"{W}left"))

    whole = text_width("TM. BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ HUYỆN", 14, bold=True)
    assert whole > CLOSING_COLUMNS[1]
    assert whole / 2 <= line < whole * 0.7


def test_a_report_without_recipients_or_signature_prints_neither() -> None:
    written = Written(replace(samples.report(), recipients=(), signature=OfficialDocument(Header()).signature))

    assert "Nơi nhận:" not in written.texts


def test_one_recipient_is_the_last_of_the_list() -> None:
    assert "- Lưu: VT." in simple(Paragraph("Hết."), recipients=(Recipient("Lưu: VT"),)).texts


def test_an_only_annex_has_no_number_and_leaves_the_blanks_of_its_document() -> None:
    header = Header(kind=Read("Kế hoạch"), symbol=Read("KH-UBND"), issuing_body=Read(samples.DISTRICT))
    written = Written(OfficialDocument(header, annexes=(Annex("", "Phân công nhiệm vụ", (Paragraph("Giao An."),)),)))

    assert "Phụ lục" in written.texts
    reference = written.line("(Kèm theo Kế hoạch số").text
    assert "/KH-UBND ngày" in reference
    assert reference.endswith("của Ủy ban nhân dân huyện Ia H'Drai)")
