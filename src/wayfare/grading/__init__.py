"""Checks that a program makes: answers graded by what was to be in them."""
