"""The plan: what was read from it and awaits a person's confirmation, and the tasks, bodies and deadlines in force."""
