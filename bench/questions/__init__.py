"""Questions whose answers a program can check: ten kinds, in English, Korean and Japanese.

Made from templates and tables of common knowledge, by a seed: the same seed, the same questions.
"""
