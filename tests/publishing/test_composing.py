"""The paper itself: what it says, and that its bytes never move."""

import io
import re
import zipfile

import pytest

from binhdang.consolidation.models import Snapshot
from binhdang.demo.world import World
from binhdang.files.actions import read
from binhdang.orgs.models import Unit, UnitKind, UnitName
from binhdang.publishing.actions import recompose, verify
from binhdang.publishing.composing import compose, document_of
from binhdang.publishing.models import Issue
from binhdang.publishing.signatures import signature_of
from binhdang.publishing.states import IssueState
from binhdang.values.refusals import Refusal
from consolidation.rounds import at, report_of, send
from publishing.papers import SO, brought_to, drafted


def words(docx: bytes) -> str:
    """All words of a .docx, paragraphs on lines of their own."""
    xml = zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", xml.replace("</w:p>", "\n"))


def test_the_same_snapshot_and_header_give_the_same_bytes_also_after_a_reload(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.SENT, world, frozen)
    assert compose(issue) == compose(issue) == compose(Issue.objects.get())
    assert issue.file is not None
    assert read(issue.file) == recompose(Issue.objects.get())


def test_the_issued_bytes_do_not_move_when_everything_else_does(world: World, frozen: Snapshot) -> None:
    """An's figures are corrected and her commune and the district are renamed: the issued paper stays what it was."""
    issue = brought_to(IssueState.SENT, world, frozen)
    send(frozen.round, world.commune, {"TH-01": 77}, by=world.an)
    UnitName.objects.all().update(name="Tên khác")
    Unit.objects.all().update(place="Nơi khác", symbol_part="XX")
    found = verify(Issue.objects.get())
    assert found is not None
    assert found.same is True
    assert issue.file is not None
    assert found.sha256 == issue.file.sha256


def test_a_paper_of_another_composer_is_not_called_wrong(world: World, frozen: Snapshot) -> None:
    brought_to(IssueState.SENT, world, frozen)
    Issue.objects.update(composer_version="0.0")
    found = verify(Issue.objects.get())
    assert found is not None
    assert found.same is None


def test_kept_bytes_that_were_touched_are_noticed(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.SENT, world, frozen)
    assert issue.file is not None
    path = issue.file.content.path
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"changed")
    with pytest.raises(Refusal, match="không còn nguyên vẹn"):
        verify(Issue.objects.get())


def test_before_signature_and_number_their_places_are_blank(world: World, frozen: Snapshot) -> None:
    document = document_of(drafted(world, frozen))
    assert document.header.number is None
    assert document.header.issued_on is None
    assert document.signature.name is None
    assert "BC-UBND" in words(compose(Issue.objects.get()))


def test_the_letterhead_and_the_close_are_those_of_a_report_of_the_committee(world: World, frozen: Snapshot) -> None:
    text = words(compose(brought_to(IssueState.NUMBERED, world, frozen)))
    for line in (
        "HUYỆN IA H'DRAI",
        "Số: 01/BC-UBND",
        "Ia H'Drai, ngày 13 tháng 6 năm 2022",
        "BÁO CÁO",
        f"Kính gửi: {SO}",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Hoàng Minh",
        "- Lưu: VT, LĐTBXH.",
    ):
        assert line in text, line


def test_it_says_on_how_many_reports_it_rests_and_whose_is_missing(world: World, frozen: Snapshot) -> None:
    first, absent = (paragraph.text for paragraph in document_of(drafted(world, frozen)).opening)
    assert "của 3/17 cơ quan, đơn vị" in first
    assert "từ ngày 15/12/2021 đến hết ngày 04/6/2022" in first
    assert "Phụ lục I và Phụ lục II" in first
    assert "Ủy ban nhân dân xã Ia Đal" in absent
    assert "Ia Tơi" not in absent


def test_sections_keep_their_printed_numbers_and_empty_ones_say_so(world: World, frozen: Snapshot) -> None:
    sections = document_of(drafted(world, frozen)).sections
    assert [section.label for section in sections] == ["I", "II", "III", "IV", "V"]
    results = sections[1]
    assert results.title == "Kết quả thực hiện"
    assert [child.label for child in results.children][:4] == ["1", "2", "3", "4"]
    trainings = results.children[3]
    assert trainings.text.startswith("Toàn huyện mở 03 lớp")
    assert "không báo cáo nội dung" in results.children[0].text


def annex_rows(world: World, frozen: Snapshot) -> dict[str, list[str]]:
    """The first annex by indicator code."""
    annex = document_of(drafted(world, frozen)).annexes[0]
    assert annex.landscape
    rows = [[cell.text for cell in row] for row in annex.blocks[0].rows]  # type: ignore[union-attr]
    return {row[1]: row for row in rows if len(row) > 1}


def test_every_total_in_the_annex_says_what_it_rests_on(world: World, frozen: Snapshot) -> None:
    rows = annex_rows(world, frozen)
    assert rows["TH-01"][4:] == ["", "", "3", "3/17", "1"]
    assert rows["TH-02"][4:] == ["18", "33", "51", "1/17", ""]
    assert rows["TH-03"][6] == "57,1 (24/42)"
    assert rows["QL-06"][6:8] == ["12.500.000", "2/17"]
    assert rows["CL-5-2A-MS"][4:8] == ["40", "38", "78", "1/1"]


def test_the_annex_names_who_is_missing_and_what_was_not_verified(world: World, frozen: Snapshot) -> None:
    blocks = document_of(drafted(world, frozen)).annexes[0].blocks[1:]
    notes = "\n".join(block.text for block in blocks)  # type: ignore[union-attr]
    assert "Chỉ tiêu TH-02: chưa đủ các phần số liệu của Ủy ban nhân dân xã Ia Dom." in notes
    assert re.search(r"Chỉ tiêu TH-03, QL-03, QL-04, QL-05: chưa có số liệu của .*xã Ia Dom", notes)
    assert "Ia Đal" not in notes
    assert "chưa đối chiếu" in notes
    assert "Chỉ tiêu QL-05: mẫu số nhỏ" in notes


def test_the_second_annex_says_who_reported_when(world: World, frozen: Snapshot) -> None:
    table = document_of(drafted(world, frozen)).annexes[1].blocks[0]
    rows = {row[1].text: [cell.text for cell in row[3:]] for row in table.rows}  # type: ignore[union-attr]
    assert rows["Ủy ban nhân dân xã Ia Tơi"] == ["20/5/2022", "1", "đã tổng hợp, gửi đúng hạn"]
    assert rows["Ủy ban nhân dân xã Ia Dom"] == ["07/6/2022", "1", "đã tổng hợp, gửi chậm 3 ngày"]
    assert rows["Công an huyện"] == ["", "", "chưa tổng hợp (đang soạn)"]
    assert report_of(frozen.round, world.commune).first_submitted_at != at(7)


def test_a_head_signs_alone_and_a_department_signs_in_its_own_name() -> None:
    committee = Unit(kind=UnitKind.COMMUNE_COMMITTEE)
    chair = signature_of(committee, position="Chủ tịch", name="Phạm Thanh Bình")
    assert (chair["authority"], chair["capacity"], chair["position"]) == ("TM. ỦY BAN NHÂN DÂN", "", "CHỦ TỊCH")
    deputy = signature_of(Unit(kind=UnitKind.DEPARTMENT), position="Phó Trưởng phòng", name="X")
    assert (deputy["authority"], deputy["capacity"], deputy["position"]) == ("", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")
