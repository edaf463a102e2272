"""Documents of Ia H'Drai that the writer's tests print: a report, a plan, a letter. Words and figures are invented."""

from __future__ import annotations

from datetime import date

from vanban.document import (
    Annex,
    Cell,
    Footnote,
    Header,
    LegalBasis,
    OfficialDocument,
    Paragraph,
    Read,
    Recipient,
    Section,
    Signature,
    Table,
)

DISTRICT = "Ủy ban nhân dân huyện Ia H'Drai"


def number(text: str) -> Cell:
    return Cell(text, align="right")


def report() -> OfficialDocument:
    """The six-monthly báo cáo that Chi drafts and Minh signs: two tables, one landscape annex of 14 columns."""
    return OfficialDocument(
        header=Header(
            kind=Read("Báo cáo"),
            number=Read("5"),
            symbol=Read("BC-UBND"),
            issued_on=Read(date(2022, 6, 5)),
            place=Read("Ia H'Drai"),
            issuing_body=Read(DISTRICT),
            title=Read("Kết quả thực hiện công tác bình đẳng giới 6 tháng đầu năm 2022 trên địa bàn huyện Ia H'Drai"),
            addressees=(Read("Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum"),),
        ),
        opening=(
            Paragraph(
                "Thực hiện Kế hoạch số 25/KH-SLĐTBXH ngày 11/3/2022 của Sở Lao động - Thương binh và Xã hội về các "
                "mục tiêu bình đẳng giới năm 2022, Ủy ban nhân dân huyện báo cáo kết quả 6 tháng đầu năm như sau:"
            ),
        ),
        sections=(_direction(), _results(), _assessment(), _proposals()),
        recipients=(
            Recipient("Sở Lao động - Thương binh và Xã hội (b/c)"),
            Recipient("CT, các PCT UBND huyện"),
            Recipient("Các cơ quan thành viên Ban Vì sự tiến bộ của phụ nữ huyện"),
            Recipient("Ủy ban nhân dân các xã"),
            Recipient("Lưu: VT-TH"),
        ),
        signature=Signature(
            Read("TM. ỦY BAN NHÂN DÂN"), Read("KT. CHỦ TỊCH"), Read("PHÓ CHỦ TỊCH"), Read("Trần Quang Minh")
        ),
        annexes=(_annex(),),
    )


def _direction() -> Section:
    return Section(
        "I",
        "Công tác chỉ đạo, điều hành",
        blocks=(
            Paragraph(
                "Ủy ban nhân dân huyện đã ban hành 03 kế hoạch, 05 công văn hướng dẫn các phòng, ban và Ủy ban nhân "
                "dân các xã triển khai nhiệm vụ; kiện toàn Ban Vì sự tiến bộ của phụ nữ huyện với 14 thành viên, "
                "trong đó có 06 nữ."
            ),
            Paragraph("Cấp huyện: 02 kế hoạch, 03 công văn;", list_mark="-"),
            Paragraph("Cấp xã: 03 kế hoạch, 09 công văn, phân công rõ người phụ trách ở từng xã.", list_mark="-"),
        ),
    )


