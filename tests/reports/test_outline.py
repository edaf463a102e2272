"""Each task of a plan stands in the section that speaks of it; none is dropped."""

import pytest

from binhdang.reports import actions
from binhdang.reports.models import Regime, Round
from binhdang.reports.outline import leaves, section_for, shipped
from binhdang.values.refusals import NotAllowed, Refusal
from reports.scene import Scene, at

PLACES = {"2.2": "II.7", "3.3": "II.3", "4.2": "II.5", "4.3": "II.4", "4.5": "II.6"}


def test_the_plan_tasks_stand_where_officials_look_for_them(scene: Scene) -> None:
    placed = {label: s["code"] for s in scene.round.outline for label in s["task_labels"]}
    assert placed == PLACES


def test_difficulties_causes_directions_and_proposals_are_sections_without_a_task(scene: Scene) -> None:
    empty = {s["code"] for s in leaves(scene.round.outline) if not s["task_labels"]}
    assert {"III.1", "III.2", "III.3", "IV", "V"} <= empty
    assert [s["code"] for s in scene.round.outline if s not in leaves(scene.round.outline)] == ["II", "III"]


def test_a_task_that_speaks_of_none_of_it_is_not_dropped() -> None:
    assert section_for("Sửa chữa trụ sở", "Việc khác", shipped()["sections"]) == "II.1"


def test_the_group_title_decides_where_the_task_itself_does_not_say() -> None:
    assert section_for("Xây dựng kế hoạch riêng", "Đẩy mạnh truyền thông", shipped()["sections"]) == "II.3"


def test_chi_moves_a_task_to_another_section_and_open_rounds_keep_theirs(scene: Scene) -> None:
    regime = scene.round.regime
    placed = {s["code"]: list(s["task_labels"]) for s in leaves(regime.outline)}
    placed["II.7"].remove("2.2")
    with pytest.raises(Refusal, match="đúng một mục"):
        actions.change_outline(regime, placed, by=scene.world.chi, at=at(25, 4))
    placed["II.2"].append("2.2")
    with pytest.raises(NotAllowed):
        actions.change_outline(regime, placed, by=scene.world.an, at=at(25, 4))
    actions.change_outline(regime, placed, by=scene.world.chi, at=at(25, 4))
    now = {s["code"]: s["task_labels"] for s in Regime.objects.get(pk=regime.pk).outline}
    assert now["II.2"] == ["2.2"] and now["II.7"] == []
    frozen = {s["code"]: s["task_labels"] for s in Round.objects.get(pk=scene.round.pk).outline}
    assert frozen["II.7"] == ["2.2"]


def test_tasks_as_such_plans_word_them_stand_in_the_section_of_their_matter() -> None:
    wanted = {
        "Các Phòng ban, ngành, đơn vị, Ủy ban nhân dân các xã rà soát, thu thập số liệu, thông tin": "I",
        "Tiếp tục, chủ động triển khai và thực hiện có hiệu quả các Kế hoạch giai đoạn": "II.1",
        "Tiếp nhận và cấp phát đầy đủ kịp thời các ấn phẩm, sản phẩm truyền thông": "II.3",
        "Tiếp tục đề cao vai trò, trách nhiệm của chính quyền các cấp trong chỉ đạo": "I",
        "Đẩy mạnh xã hội hóa, huy động nguồn lực hợp pháp từ các cơ quan": "II.8",
        "Theo dõi, tổng hợp báo cáo về công tác bình đẳng giới": "I",
    }
    found = {text: section_for(text, "", shipped()["sections"]) for text in wanted}
    assert found == wanted
