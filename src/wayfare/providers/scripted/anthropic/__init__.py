"""Anthropic's Messages, as the scripted provider speaks them."""
