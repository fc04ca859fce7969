"""Everything that the command line says, in Japanese: a module for each table in Korean.

Tests hold each to the same keys and the same values to fill in, so none can lack a sentence.
"""
