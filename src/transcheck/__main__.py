"""`python -m transcheck`."""

from transcheck.cli import main

main()
