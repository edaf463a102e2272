"""A report as an Excel workbook: out, filled in without a line, and in again; whole or not at all."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from binhdang.audit.models import Event
from binhdang.files.models import StoredFile
from binhdang.indicators.models import Indicator
from binhdang.jobs.clock import pin
from binhdang.reports import actions, figures, workbooks
from binhdang.reports.actions import affirm_nil, ask_approval
from binhdang.reports.figures import Change
from binhdang.reports.models import DraftSave, Report
from binhdang.reports.states import CellSource
from binhdang.reports.table import asked_keys, indicators_of
from binhdang.reports.workbooks import Difference, Taken, WorkbookRefused
from binhdang.reports.workbooks.form import (
    ESTIMATE,
    FORM,
    HEADERS,
    HELP,
    HIDDEN,
    NUMBER,
    PART,
    REASON,
    SOURCE,
    STATE,
)
from binhdang.values.figures import NIL, NOT_REPORTED, CellState, Figure
from binhdang.values.refusals import NotAllowed, Refusal
from papers.schemas import Schemas
from reports.books import Book
from reports.scene import ACTIVITIES, MEN, MONEY, WOMEN, Scene, at, write

WHEN = at(20, 5)
NO_DATA = Figure(CellState.NO_DATA, reason="chưa có sổ theo dõi")
NOT_APPLICABLE = Figure(CellState.NOT_APPLICABLE)


def put(scene: Scene, **cells: Figure) -> Report:
    """Write figures into An's draft."""
    report = scene.an_report
    base = figures.revisions(report)
    changes = [Change(key, figure, base[key]) for key, figure in cells.items()]
    actions.write_cells(report, changes, by=scene.world.an, at=WHEN)
    return report


def difference(scene: Scene, data: bytes | Book, by: Any = None, **chosen: str) -> Difference:
    """What An's file would change."""
    sheet = workbooks.read(data.data if isinstance(data, Book) else data, name="bieu.xlsx")
    return workbooks.difference(scene.an_report, sheet, by=by or scene.world.an, at=WHEN, chosen=chosen)


def asked(report: Report) -> list[str]:
    """The cells that An's commune is asked; others hold the record of the rest."""
    return asked_keys(report, indicators_of(report.round))


def shown(found: Difference) -> dict[str, tuple[Figure, Figure]]:
    return {line.asked.key: (line.before, line.after) for line in found.lines}


# Out


def test_it_has_a_row_for_every_cell_the_page_asks_and_shows_what_the_draft_holds(scene: Scene) -> None:
    report = put(scene, **{WOMEN: Figure.of(24), MEN: NIL, ACTIVITIES: Figure.of(3, estimate=True), MONEY: NO_DATA})
    book = Book(report)
    assert [cell.value for cell in book.sheet[book.head]] == list(HEADERS)
    assert (book[WOMEN, NUMBER], book[WOMEN, STATE], book[WOMEN, ESTIMATE]) == (24, None, "thực hiện")
    assert (book[MEN, NUMBER], book[MEN, STATE]) == (None, "không phát sinh")
    assert (book[ACTIVITIES, NUMBER], book[ACTIVITIES, ESTIMATE]) == (3, "ước")
    assert (book[MONEY, STATE], book[MONEY, REASON]) == ("không có số liệu", "chưa có sổ theo dõi")
    assert book[WOMEN, PART] == "nữ"
    assert book[WOMEN, SOURCE] == "nhập tay"
    assert book[WOMEN, HELP] == Indicator.objects.get(code="TT-02").definition
    keys = {row[0].value for row in book.sheet.iter_rows(min_row=book.head + 1)}
    assert {key for key in keys if not str(key).startswith("Σ")} == set(asked(report))


