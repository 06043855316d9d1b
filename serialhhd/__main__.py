"""`python -m serialhhd` is the command line."""

from serialhhd.cli.main import main

main()
