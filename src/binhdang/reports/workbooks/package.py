"""The .xlsx file around the cells: written as text, because a library takes ten times as long for the same bytes.

Only what the form needs: two sheets, a table of texts, nine looks, protection, and what the spreadsheet checks itself.
No clock and no person stands in it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class Look(IntEnum):
    """How a cell looks, and whether it is open for typing; the number is its place in the style table."""

    PLAIN = 0
    TITLE = 1
    HEADER = 2
    TEXT = 3
    NUMBER_IN = 4
    CHOICE_IN = 5
    TEXT_IN = 6
    TOTAL = 7
    HELP = 8


_THIN = "<{0} style='thin'><color rgb='FFB9B3C4'/></{0}>"
_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="4">
<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>
<font><b/><sz val="14"/><name val="Calibri"/><family val="2"/></font>
<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>
<font><sz val="10"/><color rgb="FF5A5466"/><name val="Calibri"/><family val="2"/></font></fonts>
<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFEFEDF3"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFFFF8DC"/></patternFill></fill></fills>
<borders count="2"><border/><border>{"".join(_THIN.format(s) for s in ("left", "right", "top", "bottom"))}</border>
</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="9">
<xf/>
<xf fontId="1" applyFont="1"/>
<xf fontId="2" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">
<alignment vertical="top" wrapText="1"/></xf>
<xf borderId="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf fillId="3" borderId="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">
<alignment horizontal="right" vertical="top"/><protection locked="0"/></xf>
<xf fillId="3" borderId="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">
<alignment vertical="top"/><protection locked="0"/></xf>
<xf numFmtId="49" fillId="3" borderId="1" applyNumberFormat="1" applyFill="1" applyBorder="1" applyAlignment="1"
 applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf>
<xf fontId="2" borderId="1" applyFont="1" applyBorder="1" applyAlignment="1">
<alignment vertical="top"/></xf>
<xf fontId="3" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


@dataclass(frozen=True, slots=True)
class Formula:
    """What the spreadsheet works out by itself."""

    text: str


Content = str | int | Decimal | Formula | None


@dataclass(frozen=True, slots=True)
class Check:
    """What the spreadsheet lets a person type into some cells. `kind`: "whole", "decimal" or "list"."""

    kind: str
    cells: Sequence[str]
    """Ranges: "E5:E9"."""
    words: Sequence[str] = ()
    """The choices of a list."""
    least: int = 0
    largest: int = 0
    error: str = ""

    @property
    def xml(self) -> str:
        """As the sheet says it."""
        head = f'type="{self.kind}" allowBlank="1" showErrorMessage="1" errorTitle="Chưa đúng"'
        head += f" error={quoteattr(self.error[:220])} sqref={quoteattr(' '.join(self.cells))}"
        if self.kind == "list":
            listed = f"<formula1>{escape(','.join(self.words).join(chr(34) * 2))}</formula1>"
            return f"<dataValidation {head}>{listed}</dataValidation>"
        bounds = f"<formula1>{self.least}</formula1><formula2>{self.largest}</formula2>"
        return f'<dataValidation operator="between" {head}>{bounds}</dataValidation>'


class Texts:
    """The table of texts that the sheets point into: a name that stands in ten rows is written once."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.uses = 0

    def place(self, text: str) -> int:
        """Where the text stands."""
        self.uses += 1
        return self.places.setdefault(text, len(self.places))

    @property
    def xml(self) -> str:
        """The part of the file."""
        items = "".join(f"<si><t>{_escaped(text)}</t></si>" for text in self.places)
        counts = f'count="{self.uses}" uniqueCount="{len(self.places)}"'
        return f'{_HEAD}<sst xmlns="{_MAIN}" {counts}>{items}</sst>'


def _escaped(text: str) -> str:
    return escape(_LOOKS_ESCAPED.sub("_x005F_", NOT_XML.sub("", text)))


def rows_xml(rows: Iterable[Sequence[tuple[str, Content, Look]]], texts: Texts) -> str:
    """The rows of a sheet, from the first on. A cell is (column letter, content, look); None is an empty one."""
    return "".join(
        f'<row r="{number}">{"".join(_cell(*cell, number, texts) for cell in row)}</row>'
        for number, row in enumerate(rows, start=1)
    )


def _cell(letter: str, content: Content, look: Look, number: int, texts: Texts) -> str:
    head = f'<c r="{letter}{number}" s="{int(look)}"'
    if content is None or content == "":
        return f"{head}/>"
    if isinstance(content, str):
        return f'{head} t="s"><v>{texts.place(content)}</v></c>'
    if isinstance(content, Formula):
        return f"{head}><f>{escape(content.text)}</f></c>"
    return f"{head}><v>{content:f}</v></c>"


def form_xml(
    rows: str, *, widths: Sequence[float], letters: Sequence[str], frozen_at: str, checks: Iterable[Check]
) -> str:
    """The sheet a person fills in: its head stays in view, its structure is locked. `frozen_at`: "E5"."""
    column, row = re.fullmatch(r"([A-Z])(\d+)", frozen_at).groups()  # type: ignore[union-attr]  # ours
    split = f'xSplit="{letters.index(column)}" ySplit="{int(row) - 1}" topLeftCell="{frozen_at}"'
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    )
    validations = [check.xml for check in checks if check.cells]
    listed = (
        f'<dataValidations count="{len(validations)}">{"".join(validations)}</dataValidations>' if validations else ""
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        f'<pane {split} activePane="bottomRight" state="frozen"/>'
        f'<selection pane="bottomRight" activeCell="{frozen_at}" sqref="{frozen_at}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{rows}</sheetData>'
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>'
        f'{listed}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def plain_xml(rows: str) -> str:
    """A sheet for the machine."""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>'
        '<sheetProtection sheet="1" objects="1" scenarios="1"/></worksheet>'
    )


def packed(form: tuple[str, str], hidden: tuple[str, str], texts: Texts) -> bytes:
    """The file of a form and a hidden sheet, each (title, part)."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations((f"{_OFFICE}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _workbook(form[0], hidden[0]),
        "xl/_rels/workbook.xml.rels": _relations(
            (f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"),
            (f"{_OFFICE}/worksheet", "worksheets/sheet2.xml"),
            (f"{_OFFICE}/styles", "styles.xml"),
            (f"{_OFFICE}/sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": texts.xml,
        "xl/worksheets/sheet1.xml": form[1],
        "xl/worksheets/sheet2.xml": hidden[1],
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def _workbook(form: str, hidden: str) -> str:
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookProtection lockStructure="1"/>'
        f'<sheets><sheet name={quoteattr(form)} sheetId="1" r:id="rId1"/>'
        f'<sheet name={quoteattr(hidden)} sheetId="2" state="veryHidden" r:id="rId2"/></sheets></workbook>'
    )


def _content_types() -> str:
    kinds = {"worksheets/sheet1": "worksheet", "worksheets/sheet2": "worksheet"}
    kinds |= {"workbook": "sheet.main", "styles": "styles", "sharedStrings": "sharedStrings"}
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_SHEET_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*relations: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(relations, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'
