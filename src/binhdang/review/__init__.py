"""What the receiving unit says about a report: accepted, or sent back with remarks down to the cell."""
