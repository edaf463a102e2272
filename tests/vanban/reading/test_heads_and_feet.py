"""Letterheads, titles, recipients and signature blocks in the forms in which they arrive."""

from __future__ import annotations

from datetime import date

import pytest

from vanban.document import Read
from vanban.reading import Reading, read_text

from .spans import breaches

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
HEAD = (
    f"SỞ NỘI VỤ\n{MOTTO}Số: 5/KH-SNV\nThượng Đức, ngày 05 tháng 6 năm 2026\n\n"
    "KẾ HOẠCH\nTập huấn\n\nI. NỘI DUNG\n1. Mở lớp./.\n\n"
)


def said(read: Read[str] | None) -> str | None:
    return read.value if read else None


def head(text: str) -> tuple[str | None, ...]:
    """Kind, number and symbol, place, superior body, issuing body, title."""
    reading = read_text(text)
    assert breaches(reading.as_json(), reading.text) == []
    one = reading.document.header
    return tuple(
        map(said, (one.kind, one.number_symbol, one.place, one.superior_body, one.issuing_body, one.title)),
    )


def foot(text: str) -> tuple[list[str], list[str | None]]:
    """Recipients, and authority, capacity, position, name."""
    reading: Reading = read_text(HEAD + text)
    assert breaches(reading.as_json(), reading.text) == []
    one = reading.document.signature
    return [each.value for each in reading.document.recipients], [
        said(one.authority),
        said(one.capacity),
        said(one.position),
        said(one.name),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "UBND HUYỆN ĐỒNG XANH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHÒNG GIÁO DỤC Độc lập - Tự do - Hạnh phúc\n"
            "VÀ ĐÀO TẠO\nSố: 12/PGDĐT-VP Đồng Xanh, ngày 05 tháng 6 năm 2026\nV/v báo cáo kết quả\nbình đẳng giới\n"
            "Kính gửi: Ủy ban nhân dân huyện Đồng Xanh\nPhòng báo cáo như sau:\n1. Kết quả\nTốt.",
            (
                "Công văn",
                "12/PGDĐT-VP",
                "Đồng Xanh",
                "UBND HUYỆN ĐỒNG XANH",
                "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
                "báo cáo kết quả bình đẳng giới",
            ),
            id="two columns in one line, as a PDF gives them",
        ),
        pytest.param(
            f"DỰ THẢO\nBỘ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI\n{MOTTO}Số: 11 /BC - LĐTBXH\n"
            "TP. Hà Nội, ngày 22 tháng 4 năm 2021\nBÁO CÁO\nVề bình đẳng giới\nNăm 2020, công tác này được quan tâm.\n",
            (
                "Báo cáo",
                "11/BC-LĐTBXH",
                "TP. Hà Nội",
                None,
                "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
                "Về bình đẳng giới",
            ),
            id="a name on two lines, a spaced symbol, a draft's stamp",
        ),
        pytest.param(
            "**ỦY BAN NHÂN DÂN**\n**XÃ SUỐI MƠ**\n\nSố: 03/CTr-UBND\n\n*Suối Mơ, ngày 09 tháng 02 năm 2026*\n\n"
            "# CHƯƠNG TRÌNH\n\n## Công tác năm 2026\n\n### I. NHIỆM VỤ\n",
            ("Chương trình", "03/CTr-UBND", "Suối Mơ", None, "ỦY BAN NHÂN DÂN XÃ SUỐI MƠ", "Công tác năm 2026"),
            id="Markdown",
        ),
        pytest.param(
            f"HỘI ĐỒNG NHÂN DÂN\nTỈNH THƯỢNG ĐỨC\n{MOTTO}Số: 18/NQ-HĐND\nThượng Đức, ngày 29 tháng 4 năm 2021\n"
            "NGHỊ QUYẾT\nVề Kế hoạch 5 năm\nHỘI ĐỒNG NHÂN DÂN TỈNH THƯỢNG ĐỨC\nKHÓA XI KỲ HỌP THỨ 11\n"
            "Căn cứ Luật Tổ chức chính quyền địa phương;\nQUYẾT NGHỊ:\nĐiều 1. Thông qua Kế hoạch.\n",
            (
                "Nghị quyết",
                "18/NQ-HĐND",
                "Thượng Đức",
                None,
                "HỘI ĐỒNG NHÂN DÂN TỈNH THƯỢNG ĐỨC",
                "Về Kế hoạch 5 năm",
            ),
            id="the authority is printed again under the title",
        ),
        pytest.param(
            "Kế hoạch công tác bình đẳng giới năm 2026 của xã Suối Mơ\n\nI. Mục đích\n1. Nâng cao nhận thức.\n",
            ("Kế hoạch", None, None, None, None, "công tác bình đẳng giới năm 2026 của xã Suối Mơ"),
            id="no letterhead, kind and title in one line",
        ),
        pytest.param(
            f"ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CAO "
            f"NGUYÊN\n{MOTTO}Số:......./KH-UBND\nCao Nguyên, ngày..... tháng..... năm 2026\n"
            "KẾ HOẠCH\nThực hiện Quyết định số 5/QĐ-TTg ngày 03/01/2026 của Thủ tướng Chính phủ\n\nI. MỤC ĐÍCH\n",
            (
                "Kế hoạch",
                None,
                "Cao Nguyên",
                None,
                "ỦY BAN NHÂN DÂN THÀNH PHỐ CAO NGUYÊN",
                "Thực hiện Quyết định số 5/QĐ-TTg ngày 03/01/2026 của Thủ tướng Chính phủ",
            ),
            id="number and day left as dots, a title that cites",
        ),
    ],
)
def test_letterheads(text: str, expected: tuple[str | None, ...]) -> None:
    assert head(text) == expected


