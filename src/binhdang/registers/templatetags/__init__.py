"""Template filters of registers."""
