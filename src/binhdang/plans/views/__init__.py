"""Pages of plans, of proposals awaiting a decision, and of single tasks."""
