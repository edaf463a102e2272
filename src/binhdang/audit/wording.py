"""What an audit row says in Vietnamese. A verb without words here is shown as it is stored."""

from collections.abc import Mapping

DONE = {
    "account.deactivated": "khóa tài khoản",
    "account.issued": "cấp tài khoản",
    "account.opened": "mở lại tài khoản",
    "account.reset": "cấp lại mật khẩu",
    "board.seated": "đưa vào ban",
    "claim.taken_over": "nhận xử lý văn bản thay người khác",
    "consolidation.begun": "bắt đầu tổng hợp",
    "consolidation.filled": "điền số liệu tổng hợp",
    "deadline.condition_occurred": "ghi điều kiện đã xảy ra",
    "dictionary.loaded": "nạp bộ chỉ tiêu",
    "indicator.added": "thêm chỉ tiêu",
    "indicator.changed": "sửa chỉ tiêu",
    "indicator.succeeded": "lập hiệu lực mới cho chỉ tiêu",
    "issue.checked": "kiểm tra văn bản phát hành",
    "issue.drafted": "soạn văn bản phát hành",
    "issue.numbered": "cấp số văn bản phát hành",
    "issue.sent": "phát hành văn bản",
    "issue.signed": "ký văn bản",
    "issue.withdrawn": "rút văn bản về soạn lại",
    "paper.attached": "đính kèm tệp vào văn bản",
    "paper.claimed": "nhận xử lý văn bản",
    "paper.drafted": "lập văn bản đi",
    "paper.linked": "ghi văn bản thực hiện văn bản cấp trên",
    "paper.numbered": "cấp số văn bản",
    "paper.registered": "vào sổ văn bản",
    "paper.released": "thôi giữ văn bản",
    "paper.sent": "gửi văn bản",
    "paper.taken_in": "tiếp nhận và đọc văn bản",
    "password.changed": "đổi mật khẩu",
    "plan.proposed": "lập đề xuất từ văn bản",
    "plan.put_in_force": "đưa kế hoạch vào thực hiện",
    "proposal.confirmed": "xác nhận đề xuất",
    "proposal.edited": "sửa và xác nhận đề xuất",
    "proposal.rejected": "bỏ đề xuất",
    "regime.founded": "lập chế độ báo cáo",
    "regime.outline_changed": "đổi đề cương báo cáo",
    "remark.resolved": "xử lý xong góp ý",
    "report.accepted": "chấp nhận báo cáo",
    "report.approval_asked": "trình duyệt báo cáo",
    "report.approved": "duyệt báo cáo",
    "report.begun": "bắt đầu báo cáo",
    "report.cells_written": "ghi số liệu báo cáo",
    "report.filled_from_registers": "điền báo cáo từ sổ theo dõi",
    "report.nil_affirmed": "xác nhận không phát sinh",
    "report.reopened": "mở lại báo cáo đã chấp nhận",
    "report.returned": "trả lại báo cáo",
    "report.saved": "lưu báo cáo",
    "report.submitted": "gửi báo cáo",
    "report.taken_back": "rút báo cáo về soạn lại",
    "report.text_written": "ghi nội dung báo cáo",
    "report.workbook_sent": "nạp biểu Excel của báo cáo",
    "report.workbook_taken": "nhận số liệu từ biểu Excel",
    "role.ended": "thu vai trò",
    "role.granted": "giao vai trò",
    "round.opened": "mở kỳ báo cáo",
    "session.closed": "đăng xuất",
    "session.opened": "đăng nhập",
    "sheet.taken": "nhập số liệu từ tệp bảng tính",
    "sheet.uploaded": "tải tệp bảng tính lên",
    "snapshot.frozen": "chốt số liệu tổng hợp",
    "snapshot.issued": "phát hành bản chốt",
    "target.dropped": "bỏ mục tiêu",
    "target.set": "đặt mục tiêu",
    "task.added": "bổ sung nhiệm vụ",
    "task.assigned": "giao nhiệm vụ",
    "task.done": "ghi nhiệm vụ hoàn thành",
    "task.unassigned": "thôi giao nhiệm vụ",
    "unit.abolished": "ghi giải thể đơn vị",
    "unit.created": "lập đơn vị",
    "unit.function_transferred": "ghi chuyển chức năng",
    "unit.merged": "ghi sáp nhập đơn vị",
    "unit.moved": "ghi chuyển trực thuộc",
    "unit.renamed": "ghi đổi tên đơn vị",
    "unit.split": "ghi chia tách đơn vị",
    "units.imported": "nhập danh sách đơn vị",
    "units.uploaded": "tải danh sách đơn vị lên",
    "work.handed_over": "bàn giao công việc",
}

KINDS = {
    "BoardSeat": "Ghế thành viên",
    "Claim": "Việc nhận xử lý",
    "Deadline": "Thời hạn",
    "Indicator": "Chỉ tiêu",
    "Issue": "Văn bản phát hành",
    "Membership": "Vai trò",
    "OfficialPaper": "Văn bản",
    "Plan": "Kế hoạch",
    "PlanTask": "Nhiệm vụ",
    "Proposal": "Đề xuất từ văn bản",
    "Regime": "Chế độ báo cáo",
    "Remark": "Góp ý",
    "Report": "Báo cáo",
    "Round": "Kỳ báo cáo",
    "Snapshot": "Bản chốt",
    "TaskBody": "Nhiệm vụ của đơn vị",
    "TreeStamp": "Cây đơn vị",
    "Unit": "Đơn vị",
    "UnitEvent": "Sự kiện của đơn vị",
    "UnitsUpload": "Danh sách đơn vị tải lên",
    "User": "Tài khoản",
}


def offer(done: Mapping[str, str], kinds: Mapping[str, str]) -> None:
    """Let an app that makes its things from a description say what was done to them, and what they are."""
    DONE.update(done)
    KINDS.update(kinds)


def in_words(verb: str) -> str:
    """What was done."""
    return DONE.get(verb, verb)


def kind_in_words(kind: str) -> str:
    """What it was done to."""
    return KINDS.get(kind, kind)
