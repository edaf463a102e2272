"""What each register holds beside `Entry`: one table a register, in the order of the plan's points.

Codes (`kind`, `status` …) are those of the register's choice columns. Money is in đồng, None where not known.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from binhdang.registers.models.entry import Entry


def _code() -> models.CharField[str, str]:
    return models.CharField(max_length=20, blank=True)


def _line(longest: int = 200) -> models.CharField[str, str]:
    return models.CharField(max_length=longest, blank=True)


def _money() -> models.PositiveBigIntegerField[int | None, int | None]:
    return models.PositiveBigIntegerField(null=True, blank=True)


def _number() -> models.PositiveIntegerField[int, int]:
    return models.PositiveIntegerField(default=0)


def _maybe() -> models.PositiveIntegerField[int | None, int | None]:
    return models.PositiveIntegerField(null=True, blank=True)


class LawFinding(Entry):
    """What carrying out the Law on Gender Equality came to in one field (1.1, 1.3)."""

    field = _code()
    results = models.TextField(blank=True)
    advantages = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    obstacles = models.TextField(blank=True)


class LawProposal(Entry):
    """A proposal to amend one article of the Law (1.3)."""

    field = _code()
    article = _line(60)
    current_text = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    proposed_text = models.TextField(blank=True)
    reason = models.TextField(blank=True)


class Programme(Entry):
    """A plan or programme of several years that the unit carries out (2.1)."""

    deciding_document = _line()
    parent_document = _line()
    targets = models.TextField(blank=True)
    annual_tasks = models.TextField(blank=True)
    status = _code()
    successor = _line()


class CommunityModel(Entry):
    """A support model (mô hình): a trusted address, a shelter, a club (2.2)."""

    kind = _code()
    host = _line()
    deciding_document = _line()
    men = _number()
    women = _number()
    budget = _money()


class ModelAssessment(Entry):
    """A periodic look at a model: what it did, its score, what follows (2.2)."""

    about = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    criteria = models.TextField(blank=True)
    score = _maybe()
    conclusion = _code()
    helped_men = _number()
    helped_women = _number()


class RiskPlace(Entry):
    """A place where risk or inequality is high, named by a person with a reason or by an indicator (2.2)."""

    indicator_code = _line(40)
    reason = models.TextField(blank=True)
    wanted = _code()


class Communication(Entry):
    """A communication activity (3.1, 3.3). Who attends is counted by attendance; reach is said with its method."""

    channel = _code()
    theme = _line()
    audiences = _line()
    men = _number()
    women = _number()
    men_minority = _number()
    women_minority = _number()
    men_disabled = _number()
    women_disabled = _number()
    reach = _maybe()
    reach_method = _line()
    budget = _money()


class NewsItems(Entry):
    """Items on the grassroots information system, or online (3.1, target 6.3)."""

    channel = _code()
    items = _number()
    link = _line(300)


class Publication(Entry):
    """A title of which copies are received and handed out, or which stands online (3.2)."""

    kind = _code()
    made_by = _line()
    language = _line(60)
    link = _line(300)


class PublicationMove(Entry):
    """Copies of a publication coming in or going out. `change` is what it does to the unit's stock (3.2)."""

    about = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = _code()
    copies = _number()
    partner = _line()
    receipt_of = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    change = models.BigIntegerField(default=0)

    COMING = ("nhan", "nhanngoai", "tuin")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the signed change in step with kind and copies."""
        self.change = self.copies if self.kind in self.COMING else -self.copies
        super().save(*args, **kwargs)


class SupportService(Entry):
    """Where people find help: a hotline, a shelter, legal aid, a health station (3.3)."""

    kind = _code()
    phone = _line(60)
    hours = _line(100)
    responsible = _line()


class GoodExample(Entry):
    """A person or body shown as an example, and how that is spread (3.3)."""

    kind = _code()
    sex = _code()
    person = _line()
    why = models.TextField(blank=True)
    spread = _line()
    basis_of_naming = _code()


class RespectedPerson(Entry):
    """A respected person who helps to persuade (3.3)."""

    person = _line()
    sex = _code()
    role = _line()
    what = models.TextField(blank=True)
    basis_of_naming = _code()


class Campaign(Entry):
    """A campaign or movement of the Front and the mass organisations that speaks of gender equality (3.3, III.4)."""

    led_by = _line()
    content = models.TextField(blank=True)
    households = _maybe()
    men = _number()
    women = _number()


class ActionMonthEvent(Entry):
    """What is done in the Action Month, the launch among it (3.4)."""

    kind = _code()
    theme = _line(300)
    messages = models.TextField(blank=True)
    condition = _line()
    men = _number()
    women = _number()
    budget = _money()
    result = models.TextField(blank=True)


class CoordinationMeeting(Entry):
    """A meeting of the board, with what was decided and what became of it (4.1)."""

    chair = _line()
    men = _number()
    women = _number()
    decisions = models.TextField(blank=True)
    follow_up = models.TextField(blank=True)
    status = _code()


class Oversight(Entry):
    """Oversight or social criticism (giám sát, phản biện) with its recommendations and their answers (III.4)."""

    kind = _code()
    body_seen = _line()
    recommendations = _number()
    answered = _number()
    content = models.TextField(blank=True)
    answers = models.TextField(blank=True)


class Mainstreaming(Entry):
    """A draft document, programme or plan, and whether gender equality was brought into it (4.2)."""

    kind = _code()
    drafted_by = _line()
    checklist = _line(300)
    mainstreamed = _code()
    appraisal = models.TextField(blank=True)
    taken_up = models.TextField(blank=True)
    refused = models.TextField(blank=True)


class Officer(Entry):
    """Who works on gender equality for the body, or sits on the board for it, since when (4.1)."""

    kind = _code()
    person = _line()
    position = _line()
    sex = _code()
    deciding_document = _line()
    trained = _code()
    basis_of_naming = _code()


class Training(Entry):
    """A training (lớp tập huấn). Participants are attendances: the same woman may sit in two of them (4.3)."""

    part = models.CharField(max_length=20, default="tochuc")
    trainers = models.CharField(max_length=300, blank=True)
    men = models.PositiveIntegerField()
    women = models.PositiveIntegerField()
    men_officials = models.PositiveIntegerField(default=0)
    """Of the men, officials in charge of gender equality and members of the board."""
    women_officials = models.PositiveIntegerField(default=0)
    bodies = _line(300)
    certificates = _maybe()
    budget = models.PositiveBigIntegerField(null=True, blank=True)
    """In đồng; None where not known."""


class Inspection(Entry):
    """An inspection of how a body carries out the law (4.5)."""

    kind = _code()
    body_seen = _line()
    findings = models.TextField(blank=True)
    recommendations = models.TextField(blank=True)


class Violation(Entry):
    """An act against the law on gender equality, without names, and what was done about it (4.5)."""

    field = _code()
    legal_basis = _line()
    sanction = _line()
    fine = _money()
    remedy = models.TextField(blank=True)
    status = _code()
    handled_on = models.DateField(null=True, blank=True)


class Incident(Entry):
    """An urgent incident, without names: from the first news to its result, each with its day (4.5)."""

    kind = _code()
    source = _line()
    verified_on = models.DateField(null=True, blank=True)
    verified = models.TextField(blank=True)
    reported_on = models.DateField(null=True, blank=True)
    reported_to = _line()
    coordination = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)


class Fund(Entry):
    """Money or goods for the work: planned, allocated, spent, or mobilised (4.6, III.3)."""

    kind = _code()
    source = _code()
    partner = _line()
    amount = models.PositiveBigIntegerField(default=0)
    valuation = _line()


class Commendation(Entry):
    """A proposal to commend, its dossier, vote and decision (4.7)."""

    whom = _code()
    person = _line()
    sex = _code()
    form = _code()
    dossier = _line(300)
    members = _number()
    votes_for = _number()
    votes_against = _number()
    votes_blank = _number()
    status = _code()
    decision = _line()
    decided_on = models.DateField(null=True, blank=True)
    basis_of_naming = _code()


class Measure(Entry):
    """A measure proposed to a superior, and its answer (4.7)."""

    to_whom = _line()
    content = models.TextField(blank=True)
    status = _code()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
