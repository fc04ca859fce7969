"""Features of a question and the choice among offers; thinks, and does no I/O."""
