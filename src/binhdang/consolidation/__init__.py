"""Many reports become one, up the tree; every total can prove itself; what is issued comes from a frozen snapshot."""
