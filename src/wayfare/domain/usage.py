"""How many tokens a completion took."""

import msgspec

#: More is no count of one call's tokens, and costs that no database can add up.
TOKENS_MAX = 1_000_000_000


class Usage(msgspec.Struct, frozen=True):
    """Token counts of one attempt, as the provider counted them.

    `input_tokens` includes `cached_tokens` (read from the provider's prompt cache) and
    `cache_write_tokens`; `output_tokens` includes `reasoning_tokens`.
    """

    input_tokens: int
    output_tokens: int
    cached_tokens: int = 0
    cache_write_tokens: int = 0
    reasoning_tokens: int = 0
    audio_input_tokens: int = 0
    audio_output_tokens: int = 0

    @property
    def is_believable(self) -> bool:
        """Whether anybody can have counted this: nothing is below 0, or beyond all bounds.

        >>> Usage(input_tokens=9, output_tokens=-9).is_believable
        False
        """
        return (
            0 <= self.input_tokens <= TOKENS_MAX
            and 0 <= self.output_tokens <= TOKENS_MAX
            and 0 <= self.cached_tokens <= TOKENS_MAX
            and 0 <= self.cache_write_tokens <= TOKENS_MAX
            and 0 <= self.reasoning_tokens <= TOKENS_MAX
            and 0 <= self.audio_input_tokens <= TOKENS_MAX
            and 0 <= self.audio_output_tokens <= TOKENS_MAX
        )

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was used: nobody charges for that."""
        return not (self.input_tokens or self.output_tokens)

    @property
    def has_rarer_kinds(self) -> bool:
        """Whether there are tokens of a kind that few requests have."""
        return bool(self.cache_write_tokens or self.audio_input_tokens or self.audio_output_tokens)
