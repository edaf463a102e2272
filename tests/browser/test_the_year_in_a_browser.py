"""The year of `tests/flows/test_one_year.py` once more, as the cast clicks through it in a real browser."""

from collections.abc import Callable

from binhdang.config.ticking import tick
from binhdang.demo import year
from binhdang.demo.world import World
from browser import issuing, planning, reporting
from browser.walk import Person


def test_the_year_in_a_browser(opened_world: World, person: Callable[..., Person], on: Callable[..., None]) -> None:
    world = opened_world
    on(14, 3)
    khanh, chi, lan = person(world.khanh), person(world.chi), person(world.lan)
    planning.the_superiors_plan_is_registered(khanh)
    on(22, 3)
    planning.the_plan_is_uploaded(chi)
    planning.proposals_are_decided(chi, lan)
    planning.the_plan_comes_into_force(chi, lan, khanh, on)
    on(21, 4)
    planning.a_condition_occurs(chi)
    on(29, 4)
    an, binh = person(world.an), person(world.binh)
    reporting.a_training_is_recorded(an)
    tick(at=year.day(5, 20))
    on(20, 5)
    reporting.a_report_is_written(an)
    reporting.a_report_is_written_without_scripts(person(world.an, java_script_enabled=False))
    report = reporting.half_year_round().reports.get(unit=world.commune)
    year.fill_in(report, by=world.an, at=year.day(5, 20))
    an.page.reload()
    on(26, 5)
    reporting.a_report_is_approved_and_sent(an, binh, number="17")
    reporting.a_report_comes_back(chi)
    on(27, 5)
    reporting.a_report_is_corrected(an)
    reporting.a_report_is_approved_and_sent(an, binh, number="18", version=2)
    on(30, 5)
    reporting.a_report_is_accepted(chi)
    year.everyone_else_reports(world, reporting.half_year_round(), late=set(year.LATE))
    on(9, 6)
    reporting.the_focal_body_accepts_its_own_through_its_head(chi, lan)
    on(10, 6)
    issuing.figures_are_consolidated(chi)
    issuing.texts_are_consolidated(chi)
    issuing.the_report_is_frozen_and_drafted(chi)
    issuing.the_paper_goes_out(lan, person(world.minh), khanh, on)
    issuing.the_paper_is_downloaded_and_read_back(khanh)
    issuing.nobody_sees_what_is_not_theirs(person(world.giang), person(world.ha), f"/bao-cao/{report.public_id}/")
    issuing.who_did_what_is_on_record(lan)
