"""What people do with the reports of one round, one action after the other, each found from what the database says.

Used by processes that get killed in the middle of it, and by several that do it side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from random import Random

from binhdang.accounts.models import User
from binhdang.consolidation import actions as consolidation
from binhdang.consolidation.queries import paragraphs
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import refresh
from binhdang.orgs.models import Membership
from binhdang.orgs.roles import Role
from binhdang.reports import actions as reports
from binhdang.reports import figures, narrative
from binhdang.reports.figures import Change
from binhdang.reports.models import Report, ReportVersion, Round
from binhdang.reports.states import CellSource, ReportState
from binhdang.review import actions as review
from binhdang.values.figures import NIL, CellState, Figure
from binhdang.values.refusals import Refusal

AT = datetime(2022, 5, 26, 2, tzinfo=UTC)
SIGNED_ON = date(2022, 5, 25)
SCANNED = b"%PDF-1.4\n% ban ky\n%%EOF\n"
SECTION = "II.1"

Step = tuple[str, Callable[[], object]]
"""What is done, and the doing of it."""


def the_round() -> Round:
    """There is one."""
    return Round.objects.get()


def report_of(code: str) -> Report:
    """A unit's report as it stands now."""
    return Report.objects.select_related("unit", "round__regime").get(unit__code=code, expected=True)


def person(report: Report, role: Role) -> User:
    """Who holds a role at the report's unit."""
    return Membership.objects.select_related("user").filter(unit=report.unit, role=role).order_by("pk")[0].user


def chi() -> User:
    """The focal officer."""
    return User.objects.get(username="chi")


def next_step(code: str, *, back: bool = False, signed: bool = False) -> Step:
    """What comes next with a unit's report. `back`: a sent one is sent back; `signed`: it goes with a signed copy."""
    report = report_of(code)
    if report.state in (ReportState.DRAFT, ReportState.RETURNED):
        written = report.saves.count() > report.versions.count()
        return ("ask approval", lambda: ask(report)) if written else ("write", lambda: write(report))
    return {
        ReportState.APPROVING: ("approve", lambda: approve(report)),
        ReportState.APPROVED: ("submit", lambda: submit(report, signed=signed)),
        ReportState.SUBMITTED: ("send back", lambda: send_back(report)) if back else ("accept", lambda: accept(report)),
        ReportState.ACCEPTED: ("reopen", lambda: reopen(report)),
    }[ReportState(report.state)]


def write(report: Report) -> object:
    """Every cell otherwise than before, and a section."""
    number, revisions = report.saves.count(), figures.revisions(report)
    held = [Figure.of(7 * number + 3, estimate=number % 2 == 0), NIL, Figure(CellState.NO_DATA, reason="mất sổ")]
    cells = [
        Change(key, Figure.of(100 * number + 50 - at) if at else held[number % 3], revisions[key], CellSource.TYPED)
        for at, key in enumerate(report.round.cell_keys)
    ]
    before = narrative.newest_edits(report).get(SECTION)
    text = f"Đã tổ chức {number + 1} lớp."
    words = [reports.Words(SECTION, text, before.revision if before else 0)]
    saved = reports.save(report, cells, words, by=person(report, Role.WRITER), at=AT)
    assert not saved.refused, saved.refused
    return saved


def ask(report: Report) -> object:
    return reports.ask_approval(report, by=person(report, Role.WRITER), at=AT, reason="đã kiểm tra")


def approve(report: Report) -> object:
    return reports.approve(report, by=person(report, Role.LEADER), at=AT)


def submit(report: Report, *, signed: bool) -> object:
    number = str(report.versions.count() + 1)
    paper = {"number": number, "symbol": "BC-UBND", "issued_on": SIGNED_ON} if signed else {}
    copy = {"signed_copy": (f"bao-cao-{number}.pdf", SCANNED + number.encode())} if signed else {}
    return reports.submit(report, by=person(report, Role.WRITER), at=AT, **paper, **copy)


def newest(report: Report) -> ReportVersion:
    found = report.versions.last()
    assert found is not None
    return found


