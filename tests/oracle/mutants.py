"""Wrong ways to add up, each a mistake that somebody has made: the oracle must tell every one of them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from binhdang.consolidation.adding import Block, Sums
from binhdang.consolidation.forest import Forest
from binhdang.orgs.mapping import Share
from oracle.engine import Ledger, Timeline
from oracle.facts import GIVEN, NIL, NO_DATA, NOT_REPORTED, Asked, Deed, Said, Scene
from oracle.naive import Line, Sum, Table
from oracle.story import LAST

Reports = Mapping[int, bytes | None]


class TakesEmptyForZero(Ledger):
    """No data and not reported become a zero that counts."""

    def packed(self, cells: tuple[Said, ...]) -> bytes:
        zero = Said(NIL)
        return super().packed(_kept(self, tuple(zero if c.state in (NO_DATA, NOT_REPORTED) else c for c in cells)))


class DropsZeros(Ledger):
    """A zero that was typed is not stored."""

    def packed(self, cells: tuple[Said, ...]) -> bytes:
        return super().packed(_kept(self, tuple(Said() if c.state == GIVEN and not c.number else c for c in cells)))


class TakesNilForSilence(Ledger):
    """Whoever affirms that nothing happened is counted among those who did not answer."""

    def packed(self, cells: tuple[Said, ...]) -> bytes:
        return super().packed(_kept(self, tuple(Said() if c.state == NIL else c for c in cells)))


class ForgetsEstimates(Ledger):
    """An estimate looks like a fact."""

    def packed(self, cells: tuple[Said, ...]) -> bytes:
        return super().packed(_kept(self, tuple(replace(c, estimate=False) for c in cells)))


class ForgetsWhatIsCumulative(Ledger):
    """A figure since January looks like one of the period."""

    def packed(self, cells: tuple[Said, ...]) -> bytes:
        return super().packed(_kept(self, tuple(replace(c, cumulative=False) for c in cells)))


class KeepsWhatWasSentBack(Ledger):
    """A report that was sent back still stands."""

    def _standing(self, deeds: tuple[Deed, ...], basis: str) -> bytes | None:
        return super()._standing(tuple(deed for deed in deeds if deed.kind != "return"), basis)


class KeepsTheFirstVersion(Ledger):
    """A correction never arrives."""

    def _standing(self, deeds: tuple[Deed, ...], basis: str) -> bytes | None:
        first = next((deed for deed in deeds if deed.kind == "send"), None)
        return super()._standing(tuple(replace(d, cells=first.cells) if first and d.cells else d for d in deeds), basis)


class AddsEverybodysRecord(Ledger):
    """Births come from the health centre, and from every commune too."""

    def __init__(self, scene: Scene, timeline: Timeline, asked: Asked) -> None:
        super().__init__(scene, timeline, asked)
        self.kinds_if_any = None


class CountsOneTwice(Ledger):
    """The report of one unit stands in the totals above it twice."""

    def as_reported(self, reports: Reports, day: date) -> dict[int, Sums]:
        forest, totals = self.forest(day), super().as_reported(dict(reports), day)
        for unit, place in list(forest.hangs_at.items())[:1]:
            kinds = [self.kinds[unit]] if self.kinds_if_any else None
            again = Block.of(self.columns, [reports[unit]], kinds).add_up([0])[0]
            totals |= {node: totals[node] + again for node in forest.above(place)}
        return totals


class LosesOne(Ledger):
    """One unit is forgotten."""

    def forest(self, day: date) -> Forest:
        forest = super().forest(day)
        return replace(forest, hangs_at=dict(list(forest.hangs_at.items())[1:]))


class MovesHistory(Ledger):
    """What was reported then is shown on the tree of today."""

    def as_reported(self, reports: Reports, day: date) -> dict[int, Sums]:
        return super().as_reported(dict(reports), LAST)


class GuessesShares(Ledger):
    """A split without a key is divided equally."""

    def __init__(self, scene: Scene, timeline: Timeline, asked: Asked) -> None:
        super().__init__(scene, _Guessing(timeline), asked)


class _Guessing(Timeline):
    def __init__(self, told: Timeline) -> None:
        self.__dict__.update(told.__dict__)

    def places_of(self, unit: int, since: date, on: date) -> tuple[Share, ...]:
        lies = super().places_of(unit, since, on)
        equal = Fraction(1, len(lies))
        return tuple(Share(part.unit, equal if part.share is None else part.share) for part in lies)


class GivesAllToTheFirst(Ledger):
    """A split unit is taken for its first successor."""

    def __init__(self, scene: Scene, timeline: Timeline, asked: Asked) -> None:
        super().__init__(scene, _Undivided(timeline), asked)


class _Undivided(_Guessing):
    def places_of(self, unit: int, since: date, on: date) -> tuple[Share, ...]:
        return (replace(super().places_of(unit, since, on)[0], share=Fraction(1)),)


class Wraps(Ledger):
    """Sums are kept in 64 bits."""

    def as_reported(self, reports: Reports, day: date) -> dict[int, Sums]:
        totals = super().as_reported(dict(reports), day)
        return {node: _wrapped(sums) for node, sums in totals.items()}


def _wrapped(sums: Sums) -> Sums:
    numbers = sums.numbers.astype(object)
    return replace(sums, numbers=(numbers + 2**63) % 2**64 - 2**63)


class CountsPartialAnswers(Ledger):
    """Who answered one part stands in n of the whole."""

    def table(self, sums: Sums) -> Table:
        return {code: _most(line) for code, line in super().table(sums).items()}


def _most(line: Line) -> Line:
    n = max((cell.n for cell in line.cells.values()), default=line.whole.n)
    return replace(line, whole=replace(line.whole, n=n))


class Rounds(Ledger):
    """Figures go through floating point."""

    def table(self, sums: Sums) -> Table:
        return {code: replace(line, whole=_rounded(line.whole)) for code, line in super().table(sums).items()}


def _rounded(total: Sum) -> Sum:
    return total if total.number is None else replace(total, number=Fraction(float(total.number)))


class AveragesRates(Ledger):
    """The rate of a district is the mean of the rates of its communes."""

    def as_reported(self, reports: Reports, day: date) -> dict[int, Sums]:
        forest, totals = self.forest(day), super().as_reported(dict(reports), day)
        self.rates: dict[int, dict[str, list[Fraction]]] = {}
        for unit, place in forest.hangs_at.items():
            kinds = [self.kinds[unit]] if self.kinds_if_any else None
            own = super().table(Block.of(self.columns, [reports[unit]], kinds).add_up([0])[0])
            for node in forest.above(place):
                for code, line in own.items():
                    if line.rate is not None:
                        self.rates.setdefault(id(totals[node]), {}).setdefault(code, []).append(line.rate)
        return totals

    def table(self, sums: Sums) -> Table:
        means = {code: sum(rates) / len(rates) for code, rates in self.rates.get(id(sums), {}).items()}
        return {
            code: replace(line, rate=means.get(code)) if line.rate is not None else line
            for code, line in super().table(sums).items()
        }


def _kept(ledger: Ledger, cells: tuple[Said, ...]) -> tuple[Said, ...]:
    """Keep changed cells alive: the ledger knows what it packed by their identity."""
    ledger.__dict__.setdefault("changed", []).append(cells)
    return cells


MUTANTS: list[type[Ledger]] = [
    TakesEmptyForZero,
    DropsZeros,
    TakesNilForSilence,
    ForgetsEstimates,
    ForgetsWhatIsCumulative,
    KeepsWhatWasSentBack,
    KeepsTheFirstVersion,
    AddsEverybodysRecord,
    CountsOneTwice,
    LosesOne,
    MovesHistory,
    GuessesShares,
    GivesAllToTheFirst,
    Wraps,
    CountsPartialAnswers,
    Rounds,
    AveragesRates,
]
