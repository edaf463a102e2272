"""The review of the Law goes up: proposals by article with all who made them, findings under their units' names."""

import pytest
from django.test import Client
from django.urls import reverse

from binhdang.consolidation.actions import begin, fill_cells, freeze, gather_texts, mark_issued, write_section
from binhdang.consolidation.merging import article_order
from binhdang.consolidation.models import Snapshot
from binhdang.consolidation.restating import outdated
from binhdang.demo.world import World
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.jobs.clock import pin
from binhdang.reports import actions, figures, narrative
from binhdang.reports.models import Report, Round
from binhdang.review import actions as review
from binhdang.values.figures import Figure
from binhdang.values.refusals import NotAllowed
from reports.law_review import FAMILY_RESULTS, PROPOSED, asked, figures_sent, finding, proposal, sent
from reports.scene import Scene, at, half_year_opened

IA_TOI, IA_DOM = "Ủy ban nhân dân xã Ia Tơi", "Ủy ban nhân dân xã Ia Dom"


@pytest.fixture
def scene(world: World) -> Scene:
    """The plan of the district is in force."""
    return half_year_opened(world)


def both_report(scene: Scene) -> Round:
    """An's commune and Giang's send the words and the figures of two years, and Chi has accepted them."""
    world, round = scene.world, asked(scene)
    for unit in (world.commune, world.other_commune):
        sent(round, unit, world=world)
    for year, men in zip(Round.objects.filter(request__beside=round).order_by("period_text"), (10, 12), strict=True):
        figures_sent(year, world.commune, {"QL-01.nam": men, "QL-01.nu": 9}, world=world)
    return round


def gathered(scene: Scene, round: Round) -> Report:
    """Chi begins and brings the units' words in."""
    report = begin(round, by=scene.world.chi, at=at(10, 6))
    fill_cells(report, by=scene.world.chi, at=at(10, 6))
    gather_texts(report, by=scene.world.chi, at=at(10, 6))
    return report


def frozen(scene: Scene, round: Round) -> Snapshot:
    """And freezes it."""
    return freeze(gathered(scene, round), tree_on=round.window_to, by=scene.world.chi, at=at(10, 6, 16))


def text(report: Report, section: str) -> str:
    """What a section says now."""
    return narrative.newest_edits(report)[section].text


def test_what_two_communes_propose_alike_for_one_article_stands_once_with_both_names(scene: Scene) -> None:
    world = scene.world
    proposal(world.commune, world.an)
    proposal(
        world.other_commune,
        world.giang,
        article="Điều 18, khoản 2",
        proposed_text="Thêm  trách nhiệm của cộng đồng dân cư.",
        reason="Thôn ở xa xã",
    )
    proposal(world.other_commune, world.giang, article="Điều 11", proposed_text="Nêu tỷ lệ tối thiểu.")
    snapshot = frozen(scene, both_report(scene))
    first, second = snapshot.content["proposals"]
    assert (first["article"], [unit["name"] for unit in first["proposers"]]) == ("Điều 11", [IA_DOM])
    assert second["article"] == "Điều 18, khoản 2"
    assert [unit["name"] for unit in second["proposers"]] == [IA_DOM, IA_TOI]
    assert second["reason"] == "Thôn ở xa xã; Thôn biết sớm nhất"
    assert second["problem"] == "Thôn không có căn cứ để nhắc nhở"


def test_the_section_of_proposals_names_the_proposers_too(scene: Scene) -> None:
    world = scene.world
    proposal(world.commune, world.an)
    proposal(world.other_commune, world.giang)
    report = gathered(scene, both_report(scene))
    assert text(report, PROPOSED) == (
        f"Khoản 2 Điều 18: Thêm trách nhiệm của cộng đồng dân cư (kiến nghị của {IA_DOM}; {IA_TOI})."
    )
    units = [world.other_commune.public_id, world.commune.public_id]
    assert narrative.newest_edits(report)[PROPOSED].sources == [units]


def test_findings_stand_by_field_under_the_names_of_their_units_alike_ones_once(scene: Scene) -> None:
    world = scene.world
    finding(world.commune, world.an)
    finding(world.commune, world.an, day=26, results="Có 02 địa chỉ tin cậy.")
    finding(world.other_commune, world.giang)
    report = gathered(scene, both_report(scene))
    assert text(report, FAMILY_RESULTS).splitlines() == [
        f"{IA_DOM}; {IA_TOI}: Số vụ bạo lực gia đình giảm.",
        f"{IA_TOI}: Có 02 địa chỉ tin cậy.",
    ]


def test_words_that_an_typed_beside_her_proposal_arrive_as_well(scene: Scene) -> None:
    world, round = scene.world, asked(scene)
    proposal(world.commune, world.an)
    report = round.reports.get(unit=world.commune)
    own = "Xã còn đề nghị rà soát cả Nghị định."
    actions.write_text(report, PROPOSED, own, base_revision=0, by=world.an, at=at(3, 5))
    sent(round, world.commune, world=world)
    written = text(gathered(scene, round), PROPOSED).splitlines()
    assert len(written) == 2 and written[1] == f"{IA_TOI}: {own}"