@pytest.mark.parametrize(
    ("text", "recipients", "signed"),
    [
        pytest.param(
            "Nơi nhận\n\nNhư trên;\n\nBộ trưởng (để báo cáo);\n\nLưu: VT, Vụ TH.\n\nTL. BỘ TRƯỞNG\nPHÓ VỤ TRƯỞNG\n\n"
            "(đã ký)\nTrần Văn Minh",
            ["Như trên", "Bộ trưởng (để báo cáo)", "Lưu: VT, Vụ TH"],
            [None, "TL. BỘ TRƯỞNG", "PHÓ VỤ TRƯỞNG", "Trần Văn Minh"],
            id="no dashes and no colon",
        ),
        pytest.param(
            "| *Nơi nhận:*<br/>- Như trên;<br/>- Lưu: VT. | **GIÁM "
            "ĐỐC**<br/>*(Ký, ghi rõ họ tên)*<br/>**Nguyễn Thị Lan** |",
            ["Như trên", "Lưu: VT"],
            [None, None, "GIÁM ĐỐC", "Nguyễn Thị Lan"],
            id="a table with line breaks",
        ),
        pytest.param(
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nLÊ THỊ BÌNH\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.",
            ["Như trên", "Lưu: VT"],
            ["TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", "LÊ THỊ BÌNH"],
            id="the signature first, the name in capitals",
        ),
        pytest.param(
            "Nơi nhận:                    KT. TRƯỞNG TRẠM\n- Ban Giám hiệu;              (đã ký)\n"
            "- Lưu: VT, TYT.               BS. Nguyễn Thị Lan",
            ["Ban Giám hiệu", "Lưu: VT, TYT"],
            [None, "KT. TRƯỞNG TRẠM", None, "Nguyễn Thị Lan"],
            id="side by side, a degree before the name",
        ),
        pytest.param(
            "Nơi nhận:\n- Thường trực Tỉnh ủy;\n- Các sở: Nội vụ,\nTài chính;\n- Lưu: VT.\n\nTM.\nỦY BAN "
            "NHÂN DÂN\nKT.\nCHỦ TỊCH\n"
            "PHÓ CHỦ TỊCH\nKý bởi: Ủy ban nhân dân tỉnh\nNgày ký: 05/6/2026\nTrần Văn Minh",
            ["Thường trực Tỉnh ủy", "Các sở: Nội vụ, Tài chính", "Lưu: VT"],
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Minh"],
            id="wrapped lines and the stamp of a digital signature",
        ),
        pytest.param(
            "Nơi nhận: Như trên; UBND tỉnh (b/c); Lưu VT.\nT/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\n\nH’Lan Niê",
            ["Như trên", "UBND tỉnh (b/c)", "Lưu VT"],
            [None, "T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "H’Lan Niê"],
            id="recipients in one line, a name with an apostrophe",
        ),
    ],
)
def test_feet(text: str, recipients: list[str], signed: list[str | None]) -> None:
    assert foot(text) == (recipients, signed)


def test_a_weekday_that_the_calendar_denies_is_told() -> None:
    reading = read_text(HEAD.replace("Mở lớp", "Mở lớp vào thứ Hai, ngày 05/6/2026"))
    (warning,) = [one for one in reading.warnings if one.code == "weekday-mismatch"]
    assert "Thứ Sáu" in warning.message
    assert reading.duties[0].deadlines[0].on == date(2026, 6, 5)


def test_two_days_for_one_document_are_both_kept_before_a_persons_eyes() -> None:
    reading = read_text(
        HEAD + "2. Theo Kế hoạch số 9/KH-UBND ngày 01/02/2026 và Kế hoạch số 9/KH-UBND ngày 02/02/2026."
    )
    (reference,) = reading.references
    assert reference.issued_on == date(2026, 2, 1)
    (warning,) = [one for one in reading.warnings if one.code == "date-conflict"]
    assert "01/2/2026" in warning.message and "02/2/2026" in warning.message
    ((start, end),) = warning.spans
    assert reading.text[start:end] == "ngày 02/02/2026"


def test_the_same_number_in_two_years_is_two_documents() -> None:
    reading = read_text(
        HEAD + "2. Theo Kế hoạch số 9/KH-UBND ngày 01/02/2025 và Kế hoạch số 9/KH-UBND ngày 02/02/2026."
    )
    assert [str(one.issued_on) for one in reading.references] == ["2025-02-01", "2026-02-02"]


def test_an_address_a_rate_and_a_form_are_no_documents() -> None:
    text = "2. Tại số 165 Lý Thường Kiệt; tỷ suất 500/100.000; theo Mẫu số 01/BC-X; đạt 04/04 xã, ngày 05/6."
    assert read_text(HEAD + text).references == ()
