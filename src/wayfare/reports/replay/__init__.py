"""Replay what models answered: what a rule would have chosen, scored and paid."""
