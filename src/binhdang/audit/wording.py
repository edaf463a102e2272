"""What an audit row says in Vietnamese. A verb without words here is shown as it is stored."""

DONE = {
    "account.deactivated": "khóa tài khoản",
    "account.issued": "cấp tài khoản",
    "account.opened": "mở lại tài khoản",
    "account.reset": "cấp lại mật khẩu",
    "board.seated": "đưa vào ban",
    "claim.taken_over": "nhận xử lý văn bản thay người khác",
    "consolidation.begun": "bắt đầu tổng hợp",
    "consolidation.filled": "điền số liệu tổng hợp",
    "dictionary.loaded": "nạp bộ chỉ tiêu",
    "paper.attached": "đính kèm tệp vào văn bản",
    "paper.linked": "ghi văn bản thực hiện văn bản cấp trên",
    "paper.numbered": "cấp số văn bản",
    "paper.released": "thôi giữ văn bản",
    "paper.sent": "gửi văn bản",
    "password.changed": "đổi mật khẩu",
    "report.cells_written": "ghi số liệu báo cáo",
    "report.filled_from_registers": "điền báo cáo từ sổ theo dõi",
    "report.nil_affirmed": "xác nhận không phát sinh",
    "report.text_written": "ghi nội dung báo cáo",
    "role.ended": "kết thúc vai trò",
    "role.granted": "giao vai trò",
    "session.closed": "đăng xuất",
    "session.opened": "đăng nhập",
    "snapshot.frozen": "chốt số liệu tổng hợp",
    "unit.created": "lập đơn vị",
    "work.handed_over": "bàn giao công việc",
}

KINDS = {
    "BoardSeat": "Ghế thành viên",
    "Claim": "Việc nhận xử lý",
    "Membership": "Vai trò",
    "OfficialPaper": "Văn bản",
    "Plan": "Kế hoạch",
    "PlanTask": "Nhiệm vụ",
    "Proposal": "Đề xuất từ văn bản",
    "Report": "Báo cáo",
    "Round": "Kỳ báo cáo",
    "Snapshot": "Bản chốt",
    "Training": "Lớp tập huấn",
    "Unit": "Đơn vị",
    "User": "Tài khoản",
}


def in_words(verb: str) -> str:
    """What was done."""
    return DONE.get(verb, verb)


def kind_in_words(kind: str) -> str:
    """What it was done to."""
    return KINDS.get(kind, kind)
