"""Put the right particle behind a Korean word: which one, its last syllable tells."""

_FIRST, _LAST = ord("가"), ord("힣")
_FINALS = 28  # ways in which a syllable can end; 0: in a vowel
_DIGITS_ENDING_IN_CONSONANT = frozenset("013678")


def particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """은 or 는, 이 or 가, 을 or 를, as the word wants it: 물은, 차는."""
    return after_consonant if _ends_in_consonant(word) else after_vowel


def _ends_in_consonant(word: str) -> bool:
    last = word[-1]
    if _FIRST <= ord(last) <= _LAST:
        return (ord(last) - _FIRST) % _FINALS != 0
    return last in _DIGITS_ENDING_IN_CONSONANT
