"""Tell whether a translation is about as long as one should be.

Measured on 339 questions to chat models that were translated from English into 22 languages by
machine (arena-hard-auto), on every second of them, code and names taken out: between which shares
of the English text's characters nine tenths and more of the translations are.
"""

#: Characters for one of English: the fifth and the 97.5th of a hundred translations.
_SHARES = {
    "ar": (0.63, 1.22), "cs": (0.68, 1.23), "de": (0.92, 1.51), "el": (0.75, 1.54),
    "en": (1.00, 1.00), "es": (0.87, 1.40), "fa": (0.66, 1.26), "fr": (0.91, 1.49),
    "he": (0.50, 1.01), "hi": (0.73, 1.28), "id": (0.90, 1.40), "it": (0.79, 1.45),
    "ja": (0.33, 0.84), "ko": (0.35, 0.77), "nl": (0.85, 1.37), "pl": (0.79, 1.38),
    "pt": (0.85, 1.31), "ro": (0.89, 1.37), "ru": (0.87, 1.38), "tr": (0.82, 1.37),
    "uk": (0.74, 1.29), "vi": (0.70, 1.33), "zh": (0.19, 0.57),
}  # fmt: skip
_UNKNOWN = (0.5, 1.6)
_SLACK = 1.3  # people write more freely than that translator
_ANYHOW = 12  # characters that a short text may be longer or shorter by


def is_plausible(before: str, after: str, source: str, target: str) -> bool:
    """Whether `after` can be a translation of `before`, by their lengths.

    >>> is_plausible("수도는 어디입니까?", "Where is the capital?", "ko", "en")
    True
    >>> is_plausible("수도는 어디입니까?", "It is Seoul, " + "which has " * 20, "ko", "en")
    False
    """
    least, most = bounds(source, target)
    length, written = len(" ".join(before.split())), len(" ".join(after.split()))
    return least * length - _ANYHOW <= written <= most * length + _ANYHOW


def bounds(source: str, target: str) -> tuple[float, float]:
    """The least and the most characters that a translation has for one of its source."""
    low, high = _SHARES.get(source, _UNKNOWN)
    least, most = _SHARES.get(target, _UNKNOWN)
    return least / high / _SLACK, most / low * _SLACK
