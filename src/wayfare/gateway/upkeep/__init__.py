"""Keep a Wayfare well: see how it does, back it up, try what a newer one would change."""
