"""What must be in order before a consolidated report may be frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from binhdang.consolidation.queries import texts_of
from binhdang.consolidation.rollup import IndicatorTotal, counted_units
from binhdang.consolidation.sources import Source
from binhdang.reports.edits import CellEdit
from binhdang.reports.models import ReportVersion, TextEdit
from binhdang.values.figures import NOT_REPORTED, CellState, Figure, Total
from binhdang.values.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that stands in the way, and what to do about it. `section` is set where a text is missing."""

    what: str
    remedy: str
    section: str = ""


def sections_to_write(outline: Sequence[Mapping[str, Any]], units: Sequence[Source]) -> list[Mapping[str, Any]]:
    """Sections that must have a consolidated text: those in which any unit wrote, so that no report is left unread."""
    return [section for section in outline if texts_of(units, str(section["code"]))]


def missing_texts(
    outline: Sequence[Mapping[str, Any]], units: Sequence[Source], written: Mapping[str, TextEdit]
) -> list[Lack]:
    """Sections that lack their text."""
    wanted = [(str(s["code"]), str(s["title"])) for s in sections_to_write(outline, units)]
    return [
        Lack(
            f"Mục {code} «{title}» chưa có nội dung tổng hợp, trong khi {len(texts_of(units, code))} đơn vị đã viết.",
            f"viết mục {code} từ bài của các đơn vị.",
            code,
        )
        for code, title in wanted
        if code not in written or not written[code].text.strip()
    ]


def figure_of(total: Total) -> Figure:
    """A total as a cell of the superior unit's own report."""
    if total.asked == 0:
        return Figure(CellState.NOT_APPLICABLE)
    if total.number is None:
        return NOT_REPORTED
    return Figure.of(total.number, estimate=total.estimates > 0)


def versions_under(units: Sequence[Source], line: IndicatorTotal) -> list[str]:
    """Public ids of the report versions that a line's totals were read from, in the order of the units."""
    return [u.version.public_id for u in counted_units(units, line.indicator) if u.version is not None]


def changes_since_fill(
    lines: Iterable[IndicatorTotal], units: Sequence[Source], filled: Mapping[str, CellEdit]
) -> list[Lack]:
    """Whose report changed after the figures were filled in; nothing where all of them still rest on the same."""
    now: set[str] = set()
    then: set[str] = set()
    for line in lines:
        for key, total in line.cells.items():
            if key in filled or figure_of(total) != NOT_REPORTED:
                now.update(versions_under(units, line))
                then.update(filled[key].trace if key in filled else ())
    names = {unit.version.public_id: unit.name for unit in units if unit.version is not None}
    changed = [f"{names[version]} (báo cáo mới được chấp nhận)" for version in names if version in now - then]
    gone = ReportVersion.objects.filter(public_id__in=then - now).select_related("report__unit")
    changed += [f"{unit_name(version, units)} (bản đã dùng không còn hiệu lực)" for version in gone]
    remedy = "bấm «Lấy số liệu từ các báo cáo đã chấp nhận» để cập nhật số liệu tổng hợp."
    return [Lack(f"Số liệu đã thay đổi sau khi tổng hợp: {'; '.join(changed)}.", remedy)] if changed else []


def unit_name(version: ReportVersion, units: Sequence[Source]) -> str:
    """The name of a version's unit; its code where it is no longer asked."""
    unit = version.report.unit
    return next((source.name for source in units if source.unit.pk == unit.pk), unit.code)


def refuse_lacks(lacks: Sequence[Lack]) -> None:
    """Raise Refusal naming everything that stands in the way."""
    if lacks:
        raise Refusal(
            "Chưa chốt được báo cáo tổng hợp.",
            value=" ".join(lack.what for lack in lacks),
            rule="báo cáo tổng hợp chỉ được chốt khi số liệu khớp với báo cáo đã chấp nhận và đủ nội dung các mục.",
            remedy=" ".join(lack.remedy for lack in lacks),
        )
