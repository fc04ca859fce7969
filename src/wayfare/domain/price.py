"""What a deployment charges per token, and what that makes of a usage.

All money is integer micro-dollars; a rate is micro-dollars per million tokens, so that
one token at one dollar per million is exactly one micro-dollar.
"""

from dataclasses import dataclass

from wayfare.domain.usage import Usage

TOKENS_PER_RATE = 1_000_000


@dataclass(frozen=True, slots=True)
class Rates:
    """Micro-dollars per million tokens, by kind of token.

    None means that the provider has no rate of its own for that kind: the tokens are
    then charged as plain input or plain output.
    """

    input: int
    output: int
    cached: int | None = None
    cache_write: int | None = None
    reasoning: int | None = None
    audio_input: int | None = None
    audio_output: int | None = None

    def cost_micros(self, usage: Usage) -> int:
        """The cost of a usage in micro-dollars, rounded half up, once, at the end."""
        if not (usage.cached_tokens or usage.reasoning_tokens or usage.has_rarer_kinds):
            plain = usage.input_tokens * self.input + usage.output_tokens * self.output
            return (plain + TOKENS_PER_RATE // 2) // TOKENS_PER_RATE
        special_input = usage.cached_tokens + usage.cache_write_tokens + usage.audio_input_tokens
        special_output = usage.reasoning_tokens + usage.audio_output_tokens
        total = (
            max(0, usage.input_tokens - special_input) * self.input
            + usage.cached_tokens * _or(self.cached, self.input)
            + usage.cache_write_tokens * _or(self.cache_write, self.input)
            + usage.audio_input_tokens * _or(self.audio_input, self.input)
            + max(0, usage.output_tokens - special_output) * self.output
            + usage.reasoning_tokens * _or(self.reasoning, self.output)
            + usage.audio_output_tokens * _or(self.audio_output, self.output)
        )
        return (total + TOKENS_PER_RATE // 2) // TOKENS_PER_RATE


@dataclass(frozen=True, slots=True)
class Price:
    """Rates, with dearer tiers for long contexts.

    `tiers` are (threshold, rates), ascending: once the input has more tokens than the
    threshold, the whole request is charged at those rates. `request_micros` is charged
    per request. `source` and `as_of` (ISO date) say who said so, and when.
    """

    rates: Rates
    tiers: tuple[tuple[int, Rates], ...] = ()
    request_micros: int = 0
    source: str = ""
    as_of: str | None = None

    def rates_for(self, input_tokens: int) -> Rates:
        """The rates that hold for an input of this length."""
        rates = self.rates
        for threshold, dearer in self.tiers:
            if input_tokens > threshold:
                rates = dearer
        return rates

    def cost_micros(self, usage: Usage) -> int:
        """The cost of a usage in micro-dollars.

        >>> price = Price(Rates(input=150_000, output=600_000))
        >>> price.cost_micros(Usage(input_tokens=1_000, output_tokens=500))
        450
        """
        return self.rates_for(usage.input_tokens).cost_micros(usage) + self.request_micros


def _or(rate: int | None, fallback: int) -> int:
    return fallback if rate is None else rate
