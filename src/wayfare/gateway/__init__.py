"""What a person can do; a file a verb."""
