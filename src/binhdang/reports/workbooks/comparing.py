"""A workbook against the draft as it stands: cell by cell what it would change, what clashes, what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from binhdang.reports.edits import CellEdit, all_edits
from binhdang.reports.figures import Change
from binhdang.reports.models import Report
from binhdang.reports.numbers import figure_text
from binhdang.reports.workbooks.form import FORM, HIDDEN, NUMBER, Asked, Form
from binhdang.reports.workbooks.meaning import figure_in, refuse_torn
from binhdang.reports.workbooks.reading import Row, Sheet
from binhdang.values.figures import NOT_REPORTED, Figure
from binhdang.values.refusals import Refusal

MINE, THEIRS = "mine", "theirs"
"""What a person may choose where a cell was changed on both sides."""


@dataclass(frozen=True, slots=True)
class Line:
    """One cell that the file changes."""

    asked: Asked
    place: str
    """In the file: "E7"."""
    before: Figure
    """As the draft stands now."""
    after: Figure
    base: int
    """The revision that the person who filled it in saw."""

    @property
    def change(self) -> Change:
        """What is to be written."""
        return Change(self.asked.key, self.after, self.base)


@dataclass(frozen=True, slots=True)
class Clash:
    """One cell that the file changes, and that somebody changed on the page since the file was downloaded."""

    line: Line
    shown: Figure
    """As it stood in the file when it was downloaded."""
    revision: int
    """Of what stands now."""
    who: str


@dataclass
class Difference:
    """What a workbook would change. Nothing is written."""

    lines: list[Line] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    untouched: int = 0

    @property
    def changes(self) -> list[Change]:
        """What is to be written."""
        return [line.change for line in self.lines]

    @property
    def may_be_taken(self) -> bool:
        """Whether there is something to take, and nothing in the way."""
        return bool(self.lines) and not self.refused and not self.clashes


class _Draft:
    """The draft with its history: what each cell held at each revision."""

    def __init__(self, edits: Iterable[CellEdit]) -> None:
        self.newest: dict[str, CellEdit] = {}
        self.older: dict[tuple[str, int], CellEdit] = {}
        for edit in edits:
            self.newest[edit.key] = edit
            self.older[edit.key, edit.revision] = edit

    def at(self, asked: Asked, revision: int) -> Figure:
        """What the cell held."""
        edit = self.older.get((asked.key, revision))
        return edit.figure(asked.scale) if edit else NOT_REPORTED


def compare(
    report: Report,
    sheet: Sheet,
    *,
    form: Form | None = None,
    draft: Iterable[CellEdit] | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Difference:
    """What the workbook would change. `chosen`: cell key → MINE or THEIRS and the revision seen: "mine.4".

    `form` and `draft`: what the round asks, and the edits that stand, where the caller has read them already. Raises
    Refusal for the form of another unit or another round.
    """
    refuse_foreign(report, sheet)
    form, found = form or Form(report.round), Difference()
    held = _Draft(all_edits(report) if draft is None else draft)
    asked = {cell.key for of_one in form.asked_of(report) for cell in of_one}
    for row in sheet.rows:
        try:
            if row.key not in asked:
                raise _no_longer_asked(sheet, row)
            _compare_cell(found, sheet, row, form.cells[row.key], held, (chosen or {}).get(row.key, ""))
        except Refusal as refusal:
            found.refused.append(refusal)
    return found


def _compare_cell(found: Difference, sheet: Sheet, row: Row, asked: Asked, draft: _Draft, choice: str) -> None:
    refuse_torn(sheet, row, asked.name, asked.part)
    base, edit = sheet.seal.revisions[row.key], draft.newest.get(row.key)
    held, revision = (edit.figure(asked.scale), edit.revision) if edit else (NOT_REPORTED, 0)
    shown = held if base == revision else draft.at(asked, base)
    figure = figure_in(sheet, row, shown)
    if figure == held or (shown is not held and figure == shown):
        found.untouched += 1
        return
    place = f"{sheet.places[NUMBER]}{row.number}"
    if base == revision or choice == f"{MINE}.{revision}":
        found.lines.append(Line(asked, place, held, figure, revision))
    elif choice == f"{THEIRS}.{revision}":
        found.untouched += 1
    else:
        who = edit.by.full_name if edit else "người khác"
        found.clashes.append(Clash(Line(asked, place, held, figure, base), shown, revision, who))


def refusal_of(clash: Clash, sheet: Sheet) -> Refusal:
    """A clash where nobody is there to choose."""
    return Refusal(
        f"{clash.who} đã sửa ô này sau khi biểu được tải về.",
        where=f"tệp «{sheet.file}», sheet «{FORM}», ô {clash.line.place} ({clash.line.asked.label})",
        value=f"trong tệp {figure_text(clash.line.after)}; đã ghi {figure_text(clash.line.before)}",
        rule="không ghi đè lên việc của người khác.",
        remedy="nạp tệp này trên trang báo cáo để chọn từng ô, hoặc tải biểu mới rồi chép số vào.",
    )


def refuse_foreign(report: Report, sheet: Sheet) -> None:
    """Raise Refusal for the form of another unit or another round."""
    seal = sheet.seal
    if seal.report == report.public_id and seal.round == report.round.public_id:
        return
    other_round = seal.round != report.round.public_id
    raise Refusal(
        "Biểu này của kỳ báo cáo khác." if other_round else "Biểu này của đơn vị khác.",
        where=f"tệp «{sheet.file}», sheet «{HIDDEN}» (ẩn), ô A2",
        value=f"«{seal.whose}»",
        rule="mỗi biểu chỉ nạp được vào đúng báo cáo đã tải nó xuống.",
        remedy="mở trang của báo cáo đó để nạp, hoặc tải biểu của báo cáo này rồi chép số vào.",
    )


def _no_longer_asked(sheet: Sheet, row: Row) -> Refusal:
    return Refusal(
        "Ô này không còn được hỏi ở đơn vị.",
        where=sheet.where(NUMBER, row.number),
        value=f"«{row.key}»",
        rule="bộ chỉ tiêu đã đổi sau khi biểu được tải xuống.",
        remedy="tải biểu mới rồi chép số vào.",
    )
