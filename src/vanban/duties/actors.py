"""Bodies named as the ones to act: at the head "
"of an item, in its heading, or by "chủ trì", "phối hợp", "giao", "do"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.bodies import FoundBody, bodies_at, body_starts, only_bodies
from vanban.duties.model import Actor, Manner, Role
from vanban.passage import Passage

_WINDOW = 240
"""Characters before and after a name within which words make it an actor."""
_REQUEST = re.compile(r"(?:(?:Đề nghị|Giao(?: cho| nhiệm vụ cho)?|Yêu cầu|Phân công|Đối với)\s+)", re.IGNORECASE)
_WHEN = re.compile(
    r"^\s*(?:(?:định kỳ|hằng|hàng|mỗi|trước|trong|từ|đến|chậm nhất|sau khi|"
    r"ngay sau|khi|căn cứ|trên cơ sở)\s[^.;:]*?,\s*)+",
    re.IGNORECASE,
)
"""When or on what ground, told before the subject: "Hằng tháng, trước ngày 18, Văn phòng …"."""
_ASIDE = r"\s*(?:\([^()]{0,80}\))?\s*[:,]?\s*"
_DUTY_WORDS = (
    r"(?:(?:có trách nhiệm|chịu trách nhiệm|là (?:cơ quan|đơn vị|đầu mối)|làm|chủ động|tiếp tục|trực tiếp|"
    r"giúp \S+(?: \S+){0,5}?)\s+)*"
)
_LEADS_AFTER = re.compile(rf"{_ASIDE}{_DUTY_WORDS}(?:chủ trì|làm đầu mối|đầu mối)", re.IGNORECASE)
_SUPPORTS_AFTER = re.compile(rf"{_ASIDE}{_DUTY_WORDS}phối hợp(?! triển khai)", re.IGNORECASE)
_LEADS_BEFORE = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận) )?(?:chủ trì|đầu mối)(?: thực hiện| tham mưu| triển khai)?\s*:\s*$", re.IGNORECASE
)
_DOES_BEFORE = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận) (?:thực hiện|triển khai|phụ trách|tham mưu)|phân công(?: thực hiện)?)\s*:\s*$",
    re.IGNORECASE,
)
_SUPPORTS_BEFORE = re.compile(
    r"(?:phối hợp|kết hợp|hiệp đồng)(?: chặt chẽ| thường xuyên| thực hiện| "
    r"tổ chức)*(?:\s*:|\s+(?:cùng với|với|cùng|của))\s*$",
    re.IGNORECASE,
)
_ORDERED_BEFORE = re.compile(
    r"(?<!\w)(?:giao|phân công|yêu cầu|ủy quyền)(?: nhiệm vụ)?(?: cho)?\s*:?\s*$", re.IGNORECASE
)
_REQUESTED_BEFORE = re.compile(r"(?<!\w)đề nghị\s*:?\s*$", re.IGNORECASE)
_BY_BEFORE = re.compile(r"(?<!\w)do\s+$", re.IGNORECASE)
_ACTS_AFTER = re.compile(
    rf"{_ASIDE}(?:chủ trì|thực hiện|phụ trách|đảm nhiệm|đảm nhận|tổ chức|"
    rf"tham mưu|chịu trách nhiệm|triển khai|xây dựng)",
    re.IGNORECASE,
)
_IS_SUBJECT_AFTER = re.compile(
    r"\s*(?:\([^()]{0,80}\))?\s*(?:[:,]\s*)?(?:căn cứ|theo chức năng|theo|có trách nhiệm|chịu trách nhiệm|"
    r"chủ|phối|tổ chức|xây dựng|triển|rà|tham|"
    r"hướng dẫn|thực|tăng|đẩy|tiếp|thường|kịp|bố|chỉ đạo|lồng|đưa|lập|định kỳ|nghiên|theo dõi|kiểm|giám "
    r"sát|báo cáo|tuyên truyền|quán triệt|"
    r"phân công|cử|đảm bảo|bảo đảm|hoàn thành|gửi|quan tâm|vận động|phát|huy động|hỗ trợ|thẩm|cung cấp|"
    r"cập nhật|tổng hợp|đôn đốc|chuẩn bị|"
    r"là|sử dụng|khẩn trương|nâng|đổi mới|duy trì|mở|in|cấp|tạo|đăng|cân đối|"
    r"trình|phản ánh|tham gia|đề ra|ban hành|quản|xác|"
    r"thống|tập|phổ biến|đề xuất|khai thác)",
    re.IGNORECASE,
)


def actors_of_heading(heading: Passage, text: str, requested: bool) -> list[Actor]:
    """The actors that a heading names: "1. Phòng Tư pháp", "4. Đề nghị Ủy ban Mặt trận … và các đoàn thể …".

    `text` is what the section tells them to do; its first verb gives their role.
    """
    request = _REQUEST.match(heading.text)
    start = request.end() if request else 0
    names = only_bodies(heading.text[start:])
    manner = _manner(request[0] if request else "", requested)
    role = _role_of(text)
    if names:
        return [
            _actor(heading, FoundBody(start + one.start, start + one.end, one.confidence), role, manner)
            for one in names
        ]
    first = bodies_at(heading.text, start)
    if (
        first
        and len(heading.text) <= 220
        and re.match(
            r"[\s,]*(?:thành viên|thuộc|trực thuộc|của|trên địa bàn|liên quan|khác|là|và|theo|có)|\s*[A-ZĐ(\[-]",
            heading.text[first[-1].end :] or " là",
        )
    ):
        whole = FoundBody(start, len(heading.text), min(one.confidence for one in first))
        return [_actor(heading, whole, role, manner)]
    return []


def actors_of_text(paragraph: Passage, first: bool, requested: bool) -> list[Actor]:
    """The actors that a paragraph names by its words; `first` where it opens the item, so that its subject counts."""
    found: list[Actor] = []
    text = paragraph.text
    for names in _lists(text):
        opens = first and names[0].start <= 90
        before, after = (
            text[max(0, names[0].start - _WINDOW) : names[0].start],
            text[names[-1].end : names[-1].end + _WINDOW],
        )
        role, manner, named = _cues(before, after, opens, requested)
        if not named:
            continue
        in_passing = not before.rstrip().endswith(":") and (role == "support" or _BY_BEFORE.search(before) is not None)
        found.extend(_actor(paragraph, name, role, manner) for name in names if name.confidence > 0.6 or not in_passing)
    return found


def _lists(text: str) -> Iterator[Sequence[FoundBody]]:
    end = 0
    for start in body_starts(text):
        if start < end:
            continue
        names = bodies_at(text, start)
        if names:
            end = names[-1].end
            yield names


def _cues(before: str, after: str, first: bool, requested: bool) -> tuple[Role | None, Manner, bool]:
    """Role, manner, and whether the words make the bodies actors at all."""
    manner = _manner("đề nghị" if _REQUESTED_BEFORE.search(before) else "", requested and first)
    if _LEADS_BEFORE.search(before):
        return "lead", manner, True
    if _SUPPORTS_BEFORE.search(before):
        return "support", manner, True
    if _LEADS_AFTER.match(after):
        return "lead", manner, True
    if _DOES_BEFORE.search(before) or (_BY_BEFORE.search(before) and _ACTS_AFTER.match(after)):
        return None, manner, True
    if _SUPPORTS_AFTER.match(after) and re.search(r"chủ trì[^.;]*(?:[,;]|và)\s*$", before, re.IGNORECASE):
        return "support", manner, True
    ordered = _ORDERED_BEFORE.search(before) or _REQUESTED_BEFORE.search(before)
    subject = first and not _WHEN.sub("", _REQUEST.sub("", before)).strip(" -–+") and _IS_SUBJECT_AFTER.match(after)
    if ordered or subject:
        return ("support" if _SUPPORTS_AFTER.match(after) else None), manner, True
    return None, manner, False


def _role_of(text: str) -> Role | None:
    """The role that the first words of an instruction give to the body of its heading."""
    head = text[:160].lstrip(" -–+").casefold()
    if re.match(
        _DUTY_WORDS
        + r"(?:chủ trì|làm đầu mối|là cơ quan (?:chủ trì|thường trực|đầu mối)|là đơn vị (?:chủ trì|đầu mối))",
        head,
    ):
        return "lead"
    if re.match(r"(?:chủ động\s+|tích cực\s+)?phối hợp(?: chặt chẽ)?(?:\s+(?:với|cùng))", head):
        return "support"
    return None


def _manner(request: str, requested: bool) -> Manner:
    if request:
        return "đề nghị" if request.casefold().startswith("đề nghị") else "giao"
    return "đề nghị" if requested else "giao"


def asks(title: str) -> bool:
    """Whether a heading asks ("Đề nghị …") and does not order."""
    return title.casefold().startswith("đề nghị")


def _actor(passage: Passage, name: FoundBody, role: Role | None, manner: Manner) -> Actor:
    read = passage.read(name.start, name.end)
    return Actor(read.value, role, manner, read.spans, name.confidence)
