"""The outline of a report (đề cương) as data, and which section speaks of which task of the plan.

The shipped outline is only where a regime begins: from then on the regime carries its own, and a round freezes it.
Beside it stand outlines for what is asked once, each a file of its own: a regime is opened with one by a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from binhdang.plans.models import Plan
from binhdang.plans.states import TaskScope
from binhdang.values.refusals import Refusal
from binhdang.values.texts import fold

_DATA = Path(__file__).parent / "data"
_SHIPPED = "outline"


@cache
def shipped() -> dict[str, Any]:
    """The outline that comes with the program: {"subject", "sections": [{"code", "title", "guidance", "words"}, …]}."""
    return _read(_DATA / f"{_SHIPPED}.json")


@cache
def special() -> dict[str, dict[str, Any]]:
    """The outlines of what is asked once, by the name of their file: {"name", "subject", "indicators", "sections"}.

    A section with `from` is told by the entries of a register: {"register", "columns", "where": {column: code}}.
    """
    files = sorted(_DATA.glob("*.json"))
    return {file.stem: _read(file) for file in files if file.stem != _SHIPPED}


def _read(file: Path) -> dict[str, Any]:
    outline: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return outline


def subject() -> str:
    """What the regular reports speak of."""
    return str(shipped()["subject"])


def outline_of(plan: Plan) -> list[dict[str, Any]]:
    """The shipped outline with the labels of the plan's tasks in the sections that speak of them."""
    sections = shipped()["sections"]
    labels: dict[str, list[str]] = {section["code"]: [] for section in sections}
    for task in plan.tasks.filter(scope=TaskScope.TASK):
        labels[section_for(task.text, task.group_title, sections)].append(task.label)
    return [
        {
            "code": section["code"],
            "title": section["title"],
            "guidance": section.get("guidance", ""),
            "task_labels": labels[section["code"]],
        }
        for section in sections
    ]


def leaves(outline: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The sections people write in; "II" is only the heading over "II.1"."""
    codes = [str(section["code"]) for section in outline]
    return [s for s in outline if not any(code.startswith(f"{s['code']}.") for code in codes)]


def section_for(text: str, group_title: str, sections: Iterable[Mapping[str, Any]]) -> str:
    """The section whose words come first in the task, else in its group's title: officials name the matter first.

    A task that speaks of none of it stands in the section that takes the rest, so that no task is dropped.
    """
    sections = [section for section in sections if "words" in section]
    for words in (text, group_title):
        first = [(place, section["code"]) for section in sections if (place := _first_place(words, section)) >= 0]
        if first:
            return str(min(first)[1])
    return str(next(section["code"] for section in sections if section.get("takes_the_rest")))


def _first_place(text: str, section: Mapping[str, Any]) -> int:
    places = [fold(text).find(fold(word)) for word in section["words"]]
    return min((place for place in places if place >= 0), default=-1)


def section_label(outline: Sequence[Mapping[str, Any]], code: str) -> str:
    """As messages name a section: "mục II.4 Tập huấn, nâng cao năng lực". Raises Refusal for an unknown one."""
    for section in leaves(outline):
        if section["code"] == code:
            return f"mục {code} {section['title']}"
    raise Refusal(
        "Đề cương của kỳ báo cáo này không có mục đó.",
        where="mục của báo cáo",
        value=code,
        remedy="mở lại trang báo cáo và viết vào một mục có trên trang.",
    )
