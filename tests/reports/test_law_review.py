"""What is asked once: a review with its own outline and indicators, whose sections the units' registers tell."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from binhdang.jobs.clock import pin
from binhdang.registers.actions import change_entry, withdraw_entry
from binhdang.reports import actions, narrative
from binhdang.reports.entry_page import report_page
from binhdang.reports.models import Regime, Report, ReportVersion, Round
from binhdang.reports.outline import leaves
from binhdang.values.refusals import NotAllowed, Refusal
from reports.law_review import (
    FAMILY_OBSTACLES,
    FAMILY_RESULTS,
    LETTER,
    PROPOSED,
    asked,
    finding,
    opened,
    proposal,
    sent,
)
from reports.scene import Scene, at, send_in


def text(report: Report, section: str) -> str:
    """What a section says now."""
    edit = narrative.newest_edits(report).get(section)
    return edit.text if edit else ""


def an_report(round: Round, scene: Scene) -> Report:
    """An's report in the review."""
    return round.reports.get(unit=scene.world.commune)


def test_the_outline_goes_by_article_and_each_field_has_its_four_questions(scene: Scene) -> None:
    regime = opened(scene)
    titles = {section["code"]: section["title"] for section in regime.outline}
    assert [titles[code].rpartition("(")[2].rstrip(")") for code in ("I", "II", "VIII")] == [
        *("Điều 11", "Điều 12", "Điều 18"),
    ]
    assert [titles[f"I.{place}"] for place in range(1, 5)] == ["Kết quả", "Thuận lợi", "Khó khăn", "Vướng mắc"]
    assert len(leaves(regime.outline)) == 33 and titles[PROPOSED].startswith("Kiến nghị")
    assert (regime.receiver, regime.focal, regime.legal_basis) == (scene.world.district, scene.world.focal, LETTER)


