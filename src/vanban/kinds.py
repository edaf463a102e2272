"""The kinds of official documents (tên loại văn bản), in sentence case.

The first 29 are those of Nghị định 30/2020/NĐ-CP, Điều 7; then the kinds of legal and Party documents that plans cite.
"""

from __future__ import annotations

import re

ADMINISTRATIVE = (
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Hợp đồng",
    "Công văn",
    "Công điện",
    "Bản ghi nhớ",
    "Bản thỏa thuận",
    "Giấy ủy quyền",
    "Giấy mời",
    "Giấy giới thiệu",
    "Giấy nghỉ phép",
    "Phiếu gửi",
    "Phiếu chuyển",
    "Phiếu báo",
    "Thư công",
)
OTHER = (
    "Hiến pháp",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Lệnh",
    "Nghị định",
    "Thông tư",
    "Thông tư liên tịch",
    "Nghị quyết liên tịch",
    "Chương trình hành động",
    "Chương trình phối hợp",
    "Kế hoạch liên tịch",
    "Hướng dẫn liên tịch",
    "Kết luận",
    "Thông tri",
    "Văn bản",
    "Điều lệ",
    "Quy trình",
    "Nội quy",
    "Đề cương",
    "Kế hoạch phối hợp",
    "Quy chế phối hợp",
)

_ABBREVIATIONS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "CĐ": "Công điện",
    "GM": "Giấy mời",
}
"""Nghị định 30/2020/NĐ-CP, Phụ lục III, the kinds that plans and reports meet."""

_OF_FOLDED = {kind.casefold(): kind for kind in ADMINISTRATIVE + OTHER}
_SPELLINGS = {"bản thoả thuận": "Bản thỏa thuận", "giấy uỷ quyền": "Giấy ủy quyền"}

KIND_WORDS = "|".join(kind.replace(" ", r"\s*") for kind in sorted((*_OF_FOLDED, *_SPELLINGS), key=len, reverse=True))
"""Alternation for regular expressions (with IGNORECASE), longest first, tolerant of lost spaces ("Quyếtđịnh")."""

_SPACELESS = {kind.replace(" ", ""): name for kind, name in {**_OF_FOLDED, **_SPELLINGS}.items()}
_TRAILING = re.compile(r"[\s:.*_-]+$")


def kind_named(text: str) -> str | None:
    """The kind that `text` names and nothing else ("KẾ HOẠCH", "K Ế  H O Ạ C H"), or None."""
    return _SPACELESS.get("".join(_TRAILING.sub("", text).casefold().split()))


def abbreviated(symbol: str) -> str | None:
    """The kind that a symbol begins with: "Kế hoạch" of "KH-UBND"; None for the symbol of a công văn."""
    return _ABBREVIATIONS.get(re.split(r"[-–/\s]", symbol, maxsplit=1)[0])
