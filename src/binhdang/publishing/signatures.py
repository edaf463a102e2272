"""How a signer signs (Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I, phần I, mục II, khoản 7)."""

from __future__ import annotations

from binhdang.orgs.models import Unit, UnitKind

_COMMITTEES = (UnitKind.PROVINCE_COMMITTEE, UnitKind.DISTRICT_COMMITTEE, UnitKind.COMMUNE_COMMITTEE)
_DEPUTY = "PHÓ "


def signature_of(unit: Unit, *, position: str, name: str) -> dict[str, str]:
    """The printed lines. A People's Committee decides as a body: TM.; a deputy signs for the head: KT."""
    title = position.strip().upper()
    return {
        "authority": "TM. ỦY BAN NHÂN DÂN" if unit.kind in _COMMITTEES else "",
        "capacity": f"KT. {title.removeprefix(_DEPUTY)}" if title.startswith(_DEPUTY) else "",
        "position": title,
        "name": name,
    }
