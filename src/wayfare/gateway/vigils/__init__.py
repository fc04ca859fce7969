"""Vigils: the same questions are asked of models again and again, to see them change."""
