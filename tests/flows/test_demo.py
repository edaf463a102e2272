"""`binhdang demo`: the world a newcomer meets, played whole or not at all, and only into an empty place."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from binhdang.accounts.models import User
from binhdang.audit.models import Event
from binhdang.audit.sealing import first_break
from binhdang.consolidation.series import series
from binhdang.consolidation.sources import Basis, sources
from binhdang.demo.year import TODAY
from binhdang.documents.models import OfficialPaper
from binhdang.files.actions import read
from binhdang.home.queries import my_work, waited_for
from binhdang.indicators.models import Indicator
from binhdang.jobs.clock import day_of, now
from binhdang.orgs.access import memberships_of
from binhdang.orgs.models import Unit
from binhdang.orgs.queries import parents_on
from binhdang.plans.cascade import cascade
from binhdang.plans.models import Plan
from binhdang.plans.states import PlanState
from binhdang.publishing.actions import recompose
from binhdang.publishing.models import Issue
from binhdang.reports import figures
from binhdang.reports.due import days_late
from binhdang.reports.models import Report, ReportVersion, Round
from binhdang.reports.states import CellSource
from binhdang.reports.table import asked_keys, indicators_of


@pytest.mark.django_db
def test_the_demo_leaves_the_year_as_the_story_tells_it() -> None:
    call_command("demo")
    assert now() == TODAY
    on = day_of(TODAY)

    half_year = Report.objects.filter(round__period_text="half_year:2022:1", expected=True)
    assert half_year.count() == 17
    assert sum(days_late(report) > 0 for report in half_year) == 2
    assert ReportVersion.objects.filter(report__in=half_year).count() == 18  # one came back once and was corrected
    issue = Issue.objects.get(snapshot__round__period_text="half_year:2022:1")
    assert issue.paper is not None and issue.paper.number_symbol == "02/BC-UBND" and issue.file is not None
    assert read(issue.file) == recompose(issue)

    review = Issue.objects.get(snapshot__round__period_text="ad_hoc:2022:1")
    assert review.paper is not None and review.paper.number_symbol == "03/BC-UBND"
    assert review.paper.issued_on == date(2022, 6, 14) and review.file is not None
    assert all(unit["version"] for unit in review.content["units"]) and len(review.content["units"]) == 17
    home = {p["article"]: [by["name"] for by in p["proposers"]] for p in review.content["proposals"]}
    assert home["khoản 5 Điều 18"] == ["Hội Liên hiệp Phụ nữ huyện", "Phòng Tư pháp"]
    assert [year["year"] for year in review.content["years"]] == [2019, 2020, 2021]

    own = {plan.unit.code: plan for plan in Plan.objects.exclude(derived_from=None).select_related("unit", "paper")}
    assert {code: plan.state for code, plan in own.items()} == {
        "23538": PlanState.IN_FORCE,
        "23535": PlanState.IN_FORCE,
        "23537": PlanState.DRAFTING,
    }
    assert [f"{own[code].known_paper.issued_on}" for code in ("23538", "23535")] == ["2022-04-15", "2022-05-10"]
    assert [row.task.label for row in cascade(Plan.objects.get(unit__code="618"), on).orphans] == ["1.3"]

    work = {
        name: [w.kind for w in my_work(User.objects.get(username=name), on)] for name in ("an", "chi", "giang", "khanh")
    }
    assert "Soạn kế hoạch" in work["giang"]
    assert "Viết báo cáo" in work["an"]
    assert "Xem xét báo cáo" in work["chi"] and "Nhiệm vụ có hạn" in work["chi"]
    assert work["khanh"] == []
    assert any("14 đơn vị chưa gửi" in held.title for held in waited_for(User.objects.get(username="chi"), on))

    assert not OfficialPaper.objects.filter(number="", direction="outgoing").exists()
    assert Event.objects.filter(sequence__isnull=True).count() == 0
    assert first_break(Event.objects.order_by("sequence")) is None

    for code in ("23535", "23537", "23538"):
        every_cell_that_a_register_feeds_opens_its_entries(half_year.get(unit__code=code))

    with pytest.raises(CommandError, match="đã có tài khoản"):
        call_command("demo")


def every_cell_that_a_register_feeds_opens_its_entries(report: Report) -> None:
    """In a commune's half-year report at least half of the cells are counted by registers, all from entries."""
    version = report.submitted_version
    assert version is not None
    asked = asked_keys(report, indicators_of(report.round))
    fed = {key for indicator in Indicator.objects.exclude(register="") for key in indicator.cell_keys}.intersection(
        asked
    )
    assert len(fed) * 2 >= len(asked)
    origins = figures.provenances_of_many([version], list(fed))[version.pk]
    assert {origins[key].source for key in fed} == {CellSource.REGISTER}
    chi = Client()
    chi.force_login(User.objects.get(username="chi"))
    for key in sorted(fed):
        page = chi.get(reverse("consolidation:figure", args=[report.round.public_id, key])).content.decode()
        for entry in origins[key].trace:
            link = reverse("registers:entry", args=[entry])
            assert link in page
            assert chi.get(link, follow=True).status_code == 200


@pytest.mark.django_db
def test_the_demo_goes_on_to_the_day_the_district_was_gone() -> None:
    """2025: two levels, Ia Dom in Ia Tơi; Chi works for the province and still sees what the district reported."""
    call_command("demo", year=2025)
    on = day_of(now())
    chi = User.objects.get(username="chi")
    province, commune = Unit.objects.get(code="51"), Unit.objects.get(code="23538")
    below = parents_on(on, province)
    assert {unit.code for unit in Unit.objects.filter(pk__in=below)} == {
        *("51", "51.so-noi-vu", "23535", "23538", "23535.phong-vhxh", "23538.phong-vhxh")
    }
    half_year = Round.objects.get(period_text="half_year:2022:1")
    assert Round.objects.received_by(chi, on).filter(pk=half_year.pk).exists()
    trainings = Indicator.objects.get(code="TH-01")
    point = series([half_year], trainings, commune, basis=Basis.ACCEPTED, map_on=on, at=now())[0]
    own = {
        u.unit.code: u.figure("TH-01").amount or 0
        for u in sources(half_year, basis=Basis.ACCEPTED, tree_on=date(2022, 6, 4))
    }
    assert point.on_map is not None
    assert point.on_map.whole.number == own["23538"] + own["23537"]
    whole = series([half_year], trainings, province, basis=Basis.ACCEPTED, map_on=on, at=now())[0].on_map
    assert whole is not None and whole.whole.number == sum(own.values())
    giang = User.objects.get(username="giang")
    assert list(memberships_of(giang, on).values_list("unit__code", flat=True)) == ["23538"]
    assert first_break(Event.objects.order_by("sequence")) is None
