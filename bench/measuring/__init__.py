"""How every program of the benchmark measures: against others in the same call, round by round, medians."""
