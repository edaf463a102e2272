"""Composing: a frozen snapshot and an issue's header become the official paper. Pure: nothing else is read.

The same snapshot, header and composer version always give the same bytes, so what was issued can be proved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from binhdang.publishing.annexes import annexes
from binhdang.publishing.models import Issue
from binhdang.ui.templatetags.ui import day
from vanban import writing
from vanban.document import (
    Header,
    LegalBasis,
    OfficialDocument,
    Paragraph,
    Read,
    Recipient,
    Section,
    Signature,
)
from vanban.writing.wording import date_in_words

COMPOSER_VERSION = f"2.{writing.COMPOSER_VERSION}"
"""This module's version and the writer's: raised with every change of what a paper says or how it looks."""

KIND = "Báo cáo"
_KIND_SYMBOL = "BC"  # Nghị định 30/2020/NĐ-CP, Phụ lục III
_NOTHING_REPORTED = "Trong kỳ, các đơn vị không báo cáo nội dung ở mục này."

Json = Mapping[str, Any]


def symbol_of(content: Json) -> str:
    """Ký hiệu: the kind and the issuing body, "BC-UBND"."""
    return f"{_KIND_SYMBOL}-{content['unit']['symbol_part']}"


def compose(issue: Issue) -> bytes:
    """The paper as .docx."""
    return writing.write(document_of(issue))


def document_of(issue: Issue) -> OfficialDocument:
    """The paper as parts. Before it is numbered, number and date are left blank; before it is signed, the name."""
    content = issue.snapshot.content
    return OfficialDocument(
        header=_header(issue, content),
        legal_bases=tuple(LegalBasis(text) for text in content["legal_bases"]),
        opening=tuple(Paragraph(text) for text in opening(content, issue.title)),
        sections=_sections(content["sections"]),
        recipients=tuple(Recipient(value) for value in issue.recipients),
        signature=Signature(**{part: Read(text) for part, text in issue.signature.items() if text}),
        annexes=annexes(content),
    )


def _header(issue: Issue, content: Json) -> Header:
    paper = issue.paper
    number = paper.number if paper else ""
    symbol = paper.symbol if paper else symbol_of(content)
    return Header(
        kind=Read(KIND),
        number=Read(number) if number else None,
        symbol=Read(symbol),
        number_symbol=Read(f"{number}/{symbol}") if number else None,
        issued_on=Read(paper.issued_on) if paper and paper.issued_on else None,
        place=Read(content["unit"]["place"]),
        issuing_body=Read(content["unit"]["name"]),
        title=Read(issue.title),
        addressees=tuple(Read(name) for name in issue.addressees),
    )


def opening(content: Json, title: str) -> list[str]:
    """What is reported, on whose reports it rests, which days the figures cover, and whose report is not in it."""
    units, round = content["units"], content["round"]
    used = [unit for unit in units if unit["version"]]
    absent = [unit["name"] for unit in units if not unit["version"]]
    first, last = (day(date.fromisoformat(round[edge])) for edge in ("window_from", "window_to"))
    said = (
        f"{content['unit']['name']} báo cáo {title[:1].lower()}{title[1:]} trên cơ sở báo cáo đã được chấp nhận của "
        f"{len(used)}/{len(units)} cơ quan, đơn vị, địa phương được yêu cầu báo cáo. Số liệu tính từ ngày {first} đến "
        f"hết ngày {last}, chi tiết tại Phụ lục I và Phụ lục II kèm theo."
    )
    lacking = [f"Báo cáo này chưa có số liệu, nội dung của: {'; '.join(absent)}."] if absent else []
    return [said, *lacking, *replacing(content)]


def replacing(content: Json) -> list[str]:
    """Which paper this one replaces and why; nothing for a paper that replaces none."""
    said = content.get("restates")
    if not said:
        return []
    changes, reason = len(said["changes"]), str(said["reason"]).rstrip(".")
    where = f" Có {changes} số liệu thay đổi, liệt kê tại Phụ lục III." if changes else ""
    return [f"Báo cáo này thay thế {replaced_paper(said)}. Lý do: {reason}.{where}"]


def replaced_paper(said: Json) -> str:
    """ "Báo cáo số 01/BC-UBND ngày 13 tháng 6 năm 2022"."""
    issued_on = f" {date_in_words(date.fromisoformat(said['issued_on']))}" if said["issued_on"] else ""
    return f"{KIND} số {said['paper']}{issued_on}" if said["paper"] else f"{KIND} đã phát hành"


def _sections(sections: Sequence[Json], under: str = "") -> tuple[Section, ...]:
    """The sections right under a code, each with its own below it: "II.1" is printed "1" under "II"."""
    return tuple(
        Section(code.rpartition(".")[2], section["title"], _text_of(section, below), below)
        for section in sections
        if (code := str(section["code"])).rpartition(".")[0] == under
        for below in [_sections(sections, code)]
    )


def _text_of(section: Json, below: Sequence[Section]) -> tuple[Paragraph, ...]:
    """What was written; where nothing was and no section stands below, a sentence says so."""
    texts = [paragraph["text"] for paragraph in section["paragraphs"]]
    return tuple(_paragraph(text) for text in texts or ([] if below else [_NOTHING_REPORTED]))


def _paragraph(text: str) -> Paragraph:
    """A line that was written with a dash is an unnumbered item."""
    mark, _, rest = text.partition(" ")
    return Paragraph(rest.strip(), mark) if mark in ("-", "+") and rest.strip() else Paragraph(text)
