"""How many tables a run compares. Two variables of the environment, which `make soak` sets.

ORACLE_TABLES: how many tables at least; without it, what fits into an ordinary run. ORACLE_SEED: the first scene.
"""

import os

TABLES = int(os.environ.get("ORACLE_TABLES", "20000"))
FIRST_SCENE = int(os.environ.get("ORACLE_SEED", "0"))
