"""Reading what was posted on the writing page: paragraphs in order, each with its ticked units; and on which map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import QueryDict

from binhdang.consolidation.board import WritingPage
from binhdang.orgs.forms import day_field
from binhdang.values.texts import whole_number

Typed = list[tuple[str, list[str]]]

MOST_PARAGRAPHS = 200


class MapForm(forms.Form):
    """The day on whose map figures are shown."""

    is_filter = True
    ngay = day_field("Bản đồ hành chính ngày", required=False)

    def day(self, today: date) -> date:
        """The day asked for; today where none was, or one that is no day."""
        wanted = self.cleaned_data.get("ngay") if self.is_bound and self.is_valid() else None
        return wanted or today


def read_paragraphs(post: QueryDict) -> Typed:
    """The paragraphs as typed, in the order of the page, empty ones too: the buttons name them by their place."""
    places = range(min(whole_number(post.get("count", "")), MOST_PARAGRAPHS))
    return [(post.get(f"text-{place}", "").strip(), post.getlist(f"units-{place}")) for place in places]


def lines_of(typed: Typed) -> Typed:
    """What is to be saved: a line break inside a paragraph makes two of it, and nothing makes none."""
    return [(line.strip(), units) for text, units in typed for line in text.splitlines() if line.strip()]


def changed_by_button(typed: Typed, post: QueryDict, page: WritingPage) -> Typed | None:
    """The paragraphs after a button of the page was pressed; None where it was the one that saves.

    `take`: "<unit>:<paragraph>", one paragraph of a unit word for word, or "unused", all that is not used yet;
    `merge`: a paragraph joined to the one above; `add`: an empty one at the end.
    """
    if take := post.get("take"):
        return typed + _taken(take, page)
    if merge := post.get("merge"):
        return _merged(typed, merge)
    return [*typed, ("", [])] if "add" in post else None


def _taken(take: str, page: WritingPage) -> Typed:
    if take == "unused":
        return [(line, [block.text.unit.public_id]) for block in page.unused for line in block.text.paragraphs]
    unit, _, place = take.partition(":")
    lines = next((b.text.paragraphs for b in page.blocks if b.text.unit.public_id == unit), [])
    return [(lines[whole_number(place)], [unit])] if place.isdecimal() and whole_number(place) < len(lines) else []


def _merged(typed: Typed, merge: str) -> Typed:
    place = whole_number(merge)
    if not 0 < place < len(typed):
        return typed
    (above, named), (below, also) = typed[place - 1], typed[place]
    return [*typed[: place - 1], (f"{above} {below}", _together(named, also)), *typed[place + 1 :]]


def _together(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*one, *other]))
