"""What the application is measured against: the same totals by other tools, written as a skilled user would.

Each gives an `Answer`; nothing is measured before all of them agree.
"""
