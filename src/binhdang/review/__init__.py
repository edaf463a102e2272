"""What the receiving unit says about a report: accepted, or sent back with remarks down to the cell.

`access` says who may decide, `rules` when a decision can stand, `actions` takes it; `queries` lays a version beside the
one before it. Remarks themselves live in `reports`, because the unit's entry page shows them.
"""
