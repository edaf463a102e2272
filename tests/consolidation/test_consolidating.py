"""Chi makes one report out of many: figures filled, texts written from the units' own, all of it frozen."""

from datetime import date

import pytest

from binhdang.consolidation.actions import begin, fill_cells, freeze, lacks_before_freezing, write_section
from binhdang.consolidation.models import Snapshot
from binhdang.consolidation.queries import Basis, coverage, paragraphs, proof
from binhdang.consolidation.snapshots import digest
from binhdang.demo.world import World
from binhdang.reports import figures, narrative
from binhdang.reports.edits import newest_edits
from binhdang.reports.models import Report, Round
from binhdang.reports.states import CellSource, ReportState
from binhdang.values.figures import CellState, Figure
from binhdang.values.refusals import Conflict, NotAllowed, Refusal
from consolidation.rounds import MAY, TREE_ON, at, report_of, send

TRAININGS = {"TH-01": 2, "TH-02.nam": 18, "TH-02.nu": 24}


def begun(world: World, round: Round) -> Report:
    """Two communes have reported and were accepted; Chi has begun and filled the figures."""
    send(round, world.commune, TRAININGS, by=world.an, texts={"II.4": "Mở 02 lớp tập huấn."})
    send(round, world.other_commune, {"TH-01": 1}, by=world.giang, texts={"II.4": "Cử người dự.\nKhông mở lớp."})
    report = begin(round, by=world.chi, at=at(9))
    fill_cells(report, by=world.chi, at=at(9))
    return report


def written(world: World, round: Round) -> Report:
    """The same, with the one section that units wrote in."""
    report = begun(world, round)
    said = [("Toàn huyện mở 03 lớp tập huấn.", [world.commune, world.other_commune]), ("Công tác này có tiến bộ.", [])]
    write_section(report, "II.4", said, base_revision=0, by=world.chi, at=at(9))
    return report


def test_the_receiver_has_a_report_of_its_own_that_stands_in_no_total(world: World, half_year: Round) -> None:
    report = begun(world, half_year)
    assert (report.unit, report.expected) == (world.district, False)
    assert begin(half_year, by=world.chi, at=at(10)) == report
    trainings = proof(half_year, "TH-01", basis=Basis.SUBMITTED)
    assert len(trainings) == 17
    assert world.district not in [line.unit for line in trainings]


def test_filled_cells_are_the_totals_and_keep_the_versions_they_rest_on(world: World, half_year: Round) -> None:
    report = begun(world, half_year)
    cells, newest = figures.read(report), newest_edits(report)
    assert cells["TH-01"] == Figure.of(3)
    assert cells["QL-03"].state is CellState.NOT_REPORTED
    versions = [report_of(half_year, unit).versions.get() for unit in (world.other_commune, world.commune)]
    assert newest["TH-01"].source == CellSource.CONSOLIDATED
    assert newest["TH-01"].trace == [version.public_id for version in versions]


def test_filling_twice_adds_nothing_and_a_correction_changes_only_what_changed(world: World, half_year: Round) -> None:
    report = begun(world, half_year)
    assert fill_cells(report, by=world.chi, at=at(10)) == 0
    send(half_year, world.commune, {"TH-01": 5}, by=world.an)
    fill_cells(report, by=world.chi, at=at(10))
    assert figures.read(report)["TH-01"] == Figure.of(6)


def test_an_estimate_below_is_an_estimate_above(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"TH-01": Figure.of(2, estimate=True)}, by=world.an)
    report = begin(half_year, by=world.chi, at=at(9))
    fill_cells(report, by=world.chi, at=at(9))
    assert figures.read(report)["TH-01"].estimate


