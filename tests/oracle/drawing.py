"""How many scenes a run looks at, and scenes for Hypothesis, so that what it finds becomes as small as it can.

Two variables of the environment, which `make soak` sets. ORACLE_TABLES: how many tables are compared at least; without
it, what fits into an ordinary run. ORACLE_SEED: the number of the first scene.
"""

import os

from hypothesis import settings
from hypothesis import strategies as st

from oracle.scenes import Size, scene

TABLES = int(os.environ.get("ORACLE_TABLES", "20000"))
FIRST_SCENE = int(os.environ.get("ORACLE_SEED", "0"))

FEWER = settings(max_examples=max(20, settings.default.max_examples // 10))
"""A scene is worth hundreds of examples."""

sizes = st.builds(
    Size,
    units=st.integers(3, 25),
    levels=st.integers(2, 4),
    events=st.integers(0, 20),
    rounds=st.integers(1, 6),
    laws=st.integers(1, 6),
)
scenes = st.builds(scene, st.integers(0, 2**32), sizes)
