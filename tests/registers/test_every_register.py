"""What every register does, each by its description alone: recorded, found, sent out and back, refused, hidden."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from binhdang.audit.models import Event, PersonalSalt
from binhdang.audit.wording import in_words, kind_in_words
from binhdang.demo.world import World
from binhdang.indicators.models import Indicator
from binhdang.jobs.clock import pin
from binhdang.registers import actions, imports, sheets
from binhdang.registers.catalogue import REGISTERS
from binhdang.registers.choices import Choice, Reference, Several
from binhdang.registers.columns import Column, Day, Line, Whole
from binhdang.registers.counter import RegisterCounter
from binhdang.registers.entries import REDACTED, Register
from binhdang.registers.models import Entry
from binhdang.values.refusals import NotAllowed, Refusal

from .examples import BASIS, DAY, named, record, typed, values

each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda each: each.code)
Recorded = Callable[..., Entry]


@pytest.fixture
def recorded(world: World, now: datetime) -> Recorded:
    """`recorded(register, men=20)`: An writes an entry of her commune."""

    def write(register: Register, **changed: Any) -> Entry:
        return record(register, world.commune, world.an, now, **changed)

    return write


@pytest.fixture
def as_(world: World, now: datetime) -> Callable[[Any], Client]:
    """`as_(world.an)`: a browser in which the person is signed in."""
    pin(now)

    def sign_in(person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


def address(name: str, register: Register, entry: Entry | None = None) -> str:
    return reverse(f"registers:{name}", args=[register, *([entry.public_id] if entry else [])])


@each_register
def test_an_entry_typed_into_the_form_is_found_in_list_print_and_history(
    world: World, as_: Any, now: datetime, register: Register
) -> None:
    an, given = as_(world.an), values(register, world.commune, world.an, now)
    known = {column.name for column in register.columns}
    form = typed(register, {name: value for name, value in given.items() if name in known})
    answer = an.post(address("new", register), {**form, "owner": world.commune.public_id, "task": ""})
    assert answer.status_code == 302, re.findall(r'role="alert".*?</div>', answer.content.decode(), re.S)
    entry = register.model.objects.get(subject=given["subject"])
    assert register.values_of(entry) == register.parse(given)
    for name in ("list", "print"):
        assert given["subject"] in an.get(address(name, register)).content.decode()
    page = an.get(address("detail", register, entry)).content.decode()
    assert "ghi vào sổ" in page and all(column.label in page for column in register.columns)


@each_register
def test_a_change_is_kept_with_what_stood_before(
    recorded: Recorded, world: World, now: datetime, register: Register
) -> None:
    entry = recorded(register)
    actions.change_entry(entry, revision=0, by=world.an, at=now, subject="Nội dung viết lại")
    event = Event.objects.get(verb=f"{register.noun}.changed")
    assert [after for _, after in event.details["changed"].values()] == ["Nội dung viết lại"]
    assert in_words(event.verb) == f"sửa {register.one}"
    assert kind_in_words(event.object_kind).lower() == register.one.lower()


@each_register
def test_the_excel_file_comes_back_as_it_went(
    recorded: Recorded, world: World, now: datetime, register: Register
) -> None:
    recorded(register)
    data = _sheet(register, world)
    upload = imports.send_sheet(register, data=data, name="so.xlsx", by=world.an, at=now)
    assert imports.difference(upload, on=now.date()).empty


@each_register
def test_a_row_added_in_excel_becomes_an_entry_and_one_changed_is_changed(
    recorded: Recorded, world: World, now: datetime, register: Register
) -> None:
    entry = recorded(register)
    book = load_workbook(io.BytesIO(_sheet(register, world)))
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    label = register.columns[0].label
    for column in range(3, sheet.max_column + 1):
        sheet.cell(3, column).value = sheet.cell(2, column).value
    sheet.cell(2, places[label]).value = "Sửa trong Excel"
    sheet.cell(3, places[label]).value = "Thêm trong Excel"
    if "Địa điểm" in places:
        sheet.cell(3, places["Địa điểm"]).value = "Nơi khác"
    output = io.BytesIO()
    book.save(output)
    upload = imports.send_sheet(register, data=output.getvalue(), name="so.xlsx", by=world.an, at=now)
    imports.take_sheet(upload, by=world.an, at=now, not_double_because="việc khác")
    entry.refresh_from_db()
    added = register.model.objects.get(subject="Thêm trong Excel")
    assert entry.subject == "Sửa trong Excel"
    same = [column.name for column in register.columns if column.name not in ("subject", "place")]
    assert [getattr(added, name) for name in same] == [
        getattr(register.model.objects.get(pk=entry.pk), n) for n in same
    ]


def _sheet(register: Register, world: World) -> bytes:
    entries = list(register.model.objects.visible_to(world.an, DAY).for_pages().order_by("started_on", "pk"))
    return sheets.write_sheet(register, entries, units=[world.commune], tasks=[], on=DAY)


HOSTILE: dict[type[Column], list[str]] = {
    Whole: ["-1", "1,5", "mười", "1e9", "9" * 30, "٣", "1.00"],
    Day: ["31/2/2022", "hôm qua", "0/0/0", "2022/13/01", "99999999"],
    Choice: ["không có trong danh sách", "<script>alert(1)</script>"],
    Reference: ["khong-co", "' OR 1=1 --"],
}


@each_register
def test_whatever_is_typed_wrong_is_refused_in_words_and_stays_in_the_form(
    world: World, as_: Any, now: datetime, register: Register
) -> None:
    an, given = as_(world.an), values(register, world.commune, world.an, now)
    known = {column.name for column in register.columns}
    right = typed(register, {name: value for name, value in given.items() if name in known})
    before = register.model.objects.count()
    for column in register.columns:
        for raw in _hostile(column):
            posted = {**right, column.name: raw, "owner": world.commune.public_id, "task": ""}
            answer = an.post(address("new", register), posted)
            html = answer.content.decode()
            assert answer.status_code == 422, (column.name, raw)
            assert "is-invalid" in html or 'role="alert"' in html
            assert "<script>alert(1)" not in html
            if isinstance(column, Whole | Day):
                assert f'value="{raw}"' in html, (column.name, raw)
    assert register.model.objects.count() == before


def _hostile(column: Column) -> list[str]:
    if isinstance(column, Line):
        return ["x" * (column.longest + 1)]
    kind = Choice if isinstance(column, Choice) else type(column)
    return HOSTILE.get(kind, [])


@each_register
def test_a_text_that_would_be_a_formula_or_a_tag_is_text(
    recorded: Recorded, world: World, as_: Any, register: Register
) -> None:
    entry = recorded(register, subject="=HYPERLINK(1)<b>đậm</b>")
    page = as_(world.an).get(address("detail", register, entry)).content.decode()
    assert "=HYPERLINK(1)&lt;b&gt;đậm&lt;/b&gt;" in page
    sheet = load_workbook(io.BytesIO(_sheet(register, world))).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if str(cell.value).startswith("=")]
    assert cells and all(cell.data_type == "s" for cell in cells)


@each_register
def test_who_may_see_and_who_may_write(
    recorded: Recorded, world: World, as_: Any, now: datetime, register: Register
) -> None:
    entry = recorded(register)
    pages = [address(name, register, entry) for name in ("detail", "change", "withdraw", "redact")]
    assert [as_(world.an).get(page).status_code for page in pages] == [200, 200, 200, 200]
    assert [as_(world.chi).get(page).status_code for page in pages] == [200, 403, 403, 403]
    for stranger in (world.giang, world.ha):
        assert [as_(stranger).get(page).status_code for page in pages] == [404, 404, 404, 404]
        assert entry.subject not in as_(stranger).get(address("list", register)).content.decode()
    with pytest.raises(NotAllowed):
        record(register, world.commune, world.chi, now)
    with pytest.raises(NotAllowed):
        actions.withdraw_entry(entry, reason="thử", by=world.giang, at=now)


@each_register
def test_it_counts_what_it_declares_and_nothing_once_withdrawn(
    recorded: Recorded, dictionary: None, world: World, now: datetime, register: Register
) -> None:
    counter = RegisterCounter(register)
    window = (date(2022, 1, 1), date(2022, 6, 30), set(register.cells))
    known = {key for indicator in Indicator.objects.filter(register=register.code) for key in indicator.cell_keys}
    assert set(register.cells) <= known, "what is counted is a cell of the dictionary, given to this register"
    assert not counter.counts(world.commune, *window)
    entry = recorded(register)
    counted = counter.counts(world.commune, *window)
    assert all(each.number >= 0 for each in counted.values())
    ids = {public_id for each in counted.values() for public_id in each.entries}
    assert not ids or entry.public_id in ids
    assert not counter.counts(world.district, *window)
    actions.withdraw_entry(entry, reason="Ghi nhầm", by=world.an, at=now)
    assert not counter.counts(world.commune, *window)


@each_register
def test_every_indicator_that_names_the_register_is_counted_by_it(dictionary: None, register: Register) -> None:
    asked = {key for indicator in Indicator.objects.filter(register=register.code) for key in indicator.cell_keys}
    assert asked == set(register.cells)


@each_register
def test_nothing_is_written_before_it_happened(recorded: Recorded, now: datetime, register: Register) -> None:
    tomorrow = now.date() + timedelta(days=1)
    with pytest.raises(Refusal, match="Ngày ở sau hôm nay"):
        recorded(register, started_on=tomorrow, ended_on=None if register.lasting else tomorrow)


@pytest.mark.parametrize("register", [each for each in REGISTERS if named(each)], ids=lambda each: each.code)
class TestNames:
    """Where a person is named."""

    def test_a_name_needs_a_basis(self, recorded: Recorded, register: Register) -> None:
        column = named(register)[0]
        with pytest.raises(Refusal, match="chưa có căn cứ nêu tên"):
            recorded(register, **{column.name: "Y Blư"})
        assert getattr(recorded(register, **{column.name: "Y Blư"}, **BASIS), column.name) == "Y Blư"

    def test_a_name_is_taken_out_of_the_entry_and_its_history_and_counts_stay(
        self, recorded: Recorded, dictionary: None, world: World, as_: Any, now: datetime, register: Register
    ) -> None:
        column, window = named(register)[0], (date(2022, 1, 1), date(2022, 6, 30), set(register.cells))
        entry = recorded(register, **{column.name: "Y Blư"}, **BASIS)
        before = RegisterCounter(register).counts(world.commune, *window)
        assert PersonalSalt.objects.filter(event__object_id=entry.public_id).exists()
        address_of = address("redact", register, entry)
        refused = as_(world.an).post(address_of, {"ly_do": ""})
        assert refused.status_code == 422 and "Chưa nêu lý do." in refused.content.decode()
        as_(world.an).post(address_of, {"ly_do": "Người được nêu rút lại sự đồng ý."})
        page = as_(world.an).get(address("detail", register, entry)).content.decode()
        assert "Y Blư" not in page and REDACTED in page and "xóa tên người" in page
        assert not PersonalSalt.objects.filter(event__object_id=entry.public_id).exists()
        assert RegisterCounter(register).counts(world.commune, *window) == before


@pytest.mark.parametrize("register", [each for each in REGISTERS if each.choices], ids=lambda each: each.code)
def test_a_list_is_narrowed_by_what_was_chosen(recorded: Recorded, world: World, as_: Any, register: Register) -> None:
    column = register.choices[0]
    entry = recorded(register)
    other = next(code for code, _ in column.options if code not in getattr(entry, column.name).split(";"))
    an = as_(world.an)
    found = an.get(address("list", register), {f"loc_{column.name}": getattr(entry, column.name).split(";")[0]})
    assert entry.subject in found.content.decode()
    nothing = an.get(address("list", register), {f"loc_{column.name}": other}).content.decode()
    assert entry.subject not in nothing and "Không có mục nào khớp bộ lọc" in nothing
    strange = an.get(address("list", register), {f"loc_{column.name}": "<la>"}).content.decode()
    assert entry.subject in strange


def test_no_two_registers_share_a_name() -> None:
    for name in ("code", "path", "noun", "title", "one", "model"):
        found = [getattr(register, name) for register in REGISTERS]
        assert len(set(found)) == len(found), name


@each_register
def test_its_columns_are_told_apart_and_stand_in_its_table(register: Register) -> None:
    labels = [column.label for column in register.columns]
    assert len(set(labels)) == len(labels)
    fields = {field.name for field in register.model._meta.get_fields()}
    assert {column.name for column in register.columns} <= fields
    assert {count.adds for count in register.cells.values()} - {""} <= fields
    assert all(isinstance(column, Several | Choice | Reference | Day | Line | Whole) for column in register.columns)
