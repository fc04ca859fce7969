"""Run a Wayfare for long: watch it, read its settings anew."""
