"""The proof of a total as a tree, and as a file that somebody else can add up again.

From a total down through the nodes of the tree to each unit's cells, the version they stand in, who wrote them and what
they were counted from. `scripts/readd_proof.py` adds such a file up with nothing but Python's own fractions; it shares
no code with the application, so the two can only agree where both are right. `docs/reference/proof-format.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from binhdang.consolidation.adding import Sums
from binhdang.consolidation.columns import Whole
from binhdang.consolidation.forest import Forest
from binhdang.consolidation.sources import Basis, Source, sources
from binhdang.consolidation.totals import Ground, at_once
from binhdang.indicators.models import Indicator
from binhdang.orgs.models import Unit
from binhdang.reports import figures
from binhdang.reports.models import Round
from binhdang.values.figures import Figure, unscaled

FORMAT = "binhdang-proof/1"

Json = dict[str, Any]


@dataclass(frozen=True)
class Proof:
    """What proves one indicator of a round: its columns, every node's sums, and the reports below."""

    ground: Ground
    indicator: Indicator
    basis: Basis
    nodes: Mapping[int, Sums]
    units: Mapping[int, Source]

    @property
    def forest(self) -> Forest:
        """The tree it stands on."""
        return self.ground.forest

    @cached_property
    def origins(self) -> Mapping[int, Mapping[str, figures.Provenance]]:
        """Where each cell came from, by the key of the version it stands in."""
        versions = [source.version for source in self.units.values() if source.version is not None]
        cells = [self.ground.columns.names[cell] for whole in _wholes(self) for cell in whole.cells]
        return figures.provenances_of_many(versions, cells)


def prove(round: Round, indicator: Indicator, *, basis: Basis) -> Proof:
    """Add an indicator up from the reports, keeping every step."""
    ground = Ground.of(round)
    units = {source.unit.pk: source for source in sources(round, basis=basis, tree_on=ground.tree_on)}
    return Proof(ground, indicator, basis, at_once(ground, basis), units)


def as_file(proof: Proof) -> Json:
    """The whole proof as one JSON object."""
    round = proof.ground.round
    names = _names(proof)
    return {
        "format": FORMAT,
        "round": {
            "id": round.public_id,
            "regime": round.regime.name,
            "period": round.period.label,
            "window_from": round.window_from.isoformat(),
            "window_to": round.window_to.isoformat(),
        },
        "basis": proof.basis.value,
        "tree_on": proof.ground.tree_on.isoformat(),
        "indicator": _indicator(proof),
        "tree": _node(proof, proof.forest.root, _below(proof.forest), names),
    }


def _indicator(proof: Proof) -> Json:
    indicator, columns = proof.indicator, proof.ground.columns
    names = columns.names
    said: Json = {
        "code": indicator.code,
        "name": indicator.name,
        "unit_label": indicator.unit_label,
        "adds": indicator.rolls_up,
        "unverified": indicator.unverified,
    }
    pair = columns.sides_of.get(indicator.code)
    if pair is None:
        return {**said, "cells": [names[cell] for cell in columns.cells_of.get(indicator.code, ())]}
    sides = {"numerator": pair.numerator, "denominator": pair.denominator}
    return {
        **said,
        **{side: [names[cell] for cell in whole.cells] for side, whole in sides.items()},
        "paired": pair.paired,
        "per": indicator.per,
    }


def _columns(proof: Proof) -> dict[str, int]:
    """What of a node's sums the proof shows: each cell and the whole, or the two sides of a rate."""
    columns, code = proof.ground.columns, proof.indicator.code
    pair = columns.sides_of.get(code)
    if pair is not None:
        return {"numerator": pair.numerator.place, "denominator": pair.denominator.place}
    cells = {columns.names[cell]: cell for cell in columns.cells_of.get(code, ())}
    return {**cells, "whole": columns.place_of[code]}


def _node(proof: Proof, node: int, below: Mapping[int, Sequence[int]], names: Mapping[int, tuple[str, str]]) -> Json:
    code, name = names[node]
    hanging = [unit for unit, at in proof.forest.hangs_at.items() if at == node and unit in proof.units]
    return {
        "code": code,
        "name": name,
        "totals": {what: _total(proof, node, place) for what, place in _columns(proof).items()},
        "reports": [_report(proof, proof.units[unit]) for unit in hanging],
        "nodes": [_node(proof, child, below, names) for child in below.get(node, ())],
    }


def _total(proof: Proof, node: int, place: int) -> Json:
    sums = proof.nodes[node]
    answered, asked, estimates, *_ = sums.counts[:, place].tolist()
    number = None
    if answered and proof.indicator.rolls_up:
        number = f"{unscaled(int(sums.numbers[place]), proof.ground.columns.scales[place]):f}"
    return {"number": number, "answered": answered, "asked": asked, "estimates": estimates}


def _report(proof: Proof, source: Source) -> Json:
    """One unit's cells under the total. `counts`: whether its figure stands in it, or another holds the record."""
    version = source.version
    origins = proof.origins[version.pk] if version else {}
    cells = {key: (held, source.figure(key)) for key, held in _cells_of(proof, source.unit).items()}
    return {
        "code": source.unit.code,
        "name": source.name,
        "version": version and version.public_id,
        "number": version and version.number,
        "submitted_at": version and version.submitted_at.isoformat(),
        "submitted_by": version and version.submitted_by.full_name,
        "paper": version and version.paper and version.paper.number_symbol,
        "cells": {
            key: {"counts": held, **_cell(figure), **_origin(origins.get(key))} for key, (held, figure) in cells.items()
        },
    }


def _cells_of(proof: Proof, unit: Unit) -> dict[str, bool]:
    """The cells under the indicator, each with whether the unit's own figure counts."""
    names = proof.ground.columns.names
    return {names[cell]: whole.indicator.counts_from(unit) for whole in _wholes(proof) for cell in whole.cells}


def _wholes(proof: Proof) -> list[Whole]:
    """The two sides of a rate, or the indicator itself."""
    pair = proof.ground.columns.sides_of.get(proof.indicator.code)
    return [pair.numerator, pair.denominator] if pair else [_own(proof)]


def _own(proof: Proof) -> Whole:
    columns, code = proof.ground.columns, proof.indicator.code
    return Whole(columns.place_of[code], columns.cells_of.get(code, ()), proof.indicator)


def _cell(figure: Figure) -> Json:
    return {
        "state": figure.state.name.lower(),
        "value": None if figure.number is None else f"{figure.number:f}",
        "estimate": figure.estimate,
        "cumulative": figure.cumulative,
        "reason": figure.reason,
    }


def _origin(origin: figures.Provenance | None) -> Json:
    if origin is None:
        return {"author": None, "at": None, "source": None, "evidence": []}
    evidence = [str(each) for each in origin.trace]
    return {
        "author": origin.author.full_name,
        "at": origin.at.isoformat(),
        "source": origin.source.value,
        "evidence": evidence,
    }


def _below(forest: Forest) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for node, above in forest.parent.items():
        if above is not None:
            found[above].append(node)
    return found


def _names(proof: Proof) -> dict[int, tuple[str, str]]:
    units = Unit.objects.filter(pk__in=proof.forest.parent).prefetch_related("names")
    return {unit.pk: (unit.code, unit.name_on(proof.ground.tree_on)) for unit in units}
