"""The table that a round asks a unit to fill: its indicators, their cells, how a person calls each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from binhdang.indicators.formulas import Rate, rate
from binhdang.indicators.models import Indicator, part_label, parts_of
from binhdang.reports.models import Report, Round
from binhdang.values.figures import NOT_REPORTED, CellState, Figure, add_up
from binhdang.values.refusals import Refusal


def indicators_of(round: Round, *, only: Collection[str] | None = None) -> list[Indicator]:
    """The round's indicators in the order it froze, rates among them; or those among them whose codes are in `only`."""
    codes = [code for code in round.indicator_codes if only is None or code in only]
    found = Indicator.objects.in_bulk(codes, field_name="code")
    _know_their_sides(found.values())
    return [found[code] for code in codes if code in found]


def _know_their_sides(indicators: Collection[Indicator]) -> None:
    """Tie rates to their counts, most of which are here already: joins would fetch two more wide rows for each."""
    by_key: dict[int | None, Indicator] = {indicator.pk: indicator for indicator in indicators}
    sides = {key for each in indicators for key in (each.numerator_id, each.denominator_id) if key is not None}
    by_key.update(Indicator.objects.in_bulk(sides - by_key.keys()))
    for each in indicators:
        each.numerator = by_key.get(each.numerator_id)
        each.denominator = by_key.get(each.denominator_id)


def asked_of(report: Report, indicators: Sequence[Indicator]) -> list[Indicator]:
    """What the unit itself is asked: not what another body holds the record of. A consolidated report says it all.

    A rate is shown where the unit is asked both its counts.
    """
    if not report.expected:
        return list(indicators)
    counted = {i.pk for i in indicators if not i.computed and i.counts_from(report.unit)}
    return [i for i in indicators if i.pk in counted or {i.numerator_id, i.denominator_id} <= counted]


def cells_of(indicator: Indicator, round: Round) -> list[str]:
    """The indicator's cells as the round froze them: the dictionary may have changed since."""
    return [key for key in round.cell_keys if key.partition(".")[0] == indicator.code]


def asked_keys(report: Report, indicators: Sequence[Indicator]) -> list[str]:
    """The cells that the unit is asked."""
    return [key for indicator in asked_of(report, indicators) for key in cells_of(indicator, report.round)]


def split_label(key: str) -> str:
    """Which part of its indicator a cell is: "nữ, người dân tộc thiểu số"; "" for an undivided one."""
    return ", ".join(part_label(part) for part in parts_of(key))


def cell_labels(round: Round, indicators: Sequence[Indicator]) -> dict[str, str]:
    """Every cell of the round as messages name it: "TH-02 Lượt người dự tập huấn – nữ"."""
    names = {indicator.code: indicator.name for indicator in indicators}
    return {key: _cell_label(key, names) for key in round.cell_keys}


def _cell_label(key: str, names: Mapping[str, str]) -> str:
    code, part = key.partition(".")[0], split_label(key)
    return f"{code} {names.get(code, '')}".strip() + (f" – {part}" if part else "")


def refuse_unknown(round: Round, keys: Iterable[str]) -> None:
    """Raise Refusal for a cell that the round does not ask."""
    unknown = set(keys) - set(round.cell_keys)
    if unknown:
        raise Refusal(
            "Kỳ báo cáo này không hỏi ô đó.",
            where="bảng chỉ tiêu",
            value=", ".join(sorted(unknown)),
            remedy="mở lại trang báo cáo và nhập vào một ô có trên trang.",
        )


def whole(figures: Sequence[Figure]) -> Figure:
    """The parts of one indicator together; not reported while a part that applies was not answered."""
    asked = [figure for figure in figures if figure.state is not CellState.NOT_APPLICABLE]
    if not asked:
        return Figure(CellState.NOT_APPLICABLE)
    if not all(figure.counts for figure in asked):
        return NOT_REPORTED
    if all(figure.state is CellState.NIL for figure in asked):
        return Figure(CellState.NIL)
    together = add_up(asked)
    return Figure.of(together.number or Decimal(0), estimate=together.estimates > 0)


def rate_of(indicator: Indicator, figures: Mapping[str, Figure]) -> Rate:
    """A rate from its cells; its counts are unknown while a cell of theirs is unanswered."""
    top, bottom = (
        whole([figures.get(key, NOT_REPORTED) for key in keys])
        for keys in (indicator.numerator_keys, indicator.denominator_keys)
    )
    return rate(indicator, top.amount, bottom.amount)
