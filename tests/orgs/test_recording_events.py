"""An administrator records what happens to units, and everybody reads it on the unit's page."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from binhdang.demo.world import World
from binhdang.jobs.clock import pin
from binhdang.orgs.models import Membership, Succession, Unit, UnitEvent
from binhdang.orgs.queries import parents_on

AT = datetime(2025, 6, 20, 2, tzinfo=UTC)
ON, BEFORE = date(2025, 7, 1), date(2025, 6, 30)
TYPED = {"on": "01/07/2025", "basis": "Nghị quyết số 1677/NQ-UBTVQH15"}


@pytest.fixture
def ha(world: World, client: Client) -> Client:
    pin(AT)
    client.force_login(world.ha)
    return client


def record(client: Client, unit: Unit, kind: str, /, **typed: object) -> str:
    """Post a form; the page that follows, which must be the unit's."""
    answer = client.post(f"/don-vi/{unit.public_id}/su-kien/{kind}/", {**TYPED, **typed}, follow=True)
    assert answer.redirect_chain == [(f"/don-vi/{unit.public_id}/", 302)], answer.content.decode()
    return answer.content.decode()


def shown_again(client: Client, unit: Unit, kind: str, /, **typed: object) -> str:
    """Post a form that is refused: it stands there again, and nothing was recorded."""
    before = UnitEvent.objects.count()
    answer = client.post(f"/don-vi/{unit.public_id}/su-kien/{kind}/", {**TYPED, **typed})
    assert answer.status_code == 422
    assert UnitEvent.objects.count() == before
    page = answer.content.decode()
    assert 'value="01/07/2025"' in page
    assert "1677/NQ-UBTVQH15" in page
    return page


def test_ha_records_that_ia_dom_went_into_ia_toi(world: World, ha: Client) -> None:
    form = ha.get(f"/don-vi/{world.commune.public_id}/su-kien/sap-nhap/").content.decode()
    assert "Ủy ban nhân dân xã Ia Dom (mã 23537)" in form
    assert "(mã 618.ttyt)" not in form
    page = record(ha, world.commune, "sap-nhap", siblings=[world.other_commune.public_id], carry_roles="on")
    assert "UBND xã Ia Dom" in page
    assert "1677/NQ-UBTVQH15" in page
    assert "Vũ Hà" in page
    assert world.other_commune.pk not in parents_on(ON)
    assert Membership.objects.in_force(ON).get(user=world.giang).unit == world.commune
    old = ha.get(f"/don-vi/{world.other_commune.public_id}/", {"ngay": "2025-07-01"}).content.decode()
    assert "UBND xã Ia Tơi" in old
    assert "thuộc về" in old
    assert "Ghi sự kiện" not in old


def test_ha_founds_units_and_splits_one_by_a_declared_key(world: World, ha: Client) -> None:
    for code in ("90001", "90002"):
        record(
            ha, world.district, "lap", code=code, kind="commune_committee", name=f"Ủy ban nhân dân xã {code}"
        )  # fmt: skip
    parts = {"unit_1": "90001", "share_1": "1/3", "unit_2": "90002 ", "share_2": "2/3", "key_name": "dân số"}
    page = record(ha, world.commune, "chia-tach", **parts)
    assert "1/3 theo dân số" in page
    shares = {row.target.code: row.share for row in Succession.objects.select_related("target")}
    assert shares == {"90001": Fraction(1, 3), "90002": Fraction(2, 3)}
    part = ha.get(f"/don-vi/{Unit.objects.get(code='90001').public_id}/").content.decode()
    assert "UBND xã Ia Tơi" in part


def test_ha_renames_moves_gives_a_function_away_and_abolishes(world: World, ha: Client) -> None:
    focal, office = world.focal, world.units["618.cq-tcnv"]
    page = record(ha, focal, "doi-ten", name="Phòng Nội vụ huyện", short_name="Phòng NV")
    assert "Phòng Lao động - Thương binh và Xã hội → Phòng Nội vụ huyện" in page
    assert "Ủy ban nhân dân huyện Ia H&#x27;Drai → Phòng Nội vụ huyện" in record(
        ha, office, "chuyen", parent="618.phong-ldtbxh"
    )
    ends = {"function": "quản lý nhà nước về bình đẳng giới", "target": "618.phong-tp", "on": "01/08/2025"}
    refused = ha.post(f"/don-vi/{focal.public_id}/su-kien/chuyen-chuc-nang/", {**TYPED, **ends, "ends": "on"})
    assert refused.status_code == 422
    assert "còn 1 đơn vị trực thuộc" in refused.content.decode()
    page = record(ha, focal, "chuyen-chuc-nang", **ends, moves_figures="on")
    assert "«quản lý nhà nước về bình đẳng giới»" in page
    record(ha, office, "giai-the", on="01/09/2025")
    assert office.pk not in parents_on(date(2025, 9, 1))


