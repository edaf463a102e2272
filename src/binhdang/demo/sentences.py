"""What the demo's units write in their reports, section by section. Our own sentences; figures come from the cells.

`{unit}` is the unit's short name. Each unit takes one of the variants by its place in the list, so that reports differ
and some sections stay empty, as in life.
"""

VARIANTS: dict[str, tuple[str, ...]] = {
    "steering": (
        "{unit} đã ban hành kế hoạch thực hiện công tác bình đẳng giới năm 2022, phân công một lãnh đạo phụ trách và "
        "một công chức theo dõi.",
        "{unit} lồng ghép nội dung bình đẳng giới vào chương trình công tác năm và giao ban hằng tháng.",
        "{unit} đã phổ biến kế hoạch của Ủy ban nhân dân huyện đến toàn thể cán bộ, công chức, người lao động.",
    ),
    "targets": (
        "{unit} rà soát các chỉ tiêu thuộc phạm vi phụ trách; số liệu chi tiết tại biểu kèm theo.",
        "Các chỉ tiêu giao cho {unit} được thực hiện đúng tiến độ, chưa phát sinh chỉ tiêu không đạt.",
        "",
    ),
    "violence": (
        "{unit} phối hợp với tổ hòa giải ở thôn nắm tình hình, tư vấn kịp thời cho các gia đình có mâu thuẫn.",
        "Trong kỳ không phát hiện vụ việc bạo lực trên cơ sở giới thuộc phạm vi theo dõi của {unit}.",
        "",
    ),
    "communication": (
        "{unit} tổ chức các buổi nói chuyện tại thôn, phát trên loa truyền thanh bằng tiếng Kinh và tiếng Gia Rai.",
        "{unit} đăng tin, bài về bình đẳng giới trên trang thông tin điện tử và nhóm Zalo của đơn vị.",
        "{unit} treo băng rôn, cấp phát tờ gấp đến hội viên và người dân trên địa bàn.",
    ),
    "training": (
        "{unit} cử cán bộ tham gia lớp tập huấn kiến thức về giới do huyện tổ chức.",
        "{unit} đã mở lớp tập huấn cho cán bộ thôn; danh sách và minh chứng lưu tại sổ theo dõi.",
        "",
    ),
    "mainstreaming": (
        "Các dự thảo văn bản của {unit} được rà soát nội dung lồng ghép giới trước khi trình.",
        "",
        "",
    ),
    "inspection": (
        "{unit} lồng ghép kiểm tra việc chấp hành pháp luật về bình đẳng giới; chưa phát hiện vi phạm.",
        "",
        "",
    ),
    "models": (
        "{unit} duy trì hoạt động của các địa chỉ tin cậy và câu lạc bộ gia đình ở thôn.",
        "",
        "",
    ),
    "funding": (
        "Kinh phí thực hiện bố trí từ nguồn chi thường xuyên của {unit}; số liệu tại biểu kèm theo.",
        "",
    ),
    "advantages": (
        "Được sự quan tâm chỉ đạo của cấp ủy, chính quyền và sự phối hợp của các đoàn thể.",
        "Cán bộ phụ trách của {unit} ổn định, nắm được địa bàn.",
    ),
    "difficulties": (
        "Địa bàn rộng, dân cư phân tán, một bộ phận người dân đi làm xa nên khó tập hợp để tuyên truyền.",
        "Cán bộ phụ trách kiêm nhiệm nhiều việc; kinh phí riêng cho công tác bình đẳng giới còn ít.",
        "",
    ),
    "causes": (
        "Đường giao thông đến một số điểm dân cư khó khăn vào mùa mưa.",
        "Công tác thống kê số liệu tách theo giới tính ở cơ sở chưa thành nền nếp.",
    ),
    "next": (
        "{unit} tiếp tục thực hiện các nhiệm vụ trong kế hoạch, chuẩn bị Tháng hành động vì bình đẳng giới.",
        "{unit} tiếp tục tuyên truyền tại các thôn có đông đồng bào dân tộc thiểu số.",
    ),
    "proposals": (
        "Đề nghị Phòng Lao động - Thương binh và Xã hội mở thêm lớp tập huấn cho cán bộ mới nhận việc.",
        "Đề nghị bố trí thêm tài liệu truyền thông bằng tiếng dân tộc.",
        "",
    ),
}
