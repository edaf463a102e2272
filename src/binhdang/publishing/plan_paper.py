"""What a unit's own plan says between its header and its signature, from the frozen content alone.

`content_of` freezes it when the plan goes to be signed; `said` prints it. I. Mục đích, yêu cầu; II. Nhiệm vụ, with the
plan's own numbering; III. Kinh phí where there is any; IV. Tổ chức thực hiện; one annex: who, by when, with what money.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from binhdang.documents.models import OfficialPaper
from binhdang.orgs.models import Unit, UnitKind, UnitParent, valid_on
from binhdang.plans.lines import Reach, current
from binhdang.plans.models import Plan, TaskBody
from binhdang.plans.numbering import numbered
from binhdang.plans.states import ProposalState
from binhdang.ui.templatetags.ui import number
from vanban.document import Annex, Cell, Header, LegalBasis, OfficialDocument, Paragraph, Section, Table
from vanban.writing.wording import date_in_words

KIND = "Kế hoạch"
_COMMITTEES = (UnitKind.PROVINCE_COMMITTEE, UnitKind.DISTRICT_COMMITTEE, UnitKind.COMMUNE_COMMITTEE)
_HEADER = ("Số", "Nhiệm vụ", "Chủ trì, thực hiện", "Phối hợp", "Thời hạn", "Kinh phí (đồng)", "Nguồn kinh phí")
_WIDTHS = (8, 50, 28, 28, 24, 20, 22)
_ROMAN = ("I", "II", "III", "IV")

Json = Mapping[str, Any]


def content_of(plan: Plan, on: date) -> dict[str, Any]:
    """Everything the plan's paper says apart from its header, as it stands on the day it goes to be signed."""
    reach, words = Reach(plan.unit, on), plan.wording
    standing = plan.proposals.exclude(state=ProposalState.REJECTED)
    return {
        "unit": _unit(plan.unit, on),
        "year": plan.year,
        "legal_bases": _bases(plan),
        "purpose": words.purpose.splitlines(),
        "requirements": words.requirements.splitlines(),
        "carrying_out": words.carrying_out.splitlines(),
        "groups": [
            {
                "label": group.label,
                "title": group.title,
                "tasks": [{"label": label, **_task(current(line), reach)} for label, line in group.lines],
            }
            for group in numbered(standing)
        ],
    }


def _unit(unit: Unit, on: date) -> dict[str, str]:
    """The issuing body. A People's Committee stands alone on the letterhead; another body under its superior."""
    parent = None
    if unit.kind not in _COMMITTEES:
        parent = UnitParent.objects.filter(valid_on(on), unit=unit).select_related("parent").first()
    return {
        "name": unit.name_on(on),
        "place": unit.place_on(on),
        "symbol_part": unit.symbol_part,
        "superior": parent.parent.name_on(on) if parent else "",
    }


def _bases(plan: Plan) -> list[str]:
    """The superior's plan with its number and day; what it lacks is left out."""
    paper = plan.derived_from.paper if plan.derived_from else None
    return [f"Căn cứ {cited(paper)}"] if paper else []


def cited(paper: OfficialPaper) -> str:
    """ "Kế hoạch số 05/KH-UBND ngày 31 tháng 3 năm 2022 của Ủy ban nhân dân huyện Ia H'Drai về …"."""
    numbered_as = f" số {paper.number_symbol}" if paper.number_symbol else ""
    day = f" {date_in_words(paper.issued_on)}" if paper.issued_on else ""
    title = f" về {paper.title[:1].lower()}{paper.title[1:]}" if paper.title else ""
    return f"{paper.kind or KIND}{numbered_as}{day} của {paper.issuing_body}{title}"


def _task(decision: Json, reach: Reach) -> dict[str, Any]:
    names = {unit.code: unit.short_name_on(reach.on) for unit in reach.units}
    people = {person.public_id: person.full_name for person in reach.people}
    doing = [names[row["unit"]] for row in decision["bodies"] if row["part"] != TaskBody.Part.SUPPORT]
    helping = [names[row["unit"]] for row in decision["bodies"] if row["part"] == TaskBody.Part.SUPPORT]
    return {
        "text": decision["text"],
        "doing": doing,
        "person": people.get(decision["person"], ""),
        "helping": [*helping, *filter(None, [decision["partners"]])],
        "deadlines": [row["text"] for row in decision["deadlines"]],
        "budget": decision["budget"],
        "budget_source": decision["budget_source"],
    }


