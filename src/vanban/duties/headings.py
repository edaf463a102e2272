"""What a section is about, by the words of its heading."""

from __future__ import annotations

import re
from typing import Literal

Topic = Literal["task", "standing", "reporting", "other"]

_OTHER = (
    r"mục đích|yêu cầu|mục tiêu|chỉ tiêu|quan điểm|đối tượng|phạm vi|thời gian|địa điểm|thành phần|kinh "
    r"phí|nguồn vốn|nguồn lực|"
    r"tình hình|thực trạng|kết quả|đánh giá|ưu điểm|tồn tại|hạn chế|khó khăn|thuận lợi|nguyên nhân|bài "
    r"học|căn cứ|sự cần thiết|"
    r"nguyên tắc|khái quát|đặc điểm|giải thích|dự toán|kiến nghị|đề xuất|"
    r"hiệu lực|điều khoản|tên gọi|ý nghĩa|chủ đề|quy mô"
)
_STANDING = (
    r"tổ chức thực hiện|phân công|trách nhiệm (?:của|thực hiện)|trách nhiệm$|nhiệm vụ của|tổ chức triển "
    r"khai|điều khoản thi hành|"
    r"tổ chức, thực hiện|nhiệm vụ các (?:cơ quan|đơn vị|ngành)|tổ chức chỉ đạo|các bước triển khai"
)
_REPORTING = r"báo cáo"
_TASK = (
    r"nội dung|nhiệm vụ|giải pháp|hoạt động|biện pháp|công việc|triển khai|tuyên truyền|đẩy mạnh|tăng "
    r"cường|nâng cao|tập huấn|"
    r"xây dựng|tổ chức|thực hiện|hỗ trợ|kiểm tra|giám sát|rà soát|truyền thông|phát triển|hoàn thiện|đào "
    r"tạo|phối hợp|huy động|đổi mới"
)
_LEADING = re.compile(
    rf"(?:(?:các|về|một số|những|công tác|chế độ|thông tin)\s+)*(?:(?P<other>{_OTHER})|"
    rf"(?P<standing>{_STANDING})|(?P<task>{_TASK}))"
)
_REPORTS = re.compile(
    r"^(?:\W*(?:công tác|chế độ|thực hiện|thông tin|thời gian|thời hạn|định kỳ|về|,|và)\s*)*báo cáo|thông "
    r"tin,? báo cáo|chế độ báo cáo"
)
_STANDING_ANYWHERE = re.compile(_STANDING)


def topic_of(title: str) -> Topic | None:
    """The topic that a heading names, None where its words say nothing."""
    folded = " ".join(title.casefold().split())
    if not folded:
        return None
    if _REPORTS.search(folded) and len(folded) < 90 and not folded.startswith("báo cáo tổng kết"):
        return "reporting"
    if _STANDING_ANYWHERE.search(folded):
        return "standing"
    match = _LEADING.match(folded)
    if match is None:
        return None
    return "other" if match["other"] else "standing" if match["standing"] else "task"
