"""How long a search takes in 100,000 records of every kind, beside a bare LIKE over the same folded column.

Ours finds what the first page shows and how many there are, cut to what the person may see; the bare LIKE counts the
rows that hold the words and knows nobody's rights. Questions go from a word that stands in nearly every record to one
that stands in none; one person sees everything, the other one unit's. What the whole page costs, with the things
themselves fetched and their words lit up, stands beside.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection, models, transaction

from binhdang.accounts.models import User
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Membership
from binhdang.orgs.roles import Role
from binhdang.plans.models import Plan, PlanTask
from binhdang.plans.states import Nature, Origin, PlanState, TaskScope
from binhdang.registers.books.trainings import TRAININGS
from binhdang.registers.models import Entry
from binhdang.reports.models import ReportVersion
from binhdang.search import queries
from binhdang.search.following import build
from binhdang.search.models import SearchRow
from binhdang.search.words import words_of
from measuring.rounds import medians, once
from measuring.sheets import Sheet
from worlds.filling import BEGAN_ON, NOW, World, fill
from worlds.trees import Scale

RECORDS, DEMAND = 100_000, 3.0
SHARES = {OfficialPaper: 0.16, PlanTask: 0.30}
"""How much of the records; every report has its version, and entries are the rest."""
SYLLABLES = (
    "bình đẳng giới công tác phụ nữ xã huyện kế hoạch báo cáo tập huấn trẻ em gái thôn làng tuyên truyền vận động "
    "hội nghị cán bộ phòng chống bạo lực gia đình chỉ tiêu nhiệm vụ chủ trì phối hợp kinh phí ngân sách y tế giáo dục"
)
QUESTIONS = {
    "in nearly all": "bình",
    "in half of them": "huyện",
    "in one of a hundred": "x700",
    "in none": "zzzz",
    "three words": "bạo lực x300",
}


class Writer:
    """Words as often as they come in real text: the n-th one n times as seldom as the first, from a fixed seed."""

    def __init__(self) -> None:
        self.chance = random.Random(2022)
        self.words = [*SYLLABLES.split(), *(f"x{number}" for number in range(1_000))]
        self.weights = [1 / place for place in range(1, len(self.words) + 1)]

    def text(self, count: int) -> str:
        """So many words."""
        return " ".join(self.chance.choices(self.words, self.weights, k=count))

    def day(self) -> date:
        """A day of ten years."""
        return date(2012, 1, 1) + timedelta(days=self.chance.randrange(3_650))

    def one_of(self, units: list[int]) -> int:
        """A unit."""
        return self.chance.choice(units)


def measure(scale: Scale, periods: int, database: str) -> None:
    """Fill, build the index, and ask."""
    world = fill(scale, periods)
    write_records(world)
    building = once(build)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    records = SearchRow.objects.count()
    sheet = Sheet("searching", f"{scale.name}, {records:,} records", database)
    sheet.amounts("building the index", building, "s")
    people = {"who sees all": world.writer, "of one unit": _of_one_unit(world)}
    for how_often, question in QUESTIONS.items():
        for who, person in people.items():
            _ask(
                sheet, f"a word {how_often}, {who}" if " " not in question else f"{how_often}, {who}", question, person
            )
    sheet.show()


def _ask(sheet: Sheet, what: str, question: str, person: User) -> None:
    words, on = words_of(question), day_of(NOW)
    seconds = medians(
        {
            "ours": lambda: queries.newest(words, person, on),
            "page": lambda: queries.search(words, person, on),
            "bare": bare(words),
        }
    )
    found = len(queries.newest(words, person, on))
    note = f"{found if found <= queries.MOST else f'over {queries.MOST}'} found of {bare(words)():,}"
    against = "bare LIKE"
    sheet.milliseconds(what, seconds["ours"], seconds["bare"], against, demand=DEMAND, note=note)
    sheet.milliseconds("  the page with its excerpts", seconds["page"], seconds["bare"], against)


def bare(words: list[str]) -> Callable[[], int]:
    """What any search by LIKE costs at least."""
    held = " AND ".join(["folded LIKE %s"] * len(words))

    def count() -> int:
        with connection.cursor() as cursor:
            table = SearchRow._meta.db_table
            cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE {held}", [f"%{word}%" for word in words])
            return int(cursor.fetchone()[0])

    return count


def write_records(world: World) -> None:
    """Papers, tasks, entries, and words in every report; bulky as in use."""
    writer, units = Writer(), world.reporting
    with transaction.atomic():
        versions = list(ReportVersion.objects.defer("cells", "saves"))
        for version in versions:
            version.texts = {"I": writer.text(60), "II": writer.text(80)}
        ReportVersion.objects.bulk_update(versions, ["texts"], batch_size=500)
        plans = [_plan(world, unit) for unit in units]
        _bulk(OfficialPaper, (_paper(world, writer, number) for number in range(int(RECORDS * SHARES[OfficialPaper]))))
        _bulk(PlanTask, (_task(writer, plans, number) for number in range(int(RECORDS * SHARES[PlanTask]))))
        rest = RECORDS - OfficialPaper.objects.count() - PlanTask.objects.count() - len(world.rounds) * len(units)
        _bulk(Entry, (_entry(world, writer) for _ in range(rest)))


def _bulk(model: type[models.Model], rows: object) -> None:
    model._default_manager.bulk_create(rows, batch_size=500)  # type: ignore[arg-type]


def _paper(world: World, writer: Writer, number: int) -> OfficialPaper:
    return OfficialPaper(
        owner_id=writer.one_of(world.reporting),
        direction=Direction.INCOMING,
        kind="Công văn",
        number=str(number),
        symbol="UBND-VX",
        issued_on=writer.day(),
        title=writer.text(15),
        text=writer.text(200),
        registered_at=NOW,
        registered_by=world.writer,
    )


def _plan(world: World, unit: int) -> Plan:
    paper = OfficialPaper.objects.create(
        owner_id=unit, direction=Direction.OUTGOING, registered_at=NOW, registered_by=world.writer
    )
    return Plan.objects.create(
        unit_id=unit, paper=paper, year=2022, title="Kế hoạch", state=PlanState.IN_FORCE, in_force_at=NOW
    )


def _task(writer: Writer, plans: list[Plan], number: int) -> PlanTask:
    return PlanTask(
        plan=writer.chance.choice(plans),
        scope=TaskScope.TASK,
        label=str(number),
        text=writer.text(50),
        group_title=writer.text(12),
        nature=Nature.CONTINUOUS,
        origin=Origin.READ,
        order=number,
    )


def _entry(world: World, writer: Writer) -> Entry:
    on = writer.day()
    return Entry(
        register=TRAININGS.code,
        owner_id=writer.one_of(world.reporting),
        subject=writer.text(20),
        place=writer.text(6),
        started_on=on,
        ended_on=on,
        recorded_by=world.writer,
        recorded_at=NOW,
    )


def _of_one_unit(world: World) -> User:
    """A person who writes for one unit, as nearly everybody does."""
    person = User.objects.create(username="mot-xa", full_name="mot-xa", must_change_password=False, created_at=NOW)
    Membership.objects.create(user=person, unit_id=world.reporting[0], role=Role.WRITER, valid_from=BEGAN_ON)
    return person
