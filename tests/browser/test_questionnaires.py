"""A questionnaire from the first word to the tables: Chi with axe and a phone's width at every page, An by keyboard."""

from collections.abc import Callable
from typing import Any

from binhdang.demo.world import World
from browser.walk import Person


def test_chi_asks_an_answers_without_a_mouse_and_chi_reads_the_tables(
    opened_world: World, person: Callable[..., Person], on: Callable[..., None]
) -> None:
    on(11, 4)
    chi = person(opened_world.chi)
    _drafts(chi)
    _sends_to_the_communes(chi)
    an = person(opened_world.an, java_script_enabled=False)
    _answers_by_keyboard(an)
    chi.room("Phiếu hỏi")
    chi.follows("1/3 đơn vị")
    chi.sees("Kết quả: Tổng kết 15 năm")
    chi.reads("Tổng 1/3 đơn vị")
    chi.page.go_back()
    chi.follows("Tổng kết 15 năm")
    chi.follows("UBND xã Ia Tơi")
    chi.sees("UBND xã Ia Tơi: Tổng kết 15 năm")
    chi.follows("Mở lại cho đơn vị sửa")
    chi.sees("Mở lại câu trả lời của UBND xã Ia Tơi")
    chi.fill("Lý do (đơn vị đọc được)", "Ghi nhầm số nữ.")
    chi.clicks("Mở lại", exact=True)
    chi.follows("Đóng phiếu")
    chi.sees("Đóng «Tổng kết 15 năm»")
    an.has_work("Sửa câu trả lời phiếu hỏi", "UBND xã Ia Tơi: Tổng kết 15 năm")
    an.reads("Ghi nhầm số nữ.")


def _drafts(chi: Person) -> None:
    chi.room("Phiếu hỏi")
    chi.sees("Phiếu hỏi")
    chi.follows("Lập phiếu hỏi")
    chi.sees("Lập phiếu hỏi")
    chi.fill("Tên phiếu", "Tổng kết 15 năm")
    chi.fill("Căn cứ", "Công văn của Sở")
    chi.fill("Trả lời trước ngày", "26/4/2022")
    chi.clicks("Lập phiếu")
    chi.sees("Tổng kết 15 năm")
    chi.follows("Thêm câu hỏi")
    chi.sees("Câu 1")
    chi.fill("Câu hỏi", "Bao nhiêu người làm việc?")
    chi.page.get_by_label("Số nam và số nữ").check()
    chi.clicks("Thêm và viết câu tiếp")
    chi.fill("Câu hỏi", "Đã tự đánh giá chưa?")
    chi.page.get_by_label("Chọn một", exact=True).check()
    chi.clicks("Thêm câu hỏi")
    chi.reads("Chưa đủ lựa chọn.")
    chi.check()
    chi.fill("Các lựa chọn", "Có\nChưa")
    chi.clicks("Thêm câu hỏi")
    chi.clicks("Lên câu 2")
    chi.sees("Tổng kết 15 năm")
    chi.reads("1. Đã tự đánh giá chưa?")


def _sends_to_the_communes(chi: Person) -> None:
    chi.follows("Xem trước")
    chi.sees("Tổng kết 15 năm")
    chi.follows("Gửi đến các đơn vị")
    chi.sees("Gửi «Tổng kết 15 năm»")
    for box in chi.page.get_by_role("checkbox").all():
        box.uncheck()
    for name in ("Ia Đal", "Ia Dom", "Ia Tơi"):
        chi.page.get_by_label(f"Ủy ban nhân dân xã {name}").check()
    chi.clicks("Gửi phiếu")
    chi.reads("Đã gửi phiếu đến 3 đơn vị")
    chi.check()


def _answers_by_keyboard(an: Person) -> None:
    an.has_work("Trả lời phiếu hỏi", "UBND xã Ia Tơi: Tổng kết 15 năm")
    an.page.get_by_role("heading", level=1, name="Tổng kết 15 năm").wait_for()
    _tab_to(an, "input[type=radio]")
    an.page.keyboard.press("Space")
    _tab_to(an, "input[inputmode=numeric]")
    an.page.keyboard.type("4")
    an.page.keyboard.press("Tab")
    an.page.keyboard.type("tám")
    _tab_to(an, "button[name=gui]")
    an.page.keyboard.press("Enter")
    an.reads("Không phải số nguyên.")
    assert an.field("Nữ").input_value() == "tám"
    an.fill("Nữ", "8")
    _tab_to(an, "button[name=gui]")
    an.page.keyboard.press("Enter")
    an.reads("Đã gửi câu trả lời.")


def _tab_to(an: Person, what: str) -> None:
    """Press Tab until `what` has the focus."""
    for _ in range(60):
        an.page.keyboard.press("Tab")
        if _focused(an, what):
            return
    raise AssertionError(f"Tab never reaches {what} on {an.page.url}")


def _focused(an: Person, what: str) -> Any:
    return an.page.locator(f"{what}:focus").count()
