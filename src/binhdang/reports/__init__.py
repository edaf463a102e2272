"""Regimes, rounds, and what each unit says for a period: figures and text, versioned, from draft to submitted."""
