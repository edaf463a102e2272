"""The law of every reading: what stands at the spans, joined, is what was read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from vanban.dates import find_dates
from vanban.passage import fold_space

Json = dict[str, Any]


def joined(text: str, spans: list[list[int]], between: str = "") -> str:
    """The text at the spans, nothing between, white space folded."""
    for start, end in spans:
        assert 0 <= start <= end <= len(text), f"the span {start}–{end} lies outside the text"
    return fold_space(between.join(text[start:end] for start, end in spans))


def breaches(reading: Json, text: str) -> list[str]:
    """Every value that is not what stands at its spans."""
    return [found for found in _breaches(reading, text) if found]


def _breaches(reading: Json, text: str) -> Iterator[str]:
    for part in ("document", "signature"):
        for name, scalar in reading[part].items():
            yield _scalar(f"{part}.{name}", name, scalar, text)
    for name, key in (("legal_bases", "text"), ("footnotes", "text"), ("bodies", "value"), ("recipients", "value")):
        for item in reading[name]:
            yield _equal(name, item[key], joined(text, item["spans"]))
    for item in reading["references"]:
        yield from _reference(item, text)
    for section in _walk(reading["sections"]):
        whole = joined(text, section["spans"])
        for key in ("title", "text"):
            yield _within(f"section {section['label']} {key}", section[key], whole)
        yield _within("label", section["label"], whole)
    for duty in reading["duties"]:
        yield _equal(f"duty {duty['label']}", fold_space(duty["text"]), joined(text, duty["spans"]))
        for actor in duty["actors"]:
            yield _equal("actor", actor["value"], joined(text, actor["spans"]))
        for deadline in duty["deadlines"]:
            yield _equal("deadline", deadline["text"], joined(text, deadline["spans"]))
    for duty in reading["reporting"]:
        for key in ("to", "through"):
            yield _within(f"reporting {key}", duty[key] or "", joined(text, duty["spans"]))
    for warning in reading["warnings"]:
        joined(text, warning["spans"])


def _scalar(where: str, name: str, scalar: Json, text: str) -> str:
    value, found = scalar["value"], joined(text, scalar["spans"])
    if value is None:
        return "" if scalar["spans"] == [] else f"{where} is null and yet has spans"
    if name == "issued_on":
        dates = [one.on for one in find_dates(found)]
        return "" if date.fromisoformat(value) in dates else f"{where}: {value} is not in {found!r}"
    if name == "kind":
        said = "".join(found.casefold().split())
        return (
            "" if value == "Công văn" or said == "".join(value.casefold().split()) else f"{where}: {value} ≠ {found!r}"
        )
    return _equal(where, value, found)


def _reference(item: Json, text: str) -> Iterator[str]:
    whole = joined(text, item["spans"], between=" ")  # one citation after the other
    yield _within("reference", "".join(item["symbol"].split()), "".join(whole.split()))
    if item["issued_on"]:
        dates = [one.on for one in find_dates(whole)]
        if date.fromisoformat(item["issued_on"]) not in dates:
            yield f"reference {item['symbol']}: {item['issued_on']} is not in {whole!r}"
    yield _within("reference body", item["issuing_body"] or "", whole)


def _walk(sections: list[Json]) -> Iterator[Json]:
    for section in sections:
        yield section
        yield from _walk(section["children"])


def _equal(where: str, value: str, found: str) -> str:
    return "" if fold_space(value) == found else f"{where}: {value!r} ≠ {found!r}"


def _within(where: str, value: str, whole: str) -> str:
    return "" if fold_space(value) in whole else f"{where}: {value!r} is not in {whole!r}"
