"""What was issued does not move; what became of its figures since is listed, one change after another, with its cause.

A late report, a corrected one, an estimate that the official figure replaced: each changes totals that
a numbered paper prints. Nothing is overwritten: a new snapshot is frozen that says which paper it restates, why,
and exactly which printed figures differ; `publishing` drafts the replacing report from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from binhdang.consolidation.models import Snapshot
from binhdang.indicators.formulas import Rate
from binhdang.indicators.models import part_label, parts_of
from binhdang.reports import figures
from binhdang.reports.models import Report, ReportVersion, Round
from binhdang.values.figures import NOT_REPORTED, Figure
from binhdang.values.refusals import Refusal

Json = dict[str, Any]

LATE, CORRECTED, ESTIMATE_REPLACED, WITHDRAWN = "late", "corrected", "estimate_replaced", "withdrawn"
CAUSES = {
    LATE: "báo cáo gửi sau khi đã chốt",
    CORRECTED: "đơn vị đính chính báo cáo",
    ESTIMATE_REPLACED: "số chính thức thay số ước",
    WITHDRAWN: "báo cáo không còn được chấp nhận",
}


def issued_snapshot(report: Report) -> Snapshot | None:
    """The newest snapshot of a consolidated report that went out under a number."""
    issued = Snapshot.objects.filter(report=report, issued_as__isnull=False)
    return issued.select_related("issued_as").order_by("-pk").first()


def outdated(rounds: QuerySet[Round]) -> QuerySet[Snapshot]:
    """Issued snapshots, each the newest of its report, with a report decided on since: their figures may have moved."""
    newer = Snapshot.objects.filter(report=OuterRef("report"), pk__gt=OuterRef("pk"))
    printed_from = Q(round=OuterRef("round")) | Q(round__request__beside=OuterRef("round"))
    moved = Report.objects.filter(
        printed_from, expected=True, state_since__gt=OuterRef("frozen_at"), accepted_version__isnull=False
    )
    issued = Snapshot.objects.filter(~Exists(newer), Exists(moved), round__in=rounds, issued_as__isnull=False)
    return issued.select_related("round__regime", "report", "issued_as")


def restates(snapshot: Snapshot, now: Mapping[str, Any], reason: str) -> Json:
    """What a new content says about the issued snapshot that it replaces. Raises Refusal where nothing differs."""
    changes = changes_between(snapshot.content, now)
    if not changes and all(snapshot.content.get(part) == now.get(part) for part in ("sections", "proposals")):
        raise Refusal(
            "Số liệu và nội dung không khác bản đã phát hành nên không có gì để thay thế.",
            where=f"kỳ báo cáo {now['round']['period_label']}",
            rule="văn bản thay thế chỉ lập khi số liệu hoặc nội dung đã phát hành thay đổi.",
            remedy="chỉ sai thể thức thì lập công văn đính chính; còn lại không phải làm gì.",
        )
    if not reason.strip():
        raise Refusal(
            "Chưa ghi lý do thay thế báo cáo đã phát hành.",
            where="lý do",
            value="để trống",
            rule="nơi nhận cần biết vì sao con số đã nhận thay đổi.",
            remedy="ghi ngắn gọn, ví dụ «xã Ia Dom đính chính số lớp tập huấn».",
        )
    paper = snapshot.issued_as
    return {
        "snapshot": snapshot.public_id,
        "paper": paper.number_symbol if paper else None,
        "issued_on": paper.issued_on.isoformat() if paper and paper.issued_on else None,
        "reason": " ".join(reason.split()),
        "changes": changes,
    }


def changes_between(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Json]:
    """Every printed figure that differs between two contents of snapshots of one round, with the units behind it.

    Of the figures asked beside the round those of each year, which its name tells.
    """
    before = {each["year"]: each for each in then.get("years", ())}
    none: Mapping[str, Any] = {"indicators": (), "units": ()}
    beside = [
        change
        for each in now.get("years", ())
        for change in _changes(before.get(each["year"], none), each, f", {each['round']['period_label']}")
    ]
    return [*_changes(then, now, ""), *beside]


def _changes(then: Mapping[str, Any], now: Mapping[str, Any], when: str) -> list[Json]:
    moved = _moved_units(then, now)
    before = {each["code"]: each for each in then["indicators"]}
    return [
        {
            "code": indicator["code"],
            "name": f"{indicator['name']}{when}",
            "unit_label": indicator["unit_label"],
            "key": key,
            "before": old,
            "after": new,
            "causes": _causes(key, indicator, moved),
        }
        for indicator in now["indicators"]
        for key, old, new in _differences(before.get(indicator["code"]), indicator)
    ]


def _differences(then: Json | None, now: Json) -> Iterator[tuple[str, Json | None, Json]]:
    """(key, what was printed, what would be printed): a cell's key, the code for the whole or the rate."""
    for key, total in now["cells"].items():
        old = then["cells"].get(key) if then else None
        if old != total:
            yield key, old, total
    if now["code"] in now["cells"]:
        return  # an undivided indicator is its one cell
    was = {"whole": then["whole"], "rate": then["rate"]} if then else None
    new = {"whole": now["whole"], "rate": now["rate"]}
    if was != new:
        yield now["code"], was, new


