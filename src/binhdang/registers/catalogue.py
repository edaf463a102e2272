"""The list of registers: a new one gets its line here."""

from __future__ import annotations

from binhdang.registers.books.action_month import ACTION_MONTH
from binhdang.registers.books.commendations import COMMENDATIONS, MEASURES
from binhdang.registers.books.communication import COMMUNICATION, NEWS
from binhdang.registers.books.community_models import ASSESSMENTS, MODELS, RISK_PLACES
from binhdang.registers.books.coordination import MEETINGS, OVERSIGHT
from binhdang.registers.books.funds import FUNDS
from binhdang.registers.books.inspections import INCIDENTS, INSPECTIONS, VIOLATIONS
from binhdang.registers.books.law import LAW_FINDINGS, LAW_PROPOSALS
from binhdang.registers.books.mainstreaming import MAINSTREAMING
from binhdang.registers.books.officers import OFFICERS
from binhdang.registers.books.people import CAMPAIGNS, GOOD_EXAMPLES, RESPECTED_PERSONS
from binhdang.registers.books.programmes import PROGRAMMES
from binhdang.registers.books.publications import PUBLICATION_MOVES, PUBLICATIONS
from binhdang.registers.books.support_services import SERVICES
from binhdang.registers.books.trainings import TRAININGS
from binhdang.registers.entries import Register
from binhdang.registers.models import Entry

GROUPS: tuple[tuple[str, tuple[Register, ...]], ...] = (
    ("Tổng kết Luật Bình đẳng giới", (LAW_FINDINGS, LAW_PROPOSALS)),
    ("Chương trình, mô hình", (PROGRAMMES, MODELS, ASSESSMENTS, RISK_PLACES)),
    (
        "Truyền thông",
        (
            COMMUNICATION,
            NEWS,
            PUBLICATIONS,
            PUBLICATION_MOVES,
            SERVICES,
            GOOD_EXAMPLES,
            RESPECTED_PERSONS,
            CAMPAIGNS,
            ACTION_MONTH,
        ),
    ),
    (
        "Năng lực và quản lý nhà nước",
        (MEETINGS, OVERSIGHT, MAINSTREAMING, OFFICERS, TRAININGS, INSPECTIONS, VIOLATIONS, INCIDENTS),
    ),
    ("Nguồn lực, khen thưởng, đề xuất", (FUNDS, COMMENDATIONS, MEASURES)),
)
"""As the plan orders its points; the list of registers and the bar show them so."""

REGISTERS: tuple[Register, ...] = tuple(register for _, registers in GROUPS for register in registers)

LASTING = tuple(register.code for register in REGISTERS if register.lasting)
"""Codes of the registers whose entries go on for years."""

BY_CODE = {register.code: register for register in REGISTERS}
BY_PATH = {register.path: register for register in REGISTERS}


def register_of(entry: Entry) -> Register:
    """The register an entry stands in."""
    return BY_CODE[entry.register]