def test_what_is_wrong_is_said_beside_what_was_typed(world: World, ha: Client) -> None:
    commune = world.commune
    assert "Chưa chọn đơn vị nào nhập vào" in shown_again(ha, commune, "sap-nhap")
    page = shown_again(ha, commune, "sap-nhap", others="23537\n4", note="xem lại")
    assert "Không có đơn vị nào mang mã 4" in page
    assert "xem lại" in page
    assert "không phải tỷ lệ" in shown_again(
        ha, commune, "chia-tach", unit_1="23535", unit_2="23537", share_1="một nửa"
    )
    shares = {"unit_1": "23535", "unit_2": "23537", "share_1": "30%", "share_2": "0,6", "key_name": "dân số"}
    page = shown_again(ha, commune, "chia-tach", **shares)
    assert "3/10 + 3/5 = 9/10" in page
    assert 'value="30%"' in page
    assert "chưa có mã đơn vị" in shown_again(
        ha, commune, "chia-tach", unit_1="23535", unit_2="23537", share_3="1/3"
    )  # fmt: skip
    assert "thuộc" in shown_again(ha, world.district, "chuyen", parent="23538")
    assert "Mã đơn vị đã có" in shown_again(
        ha, world.district, "lap", code="23538", kind="commune_committee", name="Xã X"
    )
    empty = ha.post(f"/don-vi/{commune.public_id}/su-kien/doi-ten/", {})
    assert "Chưa nhập căn cứ pháp lý" in empty.content.decode()


def test_the_pages_of_events_exist_for_administrators_of_the_unit_alone(world: World, ha: Client) -> None:
    for kind in ("lap", "doi-ten", "chuyen", "sap-nhap", "chia-tach", "giai-the", "chuyen-chuc-nang"):
        assert ha.get(f"/don-vi/{world.commune.public_id}/su-kien/{kind}/").status_code == 200
        assert ha.get(f"/don-vi/{world.units['62'].public_id}/su-kien/{kind}/").status_code == 404
    assert ha.get(f"/don-vi/{world.commune.public_id}/su-kien/khac/").status_code == 404
    assert "Ghi sự kiện" in ha.get(f"/don-vi/{world.commune.public_id}/").content.decode()
    ha.force_login(world.chi)
    assert ha.get(f"/don-vi/{world.commune.public_id}/su-kien/doi-ten/").status_code == 404
    assert "Ghi sự kiện" not in ha.get(f"/don-vi/{world.commune.public_id}/").content.decode()


def test_the_tree_page_stands_on_the_day_that_was_asked_for(world: World, ha: Client) -> None:
    record(ha, world.commune, "sap-nhap", siblings=[world.other_commune.public_id])
    assert "Ia Dom" in ha.get("/don-vi/", {"ngay": "01/01/2022"}).content.decode()
    assert "Ia Dom" not in ha.get("/don-vi/", {"ngay": "01/07/2025"}).content.decode()


LIST = "level,code,name,parent_code\ndistrict,618,Huyện Ia H'Drai,62\ncommune,23538,Xã Ia Tơi,618\n"
TRANSITIONS = "level,old_code,new_code,extent\ncommune,23537,23538,full\ncommune,23538,23538,full\n"


def sent(name: str, content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.csv", content.encode(), "text/csv")


def test_ha_sends_a_list_in_sees_what_it_changes_and_takes_it(world: World, ha: Client) -> None:
    files = {"units": sent("moi", LIST), "transitions": sent("chuyen", TRANSITIONS)}
    answer = ha.post("/don-vi/nhap/", {**TYPED, **files}, follow=True)
    page = answer.content.decode()
    assert "23537 Ủy ban nhân dân xã Ia Dom" in page
    assert "Ghi 1 sự kiện" in page
    assert world.other_commune.pk in parents_on(ON)
    (check, _), *_ = answer.redirect_chain
    taken = ha.post(check, follow=True)
    assert "Đã ghi 1 sự kiện" in taken.content.decode()
    assert world.other_commune.pk not in parents_on(ON)
    assert "Đã ghi lúc" in ha.get(check).content.decode()
    event = UnitEvent.objects.get(kind="merge")
    assert (event.recorded_by, event.basis) == (world.ha, TYPED["basis"])
    again = ha.post(check, follow=True)
    assert UnitEvent.objects.filter(kind="merge").count() == 1
    assert "Đã ghi lúc" in again.content.decode()
    ha.force_login(world.chi)
    assert ha.get(check).status_code == 404


def test_a_bad_list_is_refused_beside_what_was_typed_and_one_without_a_document_is_not_taken(
    world: World, ha: Client
) -> None:
    bad = ha.post("/don-vi/nhap/", {**TYPED, "units": sent("sai", LIST.replace("23538", "3538"))})
    assert bad.status_code == 422
    assert "dòng 3" in bad.content.decode()
    assert "1677/NQ-UBTVQH15" in bad.content.decode()
    assert "Chưa chọn tệp danh sách" in ha.post("/don-vi/nhap/", TYPED).content.decode()
    corrections = {"units": sent("moi", LIST), "corrections": sent("sua", "x")}
    assert "đi cùng tệp chuyển tiếp" in ha.post("/don-vi/nhap/", {**TYPED, **corrections}).content.decode()
    files = {"units": sent("moi", LIST), "transitions": sent("chuyen", TRANSITIONS), "basis": ""}
    check = ha.post("/don-vi/nhap/", {**TYPED, **files})["Location"]
    refused = ha.post(check)
    assert refused.status_code == 422
    assert "căn cứ" in refused.content.decode()
    assert world.other_commune.pk in parents_on(ON)
