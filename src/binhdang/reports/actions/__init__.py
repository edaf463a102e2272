"""The verbs of reports: opening rounds, writing drafts, sending them, and what a decision does to them."""

from binhdang.reports.actions.deciding import accept_version, reopen_version, return_version
from binhdang.reports.actions.desk import Words
from binhdang.reports.actions.rounds import (
    begin_consolidated,
    change_outline,
    expected_units,
    follow_plans,
    open_ad_hoc,
    open_due_rounds,
)
from binhdang.reports.actions.sending import NotReady, approve, ask_approval, resolve_remark, submit, take_back
from binhdang.reports.actions.special import open_regime
from binhdang.reports.actions.writing import (
    Saved,
    affirm_nil,
    fill_from_registers,
    save,
    write_cell,
    write_cells,
    write_cells_of_many,
    write_text,
)

__all__ = [
    "NotReady",
    "Saved",
    "Words",
    "accept_version",
    "affirm_nil",
    "approve",
    "ask_approval",
    "begin_consolidated",
    "change_outline",
    "expected_units",
    "fill_from_registers",
    "follow_plans",
    "open_ad_hoc",
    "open_due_rounds",
    "open_regime",
    "reopen_version",
    "resolve_remark",
    "return_version",
    "save",
    "submit",
    "take_back",
    "write_cell",
    "write_cells",
    "write_cells_of_many",
    "write_text",
]
