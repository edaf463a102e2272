"""The first page: what waits for me, by when, and who holds what I wait for."""
