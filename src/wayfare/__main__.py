"""`python -m wayfare` is `wayfare`."""

from wayfare.cli.main import main

main()
