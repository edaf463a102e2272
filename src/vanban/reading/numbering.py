"""Automatic numbers of Word paragraphs: what `numbering.xml` and the chain of styles print before the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_STYLES = 30


@dataclass
class _Level:
    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    restart_after: int | None = None
    style: str = ""
    legal: bool = False


@dataclass
class _List:
    """One w:num: the levels, with overrides applied, and whose counters it shares."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    starts_anew: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Gives each paragraph its printed number. Paragraphs must be asked in the order of the document."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = (
            {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")} if styles is not None else {}
        )
        self._default_style = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1"
            ),
            "",
        )
        self._lists = _read_lists(numbering) if numbering is not None else {}
        self._counters: dict[str, dict[int, int]] = {}
        self._seen: set[str] = set()

    def label(self, paragraph: etree._Element) -> str:
        """The printed number with its closing mark ("1.", "a)", "-"), "" where the paragraph has none."""
        number, level = self._number_of(paragraph)
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        counters = self._counters.setdefault(found.abstract, {})
        if number not in self._seen:
            self._seen.add(number)
            for at, start in found.starts_anew.items():
                counters[at] = start - 1
        counters[level] = counters.get(level, found.levels[level].start - 1) + 1
        for deeper in [at for at in counters if at > level]:
            if found.levels.get(deeper, _Level()).restart_after != 0:
                del counters[deeper]
        return self._printed(found, level, counters)

    def _printed(self, found: _List, level: int, counters: dict[int, int]) -> str:
        own = found.levels[level]
        if own.format == "bullet":
            return own.text if own.text in ("-", "+", "–", "*", "•") else "-"
        if own.format == "none":
            return re.sub(r"%\d", "", own.text)

        def figure(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = found.levels.get(at, _Level())
            return _figure(counters.get(at, one.start), "decimal" if own.legal else one.format)

        return re.sub(r"%([1-9])", figure, own.text)

    def _number_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """numId and level, from the paragraph or from its styles."""
        properties = paragraph.find(f"{W}pPr")
        number: str | None = None
        level: int | None = None
        style = self._default_style
        if properties is not None:
            number, level = _numpr(properties)
            named = properties.find(f"{W}pStyle")
            style = named.get(f"{W}val", style) if named is not None else style
        for _ in range(_DEEPEST_STYLES):
            element = self._styles.get(style)
            if element is None or number is not None:
                break
            inherited = element.find(f"{W}pPr")
            if inherited is not None:
                number, own_level = _numpr(inherited)
                level = level if level is not None else own_level
                if number is not None and level is None:
                    level = self._level_linked(number, style)
            base = element.find(f"{W}basedOn")
            style = base.get(f"{W}val", "") if base is not None else ""
        return number or "", level or 0

    def _level_linked(self, number: str, style: str) -> int | None:
        """The level whose w:pStyle names the style."""
        found = self._lists.get(number)
        return next((at for at, level in found.levels.items() if level.style == style), None) if found else None


def _numpr(properties: etree._Element) -> tuple[str | None, int | None]:
    element = properties.find(f"{W}numPr")
    if element is None:
        return None, None
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    return (number.get(f"{W}val") if number is not None else None), (_integer(level, 0) if level is not None else None)


def _integer(element: etree._Element | None, default: int) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else default


def _read_lists(numbering: etree._Element) -> dict[str, _List]:
    abstracts = {one.get(f"{W}abstractNumId", ""): one for one in numbering.iter(f"{W}abstractNum")}
    found: dict[str, _List] = {}
    for number in numbering.iter(f"{W}num"):
        link = number.find(f"{W}abstractNumId")
        key = link.get(f"{W}val", "") if link is not None else ""
        one = _List(key)
        if key in abstracts:
            one.levels.update(_levels(abstracts[key]))
        for override in number.iter(f"{W}lvlOverride"):
            at = int(override.get(f"{W}ilvl", "0")) if override.get(f"{W}ilvl", "0").isdigit() else 0
            one.levels.update(_levels(override))
            start = override.find(f"{W}startOverride")
            if start is not None:
                one.starts_anew[at] = _integer(start, 1)
        found[number.get(f"{W}numId", "")] = one
    return found


def _levels(parent: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in parent.findall(f"{W}lvl"):
        at = element.get(f"{W}ilvl", "0")
        text, kind = element.find(f"{W}lvlText"), element.find(f"{W}numFmt")
        restart, style = element.find(f"{W}lvlRestart"), element.find(f"{W}pStyle")
        if at.isdigit():
            levels[int(at)] = _Level(
                format=kind.get(f"{W}val", "decimal") if kind is not None else "decimal",
                text=text.get(f"{W}val", "") if text is not None else "",
                start=_integer(element.find(f"{W}start"), 0 if element.find(f"{W}start") is None else 1),
                restart_after=_integer(restart, 0) if restart is not None else None,
                style=style.get(f"{W}val", "") if style is not None else "",
                legal=element.find(f"{W}isLgl") is not None,
            )
    return levels


def _figure(number: int, kind: str) -> str:
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "upperLetter" else letter.lower()
    if kind == "decimalZero":
        return f"{number:02}"
    return "" if kind == "none" else str(number)


def _roman(number: int) -> str:
    found = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while 0 < value <= number < 5000:
            found, number = found + letters, number - value
    return found
