"""Which arms `auto` takes, and why."""
