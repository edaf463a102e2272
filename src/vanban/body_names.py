"""The words that names of bodies are made of, as regular expressions: heads, fields of work, levels, places.

`vanban.bodies` puts them together.
"""

from __future__ import annotations

import re

from vanban.capitals import UPPER

LEVEL = (
    r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hị xã|TX\.?|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu|"
    r"thôn|khu vực|miền núi|trung ương|Trung ương)"
)
APOSTROPHE = "'’ʼ`"
_NAME_WORD = rf"(?:[{UPPER}][\w{APOSTROPHE}]*)"
NOT_A_NAME = (
    r"(?!(?:Căn cứ|Chủ trì|Phối hợp|Tổ chức|Tham mưu|Xây dựng|Hướng dẫn|Triển khai|Thực hiện|Tăng cường|Đẩy mạnh|"
    r"Chương trình|Kế hoạch|Quyết định|Nghị quyết|Chỉ thị|Thông báo|Luật|Đề án|Dự án|Ban hành|Chỉ đạo|Theo dõi|"
    r"Tiếp tục|Rà soát|Bố trí|Lập|Báo cáo|Định kỳ|Thường xuyên|Kịp thời|Chịu|Có|Là|Về|Trên|Và|Đề nghị|Yêu cầu|Giao)\b)"
)
NAME = rf"{NOT_A_NAME}{_NAME_WORD}(?:(?:\s*[-–]\s*|\s){NOT_A_NAME}{_NAME_WORD}){{0,4}}"
"""A proper name of a place."""

_LEVELS = rf"{LEVEL}(?! ủy| uỷ| đoàn)(?:\s*(?:,|-|và|, và)\s*{LEVEL}(?! ủy| uỷ| đoàn))*"
PLACE = (
    r"(?:(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) (?:ủy|uỷ)|Sở(?= |$|[,;.:)])|Bộ(?=$|[,;.:)]| chủ| phối)"
    rf"|(?:của\s+)?(?:các\s+|cấp\s+|từng\s+)?{_LEVELS}(?:\s+(?:{NAME}|\d{{1,2}}\b))?|các cấp|cùng cấp|cấp cơ sở"
    r"|(?:trực thuộc|thuộc)\s+(?:tỉnh|huyện|thành phố|xã|Bộ|Sở|Chính phủ|Trung ương))"
)

FIELDS = (
    "Lao động - Thương binh và Xã hội",
    "Lao động, Thương binh và Xã hội",
    "Lao động - Thương binh - Xã hội",
    "Lao động - TB&XH",
    "Lao động - TBXH",
    "LĐTB&XH",
    "LĐ-TB&XH",
    "LĐTBXH",
    "LĐ-TBXH",
    "Văn hóa - Xã hội",
    "Văn hóa, Thể thao và Du lịch",
    "Văn hóa và Thông tin",
    "Văn hóa - Thông tin",
    "Văn hóa, Thể thao",
    "Văn hóa và Thể thao",
    "Văn hóa, Khoa học và Thông tin",
    "Văn hóa - Thể thao và Truyền thông",
    "Văn hóa - Thể thao - Du lịch và Truyền thông",
    "Văn hóa, Thể thao và Truyền thông",
    "Văn hóa, Thông tin và Thể thao",
    "Văn hóa, Thông tin, Thể thao và Truyền thanh",
    "VHTT&DL",
    "VH-TT&DL",
    "VHTTDL",
    "VH&TT",
    "Thông tin và Truyền thông",
    "TT&TT",
    "Truyền thông - Văn hóa",
    "Giáo dục và Đào tạo",
    "Giáo dục - Đào tạo",
    "GD&ĐT",
    "GDĐT",
    "Giáo dục nghề nghiệp - Giáo dục thường xuyên",
    "Nông nghiệp và Phát triển nông thôn",
    "Nông nghiệp và Môi trường",
    "NN&PTNT",
    "NN&MT",
    "Tài nguyên và Môi trường",
    "TN&MT",
    "Tài chính - Kế hoạch",
    "Kế hoạch và Đầu tư",
    "KH&ĐT",
    "Kinh tế - Hạ tầng",
    "Kinh tế và Hạ tầng",
    "Kinh tế, Hạ tầng và Đô thị",
    "Khoa học và Công nghệ",
    "KH&CN",
    "Dân tộc và Tôn giáo",
    "Dân tộc - Tôn giáo",
    "Xây dựng",
    "Quản lý đô thị",
    "Giao thông vận tải",
    "Giao thông Vận tải",
    "Tài chính",
    "Tư pháp",
    "Nội vụ",
    "Ngoại giao",
    "Ngoại vụ",
    "Công Thương",
    "Công thương",
    "Du lịch",
    "Y tế",
    "Công an",
    "Quốc phòng",
    "Kinh tế",
    "Dân tộc",
    "Thống kê",
    "Hành chính công",
    "Phục vụ hành chính công",
    "Chính trị",
    "Quản lý công nghiệp",
    "Tổ chức - Nội vụ",
    "Dịch vụ nông nghiệp",
    "Dịch vụ tổng hợp",
    "Công tác xã hội",
    "Bảo trợ xã hội",
    "Kiểm soát bệnh tật",
    "Dân số - Kế hoạch hóa gia đình",
    "Chăn nuôi và Thú y",
    "Trồng trọt và Bảo vệ thực vật",
    "Kiểm lâm",
    "Thanh tra",
    "Tuyên giáo và Dân vận",
    "Tuyên giáo",
    "Tổ chức",
    "Dân vận",
    "Nội chính",
    "Kiểm tra",
    "Xây dựng Đảng",
    "Phát triển quỹ đất",
    "Biên phòng",
)


