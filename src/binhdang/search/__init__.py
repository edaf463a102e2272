"""One search over papers, tasks, register entries and reports: accents optional, and only what the person may see."""
