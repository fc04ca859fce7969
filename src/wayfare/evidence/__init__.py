"""Tell from what happened what would have, and how surely."""