def _results() -> Section:
    spread = Table(
        caption="Bảng 1. Tập huấn và truyền thông theo xã",
        header=(
            (Cell("TT", rows=2), Cell("Đơn vị", rows=2), Cell("Tập huấn", columns=2), Cell("Truyền thông", columns=2)),
            (Cell("Số lớp"), Cell("Lượt người"), Cell("Số buổi"), Cell("Lượt người")),
        ),
        rows=(
            (Cell("1", align="center"), Cell("Xã Ia Dom"), number("2"), number("86"), number("4"), number("312")),
            (Cell("2", align="center"), Cell("Xã Ia Đal"), number("1"), number("45"), number("3"), number("207")),
            (Cell("3", align="center"), Cell("Xã Ia Tơi"), number("3"), number("128"), number("6"), number("1.040")),
            (
                Cell("Toàn huyện (3/3 đơn vị)", columns=2, bold=True),
                *(Cell(total, bold=True, align="right") for total in ("6", "259", "13", "1.559")),
            ),
        ),
        widths=(6, 30, 14, 16, 14, 16),
    )
    long = Table(
        caption="Bảng 2. Các hoạt động đã tổ chức",
        header=((Cell("TT"), Cell("Hoạt động"), Cell("Đơn vị chủ trì"), Cell("Lượt người")),),
        rows=tuple(
            (
                Cell(str(row), align="center"),
                Cell(f"Nói chuyện chuyên đề về phòng, ngừa bạo lực trên cơ sở giới, đợt {row}"),
                Cell("Hội Liên hiệp Phụ nữ huyện" if row % 2 else "Phòng Lao động - Thương binh và Xã hội"),
                number(str(20 + 7 * row)),
            )
            for row in range(1, 19)
        ),
        widths=(6, 44, 34, 14),
    )
    return Section(
        "II",
        "Kết quả thực hiện",
        children=(
            Section(
                "1",
                "Tập huấn, truyền thông",
                blocks=(Paragraph("Kết quả tập huấn và truyền thông của các xã được nêu tại Bảng 1."), spread),
            ),
            Section(
                "2",
                "Phòng ngừa, ứng phó với bạo lực trên cơ sở giới",
                children=(
                    Section("2.1", blocks=(Paragraph("Duy trì 03 mô hình địa chỉ tin cậy tại cộng đồng ở 03 xã."),)),
                    Section(
                        "2.2",
                        "Hoạt động đã tổ chức",
                        blocks=(long,),
                        children=(
                            Section("a", blocks=(Paragraph("Ở cấp huyện: 09 hoạt động;"),)),
                            Section("b", blocks=(Paragraph("Ở cấp xã: 09 hoạt động."),)),
                        ),
                    ),
                ),
            ),
        ),
    )


def _assessment() -> Section:
    return Section(
        "III",
        "Đánh giá chung",
        blocks=(Paragraph("Các nhiệm vụ được triển khai đúng tiến độ, có sự phối hợp của các ngành./."),),
        children=(
            Section("1", "Thuận lợi", blocks=(Paragraph("Cấp ủy, chính quyền quan tâm; cán bộ phụ trách ổn định."),)),
            Section("2", "Khó khăn", blocks=(Paragraph("Đi lại mùa mưa khó; kinh phí < 50 triệu đồng."),)),
        ),
    )


def _proposals() -> Section:
    return Section(
        "IV",
        "Kiến nghị",
        blocks=(Paragraph("Đề nghị Sở Lao động - Thương binh và Xã hội hỗ trợ tài liệu “Bình đẳng giới & gia đình”."),),
    )


def _annex() -> Annex:
    names = ("Kế hoạch", "6 tháng", "Ước năm", "Tỷ lệ (%)")
    header = (
        (
            Cell("TT", rows=2),
            Cell("Chỉ tiêu", rows=2),
            *(Cell(unit, columns=4) for unit in ("Xã Ia Dom", "Xã Ia Đal", "Xã Ia Tơi")),
        ),
        tuple(Cell(name) for _ in range(3) for name in names),
    )
    rows = tuple(
        (
            Cell(str(row), align="center"),
            Cell(f"Tỷ lệ cán bộ nữ tham gia tập huấn, nhóm {row}"),
            *(number(str(10 * row + column)) for column in range(12)),
        )
        for row in range(1, 13)
    )
    return Annex(
        "I",
        "Số liệu thực hiện các mục tiêu bình đẳng giới",
        blocks=(Table(header, rows, widths=(4, 20, *(7,) * 12)), Paragraph("Ghi chú: số ước tính đến 31/12/2022.")),
        landscape=True,
    )


