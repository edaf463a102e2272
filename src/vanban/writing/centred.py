"""Centred lines and the rules under them."""

from __future__ import annotations

from vanban.writing.metrics import balanced_width
from vanban.writing.wml import Element, indents, paragraph, w


def line_width(text: str, size: int, available: int, *, bold: bool = False) -> int:
    """Length in twips of the longest line of `text`, broken into lines of about equal length within `available`."""
    return max((balanced_width(line, size, available, bold=bold) for line in text.splitlines()), default=0)


def narrowed(width: int, available: int) -> Element | None:
    """Indents that break a centred text into lines of about `width`; 4 % of room, as no two renderers agree exactly."""
    side = (available - width * 104 // 100) // 2
    return indents(side, side) if side > 0 else None


def short_rule(line: int, available: int, style: str = "DuongKe") -> Element:
    """A rule of 5/12 of the line above it: the middle between a third and a half, the decree's bounds."""
    return rule(line * 5 // 12, available, style)


def rule(width: int, available: int, style: str = "DuongKe") -> Element:
    """A solid rule `width` twips long, centred in `available`: an almost flat paragraph with a line above it."""
    left = max(0, (available - width) // 2)
    border = w("top", val="single", sz=6, space=0, color="000000")
    return paragraph(style, (), w("pBdr", border), indents(left, max(0, available - width - left)))
