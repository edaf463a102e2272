"""The verbs of plans: decisions on what was read, a unit's own plan, and what a plan in force undergoes."""

from binhdang.plans.actions.in_force import (
    add_task,
    assign,
    condition_occurred,
    mark_done,
    put_in_force,
    unassign,
)
from binhdang.plans.actions.own import (
    add_line,
    carry_out,
    derive,
    drop_line,
    move_line,
    plan_next_year,
    reopen,
    submit,
    take_over,
    take_over_all,
    write_line,
    write_words,
)
from binhdang.plans.actions.reading import confirm, confirm_all, propose, reject

__all__ = [
    "add_line",
    "add_task",
    "assign",
    "carry_out",
    "condition_occurred",
    "confirm",
    "confirm_all",
    "derive",
    "drop_line",
    "mark_done",
    "move_line",
    "plan_next_year",
    "propose",
    "put_in_force",
    "reject",
    "reopen",
    "submit",
    "take_over",
    "take_over_all",
    "unassign",
    "write_line",
    "write_words",
]