Moved = list[tuple[Json, dict[str, Figure], dict[str, Figure], Json | None]]


def _moved_units(then: Mapping[str, Any], now: Mapping[str, Any]) -> Moved:
    """Units of which another version stands: who, its cells then, its cells now, and what the snapshot said of it."""
    before = {unit["code"]: unit for unit in then["units"]}
    pairs = [(unit, before.get(unit["code"])) for unit in now["units"]]
    changed = [(unit, was) for unit, was in pairs if unit["version"] != (was and was["version"])]
    wanted = {side["version"] for pair in changed for side in pair if side} - {None}
    rows = ReportVersion.objects.filter(public_id__in=wanted).select_related("report__round")
    cells = {version.public_id: figures.read_version(version) for version in rows}
    return [
        (unit, cells.get(was["version"], {}) if was else {}, cells.get(unit["version"], {}), was)
        for unit, was in changed
    ]


def _causes(key: str, indicator: Json, moved: Moved) -> list[Json]:
    """The units whose own cells under a printed figure differ, and why."""
    part = key.partition(".")[2]
    found = []
    for unit, then, now, was in moved:
        keys = [key] if part else _cells_under(indicator, then, now)
        pairs = [(then.get(each, NOT_REPORTED), now.get(each, NOT_REPORTED)) for each in keys]
        if any(old != new for old, new in pairs):
            found.append({"unit": unit["code"], "name": unit["name"], "kind": _kind(unit, was, pairs)})
    return found


def _cells_under(indicator: Json, *cells: Mapping[str, Figure]) -> list[str]:
    codes = {indicator["code"], *(indicator.get("rests_on") or [])}
    return list({key for side in cells for key in side if key.partition(".")[0] in codes})


def _kind(unit: Json, was: Json | None, pairs: Sequence[tuple[Figure, Figure]]) -> str:
    if not unit["version"]:
        return WITHDRAWN
    if was is None or not was["version"]:
        return LATE
    estimates = [(old.estimate, new.estimate) for old, new in pairs if old != new]
    return ESTIMATE_REPLACED if all(old and not new for old, new in estimates) else CORRECTED


def describe(change: Mapping[str, Any]) -> Json:
    """A change as pages show it: which figure, what was printed, what it would be, whose report is behind it."""
    part = ", ".join(part_label(each) for each in parts_of(change["key"]))
    return {
        "label": f"{change['code']} {change['name']}{f' – {part}' if part else ''}",
        "unit_label": change["unit_label"],
        "before": printed(change["before"]),
        "after": printed(change["after"]),
        "causes": [f"{cause['name']}: {CAUSES[cause['kind']]}" for cause in change["causes"]],
    }


def printed(total: Mapping[str, Any] | None) -> tuple[Decimal | Rate | None, str]:
    """A figure out of a content: its number or rate, and "n/N đơn vị"."""
    if total is None:
        return None, ""
    whole = total.get("whole", total)
    number = None if whole["number"] is None else Decimal(whole["number"])
    said = rate_from(total["rate"]) if total.get("rate") else number
    return said, f"{whole['answered']}/{whole['asked']} đơn vị"


def rate_from(stored: Mapping[str, Any]) -> Rate:
    """A rate as a content keeps it."""
    top, bottom = (stored[side]["number"] for side in ("numerator", "denominator"))
    return Rate(
        numerator=None if top is None else Decimal(top),
        denominator=None if bottom is None else Decimal(bottom),
        per=stored["per"],
        places=stored["places"],
        small_below=stored["small_below"],
    )
