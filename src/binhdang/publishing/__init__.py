"""Official paper out: composed from a frozen snapshot, checked, signed, numbered, sent, and kept byte for byte."""
