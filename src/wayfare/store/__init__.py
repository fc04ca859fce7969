"""Everything that SQL is: what is kept, how it is written and read."""
