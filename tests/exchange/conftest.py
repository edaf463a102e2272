"""A half-year round in which some units sent, some said nothing, and one corrected itself."""

import pytest

from binhdang.demo.world import World
from binhdang.reports.models import Round
from binhdang.reports.states import ReportState
from binhdang.values.figures import NIL, CellState, Figure
from cast import world  # noqa: F401
from consolidation.rounds import at, open_round, send

LARGEST = 10**18
NOTHING = Figure(CellState.NOT_APPLICABLE)
UNKNOWN = Figure(CellState.NO_DATA, reason="=sổ bị mất; «chưa» lập\nlại")


@pytest.fixture
def half_year(world: World) -> Round:  # noqa: F811
    """Reports of the first half of 2022, in all states a cell can have."""
    round, (first, second, third) = open_round(world), world.communes
    send(round, first, {"TH-01": 3, "TH-02.nu": 24, "TH-02.nam": 18, "QL-06": LARGEST, "QL-03": NIL}, by=world.binh)
    send(round, first, {"TH-02.nu": 26}, by=world.an, on=at(30, 5))
    estimated = {"TH-01": Figure.of(2, estimate=True), "TH-02.nu": Figure.of(7, cumulative=True), "QL-03": UNKNOWN}
    send(round, second, {**estimated, "TH-02.nam": NIL, "QL-06": 10**18 + 1, "QL-04": NOTHING}, by=world.giang)
    sent = {
        "TH-01": 5,
        "TH-02.nu": 40,
        "TH-02.nam": 2,
        "CL-5-2A-MS.nu": 99,
    }  # pupils are counted by the education office
    send(round, third, sent, by=world.an, state=ReportState.SUBMITTED)
    return round