def test_only_input_cells_are_open_and_the_head_stays_in_view(scene: Scene) -> None:
    book = Book(scene.an_report)
    assert book.sheet.protection.sheet and book.book.security.lockStructure
    open_headers = {header for header in HEADERS if not book.cell(WOMEN, header).protection.locked}
    assert open_headers == {NUMBER, STATE, ESTIMATE, REASON}
    assert book.sheet.freeze_panes == f"E{book.head + 1}"
    assert book.hidden.sheet_state == "veryHidden"
    rules = {str(rule.sqref).split(":")[0]: rule.type for rule in book.sheet.data_validations.dataValidation}
    assert set(rules.values()) == {"whole", "list"}


def test_parts_are_added_up_by_the_spreadsheet_under_their_rows(scene: Scene) -> None:
    book = Book(scene.an_report)
    row = book.row("Σ TT-02")
    assert book.sheet.cell(row, book.columns[PART]).value == "Cộng"
    assert f"SUM(E{book.row(MEN)}:E{book.row(WOMEN)})" in book.sheet.cell(row, book.columns[NUMBER]).value


def test_every_part_of_the_file_obeys_the_standard_of_spreadsheets(
    scene: Scene, shared_dir: Path, tmp_path: Path
) -> None:
    put(scene, **{WOMEN: Figure.of(24), MONEY: replace(NO_DATA, reason="<&>\"' _x0041_\x0b dòng\nhai")})
    schemas = Schemas(shared_dir / "schemas", tmp_path / "schemas")
    assert schemas.faults(workbooks.write(scene.an_report)) == []


def test_the_same_draft_gives_the_same_bytes(scene: Scene) -> None:
    report = put(scene, **{WOMEN: Figure.of(24)})
    assert workbooks.write(report) == workbooks.write(report)


# In again


def test_a_file_nobody_touched_changes_nothing(scene: Scene) -> None:
    long, nothing = Figure.of(123_456_789_012_345_678), Figure.of(0)
    told = replace(Figure.of(7), reason="<b>&amp; «sổ»\n=1+1")
    report = put(scene, **{WOMEN: nothing, MEN: NIL, ACTIVITIES: told, MONEY: long})
    found = difference(scene, workbooks.write(report))
    assert (found.untouched, found.lines, found.clashes, found.refused) == (len(asked(report)), [], [], [])
    assert difference(scene, Book(report)).untouched == found.untouched  # opened and saved by another program


FIGURES = st.one_of(
    st.just(NOT_REPORTED),
    st.just(NIL),
    st.just(NOT_APPLICABLE),
    st.builds(
        lambda number, estimate, cumulative, reason: Figure(
            CellState.GIVEN, Decimal(number), estimate, cumulative, reason
        ),
        st.integers(0, 10**18),
        st.booleans(),
        st.booleans(),
        st.one_of(st.just(""), st.text(min_size=1, max_size=40)),
    ),
    st.builds(lambda reason: Figure(CellState.NO_DATA, reason=reason), st.text(min_size=1, max_size=60)),
)


