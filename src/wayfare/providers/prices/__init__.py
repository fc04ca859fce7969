"""What models cost: by the owner's word, else by a table that is asked in its own process."""
