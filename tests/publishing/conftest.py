"""The world these tests play in, and a consolidated half-year report of the district, frozen and ready to be issued."""

import pytest

from binhdang.consolidation.actions import begin, fill_cells, freeze, write_section
from binhdang.consolidation.models import Snapshot
from binhdang.demo.world import World
from binhdang.values.figures import NIL, Figure
from cast import world  # noqa: F401
from consolidation.rounds import TREE_ON, at, open_round, send


@pytest.fixture
def frozen(world: World) -> Snapshot:  # noqa: F811
    """Two communes and the health centre reported; Chi wrote the consolidated texts and froze them on 10 June."""
    round = open_round(world)
    send(
        round,
        world.commune,
        {"TH-01": 2, "TH-02.nam": 18, "TH-02.nu": 24, "QL-03": 3, "QL-04": 2, "QL-06": 12_500_000},
        by=world.an,
        texts={"I": "Xã đã kiện toàn Ban Vì sự tiến bộ của phụ nữ.", "II.4": "Mở 02 lớp tập huấn cho 42 lượt người."},
    )
    send(
        round,
        world.other_commune,
        {"TH-01": Figure.of(1, estimate=True), "TH-02.nu": 9, "QL-06": NIL},
        by=world.giang,
        texts={"II.4": "Mở 01 lớp."},
        on=at(7),
    )
    education = world.units["618.phong-gddt"]
    send(round, education, {"TH-01": NIL, "CL-5-2A-MS.nam": 40, "CL-5-2A-MS.nu": 38, "CL-5-2A-TS.nu": 36}, by=world.chi)
    report = begin(round, by=world.chi, at=at(9))
    fill_cells(report, by=world.chi, at=at(9))
    steering = "Các xã đã kiện toàn Ban Vì sự tiến bộ của phụ nữ, phân công người theo dõi."
    write_section(report, "I", [(steering, [world.commune])], base_revision=0, by=world.chi, at=at(9))
    said = [
        ("Toàn huyện mở 03 lớp tập huấn về bình đẳng giới:", [world.commune, world.other_commune]),
        ("- Xã Ia Tơi 02 lớp, 42 lượt người;", [world.commune]),
        ("- Xã Ia Dom 01 lớp.", [world.other_commune]),
    ]
    write_section(report, "II.4", said, base_revision=0, by=world.chi, at=at(9))
    return freeze(report, tree_on=TREE_ON, by=world.chi, at=at(10))
