"""What Anthropic's clients ask beside messages."""
