"""Measure Wayfare. Imports the package, never the reverse."""
