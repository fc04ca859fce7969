"""A question turned into English and its answer turned back; thinks, and does no I/O."""
