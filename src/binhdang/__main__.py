"""`python -m binhdang`: the same as the command `binhdang`."""

from binhdang.cli import main

main()
