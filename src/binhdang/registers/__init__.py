"""What was really done: one module per register, each entry written once, with evidence, by the unit that did it.

Every register works in one way. A new one is its table in `models`, a module like `trainings` with its columns, rules
and counted cells, and a line in `catalogue`; pages, Excel, printing, history and counting follow from these.
"""
