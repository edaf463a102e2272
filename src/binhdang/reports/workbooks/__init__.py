"""A report as an Excel workbook: out prefilled, filled in without a line, and in again after its difference was shown.

    data = write(report)                              # the form, as the draft stands
    sheet = read(data, name="bieu.xlsx")              # in a child process; raises Refusal for what is no form of ours
    found = difference(report, sheet, by=an, at=now)  # old → new, clashes, refusals
    take(report, found.changes, by=an, at=now)        # whole or not at all

What is downloaded can be sent back: an untouched file changes nothing. `form` says what the sheet holds, `package` how
an .xlsx file is written, `seals` what its hidden page proves, `child` and `reading` what came back, `comparing` what it
would change, `taking` takes it: one by one, or with `store_many` the workbooks of many reports.
"""

from binhdang.reports.workbooks.child import LARGEST_FILE
from binhdang.reports.workbooks.comparing import MINE, THEIRS, Clash, Difference, Line, compare
from binhdang.reports.workbooks.form import Form
from binhdang.reports.workbooks.reading import Sheet, read, read_many
from binhdang.reports.workbooks.taking import Taken, WorkbookRefused, difference, send, store_many, take
from binhdang.reports.workbooks.writing import write

__all__ = [
    "LARGEST_FILE",
    "MINE",
    "THEIRS",
    "Clash",
    "Difference",
    "Form",
    "Line",
    "Sheet",
    "Taken",
    "WorkbookRefused",
    "compare",
    "difference",
    "read",
    "read_many",
    "send",
    "store_many",
    "take",
    "write",
]
