"""Whole lists of units from CSV files: read, compared by code with what is there, shown, and only then applied.

`reading` turns files into rows and says of bad ones which line; `difference` compares; `applying` writes all of it in
one transaction. Nothing is ever matched by a name.
"""
