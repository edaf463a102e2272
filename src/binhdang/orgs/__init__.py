"""Units over time: who existed when, under what name, under whom; and which people hold which role where."""
