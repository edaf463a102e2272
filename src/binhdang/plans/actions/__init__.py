"""The verbs of plans: decisions on what was read, and what a plan in force undergoes."""

from binhdang.plans.actions.in_force import (
    add_task,
    assign,
    condition_occurred,
    mark_done,
    put_in_force,
    unassign,
)
from binhdang.plans.actions.reading import confirm, confirm_all, propose, reject

__all__ = [
    "add_task",
    "assign",
    "condition_occurred",
    "confirm",
    "confirm_all",
    "mark_done",
    "propose",
    "put_in_force",
    "reject",
    "unassign",
]
