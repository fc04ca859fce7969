"""Other gateways' routing rules, and plain ones from the literature, to replay beside Wayfare's.

    wayfare replay --online --test FOLDER --name NAME --policy bench/rivals/provara.py:ProvaraRule

Each is written from a description of what it does, not from its code. All get the same feedback
and fares. Where a description leaves something open, what is said here is ours, and what helps the
rule was taken: scores come as they are, not guessed from words of the next turn, and nothing is
ever stale. A rule that asks a model to classify has only its words here.
"""
