"""The nouns: frozen dataclasses that every other floor speaks in."""
