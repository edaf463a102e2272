"""Every URL × every role, in the demo world: what a person may not see does not exist, and outsiders change nothing.

A URL that stands in neither table fails the test, so that no page is added without saying who may open it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from binhdang.audit.models import Event
from binhdang.consolidation.models import Snapshot
from binhdang.demo.world import World
from binhdang.demo.year import TODAY, play
from binhdang.documents.models import OfficialPaper
from binhdang.indicators.dictionary import load
from binhdang.jobs.clock import pin
from binhdang.orgs.models import Membership
from binhdang.plans.models import Plan, PlanTask, Proposal
from binhdang.publishing.models import Issue
from binhdang.questionnaires import actions as questionnaires
from binhdang.questionnaires.models import Question, Questionnaire
from binhdang.registers.books.trainings import TRAININGS
from binhdang.registers.models import Training
from binhdang.reports.models import Regime, Remark, Report, ReportVersion, Round

CAST = ("an", "binh", "giang", "chi", "lan", "minh", "khanh", "ha")
ALL = set(CAST)
OFFICERS = ALL - {"ha"}  # Hà administers accounts and reads no report
COMMUNE, FOCAL, ABOVE = {"an", "binh"}, {"chi", "lan"}, {"chi", "lan", "minh", "khanh"}
PAPER_HANDLERS = {"an", "binh", "giang", "chi", "lan", "khanh"}
LOG_READERS = {"binh", "lan", "minh", "ha"}

# What is opened: (who may, what the address speaks of). Everybody else is told that it does not exist, or 403.
PAGES: dict[str, tuple[set[str], str]] = {
    "home:my_work": (ALL, ""),
    "search:index": (ALL, ""),
    "ui:healthz": (ALL, ""),
    "ui:readyz": (ALL, ""),
    "ui:gallery": (ALL, ""),
    "accounts:change_password": (ALL, ""),
    "orgs:units": (ALL, ""),
    "orgs:unit": (ALL, "unit"),
    "orgs:event": ({"ha"}, "event"),
    "orgs:import": ({"ha"}, ""),
    "orgs:accounts": ({"ha"}, ""),
    "orgs:issue": ({"ha"}, ""),
    "orgs:account": ({"ha"}, "account"),
    "orgs:log": (LOG_READERS, ""),
    "orgs:trail": (LOG_READERS, "trail"),
    "indicators:index": (ALL, ""),
    "indicators:detail": (ALL, "indicator"),
    "indicators:export": (ALL, "dictionary"),
    "indicators:new": (FOCAL, ""),
    "indicators:change": (FOCAL, "indicator"),
    "indicators:succeed": (FOCAL, "indicator"),
    "indicators:target": (FOCAL, "indicator"),
    "documents:index": (ALL, ""),
    "documents:upload": (PAPER_HANDLERS, ""),
    "documents:register": (PAPER_HANDLERS, ""),
    "documents:detail": (ABOVE, "paper"),
    "documents:file": (ABOVE, "paper"),
    "plans:index": (ALL, ""),
    "plans:from_paper": (COMMUNE | ABOVE, "own paper"),
    "plans:detail": (OFFICERS, "plan"),
    "plans:source": (OFFICERS, "plan"),
    "plans:file": (OFFICERS, "plan"),
    "plans:task": (OFFICERS, "task"),
    "plans:add_task": (FOCAL, "plan"),
    "dashboards:index": (ALL, ""),
    "dashboards:plan": (OFFICERS, "plan"),
    "dashboards:task": (OFFICERS, "task"),
    "plans:cascade": (ABOVE, "plan"),
    "plans:cascade_task": (ABOVE, "task"),
    "plans:own": ({"giang"}, "draft"),
    "plans:words": ({"giang"}, "draft"),
    "plans:add_line": ({"giang"}, "draft"),
    "plans:line": ({"giang"}, "line"),
    "registers:index": (ALL, ""),
    "registers:list": (ALL, "register"),
    "registers:print": (ALL, "register"),
    "registers:export": (ALL, "register"),
    "registers:new": (ALL, "register"),
    "registers:import": (ALL, "register"),
    "registers:task": (OFFICERS, "task"),
    "registers:detail": (COMMUNE | ABOVE, "training"),
    "registers:change": (COMMUNE, "training"),
    "registers:withdraw": (COMMUNE, "training"),
    "registers:redact": (COMMUNE, "training"),
    "questionnaires:index": (ALL, ""),
    "questionnaires:new": (ALL, ""),
    "questionnaires:detail": (OFFICERS, "questionnaire"),
    "questionnaires:preview": (FOCAL, "questionnaire"),
    "questionnaires:results": (ABOVE, "questionnaire"),
    "questionnaires:export": (ABOVE, "questionnaire"),
    "questionnaires:close": (FOCAL, "questionnaire"),
    "questionnaires:withdraw": (FOCAL, "questionnaire"),
    "questionnaires:sheet": (COMMUNE | ABOVE, "answers"),
    "questionnaires:reopen": (FOCAL, "sent answers"),
    "questionnaires:change": (FOCAL, "drafted questions"),
    "questionnaires:open": (FOCAL, "drafted questions"),
    "questionnaires:add_question": (FOCAL, "drafted questions"),
    "questionnaires:change_question": (FOCAL, "question"),
    "reports:index": (ALL, ""),
    "reports:entry": (COMMUNE, "report"),
    "reports:ask": (COMMUNE, "report"),
    "reports:take_back": (COMMUNE, "report"),
    "reports:send": (COMMUNE, "report"),
    "reports:history": (COMMUNE, "report"),
    "reports:workbook": (COMMUNE, "report"),
    "reports:workbook_send": (COMMUNE, "report"),
    "reports:round": (OFFICERS, "round"),
    "reports:open_regime": (FOCAL, ""),
    "reports:ask_ad_hoc": (FOCAL, "regime"),
    "reports:outline": (FOCAL, "regime"),
    "review:queue": (ALL, ""),
    "review:version": (COMMUNE | ABOVE, "version"),
    "consolidation:index": (ALL, ""),
    "consolidation:round": (ABOVE, "round"),
    "consolidation:figure": (ABOVE, "figure"),
    "consolidation:section": (ABOVE, "section"),
    "consolidation:series": (ABOVE, "indicator of round"),
    "consolidation:proof_file": (ABOVE, "indicator of round"),
    "consolidation:node": (ABOVE, "node"),
    "consolidation:freeze": (ABOVE, "round"),
    "publishing:index": (ALL, ""),
    "publishing:issue": (ABOVE, "issue"),
    "publishing:docx": (ABOVE, "issue"),
    "publishing:of_plan": ({"giang"}, "draft"),
}
# What is posted: (who may try, what the address speaks of). Whoever else tries is refused, and nothing is written.
POSTS: dict[str, tuple[set[str], str]] = {
    "orgs:reset": ({"ha"}, "account"),
    "orgs:deactivate": ({"ha"}, "account"),
    "orgs:activate": ({"ha"}, "account"),
    "orgs:grant": ({"ha"}, "account"),
    "orgs:hand_over": ({"ha"}, "account"),
    "orgs:end_role": ({"ha"}, "membership"),
    "indicators:drop_target": (FOCAL, "indicator"),
    "documents:number": ({"khanh", *FOCAL}, "paper"),
    "documents:send": ({"khanh", *FOCAL}, "paper"),
    "documents:link": ({"khanh", *FOCAL}, "paper"),
    "documents:attach": ({"khanh", *FOCAL}, "paper"),
    "plans:confirm": (FOCAL, "proposal"),
    "plans:reject": (FOCAL, "proposal"),
    "plans:assign": (FOCAL, "task"),
    "plans:unassign": (FOCAL, "body"),
    "plans:condition": (FOCAL, "deadline"),
    "plans:done": (FOCAL, "task"),
    "plans:take_over": ({"khanh", *FOCAL}, "plan"),
    "plans:confirm_all": (FOCAL, "plan"),
    "plans:put_in_force": (FOCAL, "plan"),
    "plans:next_year": (FOCAL, "plan"),
    "plans:carry_out": ({"giang"}, "draft"),
    "plans:take_all": ({"giang"}, "draft"),
    "plans:take": ({"giang"}, "line"),
    "plans:drop": ({"giang"}, "line"),
    "plans:move": ({"giang"}, "line"),
    "registers:evidence_add": (COMMUNE, "training"),
    "questionnaires:move_question": (FOCAL, "question"),
    "questionnaires:remove_question": (FOCAL, "question"),
    "reports:save": (COMMUNE, "report"),
    "reports:fill": (COMMUNE, "report"),
    "reports:affirm_nil": (COMMUNE, "report"),
    "reports:approve": (COMMUNE, "report"),
    "reports:resolve": (COMMUNE, "remark"),
    "review:accept": (FOCAL, "version"),
    "review:send_back": (FOCAL, "version"),
    "review:reopen": (FOCAL, "version"),
    "consolidation:begin": (FOCAL, "round"),
    "consolidation:fill": (FOCAL, "round"),
    "consolidation:gather": (FOCAL, "round"),
    "publishing:check": ({"lan"}, "issue"),
    "publishing:sign": ({"minh"}, "issue"),
    "publishing:number": ({"khanh"}, "issue"),
    "publishing:send": ({"khanh"}, "issue"),
    "publishing:withdraw": (ABOVE, "issue"),
}
ELSEWHERE = {
    "accounts:sign_in",  # for whoever is not signed in
    "accounts:sign_out",
    "accounts:resend",  # speak only of what the same browser posted before
    "accounts:discard",
    "orgs:import_check",  # speaks only of what the same person uploaded before
    "plans:let_go",  # lets go of one's own claim, so for others there is nothing to refuse
    "plans:edit",  # of a decided proposal there is nothing to edit
    "plans:begin",  # each commune of the demo has begun, so for everybody there is nothing to begin
    "plans:proposals",  # of a plan in force these go on to the plan
    "publishing:draft",  # of an issued snapshot this goes on to the issue
    "publishing:pdf",  # like docx, through LibreOffice
    "registers:entry",  # goes on to registers:detail
    "registers:evidence",  # like registers:detail
    "registers:thumbnail",  # like registers:detail
    "registers:import_check",  # speaks only of what the same person uploaded before
    "reports:workbook_check",  # like registers:import_check
}


@pytest.fixture
def played(world: World) -> World:
    load()
    play(world)
    draft = questionnaires.draft(unit=world.district, title="Hỏi thêm", by=world.chi, at=TODAY)
    questionnaires.add_question(draft, text="Vì sao?", kind="text", by=world.chi, at=TODAY)
    pin(TODAY)
    return world


def addresses(world: World) -> dict[str, dict[str, object]]:
    """What the addresses speak of: An's commune's own, wherever there is one."""
    yearly = Round.objects.get(period_text="year:2022:1")
    half_year = Round.objects.get(period_text="half_year:2022:1")
    plan = Plan.objects.get(unit=world.district)
    draft = Plan.objects.get(unit=world.other_commune)
    report = Report.objects.get(round=yearly, unit=world.commune)
    task = PlanTask.objects.get(plan=plan, scope="task", label="4.3")
    asked = Questionnaire.objects.get(state="open")
    question = Question.objects.get(questionnaire__state="draft")

    def of(thing: object, **more: object) -> dict[str, object]:
        return {"public_id": thing.public_id, **more}  # type: ignore[attr-defined]

    return {
        "": {},
        "unit": of(world.commune),
        "event": of(world.commune, kind="sap-nhap"),
        "account": of(world.giang),
        "membership": of(Membership.objects.get(user=world.giang)),
        "trail": {"kind": "Report", "object_id": report.public_id},
        "indicator": {"code": "TH-02"},
        "dictionary": {"form": "csv"},
        "paper": of(plan.paper),
        "own paper": of(OfficialPaper.objects.filter(owner=world.commune).latest("pk")),
        "plan": of(plan),
        "draft": of(draft),
        "line": of(draft.proposals.earliest("pk")),
        "proposal": of(Proposal.objects.filter(plan=plan).earliest("pk")),
        "task": of(task),
        "body": of(task, code=world.focal.code),
        "deadline": of(PlanTask.objects.get(plan=plan, scope="task", label="1.3"), place=0),
        "register": {"register": TRAININGS},
        "training": of(Training.objects.get(owner=world.commune), register=TRAININGS),
        "questionnaire": of(asked),
        "drafted questions": of(question.questionnaire),
        "question": of(question.questionnaire, question_id=question.public_id),
        "answers": of(asked.sheets.get(unit=world.commune)),
        "sent answers": of(asked.sheets.get(unit__code="23535")),
        "report": of(report),
        "remark": of(Remark.objects.earliest("pk")),
        "round": of(yearly),
        "regime": of(Regime.objects.earliest("pk")),
        "version": of(ReportVersion.objects.filter(report__unit=world.commune).latest("pk")),
        "figure": of(half_year, key="TH-02.nu"),
        "section": of(half_year, code="II.3"),
        "indicator of round": of(half_year, code="TH-02"),
        "node": of(half_year, node=world.district.public_id),
        "snapshot": of(Snapshot.objects.get(round=half_year)),
        "issue": of(Issue.objects.get(snapshot__round=half_year)),
    }


def every_url_name() -> Iterator[str]:
    """The names of all addresses, with their namespaces."""

    def walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)
            elif pattern.name:
                yield f"{namespace}{pattern.name}"

    return walk(get_resolver().url_patterns, "")


def signed_in(world: World) -> dict[str, Client]:
    """A browser for each person of the cast."""
    clients = {name: Client() for name in CAST}
    for name, client in clients.items():
        client.force_login(world.people[name])
    return clients


def test_every_address_says_who_may_open_it() -> None:
    assert set(every_url_name()) == set(PAGES) | set(POSTS) | ELSEWHERE


def test_who_may_open_what_and_who_changes_nothing(played: World) -> None:
    clients, speaks_of = signed_in(played), addresses(played)
    wrong = [*wrongly_opened(clients, speaks_of), *wrongly_posted(clients, speaks_of)]
    assert not wrong, "\n".join(wrong)


def wrongly_opened(clients: dict[str, Client], speaks_of: dict[str, dict[str, object]]) -> Iterator[str]:
    for name, (allowed, thing) in PAGES.items():
        url = reverse(name, kwargs=speaks_of[thing])
        for person, client in clients.items():
            seen = client.get(url).status_code
            expected = (200,) if person in allowed else (403, 404)
            if seen not in expected:
                yield f"{person} opens {name}: {seen}, not {expected}"
        if name not in ("ui:healthz", "ui:readyz") and Client().get(url).status_code != 302:
            yield f"{name} is open to anybody"


def wrongly_posted(clients: dict[str, Client], speaks_of: dict[str, dict[str, object]]) -> Iterator[str]:
    before = Event.objects.count()
    for name, (allowed, thing) in POSTS.items():
        url = reverse(name, kwargs=speaks_of[thing])
        for person, client in clients.items():
            if person not in allowed:
                seen = client.post(url, {"note": "x", "reason": "x", "text": "x", "revision": "0"}).status_code
                if seen not in (403, 404, 422):  # 422: the form was not complete enough to be tried
                    yield f"{person} posts {name}: {seen}"
        if Client().post(url).status_code != 302:
            yield f"{name} takes a post from anybody"
    if Event.objects.count() != before:
        yield "a refused post left a row in the audit log"
