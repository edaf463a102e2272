"""Which tone a state has. The apps below the pages name their states; here stands only how urgent each looks."""

TONES = {
    "waiting": (
        "open",
        "proposed",
        "pending",
        "approving",
        "approved",
        "submitted",
        "drafted",
        "checked",
        "signed",
        "numbered",
    ),
    "good": ("in_force", "accepted", "confirmed", "edited", "sent"),
    "warn": ("returned",),
    "bad": ("rejected", "withdrawn"),
}
_TONE_OF = {state: tone for tone, states in TONES.items() for state in states}


def tone_of(state: str) -> str:
    """waiting (somebody's turn), good, warn, bad; neutral for every other state, such as a draft."""
    return _TONE_OF.get(str(state), "neutral")
