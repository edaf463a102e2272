"""The audit log: who may read which rows, how it is searched, and that a changed row is found out."""

import ast
import io
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

import binhdang
from binhdang.audit.actions import personal_digest, record
from binhdang.audit.models import Event, PersonalSalt
from binhdang.audit.sealing import seal
from binhdang.audit.wording import DONE
from binhdang.demo.world import World
from binhdang.jobs.clock import pin

NOON = datetime(2022, 3, 1, 5, tzinfo=UTC)
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "verify-audit.md"


@pytest.fixture(autouse=True)
def first_of_march(world: World) -> None:
    pin(NOON)


def note(
    world: World, label: str, *, by: str = "an", unit: str = "commune", at: datetime = NOON, **details: str
) -> Event:
    body = getattr(world, unit)
    with transaction.atomic():
        return record(
            "report.text_written", by=world.people[by], at=at, thing=body, unit=body, label=label, details=details
        )


def labels(client: Client, **asked: str) -> list[str]:
    return [event.object_label for event in client.get("/nhat-ky/", asked).context["page"].events]


def verify() -> str:
    out = io.StringIO()
    call_command("audit_verify", stdout=out)
    return out.getvalue()


# Reading


def test_those_who_answer_for_a_unit_read_its_rows_and_no_others(world: World, client: Client) -> None:
    note(world, "của An")
    note(world, "của Giang", by="giang", unit="other_commune")
    for name, sees in {"ha": 2, "lan": 2, "minh": 2, "binh": 1}.items():
        client.force_login(world.people[name])
        found = labels(client, viec="report.text_written")
        assert len(found) == sees, name
        assert "của An" in found
    for name in ("an", "giang", "chi", "khanh"):
        client.force_login(world.people[name])
        assert client.get("/nhat-ky/").status_code == 404, name


def test_rows_of_accounts_are_for_the_administrator(world: World, client: Client) -> None:
    client.force_login(world.ha)
    assert "an" in labels(client, viec="account.issued", doi_tuong="an")
    client.force_login(world.lan)
    assert labels(client, viec="account.issued") == []


def test_the_log_is_searched_by_unit_person_verb_thing_and_day(world: World, client: Client) -> None:
    note(world, "mục 1")
    note(world, "mục 2", by="binh", at=datetime(2022, 3, 1, 17, 30, tzinfo=UTC))  # 2 March in Vietnam
    note(world, "mục 3", by="giang", unit="other_commune")
    client.force_login(world.ha)
    kind = {"viec": "report.text_written"}
    assert labels(client, **kind) == ["mục 3", "mục 2", "mục 1"]
    assert labels(client, **kind, don_vi=world.other_commune.public_id) == ["mục 3"]
    assert labels(client, **kind, nguoi="pham thanh") == ["mục 2"]
    assert labels(client, **kind, doi_tuong="mục 1") == ["mục 1"]
    assert labels(client, **kind, tu_ngay="02/03/2022") == ["mục 2"]
    assert labels(client, **kind, den_ngay="01/03/2022") == ["mục 3", "mục 1"]
    answer = client.get("/nhat-ky/", {"tu_ngay": "hôm qua"})
    assert answer.status_code == 422
    assert "hôm qua" in answer.content.decode()


def test_reading_on_never_repeats_or_skips_a_row_while_new_ones_arrive(world: World, client: Client) -> None:
    for number in range(120):
        note(world, f"dòng {number}")
    client.force_login(world.ha)
    seen, before = [], ""
    while before is not None:
        page = client.get("/nhat-ky/", {"viec": "report.text_written", "truoc": before}).context["page"]
        seen += [event.object_label for event in page.events]
        before = page.older
        note(world, "mới")
    assert seen == [f"dòng {number}" for number in reversed(range(120))]


def test_the_trail_of_one_thing_is_told_from_its_beginning(world: World, client: Client) -> None:
    client.force_login(world.ha)
    page = client.get(f"/nhat-ky/User/{world.an.public_id}/")
    assert [event.done for event in page.context["events"]][0] == "cấp tài khoản"
    client.force_login(world.binh)
    assert client.get(f"/nhat-ky/User/{world.giang.public_id}/").status_code == 404


