"""What a draft holds comes back from its version exactly; two editors never lose or overwrite anything silently."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhdang.reports import actions, figures
from binhdang.reports.edits import all_edits
from binhdang.reports.figures import Change
from binhdang.reports.models import DraftSave, Report, ReportVersion, Round
from binhdang.reports.standing import standing_cells
from binhdang.values.figures import NOT_REPORTED, CellState, Figure, pack
from binhdang.values.refusals import Conflict
from reports.scene import MEN, MONEY, WOMEN, Scene, at, send_in, write

REASONS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


@st.composite
def figures_of_scale(draw: st.DrawFn, scale: int) -> Figure:
    """Any figure that a cell of this scale can hold."""
    state = draw(st.sampled_from(CellState))
    if state is CellState.GIVEN:
        number = Decimal(draw(st.integers(0, 2**62))).scaleb(-scale)
        reason = draw(st.just("") | REASONS)
        return Figure(state, number, draw(st.booleans()), draw(st.booleans()), reason)
    return Figure(state, reason=draw(REASONS) if state is CellState.NO_DATA else "")


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=30).flatmap(
        lambda scales: st.tuples(st.just(scales), st.tuples(*(figures_of_scale(scale) for scale in scales)))
    )
)
def test_a_packed_version_reads_back_as_the_figures_it_was_made_of(drawn: tuple[list[int], tuple[Figure, ...]]) -> None:
    scales, held = drawn
    keys = [f"X-{place}" for place in range(len(scales))]
    version = ReportVersion(
        report=Report(round=Round(cell_keys=keys, cell_scales=scales)),
        cells=pack(held, scales),
        reasons={str(place): figure.reason for place, figure in enumerate(held) if figure.reason},
    )
    assert figures.read_version(version) == dict(zip(keys, held, strict=True))
    assert len(version.cells) == 9 * len(keys)


def test_a_sent_version_says_what_the_draft_said_and_who_wrote_each_cell(scene: Scene) -> None:
    report, world = scene.an_report, scene.world
    write(report, WOMEN, 12, world.an, at(20, 5))
    write(report, MONEY, 15_000_000, world.binh, at(21, 5))
    estimate = Figure.of(3, estimate=True)
    actions.write_cell(report, "TT-01", estimate, base_revision=0, by=world.an, at=at(21, 5))
    gone = Figure(CellState.NO_DATA, reason="Chưa tách được nam, nữ")
    actions.write_cell(report, "TT-02.nam", gone, base_revision=0, by=world.an, at=at(21, 5))
    version = send_in(report, writer=world.an, leader=world.binh, when=at(25, 5))
    version = ReportVersion.objects.get(pk=version.pk)
    said = figures.read_version(version)
    assert said == figures.read(report)
    assert (said["TT-01"], said["TT-02.nam"]) == (estimate, gone)
    where_from = figures.provenance(version, MONEY)
    assert where_from is not None and (where_from.author, where_from.at) == (world.binh, at(21, 5))
    untouched = next(key for key in scene.round.cell_keys if said[key].state is CellState.NOT_REPORTED)
    assert figures.provenance(version, untouched) is None
    assert set(figures.provenances(version)) == {key for key in said if said[key].state is not CellState.NOT_REPORTED}


def test_what_is_written_after_sending_does_not_change_the_version(scene: Scene) -> None:
    report, world = scene.an_report, scene.world
    write(report, WOMEN, 12, world.an, at(20, 5))
    version = send_in(report, writer=world.an, leader=world.binh, when=at(25, 5))
    actions.return_version(version, remarks=[], note="Kiểm tra lại", by=world.chi, at=at(26, 5))
    write(report, WOMEN, 13, world.an, at(27, 5))
    assert figures.read_version(ReportVersion.objects.get(pk=version.pk))[WOMEN] == Figure.of(12)


def test_where_the_cells_of_many_reports_came_from_is_asked_once(
    scene: Scene, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    report, world = scene.an_report, scene.world
    write(report, WOMEN, 12, world.an, at(20, 5))
    write(report, WOMEN, 14, world.binh, at(21, 5))
    write(report, MEN, 3, world.an, at(22, 5))
    first = send_in(report, writer=world.an, leader=world.binh, when=at(25, 5))
    actions.return_version(first, remarks=[], note="Kiểm tra lại", by=world.chi, at=at(26, 5))
    write(report, WOMEN, 13, world.an, at(27, 5))
    other = ReportVersion.objects.create(
        report=scene.report_of(world.units["618.phong-gddt"]),
        number=1,
        cells=first.cells,
        submitted_by=world.chi,
        submitted_at=at(25, 5),
    )
    with django_assert_num_queries(1):
        found = figures.provenances_of_many([first, other], [WOMEN, MEN])
    assert {key: (said.figure, said.author) for key, said in found[first.pk].items()} == {
        WOMEN: (Figure.of(14), world.binh),
        MEN: (Figure.of(3), world.an),
    }
    assert found[other.pk] == {}
    assert found[first.pk] == {key: figures.provenance(first, key) for key in (WOMEN, MEN)}
    assert (figures.read_one(first, WOMEN), figures.read_one(first, "XX-99")) == (Figure.of(14), NOT_REPORTED)


def test_what_stands_in_totals_is_read_byte_for_byte_for_all_units_or_for_some(scene: Scene) -> None:
    report, world = scene.an_report, scene.world
    write(report, WOMEN, 12, world.an, at(20, 5))
    version = send_in(report, writer=world.an, leader=world.binh, when=at(25, 5))
    cells, unit = bytes(version.cells), report.unit_id
    sent = {unit: cells for _, unit, cells in standing_cells(scene.round, "submitted_version") if cells is not None}
    assert sent == {unit: cells}
    assert {unit for _, unit, _ in standing_cells(scene.round, "submitted_version")} == {
        each.unit_id for each in scene.round.reports.filter(expected=True)
    }
    assert standing_cells(scene.round, "accepted_version", units=[unit]) == [(report.pk, unit, None)]
    assert standing_cells(scene.round, "submitted_version", units=[unit]) == [(report.pk, unit, cells)]
    assert standing_cells(scene.round, "submitted_version", units=[]) == []


SENDINGS = st.lists(
    st.tuples(st.sampled_from(["an", "binh"]), st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=12
)


@pytest.mark.django_db
def test_whatever_two_editors_send_the_newest_acknowledged_value_stands_and_each_edit_saw_the_one_before(
    scene: Scene,
) -> None:
    """Each sending names the page it was typed on; a stale one is refused and changes nothing."""
    report, world = scene.an_report, scene.world

    @given(SENDINGS)
    def play(sendings: list[tuple[str, int, int]]) -> None:
        DraftSave.objects.filter(report=report).delete()
        acknowledged: list[int] = []
        for name, value, base in sendings:
            try:
                change = Change(WOMEN, Figure.of(value), base)
                new = actions.write_cells(report, [change], by=world.people[name], at=at(20, 5))
            except Conflict as clash:
                assert base != len(acknowledged) and clash.theirs != Figure.of(value)
                continue
            assert not new or base == len(acknowledged)
            acknowledged += [value] * len(new)
        edits = list(all_edits(report))
        assert [edit.value for edit in edits] == acknowledged
        assert [edit.base_revision for edit in edits] == list(range(len(edits)))

    play()
