"""Where the words of a body begin: the signs by which a header ends and a basis, an addressee or a heading starts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.capitals import in_capitals
from vanban.reading.labels import ROMAN, bullet_of, label_of
from vanban.reading.lines import Line

ADDRESSED = re.compile(r"K[íi]nh\s+g[ửu]i\s*:?\s*", re.IGNORECASE)
BASIS = re.compile(
    r"(?:Căn\s*cứ|Thực hiện|Xét|Theo(?= đề nghị)|Triển khai(?= thực "
    r"hiện)?|Tiếp tục thực hiện|Trên cơ sở|Thi hành)(?!\w)"
)
CITES = re.compile(r"(?<!\w)số\s|\d\s?/\s?\S*[A-ZĐ]{2}|ngày\s+\d|như sau\s*:|Luật\s")
_NARRATES = re.compile(r"Để\s|Nhằm\s|Trong\s|Năm\s+\d{4}|Ngày\s+\d|Sau khi\s")
ATTACHED = re.compile(r"\(?\s*(?:Kèm|Ban hành kèm|Phê duyệt kèm|Ban hành theo)(?:\s+theo)?(?!\w)", re.IGNORECASE)
ENACTING = re.compile(r"(?:QUYẾT\s*ĐỊNH|QUYẾT\s*NGHỊ|CHỈ\s*THỊ|NGHỊ\s*QUYẾT)\s*:?\s*$")


def begins_body(lines: Sequence[Line], index: int, title_due: bool = False) -> bool:
    """Whether the words of a body begin at this line: a legal basis, an addressee, a numbered heading.

    `title_due`: right under the kind of document, where "Thực hiện Chỉ thị số …" is as a rule the title; there only a
    whole sentence counts.
    """
    text = lines[index].text
    label = label_of(text)
    if ADDRESSED.match(text) or (label and (label.rank == ROMAN or not in_capitals(text))):
        return True
    if text.startswith(("Căn cứ", "Căn", "Xét đề nghị", "Theo đề nghị")) and BASIS.match(_sentence(lines, index)):
        return True
    if not BASIS.match(text):
        return bool(_NARRATES.match(text)) and len(text) > 90
    sentence = _sentence(lines, index)
    if title_due:
        return sentence.endswith((":", ";", ".")) and len(sentence) > 60
    return bool(CITES.search(sentence[:300]) and (len(sentence) > 140 or CITES.search(sentence[:90])))


def _sentence(lines: Sequence[Line], index: int) -> str:
    """The line with those that go on with it: up to an empty line, a new legal basis or a closing mark."""
    parts = [lines[index].text]
    for line in lines[index + 1 : index + 12]:
        if line.blank_before or line.rule_before or parts[-1].endswith((";", ":", ".")) or BASIS.match(line.text):
            break
        if label_of(line.text) or bullet_of(line.text):
            break
        parts.append(line.text)
    return " ".join(parts)
