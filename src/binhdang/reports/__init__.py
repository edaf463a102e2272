"""Regimes, rounds, and what each unit says for a period: figures and text, versioned, from draft to submitted.

From a plan to a round: `outline` (sections, and which of them speaks of which task), `regimes` (periods, data windows,
due dates), `actions.rounds`. A draft: `figures` (the only door to stored cells), `narrative` (the words), `table` (the
indicators a unit is asked), `numbers` (typed numbers), `actions.writing`. On its way: `rules` and `findings`, `moving`
(states under a lock), `actions.sending`, `actions.deciding`. Pages: `entry` (typed fields), `entry_page`
(what it shows), `queries` (lists and rounds), `comparing` (two versions), `views`.
"""
