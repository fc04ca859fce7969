"""The board of fares: what each arm was like in real use."""
