"""A draft is edits that are only added: who wrote what is known, and nobody overwrites anybody silently."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from binhdang.audit.models import Event
from binhdang.indicators import counting
from binhdang.indicators.counting import Counted
from binhdang.orgs.models import Unit
from binhdang.reports import actions, figures, narrative
from binhdang.reports.actions import Words
from binhdang.reports.edits import all_edits, newest_edits
from binhdang.reports.figures import Change
from binhdang.reports.models import DraftSave, TextEdit
from binhdang.reports.states import CellSource
from binhdang.reports.table import asked_keys, indicators_of
from binhdang.values.figures import NIL, NOT_REPORTED, CellState, Figure
from binhdang.values.refusals import Conflict, NotAllowed, Refusal
from reports.scene import ACTIVITIES, MEN, MONEY, WOMEN, Scene, at, write


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch) -> dict[str, Counted]:
    """A register whose counts the test decides; every unit has the same entries."""
    held: dict[str, Counted] = {}

    class Book:
        def counts(self, unit: Unit, first_day: date, last_day: date, keys: Collection[str]) -> Mapping[str, Counted]:
            return {key: counted for key, counted in held.items() if key in keys}

    monkeypatch.setattr(counting, "_counters", {})
    counting.offer("trainings", Book())
    return held


def test_an_untouched_cell_is_not_reported_and_zero_is_a_number(scene: Scene) -> None:
    write(scene.an_report, WOMEN, 0, scene.world.an, at(20, 5))
    held = figures.read(scene.an_report)
    assert held[WOMEN] == Figure.of(0) and held[WOMEN].amount == 0
    assert held[MEN] == NOT_REPORTED and held[MEN].amount is None
    assert list(held) == scene.round.cell_keys


def test_every_edit_is_kept_with_its_author_and_time(scene: Scene) -> None:
    write(scene.an_report, WOMEN, 3, scene.world.an, at(20, 5))
    write(scene.an_report, WOMEN, 5, scene.world.binh, at(21, 5))
    edits = [edit for edit in all_edits(scene.an_report) if edit.key == WOMEN]
    assert [(e.revision, e.base_revision, e.value, e.by) for e in edits] == [
        (1, 0, 3, scene.world.an),
        (2, 1, 5, scene.world.binh),
    ]
    assert figures.revisions(scene.an_report)[WOMEN] == 2


def test_binh_with_an_old_page_is_shown_both_values_and_nothing_is_overwritten(scene: Scene) -> None:
    write(scene.an_report, WOMEN, 3, scene.world.an, at(20, 5))
    with pytest.raises(Conflict, match="Rơ Châm An vừa sửa") as clash:
        actions.write_cell(scene.an_report, WOMEN, Figure.of(9), base_revision=0, by=scene.world.binh, at=at(20, 5, 10))
    assert (clash.value.mine, clash.value.theirs, clash.value.revision) == (Figure.of(9), Figure.of(3), 1)
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(3)


def test_the_same_value_sent_twice_over_a_bad_line_adds_nothing_and_is_no_conflict(scene: Scene) -> None:
    for _ in range(2):
        actions.write_cell(scene.an_report, WOMEN, Figure.of(3), base_revision=0, by=scene.world.an, at=at(20, 5))
    assert len(list(all_edits(scene.an_report))) == 1
    assert Event.objects.filter(verb="report.cells_written").count() == 1


def test_several_cells_are_written_all_or_none(scene: Scene) -> None:
    write(scene.an_report, MEN, 1, scene.world.binh, at(20, 5))
    changes = [Change(WOMEN, Figure.of(4), 0), Change(MEN, Figure.of(2), 0)]
    with pytest.raises(Conflict):
        actions.write_cells(scene.an_report, changes, by=scene.world.an, at=at(20, 5, 10))
    assert figures.read(scene.an_report)[WOMEN] == NOT_REPORTED


@pytest.mark.parametrize(
    ("number", "why"),
    [(Decimal("-1"), "Số âm"), (Decimal("1.5"), "chỉ nhận số nguyên"), (Decimal(10) ** 19, "18 chữ số")],
)
def test_a_number_that_does_not_fit_its_cell_is_refused_naming_the_cell(
    scene: Scene, number: Decimal, why: str
) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        actions.write_cell(scene.an_report, WOMEN, Figure.of(number), base_revision=0, by=scene.world.an, at=at(20, 5))
    assert refused.value.where.startswith("TT-02 ") and refused.value.where.endswith("nữ")
    assert not DraftSave.objects.exists()


def test_a_cell_that_the_round_does_not_ask_is_refused(scene: Scene) -> None:
    with pytest.raises(Refusal, match="không hỏi ô đó"):
        actions.write_cell(scene.an_report, "XX-1", Figure.of(1), base_revision=0, by=scene.world.an, at=at(20, 5))


def test_giang_chi_and_ha_may_not_write_in_an_report(scene: Scene) -> None:
    for person in (scene.world.giang, scene.world.chi, scene.world.ha, scene.world.lan):
        with pytest.raises(NotAllowed):
            actions.write_cell(scene.an_report, WOMEN, Figure.of(1), base_revision=0, by=person, at=at(20, 5))
    assert not DraftSave.objects.exists()


def test_a_person_whose_role_has_ended_may_no_longer_write(scene: Scene) -> None:
    scene.world.an.memberships.update(valid_to=date(2022, 5, 20))
    write(scene.an_report, WOMEN, 1, scene.world.an, at(19, 5))
    with pytest.raises(NotAllowed):
        write(scene.an_report, WOMEN, 2, scene.world.an, at(20, 5))


def test_texts_conflict_like_cells_and_keep_their_line_ends_plain(scene: Scene) -> None:
    an, binh = scene.world.an, scene.world.binh
    actions.write_text(scene.an_report, "II.4", "Một lớp.\r\nHai lớp. ", base_revision=0, by=an, at=at(20, 5))
    assert narrative.newest_edits(scene.an_report)["II.4"].text == "Một lớp.\nHai lớp."
    with pytest.raises(Conflict, match="mục") as clash:
        actions.write_text(scene.an_report, "II.4", "Ba lớp.", base_revision=0, by=binh, at=at(20, 5, 10))
    assert clash.value.theirs == "Một lớp.\nHai lớp."
    assert TextEdit.objects.count() == 1


def test_a_heading_has_no_text_of_its_own(scene: Scene) -> None:
    with pytest.raises(Refusal, match="không có mục đó"):
        actions.write_text(scene.an_report, "II", "…", base_revision=0, by=scene.world.an, at=at(20, 5))


def test_saving_a_page_saves_what_can_be_saved_and_names_what_cannot(scene: Scene) -> None:
    write(scene.an_report, MEN, 1, scene.world.binh, at(20, 5))
    saved = actions.save(
        scene.an_report,
        [Change(WOMEN, Figure.of(4), 0), Change(MEN, Figure.of(2), 0), Change(MONEY, Figure.of(-1), 0)],
        [Words("II.4", "Một lớp.", 0)],
        by=scene.world.an,
        at=at(20, 5, 10),
    )
    assert [edit.key for edit in saved.cells] == [WOMEN] and [t.section for t in saved.texts] == ["II.4"]
    assert isinstance(saved.refused[f"cell:{MEN}"], Conflict) and "Số âm" in saved.refused[f"cell:{MONEY}"].what
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(4)


def test_filling_from_registers_keeps_the_entries_behind_each_number(scene: Scene, books: dict[str, Counted]) -> None:
    books["TH-02.nu"] = Counted(Decimal(24), ("a1", "b2"))
    assert actions.fill_from_registers(scene.an_report, by=scene.world.an, at=at(20, 5)) == 1
    edit = newest_edits(scene.an_report)["TH-02.nu"]
    assert (edit.source, edit.trace) == (CellSource.REGISTER, ["a1", "b2"])
    assert figures.read(scene.an_report)["TH-01"] == NOT_REPORTED  # no entries are no zero
    assert actions.fill_from_registers(scene.an_report, by=scene.world.an, at=at(20, 5)) == 0
    books["TH-02.nu"] = Counted(Decimal(30), ("a1", "b2", "c3"))
    assert actions.fill_from_registers(scene.an_report, by=scene.world.an, at=at(21, 5)) == 1
    books.clear()
    actions.fill_from_registers(scene.an_report, by=scene.world.an, at=at(22, 5))
    assert figures.read(scene.an_report)["TH-02.nu"] == NOT_REPORTED  # the entries were withdrawn


def test_a_typed_cell_is_not_overwritten_by_the_register(scene: Scene, books: dict[str, Counted]) -> None:
    write(scene.an_report, "TH-02.nu", 20, scene.world.an, at(19, 5))
    books["TH-02.nu"] = Counted(Decimal(24), ("a1",))
    assert actions.fill_from_registers(scene.an_report, by=scene.world.an, at=at(20, 5)) == 0
    assert figures.read(scene.an_report)["TH-02.nu"] == Figure.of(20)


def test_a_register_value_is_overruled_only_with_a_reason(scene: Scene, books: dict[str, Counted]) -> None:
    books["TH-02.nu"] = Counted(Decimal(24), ("a1",))
    actions.fill_from_registers(scene.an_report, by=scene.world.an, at=at(20, 5))
    with pytest.raises(Refusal, match="phải nêu lý do"):
        write(scene.an_report, "TH-02.nu", 25, scene.world.an, at(21, 5))
    reasoned = replace(Figure.of(25), reason="Một người dự nhưng chưa ghi sổ")
    actions.write_cell(scene.an_report, "TH-02.nu", reasoned, base_revision=1, by=scene.world.an, at=at(21, 5))
    assert figures.read(scene.an_report)["TH-02.nu"] == reasoned


def test_a_nil_return_affirms_every_empty_cell_and_leaves_the_given_ones(scene: Scene) -> None:
    write(scene.an_report, ACTIVITIES, 2, scene.world.an, at(20, 5))
    asked = asked_keys(scene.an_report, indicators_of(scene.round))
    assert actions.affirm_nil(scene.an_report, by=scene.world.an, at=at(20, 5)) == len(asked) - 1
    held = figures.read(scene.an_report)
    assert held[ACTIVITIES] == Figure.of(2) and held[WOMEN] == NIL
    assert held[WOMEN].counts and held[WOMEN].amount == 0
    not_asked = [key for key in scene.round.cell_keys if key not in asked]
    assert not_asked and all(held[key].state is CellState.NOT_REPORTED for key in not_asked)


def test_a_nil_return_against_the_unit_own_register_is_refused(scene: Scene, books: dict[str, Counted]) -> None:
    books["TH-01"] = Counted(Decimal(1), ("a1",))
    with pytest.raises(Refusal, match="sổ theo dõi của đơn vị có ghi"):
        actions.affirm_nil(scene.an_report, by=scene.world.an, at=at(20, 5))
    assert not DraftSave.objects.exists()
