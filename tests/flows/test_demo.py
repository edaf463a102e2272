"""`binhdang demo`: the world a newcomer meets, played whole or not at all, and only into an empty place."""

import pytest
from django.core.management import CommandError, call_command

from binhdang.accounts.models import User
from binhdang.audit.models import Event
from binhdang.audit.sealing import first_break
from binhdang.demo.year import TODAY
from binhdang.documents.models import OfficialPaper
from binhdang.files.actions import read
from binhdang.home.queries import my_work, waited_for
from binhdang.jobs.clock import day_of, now
from binhdang.publishing.actions import recompose
from binhdang.publishing.models import Issue
from binhdang.reports.due import days_late
from binhdang.reports.models import Report, ReportVersion


@pytest.mark.django_db
def test_the_demo_leaves_the_year_as_the_story_tells_it() -> None:
    call_command("demo")
    assert now() == TODAY
    on = day_of(TODAY)

    half_year = Report.objects.filter(round__period_text="half_year:2022:1", expected=True)
    assert half_year.count() == 17
    assert sum(days_late(report) > 0 for report in half_year) == 2
    assert ReportVersion.objects.filter(report__in=half_year).count() == 18  # one came back once and was corrected
    issue = Issue.objects.get()
    assert issue.paper is not None and issue.paper.number_symbol == "02/BC-UBND" and issue.file is not None
    assert read(issue.file) == recompose(issue)

    work = {name: [w.kind for w in my_work(User.objects.get(username=name), on)] for name in ("an", "chi", "khanh")}
    assert "Viết báo cáo" in work["an"]
    assert "Xem xét báo cáo" in work["chi"] and "Nhiệm vụ có hạn" in work["chi"]
    assert work["khanh"] == []
    assert any("14 đơn vị chưa gửi" in held.title for held in waited_for(User.objects.get(username="chi"), on))

    assert not OfficialPaper.objects.filter(number="", direction="outgoing").exists()
    assert Event.objects.filter(sequence__isnull=True).count() == 0
    assert first_break(Event.objects.order_by("sequence")) is None

    with pytest.raises(CommandError, match="đã có tài khoản"):
        call_command("demo")
