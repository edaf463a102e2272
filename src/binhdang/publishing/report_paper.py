"""What a consolidated report says between its header and its signature, from the frozen snapshot alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from binhdang.publishing.report_annexes import CHANGES, FIGURES, PROPOSALS, UNITS, YEARS, annexes, labels
from binhdang.publishing.review_annexes import proposal_annex, year_annex
from binhdang.ui.templatetags.ui import day
from vanban.document import Header, LegalBasis, OfficialDocument, Paragraph, Section
from vanban.writing.wording import date_in_words

KIND = "Báo cáo"
_NOTHING_REPORTED = "Trong kỳ, các đơn vị không báo cáo nội dung ở mục này."
_IN_ANNEX = {
    FIGURES: "số liệu",
    PROPOSALS: "kiến nghị sửa đổi, bổ sung",
    YEARS: "số liệu tách theo giới tính từng năm",
    UNITS: "các đơn vị báo cáo",
}

Json = Mapping[str, Any]


def said(content: Json, title: str) -> OfficialDocument:
    """Legal bases, opening, sections and annexes; header and signature are the issue's."""
    return OfficialDocument(
        header=Header(),
        legal_bases=tuple(LegalBasis(text) for text in content["legal_bases"]),
        opening=tuple(Paragraph(text) for text in opening(content, title)),
        sections=_sections(_spoken_of(content)),
        annexes=annexes(content, {PROPOSALS: proposal_annex, YEARS: year_annex}),
    )


def opening(content: Json, title: str) -> list[str]:
    """What is reported, on whose reports it rests, which days the figures cover, and whose report is not in it."""
    units, round = content["units"], content["round"]
    used = [unit for unit in units if unit["version"]]
    absent = [unit["name"] for unit in units if not unit["version"]]
    first, last = (day(date.fromisoformat(round[edge])) for edge in ("window_from", "window_to"))
    said = (
        f"{content['unit']['name']} báo cáo {title[:1].lower()}{title[1:]} trên cơ sở báo cáo đã được chấp nhận của "
        f"{len(used)}/{len(units)} cơ quan, đơn vị, địa phương được yêu cầu báo cáo. "
        f"{_details(labels(content), f'từ ngày {first} đến hết ngày {last}')}"
    )
    lacking = [f"Báo cáo này chưa có số liệu, nội dung của: {'; '.join(absent)}."] if absent else []
    return [said, *lacking, *replacing(content)]


def _details(annexed: Mapping[str, str], days: str) -> str:
    """Which days are covered, and in which annexes what stands."""
    if FIGURES in annexed and len(annexed.keys() - {CHANGES}) == 2:
        return f"Số liệu tính {days}, chi tiết tại Phụ lục I và Phụ lục II kèm theo."
    where = ", ".join(f"{_IN_ANNEX[part]} tại Phụ lục {label}" for part, label in annexed.items() if part in _IN_ANNEX)
    return f"Nội dung tính {days}; {where} kèm theo."


def replacing(content: Json) -> list[str]:
    """Which paper this one replaces and why; nothing for a paper that replaces none."""
    said = content.get("restates")
    if not said:
        return []
    changes, reason = len(said["changes"]), str(said["reason"]).rstrip(".")
    where = f" Có {changes} số liệu thay đổi, liệt kê tại Phụ lục {labels(content)[CHANGES]}." if changes else ""
    return [f"Báo cáo này thay thế {replaced_paper(said)}. Lý do: {reason}.{where}"]


def replaced_paper(said: Json) -> str:
    """ "Báo cáo số 01/BC-UBND ngày 13 tháng 6 năm 2022"."""
    issued_on = f" {date_in_words(date.fromisoformat(said['issued_on']))}" if said["issued_on"] else ""
    return f"{KIND} số {said['paper']}{issued_on}" if said["paper"] else f"{KIND} đã phát hành"


def _spoken_of(content: Json) -> Sequence[Json]:
    """The sections; of what is asked once, a field that nobody wrote in says so once and not in each of its parts."""
    sections: Sequence[Json] = content["sections"]
    if PROPOSALS not in content:
        return sections
    written = {_above(section) for section in sections if section["paragraphs"]}
    return [section for section in sections if not _above(section) or _above(section) in written]


def _above(section: Json) -> str:
    """The code of the heading a section stands under; "" for one that stands by itself."""
    return str(section["code"]).rpartition(".")[0]


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
