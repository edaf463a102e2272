"""Scenes for Hypothesis, so that what it finds becomes as small as it can."""

from hypothesis import settings
from hypothesis import strategies as st

from oracle.scenes import scene
from oracle.story import Size

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
