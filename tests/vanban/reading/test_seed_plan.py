"""The seed plan of huyện Ia H'Drai, 2022, as the people who carry it out read it."""

from __future__ import annotations

from vanban.document import Read, Section
from vanban.duties import Duty
from vanban.reading import Reading

from .spans import breaches


def sections(reading: Reading) -> dict[str, Section]:
    """Sections by the path of their printed numbers."""
    found: dict[str, Section] = {}

    def walk(parts: tuple[Section, ...], above: str) -> None:
        for part in parts:
            path = f"{above}/{part.label}".strip("/")
            found[path] = part
            walk(part.children, path)

    walk(reading.document.sections, "")
    return found


def duties(reading: Reading) -> dict[str, Duty]:
    return {duty.label: duty for duty in reading.duties}


def value(read: Read[str] | None) -> str | None:
    return read.value if read else None


def test_khanh_finds_no_number_symbol_place_or_date_because_the_paper_has_none(seed: Reading) -> None:
    header = seed.document.header
    assert (header.number, header.symbol, header.number_symbol, header.place, header.issued_on) == (None,) * 5
    assert {"number-missing", "date-missing"} <= {warning.code for warning in seed.warnings}


def test_the_kind_and_title_are_read_and_the_issuer_stands_in_the_opening_sentence(seed: Reading) -> None:
    header = seed.document.header
    assert value(header.kind) == "Kế hoạch"
    assert header.title is not None
    assert header.title.value.startswith("Triển khai thực hiện các mục tiêu bình đẳng giới năm 2022")
    assert value(header.issuing_body) == "Ủy ban nhân dân huyện Ia H'Drai"


def test_the_five_cited_documents_have_their_dates(seed: Reading) -> None:
    assert [(one.symbol, str(one.issued_on)) for one in seed.references] == [
        ("25/KH-SLĐTBXH", "2022-03-11"),
        ("103/KH-UBND", "2021-06-09"),
        ("153/KH-UBND", "2021-08-25"),
        ("50/KH-UBND", "2022-03-15"),
        ("99/QĐ-UBND", "2021-06-29"),
    ]
    assert [one.kind for one in seed.references] == ["Kế hoạch"] * 4 + ["Quyết định"]
    assert [len(one.spans) for one in seed.references] == [1, 3, 3, 3, 1]


def test_the_legal_basis_ends_where_the_committee_issues(seed: Reading) -> None:
    (basis,) = seed.document.legal_bases
    assert basis.text.startswith("Căn cứ Kế hoạch số 25/KH-SLĐTBXH")
    assert basis.text.endswith("các mục tiêu bình đẳng giới năm 2022")
    assert seed.document.opening[0].text.startswith("Ủy ban nhân dân huyện ban hành Kế hoạch")


def test_six_footnotes_are_tied_to_their_marks_and_out_of_the_words(seed: Reading) -> None:
    assert [note.mark for note in seed.document.footnotes] == ["1", "2", "3", "4", "5", "6"]
    parts = sections(seed)
    assert parts["II/2/2.1"].footnotes == ("1", "2", "3")
    assert parts["II/3/3.4"].footnotes == ("4",)
    assert parts["III/2"].footnotes == ("5",)
    assert [one.footnotes for one in seed.document.recipients if one.footnotes] == [("6",)]
    for section in parts.values():
        assert not set("¹²³⁴⁵⁶*") & set(section.text + section.title)


def test_the_page_break_does_not_cut_the_paragraph_of_the_member_bodies(seed: Reading) -> None:
    (paragraph,) = sections(seed)["III/2"].text.split("\n")
    assert "Ủy ban nhân dân huyện Chương trình “Phòng ngừa và ứng phó" in paragraph
    assert paragraph.endswith("để theo dõi, tổng hợp báo cáo chung.")


def test_sections_keep_their_printed_labels_and_the_gap(seed: Reading) -> None:
    assert [part.label for part in seed.document.sections] == ["I", "II", "III", "IV"]
    assert [part.label for part in sections(seed)["II/4"].children] == ["4.1", "4.2", "4.3", "4.5", "4.6", "4.7"]
    (gap,) = [warning for warning in seed.warnings if warning.code == "numbering-gap"]
    assert "4.4" in gap.message