@pytest.mark.parametrize("person", ["an", "binh", "giang", "ha", "minh", "khanh"])
def test_only_the_focal_officer_and_the_head_consolidate(world: World, half_year: Round, person: str) -> None:
    report = begun(world, half_year)
    by = world.people[person]
    for attempt in (
        lambda: begin(half_year, by=by, at=at(9)),
        lambda: fill_cells(report, by=by, at=at(9)),
        lambda: write_section(report, "II.4", [("Chen vào.", [])], base_revision=0, by=by, at=at(9)),
        lambda: freeze(report, tree_on=TREE_ON, by=by, at=at(9)),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert not narrative.newest_edits(report)
    assert not Snapshot.objects.exists()


def test_every_text_stands_with_its_unit_and_coverage_names_the_silent(world: World, half_year: Round) -> None:
    begun(world, half_year)
    texts = paragraphs(half_year, "II.4", basis=Basis.ACCEPTED)
    assert [text.unit for text in texts] == [world.other_commune, world.commune]
    assert texts[0].paragraphs == ["Cử người dự.", "Không mở lớp."]
    said = coverage(half_year, "II.4", basis=Basis.ACCEPTED)
    assert said.sentence == "2/17 đơn vị có viết mục II.4"
    assert len(said.silent) == 15


def test_each_paragraph_keeps_the_units_whose_words_it_rests_on(world: World, half_year: Round) -> None:
    report = written(world, half_year)
    edit = narrative.newest_edits(report)["II.4"]
    assert edit.text == "Toàn huyện mở 03 lớp tập huấn.\nCông tác này có tiến bộ."
    assert edit.sources == [[world.commune.public_id, world.other_commune.public_id], []]


def test_two_people_writing_one_section_do_not_overwrite_each_other(world: World, half_year: Round) -> None:
    report = written(world, half_year)
    with pytest.raises(Conflict) as clash:
        write_section(report, "II.4", [("Bản khác.", [])], base_revision=0, by=world.chi, at=at(10))
    assert "03 lớp" in str(clash.value.theirs)
    assert clash.value.mine == "Bản khác."


def test_a_unit_that_sent_nothing_cannot_be_named_as_a_source(world: World, half_year: Round) -> None:
    report = begun(world, half_year)
    silent = world.member_bodies[0]
    with pytest.raises(Refusal, match="Phòng Tài chính - Kế hoạch"):
        write_section(report, "II.4", [("Đoạn.", [silent])], base_revision=0, by=world.chi, at=at(9))


def test_a_section_that_a_unit_wrote_in_is_not_left_out(world: World, half_year: Round) -> None:
    report = begun(world, half_year)
    with pytest.raises(Refusal, match="Mục II.4 «Tập huấn, nâng cao năng lực» chưa có nội dung tổng hợp"):
        freeze(report, tree_on=TREE_ON, by=world.chi, at=at(9))
    assert [lack.section for lack in lacks_before_freezing(report, tree_on=TREE_ON)] == ["II.4"]


def test_nothing_is_frozen_before_a_report_is_accepted(world: World, half_year: Round) -> None:
    send(half_year, world.commune, TRAININGS, by=world.an, state=ReportState.SUBMITTED)
    report = begin(half_year, by=world.chi, at=at(9))
    with pytest.raises(Refusal, match="Chưa có báo cáo nào được chấp nhận"):
        freeze(report, tree_on=TREE_ON, by=world.chi, at=at(9))


def test_a_report_accepted_after_the_filling_is_named(world: World, half_year: Round) -> None:
    report = written(world, half_year)
    education = world.units["618.phong-gddt"]
    send(half_year, education, {"TH-01": 4}, by=world.chi)
    with pytest.raises(Refusal, match="Phòng Giáo dục và Đào tạo .báo cáo mới được chấp nhận."):
        freeze(report, tree_on=TREE_ON, by=world.chi, at=at(10))
    fill_cells(report, by=world.chi, at=at(10))
    assert freeze(report, tree_on=TREE_ON, by=world.chi, at=at(10)).pk


def test_a_report_corrected_after_the_filling_is_named(world: World, half_year: Round) -> None:
    report = written(world, half_year)
    send(half_year, world.commune, {"TH-01": 3}, by=world.an)
    with pytest.raises(Refusal, match="Ủy ban nhân dân xã Ia Tơi"):
        freeze(report, tree_on=TREE_ON, by=world.chi, at=at(10))


def test_a_report_taken_back_after_the_filling_is_named(world: World, half_year: Round) -> None:
    report = written(world, half_year)
    Report.objects.filter(pk=report_of(half_year, world.commune).pk).update(accepted_version=None)
    with pytest.raises(Refusal, match="xã Ia Tơi .bản đã dùng không còn hiệu lực."):
        freeze(report, tree_on=TREE_ON, by=world.chi, at=at(10))


def test_a_snapshot_says_everything_the_paper_will_say(world: World, half_year: Round) -> None:
    snapshot = freeze(written(world, half_year), tree_on=TREE_ON, by=world.chi, at=at(10))
    content = Snapshot.objects.get().content
    assert snapshot.sha256 == digest(content)
    trainings = next(i for i in content["indicators"] if i["code"] == "TH-01")
    assert trainings["whole"] == {"number": "3", "answered": 2, "asked": 17, "estimates": 0}
    assert len(trainings["missing"]) == 15
    share = next(i for i in content["indicators"] if i["code"] == "TH-03")
    assert (share["rate"]["numerator"]["number"], share["rate"]["denominator"]["number"]) == ("24", "42")
    section = next(s for s in content["sections"] if s["code"] == "II.4")
    assert section["paragraphs"][0]["sources"] == ["23538", "23537"]
    used = {unit["code"]: unit["version"] for unit in content["units"] if unit["version"]}
    assert used == {
        u.code: report_of(half_year, u).versions.get().public_id for u in (world.commune, world.other_commune)
    }
    assert content["legal_bases"][0].startswith("Thực hiện Kế hoạch số 25/KH-SLĐTBXH ngày 11 tháng 3 năm 2022 của Sở")


def test_a_snapshot_does_not_move_when_a_report_does(world: World, half_year: Round) -> None:
    snapshot = freeze(written(world, half_year), tree_on=TREE_ON, by=world.chi, at=at(10))
    before = (snapshot.sha256, digest(snapshot.content))
    send(half_year, world.commune, {"TH-01": 99}, by=world.an)
    snapshot.refresh_from_db()
    assert (snapshot.sha256, digest(snapshot.content)) == before


def test_units_stand_under_the_receiver_on_the_day_of_the_tree(world: World, half_year: Round) -> None:
    """Before the district was founded nobody stood below it, so nothing can be totalled on that day's map."""
    begun(world, half_year)
    assert proof(half_year, "TH-01", basis=Basis.ACCEPTED, tree_on=date(2014, 1, 1)) == []


def test_every_total_can_be_asked_from_where(world: World, half_year: Round) -> None:
    """An's women at trainings came from two entries of her register; Giang typed hers; fifteen units are missing."""
    send(
        half_year,
        world.commune,
        {"TH-02.nu": 24},
        by=world.an,
        source=CellSource.REGISTER,
        trace=("entry-one", "entry-two"),
    )
    send(half_year, world.other_commune, {"TH-02.nu": 9}, by=world.giang, state=ReportState.SUBMITTED)
    lines = {line.unit.code: line for line in proof(half_year, "TH-02.nu", basis=Basis.SUBMITTED)}
    assert len(lines) == 17
    ans, giangs = lines["23538"], lines["23537"]
    assert (ans.figure.number, ans.author) == (24, world.an)
    assert ans.origin is not None and ans.version is not None
    assert (ans.origin.source, ans.origin.trace, ans.origin.at) == (
        CellSource.REGISTER,
        ["entry-one", "entry-two"],
        MAY,
    )
    assert giangs.origin is not None
    assert giangs.origin.source == CellSource.TYPED
    assert lines["618.cong-an"].why_not == "báo cáo đang soạn"
    assert sum(line.figure.amount or 0 for line in lines.values()) == 33


def test_a_rate_is_proved_by_the_cells_of_both_its_sides(world: World, half_year: Round) -> None:
    begun(world, half_year)
    keys = [line.key for line in proof(half_year, "TH-03", basis=Basis.ACCEPTED)]
    assert sorted(set(keys)) == ["TH-02.nam", "TH-02.nu"]
    assert len(keys) == 34
    assert proof(half_year, "KHONG-CO", basis=Basis.ACCEPTED) == []
