"""Adds a proof file up again: `python3 readd_proof.py FILE.json`. Needs Python and nothing of binhdang.

Reads a file of the format "binhdang-proof/1", adds every cell up the tree with exact fractions, and compares each
node's totals with what the file says. Prints one line a node that differs; ends with 0 where all agree, 1 otherwise.
The rules are those of docs/reference/proof-format.md, written here a second time on purpose.
"""

import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

ANSWERS = ("given", "nil")

Json = dict[str, Any]
Told = tuple[Fraction | None, int, int, int]


def main(arguments: list[str]) -> int:
    """Check the file and say what was found."""
    proof = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    if proof.get("format") != "binhdang-proof/1":
        print("not a file of the format binhdang-proof/1")
        return 1
    faults, nodes, cells = [], 0, 0
    for node, reports in walk(proof["tree"]):
        nodes += 1
        cells += sum(len(report["cells"]) for report in node["reports"])
        for what, said in node["totals"].items():
            found = added(proof["indicator"], what, reports)
            if found != told(said):
                faults.append(f"{node['code']} {node['name']}, {what}: the file says {told(said)}, added up {found}")
    print("\n".join(faults) or f"all agree: {nodes} nodes, {cells} cells added up again")
    print(rate_line(proof))
    return 1 if faults else 0


def walk(node: Json) -> Iterator[tuple[Json, list[Json]]]:
    """Every node with all reports at and below it."""
    reports = list(node["reports"])
    for child in node["nodes"]:
        for below, of_child in walk(child):
            yield below, of_child
            if below is child:
                reports += of_child
    yield node, reports


def told(total: Json) -> Told:
    """(number, n, N, estimates) as the file says them."""
    number = None if total["number"] is None else Fraction(total["number"])
    return number, total["answered"], total["asked"], total["estimates"]


def added(indicator: Json, what: str, reports: list[Json]) -> Told:
    """The same added up from the reports' cells."""
    if what in ("numerator", "denominator"):
        return rate_side(indicator, what, reports)
    keys = indicator["cells"] if what == "whole" else [what]
    answers = [answer(report, keys) for report in reports]
    n = sum(state == "answered" for state, _, _ in answers)
    # the parts of a unit that answered some of them stand in the number, so that parts add up to the whole
    numbers = [amount(report["cells"][key]) for report in reports for key in keys if counted(report["cells"][key])]
    total = sum(numbers, Fraction(0)) if n and indicator["adds"] else None
    return total, n, sum(state != "not asked" for state, _, _ in answers), sum(estimate for _, _, estimate in answers)


def rate_side(indicator: Json, what: str, reports: list[Json]) -> Told:
    """One side of a rate: over units that answered both sides where both are asked of the same units."""
    sides = {side: [answer(report, indicator[side]) for report in reports] for side in ("numerator", "denominator")}
    number, n, asked, estimates = Fraction(0), 0, 0, 0
    for mine, top, bottom in zip(sides[what], sides["numerator"], sides["denominator"], strict=True):
        states = [top[0], bottom[0]] if indicator["paired"] else [mine[0]]
        if "not asked" in states:
            continue
        asked += 1
        if all(state == "answered" for state in states):
            n += 1
            number += mine[1]
            estimates += (top[2] or bottom[2]) if indicator["paired"] else mine[2]
    return (number if n else None), n, asked, estimates


def answer(report: Json, keys: list[str]) -> tuple[str, Fraction, bool]:
    """("answered" | "silent" | "not asked", amount, whether an estimate) of one unit over some cells."""
    cells = [report["cells"][key] for key in keys]
    asked = [cell for cell in cells if cell["counts"] and cell["state"] != "not_applicable"]
    if not asked:
        return "not asked", Fraction(0), False
    if not all(cell["state"] in ANSWERS for cell in asked):
        return "silent", Fraction(0), False
    total = sum((amount(cell) for cell in asked), Fraction(0))
    return "answered", total, any(cell["estimate"] and cell["state"] == "given" for cell in asked)


def counted(cell: Json) -> bool:
    """Whether the cell adds a number."""
    return bool(cell["counts"]) and cell["state"] in ANSWERS


def amount(cell: Json) -> Fraction:
    """What a cell adds: nil adds nothing, and is an answer all the same."""
    return Fraction(cell["value"]) if cell["state"] == "given" else Fraction(0)


def rate_line(proof: Json) -> str:
    """The rate itself, as a fraction."""
    totals, indicator = proof["tree"]["totals"], proof["indicator"]
    if "numerator" not in totals:
        return f"{indicator['code']}: {told(totals['whole'])[0]} {indicator['unit_label']}"
    top, bottom = told(totals["numerator"])[0], told(totals["denominator"])[0]
    rate = None if top is None or not bottom else top * indicator["per"] / bottom
    return f"{indicator['code']}: {top} / {bottom} x {indicator['per']} = {rate}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