@given(st.dictionaries(st.sampled_from([WOMEN, MEN, ACTIVITIES, MONEY]), FIGURES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_whatever_a_draft_holds_comes_back_as_it_was(scene: Scene, cells: dict[str, Figure]) -> None:
    with transaction.atomic():
        changes = [Change(key, figure, 0) for key, figure in cells.items()]
        with suppress(Refusal, ValueError):  # no draft can hold it
            actions.write_cells(scene.an_report, changes, by=scene.world.an, at=WHEN)
        found = difference(scene, workbooks.write(scene.an_report))
        transaction.set_rollback(True)
    assert (found.lines, found.clashes, found.refused) == ([], [], [])


def test_what_was_changed_is_shown_and_then_taken(scene: Scene) -> None:
    report = put(scene, **{WOMEN: Figure.of(24), MEN: Figure.of(18), ACTIVITIES: Figure.of(2)})
    book = Book(report)
    book[WOMEN, NUMBER], book[ACTIVITIES, ESTIMATE] = 30, "ước"
    book[MEN, NUMBER], book[MEN, STATE] = None, "không phát sinh"
    book[MONEY, STATE], book[MONEY, REASON] = "không có số liệu", "chưa quyết toán"
    found = difference(scene, book)
    assert shown(found) == {
        WOMEN: (Figure.of(24), Figure.of(30)),
        ACTIVITIES: (Figure.of(2), Figure.of(2, estimate=True)),
        MEN: (Figure.of(18), NIL),
        MONEY: (NOT_REPORTED, Figure(CellState.NO_DATA, reason="chưa quyết toán")),
    }
    assert found.may_be_taken and found.untouched == len(asked(report)) - 4
    assert figures.read(report)[WOMEN] == Figure.of(24)  # shown, not yet taken
    workbooks.take(report, found.changes, by=scene.world.an, at=WHEN)
    held = figures.read(report)
    assert (held[WOMEN], held[MEN], held[ACTIVITIES]) == (Figure.of(30), NIL, Figure.of(2, estimate=True))
    assert DraftSave.objects.filter(report=report).count() == 2  # the draft as it was, and the whole file


def test_a_number_taken_out_is_not_reported_and_no_zero(scene: Scene) -> None:
    book = Book(put(scene, **{WOMEN: Figure.of(24)}))
    book[WOMEN, NUMBER] = None
    assert shown(difference(scene, book)) == {WOMEN: (Figure.of(24), NOT_REPORTED)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (0, 0),
        (12, 12),
        (12.0, 12),
        ("12", 12),
        (" 1.234 ", 1234),
        ("1\u00a0234", 1234),
        ("123456789012345678", 123456789012345678),
        (999_999_999_999_999, 999_999_999_999_999),
    ],
)
def test_a_number_is_taken_as_it_was_meant(scene: Scene, typed: Any, meant: int) -> None:
    book = Book(scene.an_report)
    book[MONEY, NUMBER] = typed
    assert shown(difference(scene, book)) == {MONEY: (NOT_REPORTED, Figure.of(meant))}


@pytest.mark.parametrize(
    ("typed", "meant"), [(1.5, "1.5"), ("1,5", "1.5"), ("1.234,25", "1234.25"), (0.1, "0.1"), (7, "7")]
)
def test_a_decimal_number_stays_exact(scene: Scene, typed: Any, meant: str) -> None:
    scene.round.cell_scales[scene.round.cell_keys.index(ACTIVITIES)] = 2
    scene.round.save()
    book = Book(scene.an_report)
    book[ACTIVITIES, NUMBER] = typed
    assert shown(difference(scene, book)) == {ACTIVITIES: (NOT_REPORTED, Figure.of(Decimal(meant)))}


@pytest.mark.parametrize(
    "typed", ["không phát sinh", "Không  phát sinh ", "khong phat sinh", "kho\u0302ng pha\u0301t sinh"]
)
def test_an_emptiness_is_known_however_it_was_typed(scene: Scene, typed: str) -> None:
    book = Book(scene.an_report)
    book[WOMEN, STATE] = typed
    assert shown(difference(scene, book)) == {WOMEN: (NOT_REPORTED, NIL)}


def test_rows_may_be_sorted_and_columns_moved_and_lines_written_above(scene: Scene) -> None:
    book = Book(put(scene, **{WOMEN: Figure.of(24), MONEY: Figure.of(5)}))
    book[WOMEN, NUMBER] = 25
    upper, lower = book.row(WOMEN), book.row(MONEY)
    for column in range(1, book.sheet.max_column + 1):
        one, other = book.sheet.cell(upper, column), book.sheet.cell(lower, column)
        one.value, other.value = other.value, one.value
    book.sheet.move_range(f"H{book.head}:H{book.sheet.max_row}", cols=9)
    book.sheet.insert_rows(1, amount=2)
    book.book.move_sheet(FORM, offset=1)
    book.book.create_sheet("tính nháp", 0)["A1"] = "=1+1"
    found = difference(scene, book)
    assert shown(found) == {WOMEN: (Figure.of(24), Figure.of(25))}
    assert found.lines[0].place == f"E{lower + 2}"


def test_a_value_from_a_register_is_overruled_only_with_a_reason(scene: Scene) -> None:
    report, an = scene.an_report, scene.world.an
    actions.write_cell(
        report, WOMEN, Figure.of(24), base_revision=0, by=an, at=WHEN, source=CellSource.REGISTER, trace=["x"]
    )
    book = Book(report)
    assert book[WOMEN, SOURCE] == "từ sổ theo dõi"
    book[WOMEN, NUMBER] = 25
    (refusal,) = difference(scene, book).refused
    assert "muốn ghi số khác phải nêu lý do" in refusal.what and f"ô E{book.row(WOMEN)}" in refusal.where
    book[WOMEN, REASON] = "một lớp ghi thiếu"
    assert difference(scene, book).may_be_taken


# Two people


def test_a_cell_that_somebody_changed_meanwhile_is_shown_with_both_values_and_never_overwritten(scene: Scene) -> None:
    report = put(scene, **{WOMEN: Figure.of(24), MEN: Figure.of(18)})
    book = Book(report)
    write(report, WOMEN, 26, scene.world.binh, WHEN)
    write(report, MEN, 19, scene.world.binh, WHEN)
    book[WOMEN, NUMBER] = 30
    found = difference(scene, book)
    (clash,) = found.clashes
    assert (clash.shown, clash.line.after, clash.line.before) == (Figure.of(24), Figure.of(30), Figure.of(26))
    assert clash.who == scene.world.binh.full_name
    assert not found.may_be_taken
    mine = difference(scene, book, **{WOMEN: f"mine.{clash.revision}"})
    assert shown(mine) == {WOMEN: (Figure.of(26), Figure.of(30))} and mine.may_be_taken
    assert not difference(scene, book, **{WOMEN: f"theirs.{clash.revision}"}).lines
    write(report, WOMEN, 27, scene.world.binh, WHEN)  # and once more, after An had seen 26
    assert difference(scene, book, **{WOMEN: f"mine.{clash.revision}"}).clashes
    with pytest.raises(Refusal, match="vừa sửa ô này"):
        workbooks.take(report, mine.changes, by=scene.world.an, at=WHEN)
    assert figures.read(report)[WOMEN] == Figure.of(27)


def test_an_old_file_that_says_nothing_new_disturbs_nobody(scene: Scene) -> None:
    report = put(scene, **{WOMEN: Figure.of(24)})
    book = Book(report)
    write(report, WOMEN, 26, scene.world.binh, WHEN)
    found = difference(scene, book)
    assert not found.lines and not found.clashes
    book[WOMEN, NUMBER] = 26  # the same number, typed by both
    assert not difference(scene, book).clashes


# Rights


def test_only_those_who_write_the_report_and_only_while_it_is_open(scene: Scene) -> None:
    report, an = scene.an_report, scene.world.an
    book = Book(report)
    book[WOMEN, NUMBER] = 30
    for person in (scene.world.giang, scene.world.chi):
        with pytest.raises(NotAllowed):
            difference(scene, book, by=person)
        with pytest.raises(NotAllowed):
            workbooks.send(report, book.data, name="bieu.xlsx", by=person, at=WHEN)
    affirm_nil(report, by=an, at=WHEN)
    ask_approval(report, by=an, at=WHEN)
    with pytest.raises(Refusal, match="chờ lãnh đạo duyệt"):
        workbooks.send(report, book.data, name="bieu.xlsx", by=an, at=WHEN)
    assert not StoredFile.objects.exists()


# Many at once


def test_many_workbooks_are_stored_each_whole_or_not_at_all(scene: Scene) -> None:
    world, first, second = scene.world, scene.an_report, scene.report_of(scene.world.communes[0])
    third = scene.report_of(world.communes[1])
    world_writer = world.an
    good, bad, foreign = Book(first), Book(first), Book(third)
    good[WOMEN, NUMBER] = 12
    bad[WOMEN, NUMBER], bad[MEN, NUMBER], bad[MONEY, NUMBER] = 13, "mười", -5
    foreign[WOMEN, NUMBER] = 14
    stored = workbooks.store_many(
        [(first, bad.data), (first, good.data), (first, good.data), (first, foreign.data), (second, Book(second).data)],
        by=world_writer,
        at=WHEN,
    )
    refused, taken, again, strange, not_hers = stored
    assert isinstance(refused, WorkbookRefused) and "mười" in refused.value
    assert isinstance(taken, Taken) and taken.written == 1
    assert isinstance(again, Taken) and again.written == 0
    assert isinstance(strange, Refusal) and "đơn vị khác" in strange.what
    assert isinstance(not_hers, NotAllowed)
    assert figures.read(first)[WOMEN] == Figure.of(12) and figures.read(first)[MONEY] == NOT_REPORTED


def test_everything_wrong_with_a_workbook_is_said_at_once(scene: Scene) -> None:
    book = Book(scene.an_report)
    book[WOMEN, NUMBER], book[MONEY, NUMBER] = -1, -5
    (refused,) = workbooks.store_many([(scene.an_report, book.data)], by=scene.world.an, at=WHEN)
    assert isinstance(refused, WorkbookRefused)
    assert [refusal.value.strip("-−") for refusal in refused.all] == ["1", "5"]
    assert all(f"sheet «{FORM}», ô E" in refusal.where and refusal.remedy for refusal in refused.all)


def test_a_folder_of_workbooks_is_stored_in_drafts_by_a_command_and_sent_by_nobody(
    scene: Scene, tmp_path: Path
) -> None:
    hers, others = Book(scene.an_report), Book(scene.report_of(scene.world.communes[0]))
    hers[WOMEN, NUMBER], others[WOMEN, NUMBER] = 12, 13
    folder, said = tmp_path / "bieu", io.StringIO()
    folder.mkdir()
    (folder / f"{scene.world.commune.code}.xlsx").write_bytes(hers.data)
    options = {"round": scene.round.public_id, "by": scene.world.an.username, "stdout": said}
    call_command("reports_import", folder, **options)
    assert "đã ghi 1 ô" in said.getvalue()
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(12)
    assert not scene.an_report.versions.exists()
    (folder / f"{scene.world.communes[0].code}.xlsx").write_bytes(others.data)
    with pytest.raises(CommandError, match="1/2 tệp không nhận được"):
        call_command("reports_import", folder, **options)
    (folder / "xa-nao.xlsx").write_bytes(hers.data)
    with pytest.raises(CommandError, match="xa-nao"):
        call_command("reports_import", folder, **options)
    with pytest.raises(CommandError, match="Không có tài khoản «ai»"):
        call_command("reports_import", folder, **{**options, "by": "ai"})


# Through other programs and pages


def test_saved_again_by_libreoffice_it_still_says_the_same(
    scene: Scene, need_program: Callable[[str], str], tmp_path: Path
) -> None:
    long = Figure.of(123_456_789_012_345_678)
    report = put(scene, **{WOMEN: Figure.of(24), MEN: NIL, ACTIVITIES: Figure.of(3, estimate=True), MONEY: long})
    saved = load_workbook(io.BytesIO(by_libreoffice(workbooks.write(report), need_program, tmp_path / "1")))
    assert saved[HIDDEN].sheet_state == "hidden"  # no longer veryHidden
    assert not (saved.security and saved.security.lockStructure)
    assert saved[FORM].protection.sheet
    found = difference(scene, by_libreoffice(workbooks.write(report), need_program, tmp_path / "2"))
    assert (found.untouched, found.lines, found.refused) == (len(asked(report)), [], [])
    book = Book(report)
    book[WOMEN, NUMBER], book[MONEY, NUMBER] = 25, 7
    found = difference(scene, by_libreoffice(book.data, need_program, tmp_path / "3"))
    assert shown(found) == {WOMEN: (Figure.of(24), Figure.of(25)), MONEY: (long, Figure.of(7))}


def by_libreoffice(data: bytes, need_program: Callable[[str], str], folder: Path) -> bytes:
    """The file opened and saved by Calc."""
    need_program("soffice-calc")
    folder.mkdir()
    (folder / "bieu.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        folder / "out",
        folder / "bieu.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / "bieu.xlsx").read_bytes()


def sent(client: Client, report: Report, data: bytes, name: str = "da-dien.xlsx") -> Any:
    address = reverse("reports:workbook_send", args=[report.public_id])
    return client.post(address, {"tep": SimpleUploadedFile(name, data)})


@pytest.fixture
def an(scene: Scene) -> Client:
    """An's browser."""
    pin(WHEN)
    client = Client()
    client.force_login(scene.world.an)
    return client


def test_the_whole_way_in_a_browser(scene: Scene, an: Client) -> None:
    report = put(scene, **{WOMEN: Figure.of(24)})
    entry = reverse("reports:entry", args=[report.public_id])
    assert "Tải biểu Excel" in an.get(entry).content.decode()
    downloaded = an.get(reverse("reports:workbook", args=[report.public_id]))
    assert f"bieu-{report.unit.code}-half_year-2022-1.xlsx" in downloaded["Content-Disposition"]
    book = Book(downloaded.content)
    book[WOMEN, NUMBER] = 31
    answer = sent(an, report, book.data)
    assert answer.status_code == 302
    page = an.get(answer["Location"]).content.decode()
    assert "<del>24</del> → <ins>31</ins>" in page and "Nhận tất cả" in page
    giang = Client()
    giang.force_login(scene.world.giang)
    assert giang.get(answer["Location"]).status_code == giang.post(answer["Location"]).status_code == 404
    binh = Client()
    binh.force_login(scene.world.binh)
    assert binh.post(answer["Location"]).status_code == 404  # it is An who sent it
    assert figures.read(report)[WOMEN] == Figure.of(24)
    assert an.post(answer["Location"])["Location"] == entry
    assert figures.read(report)[WOMEN] == Figure.of(31)
    verbs = Event.objects.filter(verb__startswith="report.workbook").order_by("pk").values_list("verb", "actor_name")
    assert list(verbs) == [(f"report.workbook_{v}", scene.world.an.full_name) for v in ("sent", "taken")]
    again = an.post(answer["Location"])
    assert again.status_code == 200 and "không có gì khác" in again.content.decode()


def test_both_values_stand_on_the_page_and_a_person_chooses(scene: Scene, an: Client) -> None:
    report = put(scene, **{WOMEN: Figure.of(24)})
    book = Book(report)
    book[WOMEN, NUMBER] = 31
    write(report, WOMEN, 26, scene.world.binh, WHEN)
    check = sent(an, report, book.data)["Location"]
    shown = an.get(check)
    assert shown.status_code == 409
    assert "<strong>31</strong>" in shown.content.decode() and "<strong>26</strong>" in shown.content.decode()
    assert an.post(check).status_code == 409 and figures.read(report)[WOMEN] == Figure.of(26)
    assert an.post(check, {f"pick.{WOMEN}": "mine.2"}).status_code == 302
    assert figures.read(report)[WOMEN] == Figure.of(31)


def test_a_bad_file_is_said_on_the_page_and_nothing_is_kept(scene: Scene, an: Client) -> None:
    answer = sent(an, scene.an_report, b"\xff\xd8\xff", "anh.xlsx")
    assert answer.status_code == 422 and "anh.xlsx" in answer.content.decode()
    book = Book(scene.an_report)
    book[WOMEN, NUMBER] = "mười hai"
    page = an.get(sent(an, scene.an_report, book.data)["Location"])
    assert page.status_code == 422 and "Nhận tất cả" not in page.content.decode()
    assert f"ô E{book.row(WOMEN)}" in page.content.decode()


def test_a_report_that_is_not_open_takes_no_file(scene: Scene, an: Client) -> None:
    report = scene.an_report
    affirm_nil(report, by=scene.world.an, at=WHEN)
    ask_approval(report, by=scene.world.an, at=WHEN)
    page = an.get(reverse("reports:workbook_send", args=[report.public_id])).content.decode()
    assert "không mở để nhập" in page and 'type="file"' not in page
