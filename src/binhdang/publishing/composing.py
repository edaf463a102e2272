"""Composing: an issue's frozen content and header become the official paper. Pure: nothing else is read.

The same content, header and composer version always give the same bytes, so what was issued can be proved. What each
kind of paper says between header and signature stands in a module of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from binhdang.plans.models import Plan
from binhdang.publishing import plan_paper, report_paper
from binhdang.publishing.models import Issue
from vanban import writing
from vanban.document import Header, OfficialDocument, Read, Recipient, Signature

COMPOSER_VERSION = f"2.{writing.COMPOSER_VERSION}"
"""The version of what papers say and of the writer: raised with every change of what a paper says or how it looks."""

_KIND_SYMBOLS = {report_paper.KIND: "BC", plan_paper.KIND: "KH"}  # Nghị định 30/2020/NĐ-CP, Phụ lục III

Json = Mapping[str, Any]


def symbol_of(issue: Issue) -> str:
    """Ký hiệu: the kind and the issuing body, "BC-UBND"."""
    return f"{_KIND_SYMBOLS[issue.kind]}-{issue.content['unit']['symbol_part']}"


def compose(issue: Issue) -> bytes:
    """The paper as .docx."""
    return writing.write(document_of(issue))


def preview(plan: Plan, on: date) -> OfficialDocument:
    """A plan as it would be printed if it went to be signed now; nothing is kept."""
    return document_of(Issue(plan=plan, frozen=plan_paper.content_of(plan, on), unit=plan.unit, title=plan.title))


def document_of(issue: Issue) -> OfficialDocument:
    """The paper as parts. Before it is numbered, number and date are left blank; before it is signed, the name."""
    said = plan_paper.said if issue.plan_id else report_paper.said
    return replace(
        said(issue.content, issue.title),
        header=_header(issue, issue.content),
        recipients=tuple(Recipient(value) for value in issue.recipients),
        signature=Signature(**{part: Read(text) for part, text in issue.signature.items() if text}),
    )


def _header(issue: Issue, content: Json) -> Header:
    paper = issue.paper
    number = paper.number if paper else ""
    symbol = paper.symbol if paper else symbol_of(issue)
    return Header(
        kind=Read(issue.kind),
        number=Read(number) if number else None,
        symbol=Read(symbol),
        number_symbol=Read(f"{number}/{symbol}") if number else None,
        issued_on=Read(paper.issued_on) if paper and paper.issued_on else None,
        place=Read(content["unit"]["place"]),
        superior_body=Read(content["unit"]["superior"]) if content["unit"].get("superior") else None,
        issuing_body=Read(content["unit"]["name"]),
        title=Read(issue.title),
        addressees=tuple(Read(name) for name in issue.addressees),
    )