def test_only_the_focal_body_opens_it_once_and_only_with_the_paper_that_asks_for_it(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        opened(scene, by=scene.world.an)
    with pytest.raises(Refusal, match="văn bản yêu cầu"):
        opened(scene, legal_basis=" ")
    opened(scene)
    with pytest.raises(Refusal, match="đã mở"):
        opened(scene)


def test_a_rate_that_chi_chooses_brings_the_counts_it_is_computed_from(scene: Scene) -> None:
    assert opened(scene, indicator_codes=["TKG-02"]).indicator_codes == ["TKG-01", "TKG-02"]


def test_the_words_are_asked_once_and_the_figures_year_by_year_of_the_same_units(scene: Scene) -> None:
    round = asked(scene)
    years = Round.objects.filter(request__beside=round).order_by("period_text")
    assert round.cell_keys == [] and round.outline
    assert [year.period.label for year in years] == ["năm 2020", "năm 2021"]
    assert all(year.outline == [] and "QL-01.nu" in year.cell_keys for year in years)
    assert {year.reports.count() for year in (round, *years)} == {17}
    assert {year.due_before_on for year in (round, *years)} == {date(2022, 6, 20)}


def test_a_year_that_is_not_over_or_was_asked_already_is_refused(scene: Scene) -> None:
    asked(scene)
    for year in (2022, 2021):
        with pytest.raises(Refusal, match=str(year)):
            asked(scene, years=[year])


def test_an_takes_her_sections_from_her_register_each_with_the_entry_it_came_from(scene: Scene) -> None:
    round, an = asked(scene), scene.world.an
    entry, wish = finding(scene.world.commune, an), proposal(scene.world.commune, an)
    finding(scene.world.other_commune, scene.world.giang, results="Việc của xã khác.")
    report = an_report(round, scene)
    assert actions.fill_from_registers(report, by=an, at=at(3, 5)) == 3
    assert text(report, FAMILY_RESULTS) == "Số vụ bạo lực gia đình giảm."
    assert text(report, "VIII.2") == ""
    edits = narrative.newest_edits(report)
    assert [each["entry"] for each in edits[FAMILY_OBSTACLES].entries] == [entry.public_id]
    assert edits[PROPOSED].entries[0]["entry"] == wish.public_id
    assert text(report, PROPOSED) == (
        "khoản 2 Điều 18. Quy định hiện hành: Vợ, chồng có quyền, nghĩa vụ ngang nhau. Vướng mắc khi thực hiện: Thôn "
        "không có căn cứ để nhắc nhở. Nội dung đề nghị sửa đổi, bổ sung: Thêm trách nhiệm của cộng đồng dân cư. Lý do: "
        "Thôn biết sớm nhất."
    )
    assert actions.fill_from_registers(report, by=an, at=at(4, 5)) == 0


def test_what_was_filled_follows_the_register_and_is_empty_once_the_entry_is_withdrawn(scene: Scene) -> None:
    round, an = asked(scene), scene.world.an
    entry, report = finding(scene.world.commune, an), an_report(round, scene)
    actions.fill_from_registers(report, by=an, at=at(3, 5))
    entry = change_entry(entry, revision=entry.revision, by=an, at=at(4, 5), results="Giảm một nửa.")
    actions.fill_from_registers(report, by=an, at=at(4, 5, 10))
    assert text(report, FAMILY_RESULTS) == "Giảm một nửa."
    withdraw_entry(entry, reason="Ghi nhầm sổ", by=an, at=at(5, 5))
    actions.fill_from_registers(report, by=an, at=at(5, 5, 10))
    assert text(report, FAMILY_RESULTS) == ""


def test_nothing_that_an_typed_is_lost_when_she_fills_again(scene: Scene) -> None:
    round, an = asked(scene), scene.world.an
    report = an_report(round, scene)
    actions.write_text(report, FAMILY_RESULTS, "Lời của An, viết trước.", base_revision=0, by=an, at=at(2, 5))
    entry = finding(scene.world.commune, an)
    proposal(scene.world.commune, an)
    actions.fill_from_registers(report, by=an, at=at(3, 5))
    mine = f"{text(report, FAMILY_OBSTACLES)} An viết thêm một câu."
    actions.write_text(report, FAMILY_OBSTACLES, mine, base_revision=1, by=an, at=at(3, 5, 10))
    actions.write_text(report, PROPOSED, "An nói theo cách của mình.", base_revision=1, by=an, at=at(3, 5, 10))
    change_entry(entry, revision=entry.revision, by=an, at=at(4, 5), results="Sổ đổi.", obstacles="Sổ đổi.")
    actions.fill_from_registers(report, by=an, at=at(4, 5, 10))
    assert text(report, FAMILY_RESULTS) == "Lời của An, viết trước."
    assert text(report, FAMILY_OBSTACLES) == "Chưa có mức chi riêng. An viết thêm một câu."
    assert text(report, PROPOSED) == "An nói theo cách của mình."
    assert [each["values"]["article"] for each in narrative.newest_edits(report)[PROPOSED].entries] == [
        "khoản 2 Điều 18"
    ]  # beside her own words the proposal still goes to the annex


def test_what_was_sent_keeps_the_proposal_as_it_was_approved(scene: Scene) -> None:
    round, an = asked(scene), scene.world.an
    wish = proposal(scene.world.commune, an)
    sent(round, scene.world.commune, world=scene.world)
    change_entry(wish, revision=wish.revision, by=an, at=at(2, 6), proposed_text="Ý khác.")
    (kept,) = ReportVersion.objects.get(report=an_report(round, scene)).text_entries[PROPOSED]
    assert kept["values"]["proposed_text"] == "Thêm trách nhiệm của cộng đồng dân cư"


def test_the_review_is_not_taken_for_the_period_before_a_half_year_report(scene: Scene) -> None:
    send_in(scene.an_report, writer=scene.world.an, leader=scene.world.binh, when=at(1, 6))
    round = asked(scene)
    sent(round, scene.world.commune, world=scene.world)
    actions.open_due_rounds(at=at(25, 10))
    yearly = Round.objects.get(regime__frequency="yearly")
    page = report_page(yearly.reports.get(unit=scene.world.commune), scene.world.an, date(2022, 11, 1))
    assert page.previous_period == "6 tháng đầu năm 2022"


def test_chi_opens_it_on_the_page_then_asks_and_an_sees_the_words_with_their_source(
    scene: Scene, client: Client
) -> None:
    pin(at(21, 4))
    client.force_login(scene.world.chi)
    page = client.get(reverse("reports:open_regime"))
    assert "Báo cáo tổng kết thi hành Luật Bình đẳng giới" in page.content.decode()
    typed = {"outline": "law-review", "plan": scene.plan.public_id, "legal_basis": "", "indicator_codes": ["QL-01"]}
    assert client.post(reverse("reports:open_regime"), typed).status_code == 422
    opened_page = client.post(reverse("reports:open_regime"), {**typed, "legal_basis": LETTER})
    regime = Regime.objects.get(duty=None)
    assert regime.indicator_codes == ["QL-01"]
    assert opened_page["Location"] == reverse("reports:ask_ad_hoc", args=[regime.public_id])
    wanted = {
        "reason": LETTER,
        "due_before_on": "20/6/2022",
        "window_from": "1/7/2007",
        "window_to": "31/5/2022",
        "years": "2020; hai nghìn",
        "units": [unit.public_id for unit in actions.expected_units(regime, date(2022, 4, 21))],
    }
    assert "«hai» không phải một năm" in client.post(opened_page["Location"], wanted).content.decode()
    seen = client.post(opened_page["Location"], {**wanted, "years": "2020, 2021"}, follow=True).content.decode()
    assert "số liệu năm 2020" in seen and "số liệu năm 2021" in seen and "Đề cương" not in seen

    entry = finding(scene.world.commune, scene.world.an)
    report = an_report(Round.objects.get(period_text__startswith="ad_hoc"), scene)
    client.force_login(scene.world.an)
    pin(at(3, 5))
    filled = client.post(reverse("reports:fill", args=[report.public_id]), follow=True).content.decode()
    assert "Đã lấy 2 số, mục lời văn từ sổ theo dõi." in filled
    assert "Số vụ bạo lực gia đình giảm." in filled and reverse("registers:entry", args=[entry.public_id]) in filled
    assert "Không phát sinh cho mọi ô" not in filled  # no cells are asked
