"""Plain Python, no Django: figures, reporting periods, Vietnamese text, random ids.

- `figures`: `Figure`, one exact number or one of the four kinds of emptiness, and how figures pack into a row;
- `periods`: `Period`, the span of days a report speaks of;
- `texts`: folding for search, sorting in the order of the Vietnamese alphabet, comparing spellings;
- `refusals`: `Refusal`, what a person is told when something cannot be done; `NotAllowed`, `Conflict`;
- `ids`: the random ids that stand in URLs.
"""