def test_what_a_person_typed_is_shown_as_text(world: World, client: Client) -> None:
    note(world, "<script>alert(1)</script>", text="<b>đậm</b>")
    client.force_login(world.ha)
    page = client.get("/nhat-ky/").content.decode()
    assert "<script>alert" not in page
    assert "<b>đậm" not in page


def test_every_verb_that_the_program_writes_has_vietnamese_words() -> None:
    written: set[str] = set()
    for path in Path(binhdang.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "audit.actions import record" in text:
            constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
            written |= {str(value) for value in constants if re.fullmatch(r"[a-z]+\.[a-z_]*", str(value))}
    whole = {verb for verb in written if not verb.endswith(".")}
    assert len(whole) > 30
    assert whole - set(DONE) == set()
    for begun in written - whole:  # "issue." + the state it moves to
        assert any(verb.startswith(begun) for verb in DONE), begun


# Keeping


def test_a_row_outside_its_actions_transaction_is_a_mistake_of_the_program(
    world: World, transactional_db: None
) -> None:
    with pytest.raises(RuntimeError, match="belongs in the transaction"):
        record("report.text_written", by=world.an, at=NOON, thing=world.commune)


def test_sealed_rows_verify_and_what_waits_is_said(world: World) -> None:
    count = Event.objects.count()
    assert seal() == count
    note(world, "sau")
    last = Event.objects.get(sequence=count)
    assert f"ok: {count} dòng, mã băm cuối {last.chain_hash}" in verify()
    assert "Còn 1 dòng chưa niêm phong" in verify()
    out = io.StringIO()
    call_command("audit_seal", stdout=out)
    assert "1 dòng" in out.getvalue()
    assert seal() == 0


@pytest.mark.parametrize("field", ["verb", "actor_name", "object_label", "unit_code", "at", "details"])
def test_a_row_changed_after_sealing_is_found(world: World, field: str) -> None:
    seal()
    changed: dict[str, object] = {"at": NOON, "details": {"x": 1}}
    Event.objects.filter(sequence=7).update(**{field: changed.get(field, "khác")})
    with pytest.raises(CommandError, match="dòng số 7"):
        verify()


def test_a_row_taken_out_of_the_chain_is_found(world: World) -> None:
    seal()
    Event.objects.filter(sequence=3).delete()
    with pytest.raises(CommandError, match="dòng số 3"):
        verify()


def test_a_personal_value_can_be_erased_and_the_chain_still_holds(world: World) -> None:
    seal()
    event = Event.objects.filter(verb="account.issued", object_id=world.an.public_id).get()
    salt = PersonalSalt.objects.get(event=event)
    assert event.details["personal"]["full_name"] == personal_digest("Rơ Châm An", salt.salt)
    salt.delete()
    assert verify().startswith("ok")


def test_the_export_is_verified_by_the_lines_of_the_guide_without_the_system(world: World, tmp_path: Path) -> None:
    script = re.search(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert script
    seal()
    out = io.StringIO()
    call_command("audit_export", stdout=out)
    log, program = tmp_path / "log.jsonl", tmp_path / "verify.py"
    program.write_text(script[1], encoding="utf-8")

    def outcome(lines: list[str]) -> str:
        log.write_text("".join(lines), encoding="utf-8")
        done = subprocess.run([sys.executable, str(program), str(log)], capture_output=True, text=True, check=False)
        return (done.stdout + done.stderr).strip()

    lines = out.getvalue().splitlines(keepends=True)
    assert outcome(lines) == f"ok {len(lines)} {json.loads(lines[-1])['chain_hash']}"
    assert outcome([*lines[:4], lines[4].replace("2022", "2021"), *lines[5:]]) == "broken at row 5"
    assert outcome([*lines[:4], *lines[5:]]) == "broken at row 5"
