"""How far the work is: what each task of a plan came to, unit by unit, with the evidence behind it."""
