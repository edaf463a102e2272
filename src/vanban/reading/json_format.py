"""The format "vanban/1": a reading as plain dictionaries and lists; docs/reference/vanban-format.md explains it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vanban.document import OfficialDocument, Read, Section, Spans
from vanban.duties import Actor, Deadline, Duty, ReportingDuty
from vanban.reading.found import ListedBody, ReadingWarning
from vanban.reading.references import Reference

FORMAT = "vanban/1"

Json = dict[str, object]


def as_json(
    document: OfficialDocument,
    *,
    references: Sequence[Reference],
    bodies: Sequence[ListedBody],
    duties: Sequence[Duty],
    reporting: Sequence[ReportingDuty],
    warnings: Sequence[ReadingWarning],
) -> Json:
    """One object, keys in a fixed order, no floats but confidences."""
    header, signature = document.header, document.signature
    return {
        "format": FORMAT,
        "document": {
            "kind": _scalar(header.kind),
            "number": _scalar(header.number),
            "symbol": _scalar(header.symbol),
            "number_symbol": _scalar(header.number_symbol),
            "issued_on": _scalar(header.issued_on),
            "place": _scalar(header.place),
            "issuing_body": _scalar(header.issuing_body),
            "title": _scalar(header.title),
        },
        "legal_bases": [{"text": basis.text, "spans": _spans(basis.spans)} for basis in document.legal_bases],
        "references": [
            {
                "symbol": one.symbol,
                "kind": one.kind,
                "issued_on": _day(one.issued_on),
                "issuing_body": one.issuing_body,
                "spans": _spans(one.spans),
            }
            for one in references
        ],
        "sections": [_section(section) for section in document.sections],
        "footnotes": [
            {"mark": note.mark, "text": note.text, "spans": _spans(note.spans)} for note in document.footnotes
        ],
        "bodies": [{"value": body.value, "spans": _spans(body.spans), "footnote": body.footnote} for body in bodies],
        "duties": [_duty(duty) for duty in duties],
        "reporting": [
            {
                "frequency": one.frequency,
                "before": one.before,
                "to": one.to,
                "through": one.through,
                "spans": _spans(one.spans),
            }
            for one in reporting
        ],
        "recipients": [{"value": one.value, "spans": _spans(one.spans)} for one in document.recipients],
        "signature": {
            "authority": _scalar(signature.authority),
            "capacity": _scalar(signature.capacity),
            "position": _scalar(signature.position),
            "name": _scalar(signature.name),
        },
        "warnings": [{"code": one.code, "message": one.message, "spans": _spans(one.spans)} for one in warnings],
    }


def _scalar(read: Read[str] | Read[date] | None) -> Json:
    if read is None:
        return {"value": None, "spans": []}
    value = read.value.isoformat() if isinstance(read.value, date) else read.value
    return {"value": value, "spans": _spans(read.spans)}


def _spans(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _section(section: Section) -> Json:
    label = f"{section.word} {section.label}".strip()
    return {
        "label": label,
        "title": section.title,
        "text": section.text,
        "spans": _spans(section.spans),
        "footnotes": list(section.footnotes),
        "children": [_section(child) for child in section.children],
    }


def _duty(duty: Duty) -> Json:
    return {
        "label": duty.label,
        "text": duty.text,
        "scope": duty.scope,
        "actors": [_actor(actor) for actor in duty.actors],
        "deadlines": [_deadline(deadline) for deadline in duty.deadlines],
        "spans": _spans(duty.spans),
    }


def _actor(actor: Actor) -> Json:
    return {
        "value": actor.value,
        "role": actor.role,
        "manner": actor.manner,
        "spans": _spans(actor.spans),
        "confidence": actor.confidence,
        "alternatives": list(actor.alternatives),
    }


def _deadline(deadline: Deadline) -> Json:
    return {
        "kind": deadline.kind,
        "text": deadline.text,
        "month_day": deadline.month_day,
        "on": _day(deadline.on),
        "condition": deadline.condition,
        "spans": _spans(deadline.spans),
    }
