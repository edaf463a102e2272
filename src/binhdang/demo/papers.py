"""The two papers the demo begins with: the superior's plan and the district's own, in our own words.

The facts (references, dates, bodies, tasks with the gap at 4.4, reporting days) are those of the plan this project was
made for; the sentences are not.
"""

from pathlib import Path

_FOLDER = Path(__file__).parent / "documents"
SUPERIOR_PLAN = (_FOLDER / "ke-hoach-25-so-ldtbxh.txt").read_text(encoding="utf-8")
PLAN_2022 = (_FOLDER / "ke-hoach-2022.txt").read_text(encoding="utf-8")