def test_gathering_again_leaves_what_chi_wrote_and_is_for_the_focal_body_alone(scene: Scene) -> None:
    world = scene.world
    finding(world.commune, world.an)
    round = both_report(scene)
    report = begin(round, by=world.chi, at=at(9, 6))
    write_section(report, FAMILY_RESULTS, [("Chi viết.", [])], base_revision=0, by=world.chi, at=at(9, 6))
    with pytest.raises(NotAllowed):
        gather_texts(report, by=world.an, at=at(10, 6))
    assert gather_texts(report, by=world.chi, at=at(10, 6)) == 1  # what stood in the way there is still empty
    assert text(report, FAMILY_RESULTS) == "Chi viết."
    assert gather_texts(report, by=world.chi, at=at(10, 6)) == 0


def test_the_figures_of_each_year_stand_in_the_snapshot_with_what_they_rest_on(scene: Scene) -> None:
    finding(scene.world.commune, scene.world.an)
    snapshot = frozen(scene, both_report(scene))
    years = {year["year"]: year for year in snapshot.content["years"]}
    assert list(years) == [2020, 2021]
    staff = {y: next(i for i in c["indicators"] if i["code"] == "QL-01") for y, c in years.items()}
    assert [staff[y]["cells"]["QL-01.nam"]["number"] for y in years] == ["10", "12"]
    assert staff[2021]["whole"] == {"number": "21", "answered": 1, "asked": 17, "estimates": 0}
    assert snapshot.content["title"] == "Tổng kết thi hành Luật Bình đẳng giới"
    assert snapshot.content["legal_bases"][0].startswith("Thực hiện Công văn ngày 20/4/2022")


def test_a_year_corrected_after_the_report_went_out_is_listed_as_an_issued_figure_that_changed(scene: Scene) -> None:
    world = scene.world
    finding(world.commune, world.an)
    round = both_report(scene)
    snapshot = frozen(scene, round)
    paper = OfficialPaper.objects.create(
        owner=world.district,
        direction=Direction.OUTGOING,
        kind="Báo cáo",
        registered_at=at(14, 6),
        registered_by=world.khanh,
    )
    mark_issued(snapshot, paper, by=world.khanh, at=at(14, 6))
    assert not outdated(Round.objects.all()).exists()
    report = Report.objects.get(round__period_text="year:2021:1", unit=world.commune)
    review.reopen(report.accepted_version, reason="Sai số nam", by=world.chi, at=at(20, 6))
    base = figures.revisions(report)["QL-01.nam"]
    actions.write_cell(report, "QL-01.nam", Figure.of(13), base_revision=base, by=world.an, at=at(21, 6))
    sent(report.round, world.commune, world=world, day=22)
    assert [each.pk for each in outdated(Round.objects.all())] == [snapshot.pk]
    again = freeze(
        snapshot.report, tree_on=round.window_to, by=world.chi, at=at(23, 6), reason="Xã Ia Tơi đính chính số năm 2021"
    )
    changed = {change["key"]: change for change in again.content["restates"]["changes"]}
    assert changed["QL-01.nam"]["name"].endswith(", năm 2021")
    assert (changed["QL-01.nam"]["before"]["number"], changed["QL-01.nam"]["after"]["number"]) == ("12", "13")
    assert [cause["name"] for cause in changed["QL-01.nam"]["causes"]] == [IA_TOI]


@pytest.mark.parametrize(
    ("article", "order"),
    [
        ("Điều 18", (18, 0, "")),
        ("khoản 2 Điều 18", (18, 2, "")),
        ("Điểm b khoản 3 Điều 9", (9, 3, "b")),
        ("Lời nói đầu", (10_000, 0, "")),
    ],
)
def test_proposals_stand_in_the_order_of_the_law(article: str, order: tuple[int, int, str]) -> None:
    assert article_order(article) == order


def test_chi_brings_the_units_words_in_with_one_button(scene: Scene, client: Client) -> None:
    finding(scene.world.commune, scene.world.an)
    round = both_report(scene)
    pin(at(10, 6))
    client.force_login(scene.world.chi)
    client.post(reverse("consolidation:begin", args=[round.public_id]))
    url = reverse("consolidation:gather", args=[round.public_id])
    page = client.get(reverse("consolidation:round", args=[round.public_id])).content.decode()
    assert url in page and "– Bình đẳng giới trong gia đình (Điều 18)" in page
    assert "Đã lấy bài của các đơn vị vào 2 mục." in client.post(url, follow=True).content.decode()
    assert "Không còn mục trống" in client.post(url, follow=True).content.decode()
