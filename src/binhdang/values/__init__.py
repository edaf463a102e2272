"""Plain Python, no Django: figures, reporting periods, Vietnamese text, random ids.

- `figures`: `Figure`, one exact number or one of the four kinds of emptiness, and how figures pack into a row;
- `periods`: `Period`, the span of days a report speaks of;
- `texts`: folding for search, sorting in the order of the Vietnamese alphabet, comparing spellings;
- `ids`: the random ids that stand in URLs.
"""
