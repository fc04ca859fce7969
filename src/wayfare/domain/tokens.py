"""Guess how many tokens a text has, where nobody has counted them.

A rule of thumb for an average tokenizer: four ASCII letters make a token, while a Hangul
syllable, a kana or a Han character is most of one. Always marked as an estimate.
"""


def estimate_tokens(text: str) -> int:
    """Estimate the tokens of a text; 0 only for an empty one.

    >>> estimate_tokens("What is the capital of South Korea?")
    9
    >>> estimate_tokens("대한민국의 수도는 어디인가요?")
    14
    """
    if not text:
        return 0
    characters = len(text)
    if text.isascii():
        return max(1, round(characters / 4))
    # three bytes of UTF-8 a character in the scripts that matter here
    wide = min(characters, (len(text.encode("utf-8", "surrogatepass")) - characters) // 2)
    return max(1, round((characters - wide) / 4 + wide))
