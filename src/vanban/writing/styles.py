"""Named styles: what each element of an official document looks like, so that an officer's edits keep the form.

Sizes, weights and positions are those of Phụ lục I, phần I, mục II of Nghị định 30/2020/NĐ-CP; the ô in the comments
are its boxes. Headings carry outline levels, so Word and LibreOffice show the document's structure beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from vanban.writing.wml import Element, W, w

FONT = "Times New Roman"
BODY_SIZE = 14
FIRST_LINE = 720  # 1.27 cm
LETTERHEAD_SIZE = 13
KIND_SIZE = 14
LETTER_TITLE_SIZE = 12
ADDRESSEE_SIZE = 14
SIGNATURE_SIZE = 14


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Sizes in points, distances in twips; `None` inherits from `based`."""

    id: str
    name: str
    based: str = "Normal"
    size: float | None = None
    bold: bool = False
    italic: bool = False
    align: str = ""
    before: int | None = None
    after: int | None = None
    line: int | None = None
    exact: bool = False
    first_line: int | None = None
    left: int | None = None
    outline: int | None = None
    keep_next: bool = False
    list_number: int | None = None
    next: str = ""

    def element(self) -> Element:
        """The style as `w:style`."""
        normal = self.id == "Normal"
        return w(
            "style",
            w("name", val=self.name),
            None if normal else w("basedOn", val=self.based),
            w("next", val=self.next) if self.next else None,
            w("qFormat"),
            w("pPr", *self._paragraph_properties()),
            w("rPr", *self._run_properties()),
            type="paragraph",
            styleId=self.id,
            **{"default": "1"} if normal else {},
        )

    def _paragraph_properties(self) -> list[Element | None]:
        spacing = {"before": self.before, "after": self.after, "line": self.line}
        given = {name: distance for name, distance in spacing.items() if distance is not None}
        rule = {"lineRule": "exact" if self.exact else "auto"} if self.line is not None else {}
        indent = {"left": self.left, "firstLine": self.first_line}
        indented = {name: distance for name, distance in indent.items() if distance is not None}
        return [
            w("keepNext") if self.keep_next else None,
            w("numPr", w("numId", val=self.list_number)) if self.list_number is not None else None,
            w("spacing", **given, **rule) if given else None,
            w("ind", **indented) if indented else None,
            w("jc", val=self.align) if self.align else None,
            w("outlineLvl", val=self.outline) if self.outline is not None else None,
        ]

    def _run_properties(self) -> list[Element | None]:
        return [
            *((w("b"), w("bCs")) if self.bold else ()),
            *((w("i"), w("iCs")) if self.italic else ()),
            *((w("sz", val=round(self.size * 2)), w("szCs", val=round(self.size * 2))) if self.size else ()),
        ]


_BODY = "NoiDung"

