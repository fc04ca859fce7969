"""What outcomes teach: told, folded from the log, and put to use when `auto` chooses."""
