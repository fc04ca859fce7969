"""Measuring languages: the same questions asked directly and through another language."""
