"""What a person finds: a scan of the folded words, cut to what that person may see today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from binhdang.accounts.models import User
from binhdang.search.excerpts import lit_excerpt, lit_title
from binhdang.search.models import Kind, SearchRow
from binhdang.search.sources import SOURCES, rights

A_PAGE, MOST = 20, 1000
"""Things on a page, and how many are counted and paged at most: nobody reads the fifty-first page of a search."""
RECENT = 3 * MOST
"""So many of the newest rows SQLite looks at first: where a third of them are found, the others need not be read."""
Found = tuple[str, int]
"""The kind and the key of a thing."""


@dataclass(frozen=True)
class Hit:
    """One thing found, as its line shows it."""

    kind: Kind
    title: SafeString
    excerpt: SafeString
    unit: str
    on: date
    url: str


@dataclass(frozen=True)
class Results:
    """A page of what was found."""

    hits: list[Hit]
    page: Page[Found]
    total: int
    more: bool
    """Whether there is more than was counted; the newest were."""
    counts: Mapping[Kind, int]
    """How many of each kind, as far as that is known."""


def search(words: Sequence[str], user: User, on: date, *, kind: Kind | None = None, page: int = 1) -> Results:
    """A page of what holds every word (`words.words_of`), newest first; the last page where there are fewer."""
    found = newest(words, user, on, kind)
    more = len(found) > MOST
    del found[MOST:]
    shown = Paginator(found, A_PAGE).get_page(page)
    return Results(list(_hits(shown, words, user, on)), shown, len(found), more, {} if more else _counts(found, kind))


def newest(words: Sequence[str], user: User, on: date, kind: Kind | None = None) -> list[Found]:
    """The newest things that hold every word and that the person may see, and one more than are counted."""
    seen = SearchRow.objects.filter(rights(user, on, [kind] if kind else list(Kind)))  # SQLite asks first what is first
    rows = reduce(lambda rows, word: rows.filter(folded__contains=word), words, seen)
    # A day that is computed keeps both databases from walking all rows by the index of days, slower than a scan.
    rows = rows.order_by(Coalesce("on", "on").desc(), "-pk")
    if connection.vendor == "sqlite":  # PostgreSQL reads all rows for this question, and sorts many at little cost
        found = _listed(rows.filter(pk__in=SearchRow.objects.values("pk")[:RECENT]))
        if len(found) > MOST:
            return found
    return _listed(rows)


def _listed(rows: QuerySet[SearchRow]) -> list[Found]:
    return list(rows.values_list("kind", "thing")[: MOST + 1])


def _counts(found: Sequence[Found], kind: Kind | None) -> dict[Kind, int]:
    counted = Counter(each for each, _ in found)
    return {each: counted[each] for each in ([kind] if kind else Kind)}


def _hits(found: Iterable[Found], words: Sequence[str], user: User, on: date) -> Iterable[Hit]:
    """The things themselves, in their order. What the person may not see is not among them, whatever the index says."""
    listed = list(found)
    things = {
        kind: SOURCES[Kind(kind)].visible_to(user, on).in_bulk([key for each, key in listed if each == kind])
        for kind in {kind for kind, _ in listed}
    }
    for place, (kind, key) in enumerate(listed, start=1):
        if thing := things[kind].get(key):
            told = SOURCES[Kind(kind)].told(thing)
            yield Hit(
                Kind(kind),
                lit_title(told.title, words, f"{place}t"),
                lit_excerpt(told.body, words, f"{place}d"),
                told.unit.short_name_on(on),
                told.on,
                told.url,
            )
