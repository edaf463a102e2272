"""An records what her commune did: once, with evidence, and nobody outside writes in her register."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.files.models import StoredFile
from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.plans.states import PlanState
from binhdang.registers import actions
from binhdang.registers.models import Entry, Training
from binhdang.registers.rules import ProbableDouble
from binhdang.values.refusals import Conflict, NotAllowed, Refusal
from photographs import saved, scene
from registers.conftest import VILLAGE_TRAINING, a_task

Record = Callable[..., Training]


def seen_by(person: Any, on: date = date(2022, 5, 10)) -> set[str]:
    return set(Training.objects.visible_to(person, on).values_list("public_id", flat=True))


def test_an_records_a_training_of_her_commune(world: World, an_records: Record, task: PlanTask) -> None:
    training = an_records(task=task, co_organisers=[world.units["618.lhpn"]])
    kept = Training.objects.get()
    assert (kept.owner, kept.task, kept.men, kept.women) == (world.commune, task, 18, 24)
    assert kept.recorded_by == world.an
    assert list(kept.co_organisers.all()) == [world.units["618.lhpn"]]
    event = Event.objects.get(verb="training.recorded")
    assert (event.object_kind, event.object_id) == ("Training", training.public_id)
    assert event.details["values"]["women"] == 24


def test_who_taught_stands_in_the_log_as_a_digest_only(an_records: Record) -> None:
    an_records(trainers="Bà Y Hoa", note="Bà Y Hoa đến muộn")
    assert "Y Hoa" not in str(Event.objects.get(verb="training.recorded").details)


def test_nobody_else_writes_in_ans_register(world: World, an_records: Record, now: datetime) -> None:
    training = an_records()
    for person in (world.giang, world.chi, world.lan, world.minh, world.khanh, world.ha):
        with pytest.raises(NotAllowed, match="UBND|Ủy ban nhân dân xã Ia Tơi"):
            an_records(by=person, started_on=date(2022, 4, 1), ended_on=date(2022, 4, 1))
        with pytest.raises(NotAllowed):
            actions.change_training(training, revision=0, by=person, at=now, men=1)
        with pytest.raises(NotAllowed):
            actions.withdraw_training(training, reason="Nhầm", by=person, at=now)
        with pytest.raises(NotAllowed):
            actions.add_evidence(training, data=b"%PDF-1.4\n", name="a.pdf", by=person, at=now)
    actions.change_training(training, revision=0, by=world.binh, at=now, men=19)  # Bình leads the commune


def test_those_above_read_it_giang_does_not_and_a_co_organiser_does(world: World, an_records: Record) -> None:
    own = an_records()
    shared = an_records(place="Nhà văn hóa xã Ia Dom", co_organisers=[world.other_commune])
    everything = {own.public_id, shared.public_id}
    for person in (world.an, world.binh, world.chi, world.lan, world.minh, world.khanh):
        assert seen_by(person) == everything
    assert seen_by(world.giang) == {shared.public_id}
    assert seen_by(world.ha) == set()
    assert seen_by(world.an, date(2021, 6, 30)) == set()  # before she had her role


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ended_on": date(2022, 4, 26)}, "Ngày kết thúc trước ngày bắt đầu.*từ 27/4/2022 đến 26/4/2022"),
        ({"started_on": date(2022, 5, 11), "ended_on": date(2022, 5, 11)}, "Ngày ở sau hôm nay.*hôm nay là 10/5/2022"),
        ({"ended_on": date(2022, 5, 11)}, "Ngày ở sau hôm nay"),
        ({"started_on": date(22, 4, 27)}, "ngoài thời gian đơn vị tồn tại"),
        ({"men_officials": 19}, "Số cán bộ nam lớn hơn số người dự nam.*19 cán bộ trong 18"),
        ({"women_officials": 25}, "Số cán bộ nữ lớn hơn số người dự nữ"),
        ({"men": 0, "women": 0, "men_officials": 0, "women_officials": 0}, "không có người dự.*ghi chú"),
        ({"men": 100_001}, "Số lớn bất thường.*Vị trí: Số nam.*100.001.*lớn nhất 100.000"),
        ({"women": -1}, "Không phải số nguyên.*Vị trí: Số nữ"),
        ({"women": "hai mươi"}, "Giá trị nhận được: hai mươi"),
        ({"subject": "  "}, "Chưa nhập.*Vị trí: Nội dung"),
        ({"subject": "a" * 301}, "Nội dung quá dài.*301 ký tự"),
        ({"place": None}, "Chưa nhập.*Vị trí: Địa điểm"),
        ({"started_on": "30/2/2022"}, "Không phải một ngày.*30/2/2022.*27/4/2022"),
        ({"budget": 10**13 + 1}, "Số lớn bất thường"),
    ],
)
def test_a_broken_rule_is_refused_with_its_sentence(an_records: Record, changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        an_records(**changed)
    assert not Entry.objects.exists()
    assert not Event.objects.filter(verb="training.recorded").exists()


def test_a_training_nobody_came_to_stands_with_a_note(an_records: Record) -> None:
    nobody = {"men": 0, "women": 0, "men_officials": 0, "women_officials": 0}
    assert an_records(**nobody, note="Hoãn giữa buổi vì mưa lũ, không điểm danh được.").men == 0


def test_the_commune_does_not_help_itself(world: World, an_records: Record) -> None:
    with pytest.raises(Refusal, match="đồng thời là đơn vị phối hợp"):
        an_records(co_organisers=[world.commune])


def test_work_goes_only_to_tasks_in_force_that_reach_the_unit(world: World, an_records: Record) -> None:
    with pytest.raises(Refusal, match="không đang thực hiện"):
        an_records(task=a_task(world, world.district, world.chi, state=PlanState.PROPOSED))
    with pytest.raises(Refusal, match="không thuộc phạm vi"):
        an_records(task=a_task(world, world.other_commune, world.giang))
    an_records(task=a_task(world, world.commune, world.an))


def test_the_same_event_again_is_shown_before_it_is_saved(world: World, an_records: Record) -> None:
    first = an_records(place="Hội trường UBND xã")
    with pytest.raises(ProbableDouble) as found:
        an_records(place="hoi truong  ubnd xã", subject="Tập huấn về giới")
    assert [entry.public_id for entry in found.value.entries] == [first.public_id]
    second = an_records(subject="Tập huấn về giới", not_double_because="Buổi chiều, cho nhóm khác.")
    said = Event.objects.get(verb="training.recorded", object_id=second.public_id).details
    assert said["not_double_because"] == "Buổi chiều, cho nhóm khác."
    assert said["beside"] == [first.public_id]


def test_a_co_organiser_who_records_it_too_is_asked(world: World, an_records: Record) -> None:
    an_records(co_organisers=[world.other_commune])
    with pytest.raises(ProbableDouble):
        an_records(owner=world.other_commune, by=world.giang)


def test_elsewhere_or_on_another_day_or_withdrawn_is_no_double(world: World, an_records: Record, now: datetime) -> None:
    first = an_records()
    an_records(place="Nhà văn hóa thôn 1")
    an_records(started_on=date(2022, 4, 28))
    an_records(owner=world.other_commune, by=world.giang)  # two communes, two halls of the same name
    actions.withdraw_training(first, reason="Ghi nhầm", by=world.an, at=now)
    an_records()


def test_a_change_says_what_was_and_what_is(world: World, an_records: Record, now: datetime) -> None:
    training = an_records()
    changed = actions.change_training(training, revision=0, by=world.binh, at=now, women=26, trainers="Ông A Lân")
    assert (changed.women, changed.men, changed.revision) == (26, 18, 1)
    details = Event.objects.get(verb="training.changed").details
    assert details["changed"] == {"Số nữ": ["24", "26"], "Giảng viên": []}
    assert "A Lân" not in str(details)


def test_saving_without_a_change_leaves_no_trace(world: World, an_records: Record, now: datetime) -> None:
    training = an_records()
    actions.change_training(training, revision=0, by=world.an, at=now, women=24, place=" Hội trường  UBND xã ")
    assert Training.objects.get().revision == 0
    assert not Event.objects.filter(verb="training.changed").exists()


def test_two_people_who_change_it_at_once_both_see_both_values(world: World, an_records: Record, now: datetime) -> None:
    training = an_records()
    actions.change_training(training, revision=0, by=world.an, at=now, women=26)
    with pytest.raises(Conflict) as clash:  # Bình still has the page from before open
        actions.change_training(training, revision=0, by=world.binh, at=now, women=30)
    assert clash.value.theirs == {"Số nữ": "26"}
    assert clash.value.mine == {"Số nữ": "30"}
    assert clash.value.revision == 1
    assert Training.objects.get().women == 26
    actions.change_training(training, revision=clash.value.revision, by=world.binh, at=now, women=30)
    assert Training.objects.get().women == 30


def test_a_change_obeys_the_same_rules(world: World, an_records: Record, now: datetime) -> None:
    training = an_records()
    with pytest.raises(Refusal, match="cán bộ nữ"):
        actions.change_training(training, revision=0, by=world.an, at=now, women=4)
    assert Training.objects.get().revision == 0


def test_withdrawing_keeps_the_entry_and_its_reason(world: World, an_records: Record, now: datetime) -> None:
    training = an_records()
    with pytest.raises(Refusal, match="Chưa nêu lý do"):
        actions.withdraw_training(training, reason="  ", by=world.an, at=now)
    actions.withdraw_training(training, reason="Ghi trùng", by=world.an, at=now)
    kept = Training.objects.get()
    assert (kept.withdrawn_reason, kept.withdrawn_by) == ("Ghi trùng", world.an)
    with pytest.raises(Refusal, match="đã được rút.*Ghi trùng"):
        actions.withdraw_training(training, reason="Lần nữa", by=world.an, at=now)
    with pytest.raises(Refusal, match="đã được rút"):
        actions.change_training(training, revision=0, by=world.an, at=now, women=1)
    with pytest.raises(Refusal, match="đã được rút"):
        actions.add_evidence(training, data=b"%PDF-1.4\n", name="a.pdf", by=world.an, at=now)
    assert Event.objects.get(verb="training.withdrawn").details == {"reason": "Ghi trùng"}


PNG = saved(scene(), "PNG")


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"%PDF-1.4\n%%EOF\n", "Danh sách ký nhận.pdf"), (PNG, "anh.PNG"), (saved(scene(), "JPEG"), "a.jpeg")],
)
def test_lists_and_pictures_are_evidence(
    world: World, an_records: Record, now: datetime, data: bytes, name: str
) -> None:
    training = an_records()
    actions.add_evidence(training, data=data, name=name, by=world.an, at=now)
    assert training.evidence.get().file.name == name
    assert Event.objects.get(verb="training.evidence_added").object_id == training.public_id


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "rong.pdf", "rỗng"),
        (b"MZ\x90\x00", "anh.png", "không nhận làm minh chứng.*anh.png"),
        (b"<svg onload=alert(1)>", "anh.svg", "không nhận làm minh chứng"),
        (b"PK\x03\x04rest", "a.docx", "không nhận làm minh chứng"),
        (b"%PDF-1.4\n", "a.exe", "Tên tệp không đúng.*tệp PDF.*đổi đuôi tên tệp thành .pdf"),
        (PNG, "khong-duoi", "không có đuôi"),
        (PNG[:-20], "cut.png", "Ảnh bị cụt hoặc hỏng.*cut.png"),
    ],
)
def test_other_files_are_refused_and_nothing_is_kept(
    world: World, an_records: Record, now: datetime, data: bytes, name: str, sentence: str
) -> None:
    training = an_records()
    with pytest.raises(Refusal, match=sentence):
        actions.add_evidence(training, data=data, name=name, by=world.an, at=now)
    assert not training.evidence.exists()
    assert not StoredFile.objects.exists()


def test_the_same_file_twice_is_kept_once(world: World, an_records: Record, now: datetime) -> None:
    training = an_records()
    actions.add_evidence(training, data=PNG, name="anh.png", by=world.an, at=now)
    with pytest.raises(Refusal, match="trùng nội dung với «anh.png»"):
        actions.add_evidence(training, data=PNG, name="anh-2.png", by=world.an, at=now + timedelta(minutes=1))
    assert training.evidence.count() == 1


def test_a_field_that_no_training_has_is_a_mistake_of_the_program(
    world: World, an_records: Record, now: datetime
) -> None:
    with pytest.raises(TypeError, match="colour"):
        actions.change_training(an_records(), revision=0, by=world.an, at=now, colour="red")


def test_the_usual_training_is_of_ans_commune(world: World) -> None:
    assert isinstance(world.commune, Unit) and VILLAGE_TRAINING["women"] == 24
