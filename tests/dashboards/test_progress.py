"""How far tasks are: by what units wrote and reported, unit by unit, and only as far as the person may see."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binhdang.dashboards.progress import Step, TaskProgress, progress
from binhdang.demo.world import World
from binhdang.jobs.clock import pin
from binhdang.plans.models import PlanTask, TaskBody, TaskDeadline
from binhdang.plans.states import Nature, Origin
from binhdang.registers import actions
from binhdang.registers.books.communication import COMMUNICATION
from binhdang.registers.catalogue import BY_CODE
from binhdang.registers.models import Entry
from binhdang.values.figures import Figure
from consolidation.rounds import open_round, send
from registers.conftest import NOW, a_task
from registers.examples import record

TODAY = NOW.date()


@pytest.fixture
def task(world: World) -> PlanTask:
    """Task 3.1, which goes on all year, given to the three communes by name."""
    found = a_task(world, world.district, world.chi, label="3.1")
    for unit in world.communes:
        given = {"part": TaskBody.Part.CARRY_OUT, "manner": TaskBody.Manner.ASSIGNED, "origin": Origin.READ}
        TaskBody.objects.create(task=found, unit=unit, decided_by=world.lan, decided_at=NOW, **given)
    return found


@pytest.fixture
def does(world: World, task: PlanTask) -> Callable[..., Entry]:
    """`does()`: An writes a communication activity of her commune for the task."""

    def write(on: date = date(2022, 4, 27), **changed: Any) -> Entry:
        days = {"started_on": on, "ended_on": on}
        return record(COMMUNICATION, world.commune, world.an, NOW, task=task, **days, **changed)

    return write


def seen_by(world: World, task: PlanTask, person: Any, on: date = TODAY) -> TaskProgress:
    return progress(task.plan, person, on)[0]


def step_of(world: World, task: PlanTask, unit: Any, on: date = TODAY) -> Step:
    return next(each.step for each in seen_by(world, task, world.chi, on).units if each.body.unit == unit)


def test_a_unit_climbs_from_nothing_to_recorded_to_reported(world: World, task: PlanTask, does: Any) -> None:
    assert step_of(world, task, world.commune) is Step.NOTHING
    does(on=date(2021, 9, 1))
    assert step_of(world, task, world.commune) is Step.RECORDED
    assert step_of(world, task, world.other_commune) is Step.NOTHING


def test_what_was_reported_and_goes_on_is_active_until_half_a_year_has_passed(
    world: World, task: PlanTask, does: Any
) -> None:
    does()
    round = open_round(world, [world.commune], ["TT-01"])
    assert step_of(world, task, world.commune) is Step.RECORDED
    send(round, world.commune, {"TT-01": Figure.of(1)}, by=world.an)
    assert step_of(world, task, world.commune) is Step.ACTIVE
    assert step_of(world, task, world.commune, date(2022, 12, 1)) is Step.REPORTED
    PlanTask.objects.update(nature=Nature.ONCE)
    assert step_of(world, task, world.commune) is Step.REPORTED


def test_a_task_done_is_done_for_all_and_a_withdrawn_entry_is_no_trace(world: World, task: PlanTask, does: Any) -> None:
    entry = does()
    actions.withdraw_entry(entry, reason="Ghi nhầm", by=world.an, at=NOW)
    assert step_of(world, task, world.commune) is Step.NOTHING
    PlanTask.objects.update(done_at=NOW, done_basis="Báo cáo tổng kết")
    assert step_of(world, task, world.commune) is Step.DONE


def test_what_awaits_its_condition_is_not_late(world: World, task: PlanTask) -> None:
    given = {"kind": "conditional", "text": "sau khi có hướng dẫn", "condition": "có văn bản hướng dẫn"}
    deadline = TaskDeadline.objects.create(task=task, **given)
    assert step_of(world, task, world.commune) is Step.WAITING
    TaskDeadline.objects.filter(pk=deadline.pk).update(occurred_on=date(2022, 4, 20), due_before_on=date(2022, 5, 5))
    found = seen_by(world, task, world.chi)
    assert {unit.step for unit in found.units} == {Step.NOTHING}
    assert all(unit.late and unit.due_before_on == date(2022, 5, 5) for unit in found.units)
    assert len(found.without_trace) == 3


def test_who_helped_has_a_trace_too_and_the_entry_says_whether_a_file_shows_it(
    world: World, task: PlanTask, does: Any
) -> None:
    entry = does(co_organisers=[world.other_commune])
    assert step_of(world, task, world.other_commune) is Step.RECORDED
    mine = next(unit for unit in seen_by(world, task, world.an).units if unit.body.unit == world.commune)
    assert (mine.evidence, mine.without_evidence) == (0, 1)
    pdf = b"%PDF-1.4\n%%EOF\n"
    actions.add_evidence(entry, data=pdf, name="danh-sach.pdf", by=world.an, at=NOW)
    mine = next(unit for unit in seen_by(world, task, world.an).units if unit.body.unit == world.commune)
    assert (mine.evidence, mine.without_evidence) == (1, 0)


def test_what_a_commune_did_for_the_task_it_took_over_counts_for_the_superiors_task(
    world: World, task: PlanTask, does: Any
) -> None:
    own = a_task(world, world.commune, world.an, label="II.1")
    PlanTask.objects.filter(pk=own.pk).update(taken_from=task)
    record(COMMUNICATION, world.commune, world.an, NOW, task=PlanTask.objects.get(pk=own.pk))
    assert step_of(world, task, world.commune) is Step.RECORDED
    assert step_of(world, task, world.other_commune) is Step.NOTHING


def test_giang_sees_her_commune_and_how_many_more_there_are(world: World, task: PlanTask, does: Any) -> None:
    does()
    found = seen_by(world, task, world.giang)
    assert [unit.body.unit for unit in found.units] == [world.other_commune]
    assert found.unseen == 2 and not found.others


def test_the_pages_say_it_in_words(world: World, task: PlanTask, does: Any) -> None:
    does()
    pin(NOW)
    chi = Client()
    chi.force_login(world.chi)
    page = chi.get(reverse("dashboards:plan", args=[task.plan.public_id])).content.decode()
    assert "Đã giao mà chưa có dấu vết" in page and "đã ghi sổ" in page and "chưa có gì" in page
    one = chi.get(reverse("dashboards:task", args=[task.public_id])).content.decode()
    assert "chưa có minh chứng" in one and "UBND xã Ia Dom" in one
    assert task.plan.title in chi.get(reverse("dashboards:index")).content.decode()


def test_as_many_questions_for_many_tasks_as_for_one(world: World, task: PlanTask, does: Any) -> None:
    does()
    with CaptureQueriesContext(connection) as few:
        progress(task.plan, world.chi, TODAY)
    for number in range(12):
        fields = {"scope": task.scope, "text": "Việc", "nature": task.nature, "origin": task.origin}
        more = PlanTask.objects.create(plan=task.plan, label=f"9.{number}", order=10 + number, **fields)
        given = {"part": TaskBody.Part.LEAD, "manner": TaskBody.Manner.ASSIGNED, "origin": Origin.READ}
        TaskBody.objects.create(task=more, unit=world.commune, decided_by=world.lan, decided_at=NOW, **given)
        record(BY_CODE["news"], world.commune, world.an, NOW, task=more)
    with CaptureQueriesContext(connection) as many:
        assert len(progress(task.plan, world.chi, TODAY)) == 13
    assert len(many) == len(few)
