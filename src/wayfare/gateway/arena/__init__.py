"""The arena: two answers without names, people's votes on them, and boards of who is better."""