def accept(report: Report) -> object:
    return review.accept(newest(report), by=chi(), at=AT)


def send_back(report: Report) -> object:
    key = f"cell:{report.round.cell_keys[0]}"
    return review.send_back(newest(report), remarks=[(key, "xem lại")], note="số chưa khớp", by=chi(), at=AT)


def reopen(report: Report) -> object:
    return review.reopen(newest(report), reason="đơn vị đính chính", by=chi(), at=AT)


def follow() -> object:
    return refresh(the_round(), at=AT)


def begin() -> Report:
    return consolidation.begin(the_round(), by=chi(), at=AT)


def consolidated() -> Report:
    return Report.objects.select_related("unit", "round__regime").get(expected=False)


def fill() -> object:
    return consolidation.fill_cells(consolidated(), by=chi(), at=AT)


def tell() -> object:
    """The consolidated section, from the words of all who wrote."""
    report = consolidated()
    told = [(text.text, [text.unit]) for text in paragraphs(report.round, SECTION, basis=Basis.ACCEPTED)]
    before = narrative.newest_edits(report).get(SECTION)
    revision = before.revision if before else 0
    return consolidation.write_section(report, SECTION, told, base_revision=revision, by=chi(), at=AT)


def freeze() -> object:
    return consolidation.freeze(consolidated(), tree_on=the_round().window_to, by=chi(), at=AT)


UNDISTURBED = ""
"""The name of what is done in peace, because it was killed elsewhere already."""


def _drafted(code: str) -> list[Step]:
    return [
        ("write", lambda: write(report_of(code))),
        ("ask approval", lambda: ask(report_of(code))),
        ("approve", lambda: approve(report_of(code))),
    ]


def _in_peace(steps: list[Step]) -> list[Step]:
    return [(UNDISTURBED, do) for _, do in steps]


def _submitted(code: str, *, signed: bool = False) -> Step:
    return "submit", lambda: submit(report_of(code), signed=signed)


def _accepted(code: str) -> Step:
    return "accept", lambda: accept(report_of(code))


def _reopened(code: str) -> Step:
    return "reopen", lambda: reopen(report_of(code))


FOLLOWING: Step = ("follow", follow)
BEGINNING: Step = ("begin", begin)
CONSOLIDATING: tuple[Step, ...] = (("fill", fill), ("tell", tell), ("freeze", freeze))


def a_whole_life(village: str, commune: str, other: str) -> list[Step]:
    """A round from the first draft to the second snapshot: a village's report is accepted, opened again and corrected,
    a commune's is sent with its signed copy, another's is sent back; totals follow in between.
    """
    first = [*_drafted(village), _submitted(village), FOLLOWING, _accepted(village)]
    signed = [*_in_peace(_drafted(commune)), _submitted(commune, signed=True), _accepted(commune), FOLLOWING]
    again = [_reopened(village), *_drafted(village), _submitted(village), _accepted(village), FOLLOWING]
    back = [*_in_peace([*_drafted(other), _submitted(other), FOLLOWING])]
    back += [("send back", lambda: send_back(report_of(other))), FOLLOWING]
    return [*first, *signed, BEGINNING, *CONSOLIDATING, *again, *back, *CONSOLIDATING]


def there_and_back(code: str) -> list[Step]:
    """A report sent, accepted and opened again, so that it may begin anew."""
    return [*_drafted(code), _submitted(code), _accepted(code), _reopened(code)]


def anything(random: Random, codes: list[str]) -> Step:
    """Whatever somebody may do next. Freezing may be refused: reports change meanwhile."""
    fate = random.random()
    if fate < 0.15:
        return "follow", follow
    if fate < 0.30:
        begun = Report.objects.filter(expected=False).exists()
        name, do = random.choice(CONSOLIDATING) if begun else BEGINNING
        return name, lambda: unless_refused(do)
    return next_step(random.choice(codes), back=random.random() < 0.3)


def unless_refused(do: Callable[[], object]) -> object:
    """Do it, and be content where it is refused."""
    try:
        return do()
    except Refusal:
        return None