def said(content: Json, title: str) -> OfficialDocument:
    """Legal bases, opening, sections and the annex; header and signature are the issue's."""
    parts = [_aims(content), _tasks(content), *_money(content), _carrying_out(content)]
    sections = (Section(_ROMAN[place], name, blocks, below) for place, (name, blocks, below) in enumerate(parts))
    return OfficialDocument(
        header=Header(),
        legal_bases=tuple(LegalBasis(text) for text in content["legal_bases"]),
        opening=(Paragraph(f"{content['unit']['name']} ban hành Kế hoạch {title[:1].lower()}{title[1:]} như sau:"),),
        sections=tuple(sections),
        annexes=(_annex(content),),
    )


Part = tuple[str, tuple[Paragraph, ...], tuple[Section, ...]]


def _aims(content: Json) -> Part:
    aims = (("1", "Mục đích", content["purpose"]), ("2", "Yêu cầu", content["requirements"]))
    return "Mục đích, yêu cầu", (), tuple(Section(label, name, _paragraphs(lines)) for label, name, lines in aims)


def _tasks(content: Json) -> Part:
    groups = tuple(
        Section(
            group["label"],
            group["title"],
            children=tuple(Section(task["label"], "", (Paragraph(task["text"]),)) for task in group["tasks"]),
        )
        for group in content["groups"]
    )
    return "Nhiệm vụ", (), groups


def _money(content: Json) -> list[Part]:
    tasks = all_tasks(content)
    funded = [task["budget"] for task in tasks if task["budget"] is not None]
    if not funded:
        return []
    said = f"Kinh phí dự kiến {number(sum(funded))} đồng cho {len(funded)}/{len(tasks)} nhiệm vụ, chi tiết tại Phụ lục."
    return [("Kinh phí", (Paragraph(said),), ())]


def _carrying_out(content: Json) -> Part:
    annex = Paragraph("Phân công, thời hạn và kinh phí của từng nhiệm vụ tại Phụ lục kèm theo Kế hoạch này.")
    return "Tổ chức thực hiện", (annex, *_paragraphs(content["carrying_out"])), ()


def _paragraphs(lines: Sequence[str]) -> tuple[Paragraph, ...]:
    """Each line a paragraph; one that begins with a dash is an unnumbered item."""
    return tuple(
        Paragraph(line[1:].strip(), "-") if line.startswith(("-", "–")) and line[1:].strip() else Paragraph(line)
        for line in lines
    )


def all_tasks(content: Json) -> list[Json]:
    """The tasks of all groups in order."""
    return [task for group in content["groups"] for task in group["tasks"]]


def _annex(content: Json) -> Annex:
    header = (tuple(Cell(text, bold=True, align="center") for text in _HEADER),)
    rows: list[tuple[Cell, ...]] = []
    for group in content["groups"]:
        rows.append((Cell(f"{group['label']}. {group['title']}", bold=True, columns=len(_HEADER)),))
        rows += [_row(task) for task in group["tasks"]]
    title = f"Phân công nhiệm vụ và kinh phí thực hiện kế hoạch năm {content['year']}"
    return Annex("", title, (Table(header, (*rows, *_total(content)), _WIDTHS),), landscape=True)


def _row(task: Json) -> tuple[Cell, ...]:
    """What the plan does not say stays empty: no money said is not 0."""
    doing = [*task["doing"], *([f"người phụ trách: {task['person']}"] if task["person"] else ())]
    money = "" if task["budget"] is None else number(task["budget"])
    return (
        Cell(task["label"], align="center"),
        Cell(task["text"]),
        Cell("; ".join(doing)),
        Cell("; ".join(task["helping"])),
        Cell("; ".join(task["deadlines"])),
        Cell(money, align="right"),
        Cell(task["budget_source"]),
    )


def _total(content: Json) -> list[tuple[Cell, ...]]:
    funded = [task["budget"] for task in all_tasks(content) if task["budget"] is not None]
    if not funded:
        return []
    words = Cell("Tổng cộng", bold=True, columns=5)
    return [(words, Cell(number(sum(funded)), bold=True, align="right"), Cell(""))]