STYLES = (
    Style("Normal", "Normal"),
    # ô 1 to 5: letterhead, kind and abstract
    Style("QuocHieu", "Quốc hiệu", size=13, bold=True, align="center", next="TieuNgu"),
    Style("TieuNgu", "Tiêu ngữ", size=14, bold=True, align="center"),
    Style("CoQuanChuQuan", "Cơ quan chủ quản", size=LETTERHEAD_SIZE, align="center", next="CoQuanBanHanh"),
    Style("CoQuanBanHanh", "Cơ quan ban hành", size=LETTERHEAD_SIZE, bold=True, align="center"),
    Style("DuongKe", "Đường kẻ", size=2, before=40, line=40, exact=True, align="center"),
    Style("DuongKeTrichYeu", "Đường kẻ dưới trích yếu", based="DuongKe", before=60, after=180),
    Style("SoKyHieu", "Số, ký hiệu", size=13, align="center", before=120),
    Style("DiaDanhNgayThang", "Địa danh, ngày tháng", size=13, italic=True, align="center", before=120),
    Style("TrichYeuCongVan", "Trích yếu công văn", size=LETTER_TITLE_SIZE, align="center", before=120),
    Style("TenLoai", "Tên loại văn bản", size=KIND_SIZE, bold=True, align="center", before=360, next="TrichYeu"),
    Style("TrichYeu", "Trích yếu", size=KIND_SIZE, bold=True, align="center", next=_BODY),
    # ô 9a
    Style("KinhGui", "Kính gửi", size=ADDRESSEE_SIZE, align="center", before=240, after=120, next=_BODY),
    Style("DanhSachKinhGui", "Danh sách kính gửi", size=ADDRESSEE_SIZE, align="left"),
    # ô 6: the body
    Style(_BODY, "Nội dung", size=BODY_SIZE, align="both", before=0, after=120, line=264, first_line=FIRST_LINE),
    Style("CanCu", "Căn cứ", based=_BODY, italic=True),
    Style("GachDauDong", "Gạch đầu dòng", based=_BODY, list_number=1),
    Style("CongDauDong", "Cộng đầu dòng", based=_BODY, list_number=2),
    Style(
        "PhanChuong",
        "Phần, chương",
        size=BODY_SIZE,
        bold=True,
        align="center",
        before=240,
        after=120,
        outline=0,
        keep_next=True,
        next=_BODY,
    ),
    Style("MucTieuMuc", "Mục, tiểu mục", based="PhanChuong", outline=1, bold=True, keep_next=True, next=_BODY),
    Style("Dieu", "Điều", based=_BODY, bold=True, outline=2, keep_next=True, next=_BODY),
    Style("Heading1", "heading 1", based=_BODY, bold=True, outline=0, keep_next=True, next=_BODY),
    Style("Heading2", "heading 2", based=_BODY, bold=True, outline=1, keep_next=True, next=_BODY),
    Style("Heading3", "heading 3", based=_BODY, bold=True, outline=2, keep_next=True, next=_BODY),
    Style("Heading4", "heading 4", based=_BODY, outline=3, keep_next=True, next=_BODY),
    # tables
    Style("TenBang", "Tên bảng", size=13, bold=True, align="center", before=120, after=120, keep_next=True),
    Style("DauBang", "Đầu bảng", size=12, bold=True, align="center", before=40, after=40),
    Style("NoiDungBang", "Nội dung bảng", size=12, before=40, after=40),
    Style("DauBangHep", "Đầu bảng hẹp", based="DauBang", size=10, bold=True),
    Style("NoiDungBangHep", "Nội dung bảng hẹp", based="NoiDungBang", size=10),
    # ô 7 and 9b: signature and recipients
    Style("QuyenHanChucVu", "Quyền hạn, chức vụ", size=SIGNATURE_SIZE, bold=True, align="center", keep_next=True),
    Style("NguoiKy", "Họ và tên người ký", size=SIGNATURE_SIZE, bold=True, align="center", before=1420),
    Style("NoiNhan", "Nơi nhận", size=12, bold=True, italic=True, next="DanhSachNoiNhan"),
    Style("DanhSachNoiNhan", "Danh sách nơi nhận", size=11),
    # annexes
    Style("PhuLuc", "Phụ lục", size=14, bold=True, align="center", outline=0, keep_next=True, next="TenPhuLuc"),
    Style("TenPhuLuc", "Tên phụ lục", size=14, bold=True, align="center", keep_next=True, next="KemTheo"),
    Style("KemTheo", "Kèm theo", size=14, italic=True, align="center", after=40),
    # what every word processor has
    Style("Header", "header", size=14, align="center"),
    Style("FootnoteText", "footnote text", size=10, align="both"),
    # what only holds the layout together
    Style("KhungTrong", "Khung trống", size=2),
    Style("KhoangCach", "Khoảng cách", size=6, line=120, exact=True),
    Style("DongPhang", "Dòng phẳng", size=1, line=20, exact=True),
)


def styles_part() -> Element:
    """word/styles.xml."""
    return w(
        "styles",
        _defaults(),
        *(style.element() for style in STYLES),
        _footnote_reference(),
        _table_style("TableNormal", "Normal Table", default=True),
        _table_style("KhungTrinhBay", "Khung trình bày", margin=0),
        _table_style("BangSoLieu", "Bảng số liệu", margin=85, ruled=True),
    )


def _defaults() -> Element:
    fonts = w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    run = w("rPr", fonts, w("sz", val=BODY_SIZE * 2), w("szCs", val=BODY_SIZE * 2), w("lang", val="vi-VN"))
    spacing = w("spacing", before=0, after=0, line=240, lineRule="auto")
    return w("docDefaults", w("rPrDefault", run), w("pPrDefault", w("pPr", w("widowControl"), spacing)))


def _footnote_reference() -> Element:
    return w(
        "style",
        w("name", val="footnote reference"),
        w("rPr", w("vertAlign", val="superscript")),
        type="character",
        styleId="FootnoteReference",
    )


def _table_style(style_id: str, name: str, *, margin: int = 108, ruled: bool = False, default: bool = False) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = w("tblBorders", *(w(side, val="single", sz=4, space=0, color="000000") for side in sides))
    margins = w("tblCellMar", *(w(side, w=margin, type="dxa") for side in ("left", "right")))
    style = w(
        "style",
        w("name", val=name),
        None if default else w("basedOn", val="TableNormal"),
        w("tblPr", w("tblInd", w=0, type="dxa"), borders if ruled else None, margins),
        type="table",
        styleId=style_id,
    )
    if default:
        style.set(f"{{{W}}}default", "1")
    return style