def plan() -> OfficialDocument:
    """A kế hoạch not yet numbered or dated, with legal bases and footnotes, one of them called in mid-sentence."""
    text = "Tiếp tục thực hiện Kế hoạch phòng ngừa bạo lực trên cơ sở giới và Kế hoạch truyền thông đến năm 2030."
    return OfficialDocument(
        header=Header(
            kind=Read("Kế hoạch"),
            symbol=Read("KH-UBND"),
            place=Read("Ia H'Drai"),
            issuing_body=Read(DISTRICT),
            title=Read("Triển khai công tác bình đẳng giới năm 2022"),
        ),
        legal_bases=(
            LegalBasis("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"),
            LegalBasis("Căn cứ Luật Bình đẳng giới ngày 29 tháng 11 năm 2006;"),
        ),
        opening=(Paragraph("Ủy ban nhân dân huyện ban hành Kế hoạch như sau:"),),
        sections=(
            Section(
                "I",
                "MỤC ĐÍCH, YÊU CẦU",
                children=(
                    Section(
                        "1",
                        "Mục đích",
                        blocks=(
                            Paragraph("Thu hẹp khoảng cách giới trong đời sống xã hội.", list_mark="-"),
                            Paragraph("Trong đó chú trọng lao động và giáo dục.", list_mark="+"),
                        ),
                    ),
                    Section("2", "Yêu cầu", blocks=(Paragraph("Thiết thực, tiết kiệm.", list_mark="-"),)),
                ),
            ),
            Section(
                "II",
                "NỘI DUNG",
                title_footnotes=("1",),
                children=(
                    Section(
                        "1.1",
                        blocks=(Paragraph(text, footnotes=("2", "3"), called_at=(text.index(" và"), len(text) - 1)),),
                    ),
                    Section("1.3", blocks=(Paragraph("Rà soát các mô hình đã và đang triển khai."),)),
                ),
            ),
            Section(
                "III",
                "TỔ CHỨC THỰC HIỆN",
                blocks=(Paragraph("Các đơn vị báo cáo trước ngày 05/12 để tổng hợp./."),),
            ),
        ),
        footnotes=(
            Footnote("1", "Theo hướng dẫn của Sở Lao động - Thương binh và Xã hội."),
            Footnote("2", "Kế hoạch số 103/KH-UBND ngày 09/6/2021 của Ủy ban nhân dân huyện."),
            Footnote("3", "Kế hoạch số 50/KH-UBND ngày 15/3/2022 của Ủy ban nhân dân huyện."),
            Footnote("4", "Gồm 13 cơ quan thành viên."),
        ),
        recipients=(
            Recipient("Các phòng, ban, ngành, đoàn thể thành viên Ban Vì sự tiến bộ của phụ nữ", footnotes=("4",)),
            Recipient("Lưu: VT."),
        ),
        signature=Signature(
            Read("TM. ỦY BAN NHÂN DÂN"), Read("KT. CHỦ TỊCH"), Read("PHÓ CHỦ TỊCH"), Read("Trần Quang Minh")
        ),
    )


def letter() -> OfficialDocument:
    """A công văn of Lan's department to several bodies."""
    return OfficialDocument(
        header=Header(
            kind=Read("Công văn"),
            number=Read("48"),
            symbol=Read("LĐTBXH-BĐG"),
            issued_on=Read(date(2022, 2, 9)),
            place=Read("Ia H'Drai"),
            superior_body=Read(DISTRICT),
            issuing_body=Read("Phòng Lao động - Thương binh và Xã hội"),
            title=Read("báo cáo kết quả công tác bình đẳng giới 6 tháng đầu năm 2022"),
            addressees=(
                Read("Các cơ quan thành viên Ban Vì sự tiến bộ của phụ nữ huyện"),
                Read("Ủy ban nhân dân các xã: Ia Dom, Ia Đal, Ia Tơi"),
                Read("Huyện đoàn"),
            ),
        ),
        opening=(
            Paragraph("Để tổng hợp báo cáo Ủy ban nhân dân huyện, Phòng đề nghị các đơn vị:"),
            Paragraph("Gửi báo cáo trước ngày 05/6/2022;", list_mark="-"),
            Paragraph("Nêu rõ số thực hiện và số ước.", list_mark="-"),
            Paragraph("Rất mong các đơn vị phối hợp thực hiện."),
        ),
        recipients=(Recipient("Như trên"), Recipient("Lưu: VT")),
        signature=Signature(position=Read("TRƯỞNG PHÒNG"), name=Read("Nguyễn Thị Lan")),
    )
