"""The small parts of the file that hold no text of the document: numbering, settings, fonts, page-number headers."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.writing.styles import FIRST_LINE, FONT
from vanban.writing.wml import Element, clean, paragraph, run, w

DASHES = ("-", "+")
"""List marks with a style of their own; lists 1 and 2 of every document, so that officers find them there."""


def numbering_part(marks: Sequence[str]) -> Element:
    """word/numbering.xml: list n is bulleted with the n-th of `marks`, at the first-line indent of the body.

    Only dashes are automatic. Printed numbers are text: they keep gaps as they were decided, and the điểm of the
    Vietnamese alphabet (a, b, c, d, đ, e) is none of Word's number formats.
    """
    lists = list(enumerate(marks, start=1))
    return w(
        "numbering",
        *(_bulleted(number, mark) for number, mark in lists),
        *(w("num", w("abstractNumId", val=number), numId=number) for number, _ in lists),
    )


def _bulleted(number: int, mark: str) -> Element:
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("suff", val="space"),
        w("lvlText", val=clean(mark)),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=0, firstLine=FIRST_LINE)),
        ilvl=0,
    )
    return w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number)


def settings_part() -> Element:
    """word/settings.xml: Vietnamese text and numbers, today's layout rules, the footnotes' separators."""
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=FIRST_LINE),
        w("characterSpacingControl", val="doNotCompress"),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w("compat", mode),
        w("themeFontLang", val="vi-VN"),
        w("decimalSymbol", val=","),
        w("listSeparator", val=";"),
    )


def fonts_part() -> Element:
    """word/fontTable.xml: the decree's one font, and what may stand in where it is missing."""
    font = w(
        "font",
        w("altName", val="Liberation Serif"),
        w("panose1", val="02020603050405020304"),
        w("charset", val="00"),
        w("family", val="roman"),
        w("pitch", val="variable"),
        name=FONT,
    )
    return w("fonts", font)


def number_header_part() -> Element:
    """The header of every page but the first: the page number, centred in the top margin."""
    field = [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", w("instrText")),
        w("r", w("fldChar", fldCharType="separate")),
        run("2"),
        w("r", w("fldChar", fldCharType="end")),
    ]
    field[1][0].text = "PAGE"
    return w("hdr", paragraph("Header", field))


def first_header_part() -> Element:
    """The header of a first page: empty, so that page 1 shows no number."""
    return w("hdr", paragraph("Header"))