def test_chi_gets_fifteen_tasks_and_an_actor_only_where_one_is_named(seed: Reading) -> None:
    tasks = [duty for duty in seed.duties if duty.scope == "task"]
    per_group = {1: (1, 2, 3), 2: (1, 2), 3: (1, 2, 3, 4), 4: (1, 2, 3, 5, 6, 7)}
    assert [duty.label for duty in tasks] == [f"{group}.{n}" for group, numbers in per_group.items() for n in numbers]
    assert len(tasks) == 15
    assert [duty.label for duty in tasks if duty.actors] == ["1.1"]
    assert [actor.value for actor in duties(seed)["1.1"].actors] == [
        "Các Phòng ban, ngành, đơn vị",
        "Ủy ban nhân dân các xã",
    ]


def test_conditions_are_deadlines_also_when_they_stand_in_a_footnote(seed: Reading) -> None:
    def conditions(label: str) -> list[str | None]:
        return [deadline.condition for deadline in duties(seed)[label].deadlines]

    assert conditions("1.2") == ["khi được yêu cầu"]
    assert conditions("1.3") == ["sau khi có Văn bản hướng dẫn của Sở Lao động - Thương binh và Xã hội"]
    assert conditions("3.4") == ["nếu tình hình dịch bệnh Covid-19 ổn định"]
    assert [duty.label for duty in seed.duties if duty.deadlines] == ["1.2", "1.3", "3.4"]


def test_standing_duties_name_their_bodies_and_only_the_front_is_asked(seed: Reading) -> None:
    standing = [duty for duty in seed.duties if duty.scope == "standing"]
    assert [(duty.label, [(actor.value, actor.role, actor.manner) for actor in duty.actors]) for duty in standing] == [
        ("III.1", [("Phòng Lao động - Thương binh và Xã hội", "lead", "giao")]),
        ("III.2", [("Các cơ quan thành viên Ban vì sự tiến bộ của phụ nữ huyện", None, "giao")]),
        ("III.3", [("Ủy ban nhân dân các xã", None, "giao")]),
        (
            "III.4",
            [
                ("Ủy ban Mặt trận Tổ quốc Việt Nam", "support", "đề nghị"),
                ("các đoàn thể chính trị - xã hội huyện", "support", "đề nghị"),
            ],
        ),
    ]


def test_the_thirteen_member_bodies_come_from_the_last_footnote(seed: Reading) -> None:
    assert len(seed.bodies) == 13
    assert {body.footnote for body in seed.bodies} == {"6"}
    assert "Văn phòng Huyện ủy - Hội đồng nhân dân và Ủy ban nhân dân huyện" in [body.value for body in seed.bodies]
    assert seed.bodies[-1].value == "Trung tâm Y tế huyện"


def test_reports_go_to_the_committee_through_the_focal_body(seed: Reading) -> None:
    assert [(duty.frequency, duty.before) for duty in seed.reporting] == [
        ("six-monthly", "06-05"),
        ("yearly", "12-05"),
        ("ad hoc", None),
    ]
    for duty in seed.reporting:
        assert (duty.to, duty.through) == ("Ủy ban nhân dân huyện", "Phòng Lao động - Thương binh và Xã hội")


def test_recipients_and_the_stack_above_the_signer(seed: Reading) -> None:
    assert [one.value for one in seed.document.recipients] == [
        "Sở Lao động-Thương binh và Xã hội (b/c)",
        "CT, các PCT UBND huyện",
        "Ủy ban Mặt trận Tổ quốc Việt Nam huyện",
        "Các Phòng, ban, ngành, đoàn thể thành viên BVSTBPN",
        "Ủy ban nhân dân các xã",
        "Lưu: VT-TH",
    ]
    signature = seed.document.signature
    assert value(signature.authority) == "TM. ỦY BAN NHÂN DÂN"
    assert value(signature.capacity) == "KT. CHỦ TỊCH"
    assert value(signature.position) == "PHÓ CHỦ TỊCH"
    assert signature.name is not None
    assert signature.name.value in seed.text


def test_nothing_is_invented_and_no_line_is_dropped(seed: Reading) -> None:
    assert breaches(seed.as_json(), seed.text) == []
    assert seed.unread == ()
