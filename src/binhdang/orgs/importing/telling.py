"""A difference in Vietnamese sentences, for the command and the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from binhdang.orgs.importing.difference import Difference


@dataclass(frozen=True)
class Told:
    """One kind of change: how many, and a line for each."""

    title: str
    lines: Sequence[str]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.lines)


def told(difference: Difference, names: Mapping[str, str]) -> list[Told]:
    """Every kind of change, also where there is none of it. `names`: what units are called before."""
    called = {**names, **{row.code: row.full_name for row in difference.created}}
    after = {rename.row.code: rename.row.full_name for rename in difference.renamed}

    def of(code: str) -> str:
        return f"{code} {called.get(code, '')}".strip()

    def later(code: str) -> str:
        return f"{code} {after.get(code, called.get(code, ''))}".strip()

    reused = sorted({s for t, sources in difference.merged.items() for s in sources if s != t} - {*difference.ended})

    return [
        Told("Lập mới", [f"{of(row.code)}, trực thuộc {row.parent_code or '(không)'}" for row in difference.created]),
        Told("Đổi tên", [f"{of(row.row.code)} → {row.row.full_name}" for row in difference.renamed]),
        Told(
            "Chuyển trực thuộc",
            [f"{later(m.code)}: {m.before or '(không)'} → {m.parent_code}" for m in difference.moved],
        ),
        Told("Sáp nhập", [f"{' + '.join(map(of, s))} → {later(t)}" for t, s in sorted(difference.merged.items())]),
        Told("Chia tách", [f"{of(s)} → {'; '.join(map(later, t))}" for s, t in sorted(difference.split.items())]),
        Told(
            "Mã dùng lại cho đơn vị khác, số liệu cũ theo đơn vị kế tục",
            [f"{of(c)} → nay là {later(c)}" for c in reused],
        ),
        Told("Giải thể", [of(code) for code in difference.abolished]),
        Told("Không có trong tệp, để nguyên", [of(code) for code in difference.absent]),
    ]


def summary(difference: Difference, parts: Sequence[Told]) -> Iterator[str]:
    """The counts, first."""
    yield f"Thay đổi từ ngày {difference.on:%d/%m/%Y}:"
    for part in parts:
        yield f"  {part.title}: {part.count}"
    yield f"  Kết thúc do sáp nhập, chia tách: {len(difference.ended)}"
    yield f"  Không đổi: {difference.unchanged}"
