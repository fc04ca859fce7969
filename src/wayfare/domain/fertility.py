"""How many tokens a model makes of a language: what its prices come to for who writes it.

Prices are per token, and tokenizers differ: Korean takes some models twice the tokens of others.
"""

import msgspec

#: As many presumed tokens weigh as much as what was measured: a few answers say little.
PRESUMED_WEIGHT = 500.0


class Fertility(msgspec.Struct, frozen=True):
    """What answers of one deployment in one language came to, as their provider counted them.

    `letters` are characters, `tokens` those that were visible, `presumed` what a tokenizer of
    average kind would have made of the same letters.
    """

    deployment: str
    language: str
    answers: int
    letters: int
    tokens: int
    presumed: int

    @property
    def letters_per_token(self) -> float | None:
        """Characters of a token; None where there are no tokens."""
        return self.letters / self.tokens if self.tokens else None

    @property
    def ratio(self) -> float:
        """Tokens for each that was presumed, shrunk towards 1 where little was measured.

        >>> round(Fertility("m", "ko", 40, 10_000, 18_000, 9_000).ratio, 2)
        1.95
        """
        return (self.tokens + PRESUMED_WEIGHT) / (self.presumed + PRESUMED_WEIGHT)
