"""What leaves the installation for other tools, and what comes from other installations.

`longtable` reads the long table: one row a cell of every report asked, as it stands on a basis; `tables` says which
columns it and the lists beside it have; `csvs`, `parquets` and `databases` write them, exact and row by row, so that
memory stays as it is; `exporting` chooses among them.
"""
