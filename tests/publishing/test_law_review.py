"""The review of the Law as an official paper: findings by article, proposals and figures by sex in annexes."""

import pytest

from binhdang.consolidation.models import Snapshot
from binhdang.demo.world import World
from binhdang.publishing.actions import recompose
from binhdang.publishing.composing import document_of
from binhdang.publishing.states import IssueState
from consolidation.test_law_review import IA_DOM, IA_TOI, both_report, frozen
from publishing.papers import brought_to, drafted
from reports.law_review import finding, proposal
from reports.scene import half_year_opened
from vanban.document import Annex, Paragraph, Table


@pytest.fixture
def reviewed(world: World) -> Snapshot:
    """Two communes found and proposed; Chi froze the review."""
    scene = half_year_opened(world)
    finding(world.commune, world.an)
    proposal(world.commune, world.an)
    proposal(world.other_commune, world.giang)
    return frozen(scene, both_report(scene))


def rows(annex: Annex) -> list[list[str]]:
    """The rows of the annex's table as words."""
    table = next(block for block in annex.blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in table.rows]


def test_the_annexes_are_proposals_then_the_years_then_the_units_and_the_opening_names_them(
    world: World, reviewed: Snapshot
) -> None:
    paper = document_of(drafted(world, reviewed))
    assert [(annex.label, annex.landscape) for annex in paper.annexes] == [("I", True), ("II", True), ("III", False)]
    assert paper.header.title is not None and paper.header.title.value == "Tổng kết thi hành Luật Bình đẳng giới"
    assert paper.opening[0].text == (
        "Ủy ban nhân dân huyện Ia H'Drai báo cáo tổng kết thi hành Luật Bình đẳng giới trên cơ sở báo cáo đã được chấp "
        "nhận của 2/17 cơ quan, đơn vị, địa phương được yêu cầu báo cáo. Nội dung tính từ ngày 01/7/2007 đến hết ngày "
        "31/5/2022; kiến nghị sửa đổi, bổ sung tại Phụ lục I, số liệu tách theo giới tính từng năm tại Phụ lục II, các "
        "đơn vị báo cáo tại Phụ lục III kèm theo."
    )


def test_a_proposal_is_printed_with_current_text_problem_proposed_text_reason_and_both_proposers(
    world: World, reviewed: Snapshot
) -> None:
    (row,) = rows(document_of(drafted(world, reviewed)).annexes[0])
    assert row == [
        "1",
        "khoản 2 Điều 18",
        "Vợ, chồng có quyền, nghĩa vụ ngang nhau",
        "Thôn không có căn cứ để nhắc nhở",
        "Thêm trách nhiệm của cộng đồng dân cư",
        "Thôn biết sớm nhất",
        f"{IA_DOM}; {IA_TOI}",
    ]


def test_the_figures_of_two_years_stand_under_each_other_by_sex(world: World, reviewed: Snapshot) -> None:
    annex = document_of(drafted(world, reviewed)).annexes[1]
    assert annex.title == "Số liệu tách theo giới tính các năm 2020–2021"
    staff = next(place for place, row in enumerate(rows(annex)) if "QL-01" in row)
    first, second = rows(annex)[staff : staff + 2]
    assert first[4:] == ["2020", "10", "9", "19", "1/17", ""]
    assert second == ["2021", "12", "9", "21", "1/17", ""]  # the indicator's name covers both rows
    notes = " ".join(block.text for block in annex.blocks if isinstance(block, Paragraph))
    assert "năm 2020 tính từ ngày 15/12/2019 đến hết ngày 14/12/2020" in notes


def test_a_field_that_nobody_found_anything_in_says_so_and_the_found_names_its_unit(
    world: World, reviewed: Snapshot
) -> None:
    sections = {section.label: section for section in document_of(drafted(world, reviewed)).sections}
    assert sections["VIII"].children[0].text == f"{IA_TOI}: Số vụ bạo lực gia đình giảm."
    assert "không báo cáo nội dung" in sections["I"].text and not sections["I"].children


def test_the_review_goes_out_numbered_and_composes_to_the_same_bytes(world: World, reviewed: Snapshot) -> None:
    issue = brought_to(IssueState.SENT, world, reviewed)
    assert issue.paper is not None and issue.paper.number_symbol == "01/BC-UBND"
    assert recompose(issue) == recompose(issue) is not None