def _phrase(text: str) -> str:
    """A regular expression for a phrase: free white space, either dash, both spellings of hóa/hoá and the like."""
    escaped = re.escape(text).replace(r"\ ", r"\s+")
    escaped = re.sub(r"(?:\\s\+)?\\-(?:\\s\+)?", r"\\s*[-–]\\s*", escaped)
    return escaped.replace("hóa", "h(?:óa|oá)").replace("thỏa", "th(?:ỏa|oả)").replace("Ủy", "(?:Ủy|Uỷ)")


FIELD = "|".join(_phrase(field) for field in sorted(FIELDS, key=len, reverse=True))

WHOLE = (
    r"Văn phòng (?:Huyện|Tỉnh|Thành|Thị|Quận|Đảng) (?:ủy|uỷ)(?:\s*[-–,]\s*(?:Hội đồng nhân dân|HĐND)(?: và |\s*[-–]\s*)"
    r"(?:(?:Ủy|Uỷ) ban nhân dân|UBND))?",
    r"Văn phòng (?:HĐND|Hội đồng nhân dân)(?:,? và | - |, |-)(?:UBND|(?:Ủy|Uỷ) ban nhân dân)|Văn phòng "
    r"UBND|Văn phòng (?:Ủy|Uỷ) ban nhân dân",
    r"(?:Ủy|Uỷ) ban nhân dân|Ủy ban Nhân dân|UBND|Hội đồng nhân dân|HĐND",
    r"(?:Ban Thường trực |Thường trực )?(?:(?:Ủy|Uỷ) ban )?(?:Mặt trận Tổ quốc|MTTQ)(?: Việt Nam| VN)?",
    r"UBMTTQVN|UBMTTQ(?: Việt Nam| VN)?",
    r"(?:Hội |HỘI )?(?:Liên hiệp [Pp]hụ nữ|LHPN)(?: Việt Nam)?|Hội Phụ nữ",
    r"Hội Nông dân(?: Việt Nam)?|Hội Cựu chiến binh(?: Việt Nam)?|Hội CCB|"
    r"Hội ND|Hội Chữ thập đỏ|Hội Người cao tuổi|Hội NCT",
    r"Hội (?:Luật gia|Khuyến học|Người mù|Nhà báo|Doanh nghiệp|Nữ doanh nhân|Doanh nghiệp trẻ|Bảo vệ quyền trẻ em)",
    r"(?:Liên đoàn Lao động|LĐLĐ|Tổng Liên đoàn Lao động(?: Việt Nam)?|Công đoàn(?: cơ sở)?)",
    r"(?:Trung ương )?(?:Đoàn Thanh niên|Đoàn TN)(?: Cộng sản| CSHCM| "
    r"CS)?(?: Hồ Chí Minh)?|Đoàn TNCS(?: Hồ Chí Minh| HCM)?",
    r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Xã|Phường) ?đoàn|Đoàn (?=xã|phường|thị trấn)",
    r"(?:Thường trực |Ban Thường vụ |Ban Chấp hành |BTV |Văn phòng )?(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) (?:ủy|uỷ)",
    r"(?:Thường trực|Ban Thường vụ|Ban Chấp hành) (?:Đảng bộ|Đảng (?:ủy|uỷ)|HĐND|Hội đồng nhân dân)|Thường trực HĐND",
    r"Công an|Quân sự|Thanh tra(?: nhà nước| Chính phủ| Sở| Bộ)?|Kho bạc Nhà nước|"
    r"Bảo hiểm xã hội(?: Việt Nam)?|BHXH|Đồn Biên phòng",
    r"(?:Ban |Bộ )?(?:CHQS|Chỉ huy (?:Quân sự|quân sự|Bộ đội Biên phòng|BĐBP|Phòng thủ khu vực))",
    r"(?:Viện [Kk]iểm sát|Tòa án|Toà án|VKS|TA) ?(?:nhân dân|ND)(?: tối cao)?|Chi cục Thuế|Cục Thuế|Cục "
    r"Thống kê|Chi cục Thống kê",
    r"Chính phủ|Thủ tướng Chính phủ|Thủ tướng|Quốc hội|(?:Ủy|Uỷ) ban "
    r"[Tt]hường vụ Quốc hội|Văn phòng Chính phủ|Chủ tịch nước",
    r"Bộ Chính trị|Ban Bí thư(?: Trung ương)?(?: Đảng)?|Ban Chấp hành Trung ương(?: Đảng)?|Trung ương Đảng",
    r"Ngân hàng (?:Chính sách xã hội|CSXH|Nhà nước(?: Việt Nam)?)",
    r"Ban (?:Vì|vì|VÌ) sự tiến bộ (?:của )?phụ nữ|Ban VSTBPN|BVSTBPN|Ủy "
    r"ban [Qq]uốc gia vì sự tiến bộ của phụ nữ Việt Nam",
    r"(?:Các |các )?(?:tổ chức|đoàn thể|tổ chức đoàn thể|hội, đoàn thể|ban, ngành, đoàn thể)(?:,? đoàn "
    r"thể)? (?:chính trị\s*[-–]\s*xã hội|CT\s*-\s*XH)"
    r"|(?:Các |các )(?:hội, đoàn thể|đoàn thể)(?= (?:tỉnh|huyện|xã|phường|thành phố))",
    r"(?:Đài|ĐÀI) (?:Phát thanh|Truyền thanh|PT|Tiếng nói Việt Nam)(?:[ -–]+(?:và )?(?:Truyền hình|TH))?|"
    r"Báo (?:và|và Đài) [^,;.:]{3,40}",
)
HEADED = (
    r"Sở|Bộ|Phòng|Ban|Cục|Tổng cục|Chi cục|Vụ|Viện|Trung tâm|Văn phòng|Trường|Học viện|Bệnh viện|Cơ quan|"
    r"Tòa soạn|Trạm|Đội|Hạt|"
    r"Ban Quản lý|Ban quản lý|Ban Chỉ đạo|Ban chỉ đạo|BCĐ|Ủy ban|Uỷ ban|Hội đồng|Tổ công tác|Tổ|Hội|Hợp "
    r"tác xã|Công ty|Tổng công ty|Quỹ|"
    r"Khoa|Trung đoàn|Đồn|Liên minh|Liên hiệp|TT|Đảng bộ|Chi bộ|Hiệp hội"
)
HEAD_OF = (
    r"(?:(?:Chủ tịch|Phó Chủ tịch|Bí thư|Giám đốc|Phó Giám đốc|Bộ trưởng|Thứ trưởng|Chánh|Phó Chánh|Trưởng|Phó Trưởng|"
    r"Thủ trưởng|Cục trưởng|Chi cục trưởng|Vụ trưởng|Viện trưởng|Hiệu "
    r"trưởng|Tổng Giám đốc|Chỉ huy trưởng|Tổng Biên tập|"
    r"Lãnh đạo|Người đứng đầu)(?:\s+các)?\s+)?"
)
GENERIC = (
    r"(?:[Cc]ác|[Nn]hững|[Tt]ừng|[Mm]ỗi)\s+(?:cơ quan|đơn vị|địa phương|sở|Sở|ban|Ban|phòng|Phòng|ngành|"
    r"Ngành|xã|phường|thị trấn|"
    r"tổ chức|đoàn thể|bộ|Bộ|cấp ủy|cấp uỷ|trường|trạm|doanh nghiệp|thành viên|hội|chi bộ|đảng bộ|"
    r"chi, đảng bộ|tổ chức đảng)\b"
)
GENERIC_WORDS = (
    r"(?:cơ quan|đơn vị|địa phương|[Ss]ở|ban|Ban(?=, )|[Pp]hòng|[Nn]gành|xã|phường|thị trấn|huyện|tổ chức|"
    r"đoàn thể|bộ|cấp ủy|cấp uỷ|trường|"
    r"trạm|doanh nghiệp|thành viên|hội|chi bộ|đảng bộ|chuyên môn|liên quan|có liên quan|"
    r"chính trị\s*[-–]\s*xã hội|trực thuộc|thuộc|tỉnh|"
    r"thành phố|thị xã|cá nhân|cấp|ngang|chức năng|sự nghiệp|công lập|trên địa bàn)"
)
