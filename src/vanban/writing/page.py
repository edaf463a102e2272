"""The sheet: A4 with lawful margins, page numbers, and the sections of a document (Phụ lục I, phần I, mục I)."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.writing.wml import Element, paragraph, related, w


def twips(millimetres: float) -> int:
    """Length in twentieths of a point, the unit of WordprocessingML."""
    return round(millimetres * 1440 / 25.4)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of A4 in twips. Margins: top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm."""

    width: int
    height: int
    top: int = twips(20)
    bottom: int = twips(20)
    left: int = twips(30)
    right: int = twips(20)

    @property
    def text_width(self) -> int:
        """What the margins leave for a line."""
        return self.width - self.left - self.right


PORTRAIT = Sheet(twips(210), twips(297))
LANDSCAPE = Sheet(twips(297), twips(210))

# Left for the issuing body, right for Quốc hiệu, whose line at size 13 is 95.7 mm long.
LETTERHEAD_COLUMNS = (twips(62), PORTRAIT.text_width - twips(62))
CLOSING_COLUMNS = (twips(72), PORTRAIT.text_width - twips(72))


def section_properties(sheet: Sheet, number_header: str, first_header: str) -> Element:
    """`w:sectPr`: its own page numbers from 1, shown by `number_header` on every page but the first."""
    size = w("pgSz", w=sheet.width, h=sheet.height)
    if sheet.width > sheet.height:
        size = w("pgSz", w=sheet.width, h=sheet.height, orient="landscape")
    return w(
        "sectPr",
        related("headerReference", number_header, "default"),
        related("headerReference", first_header, "first"),
        w("type", val="nextPage"),
        size,
        w(
            "pgMar",
            top=sheet.top,
            right=sheet.right,
            bottom=sheet.bottom,
            left=sheet.left,
            header=twips(10),
            footer=twips(10),
            gutter=0,
        ),
        w("pgNumType", start=1),
        w("cols", space=720),
        w("titlePg"),
    )


def flat(properties: Element | None = None) -> Element:
    """A paragraph that takes no room; the last of a section carries the section's properties."""
    return paragraph("DongPhang", (), properties)


def gap() -> Element:
    """A distance of 6 points, kept with what follows."""
    return paragraph("KhoangCach", (), w("keepNext"))


def frame(columns: tuple[int, ...], *rows: tuple[list[Element], ...]) -> Element:
    """A borderless table that sets things side by side: the letterhead, the closing. Its rows never split."""
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="KhungTrinhBay"),
            w("tblW", w=sum(columns), type="dxa"),
            w("tblLayout", type="fixed"),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in columns)),
        *(_frame_row(columns, row) for row in rows),
    )


def _frame_row(columns: tuple[int, ...], cells: tuple[list[Element], ...]) -> Element:
    return w(
        "tr",
        w("trPr", w("cantSplit")),
        *(
            w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *(content or [paragraph("KhungTrong")]))
            for width, content in zip(columns, cells, strict=True)
        ),
    )
