"""How long reading a plan takes, beside the least that any reader must do: bring the text to NFC and cut it in lines.

The plan is made here, of the size and build of a district's yearly plan (11,000 characters). Milliseconds depend on
the machine; the figure to compare between machines and versions is the ratio.
"""

import statistics
import sys
import time
import unicodedata
from collections.abc import Callable

from vanban.reading import read_text

ROUNDS = 30

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG TRĂNG
Số: 18/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Sông Trăng, ngày 14 tháng 3 năm 2022

KẾ HOẠCH
Triển khai công tác bình đẳng giới năm 2022

Thực hiện Kế hoạch số 41/KH-SLĐTBXH ngày 21/02/2022 của Sở Lao động - Thương binh và Xã hội về công tác bình đẳng giới,
Ủy ban nhân dân huyện Sông Trăng xây dựng kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Đưa các mục tiêu bình đẳng giới vào chương trình công tác của từng cơ quan, đơn vị và từng xã.
2. Phân công rõ người, rõ việc, rõ thời gian hoàn thành và trách nhiệm báo cáo kết quả.

II. NHIỆM VỤ
"""
GROUP = "{number}. Nhóm nhiệm vụ thứ {number} về bình đẳng giới trong đời sống xã hội và gia đình\n"
DUTY = (
    "{group}.{number}. Phòng Lao động - Thương binh và Xã hội chủ trì, phối hợp với Ủy ban nhân dân các xã tổ chức "
    "hội nghị tuyên truyền, tập huấn kiến thức về giới cho cán bộ cơ sở; lồng ghép nội dung bình đẳng giới vào "
    "sinh hoạt cộng đồng, nhất là ở thôn, làng xa trung tâm xã, bảo đảm ít nhất 35% người tham gia là nam giới, "
    "hoàn thành trước ngày {day}/10/2022 theo Quyết định số "
    "{day}/QĐ-UBND ngày {day}/01/2022 của Ủy ban nhân dân huyện. Kết quả gửi về cơ quan thường trực để tổng hợp.\n"
)
STANDING = """
III. TỔ CHỨC THỰC HIỆN
1. Phòng Lao động - Thương binh và Xã hội: theo dõi, đôn đốc, tổng hợp và báo cáo Ủy ban nhân dân huyện.
2. Các cơ quan, đơn vị: xây dựng kế hoạch của mình; báo cáo 6 tháng trước ngày 05/6, báo cáo năm trước ngày 05/12.
3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam huyện và các tổ chức thành viên: vận động hội viên tham gia.
"""
TAIL = """
Nơi nhận:
- Sở Lao động - Thương binh và Xã hội;
- Ủy ban nhân dân các xã;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
"""


def plan() -> str:
    """A plan of four groups with five tasks each."""
    groups = [
        GROUP.format(number=group)
        + "".join(DUTY.format(group=group, number=n, day=10 + group + n) for n in range(1, 6))
        for group in range(1, 5)
    ]
    return HEAD + "".join(groups) + STANDING + TAIL


def seconds(action: Callable[[], object], repeat: int) -> float:
    """The median time of one call, over ROUNDS rounds of REPEAT calls."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(repeat):
            action()
        rounds.append((time.perf_counter() - start) / repeat)
    return statistics.median(rounds)


def main() -> str | None:
    text = plan()
    duties = len(read_text(text).duties)
    # A reader that finds nothing is fast, and its figure worth nothing.
    if duties < 23:
        return f"reading: only {duties} of the plan's 23 duties were read, so there is no figure"
    floor = seconds(lambda: unicodedata.normalize("NFC", text).splitlines(), 50)
    reading = seconds(lambda: read_text(text), 1)
    print(
        f"reading: {reading * 1000:.2f} ms for {len(text):,} characters, {1 / reading:,.0f} plans a second; "
        f"floor (NFC and lines) {floor * 1000:.3f} ms; ratio {reading / floor:.0f}"
    )
    return None


if __name__ == "__main__":
    sys.exit(main())
