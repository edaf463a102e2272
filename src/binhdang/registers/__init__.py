"""What was really done: one module per register, each entry written once, with evidence, by the unit that did it."""
