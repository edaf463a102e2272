"""Who did what, for which unit, when, and what changed: one row per action, sealed into a chain of hashes."""
