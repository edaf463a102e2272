"""Many reports become one, up the tree; every total knows what it rests on and can be asked where it came from.

Reads go top-down: `queries` (totals, their proof, the texts) over `sources` (who said what, on which basis). `actions`
fills the superior unit's own report and freezes it; `snapshots` says what a frozen report holds; `rules` says what is
still missing before it may be frozen.
"""
