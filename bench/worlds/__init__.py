"""A made-up world of a given size, always the same: its tree, its indicators, its reports.

`trees` and `cells` make it; `filling` writes it into the application's database, `long_table` the same as one row a
cell, as somebody with other tools would keep it.
"""
