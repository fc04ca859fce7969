"""Hash a text's words, word pairs and character n-grams into slots, in every script.

Knows letters. Knows nothing of what the slots mean or how they are weighed.

Words and pairs fall into the lower half of the table, character n-grams into the upper
one. In Latin script and its like the n-grams are of three to five letters within a word,
its two borders counted; in Hangul, kana and Han they are the syllables, their pairs and
their triples. All of it is done on whole arrays: a call for each n-gram would take longer
than everything else that a decision needs.
"""

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

#: How many slots each half of the table has.
HALF = 1 << 15
SLOTS = 2 * HALF

#: Of a longer text, this much of its beginning and of its end is read.
HEAD_LETTERS = 1_500
TAIL_LETTERS = 500
LETTERS_MAX = HEAD_LETTERS + TAIL_LETTERS + 3  # with the spaces between and around them

_SPACE, _MARK, _NARROW, _WIDE = 0, 1, 2, 3
_BASE = np.uint64(0x9E3779B97F4A7C15)
_BASE_INVERSE = pow(int(_BASE), -1, 1 << 64)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_SALTS = [np.uint64(0xA0761D6478BD642F * n & (1 << 64) - 1) for n in range(1, 9)]
_SHIFT = np.uint64(32)
_TO_HALF = np.uint64(64 - 15)
_PAIR = np.uint64(0xE7037ED1A0B428DB)
_LETTERS_KNOWN = 1 << 16

Codes = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Slots = NDArray[np.intp]


def excerpt(text: str) -> str:
    """What is read of a text: all of an ordinary one, the two ends of a long one."""
    if len(text) <= HEAD_LETTERS + TAIL_LETTERS:
        return text
    return f"{text[:HEAD_LETTERS]} {text[-TAIL_LETTERS:]}"


def count_grams(text: str) -> tuple[Slots, NDArray[np.intp]]:
    """The slots that a text falls into, ascending, and how often into each.

    Both arrays are of one length, (slots hit,); both are empty where the text holds neither
    letters nor digits. Case and compatible spellings make no difference.
    """
    codes, kinds = _read(text)
    slots = np.concatenate([_word_slots(codes, kinds), _letter_slots(codes, kinds)])
    counts = np.bincount(slots, minlength=SLOTS)
    hit = np.flatnonzero(counts)
    return hit, counts[hit]


def _read(text: str) -> tuple[Codes, NDArray[np.uint8]]:
    """A text's letters as numbers, a space at either end, and the kind of each."""
    plain = unicodedata.normalize("NFKC", excerpt(text)).lower()[: LETTERS_MAX - 2]
    letters = np.frombuffer(f" {plain} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    known = letters < _LETTERS_KNOWN
    kinds = _kinds()[np.where(known, letters, 0)]
    if not known.all():
        kinds[~known] = _WIDE  # rare Han, and pictures, which say much alone
    codes = letters.astype(np.uint64)
    codes[kinds == _SPACE] = 32
    return codes, kinds


@cache
def _kinds() -> NDArray[np.uint8]:
    """Of every letter of the basic plane, whether it is a space, a mark, narrow or wide."""
    kinds = np.full(_LETTERS_KNOWN, _MARK, dtype=np.uint8)
    for code in range(_LETTERS_KNOWN):
        letter = chr(code)
        if letter.isalnum():
            kinds[code] = _NARROW
        elif letter.isspace() or not letter.isprintable():
            kinds[code] = _SPACE
    for first, last in ((0x1100, 0x11FF), (0x3040, 0x30FF), (0x3130, 0x318F), (0x3400, 0x9FFF)):
        kinds[first : last + 1] = np.where(kinds[first : last + 1] == _NARROW, _WIDE, _MARK)
    kinds[0xAC00:0xD7A4] = _WIDE
    kinds[0xF900:0xFB00] = _WIDE
    return kinds


def _word_slots(codes: Codes, kinds: NDArray[np.uint8]) -> Slots:
    """Words, runs of letters of one kind, and the pairs of neighbours."""
    is_letter = kinds >= _NARROW
    changes = np.flatnonzero(kinds[1:] != kinds[:-1]) + 1
    starts = changes[is_letter[changes]]
    if not len(starts):
        return np.empty(0, dtype=np.intp)
    ends = np.append(changes, len(kinds))[np.searchsorted(changes, starts) + 1]
    mixed = _mixed(codes)
    sums = np.concatenate(
        [np.zeros(1, dtype=np.uint64), np.cumsum(mixed * _powers(int(_BASE))[: len(codes)])]
    )
    # the same word hashes alike wherever it stands: its sum, moved to the beginning
    words = (sums[ends] - sums[starts]) * _powers(_BASE_INVERSE)[starts]
    pairs = words[:-1] * _PAIR + words[1:]
    return np.concatenate([_half(words, 0), _half(pairs, 1)])


def _letter_slots(codes: Codes, kinds: NDArray[np.uint8]) -> Slots:
    """Character n-grams: three to five narrow letters, one to three wide ones."""
    wide = kinds == _WIDE
    space = kinds == _SPACE
    any_wide, any_narrow = bool(wide.any()), bool((kinds == _NARROW).any())
    mixed = _mixed(codes)
    spaces = np.cumsum(space)
    wides = np.cumsum(wide)
    found = []
    rolled = mixed
    for length in range(1, 6):
        if length > 1:
            rolled = rolled[:-1] * _BASE + mixed[length - 1 :]
        count = len(rolled)
        if not count:
            break
        if length <= 2:
            if not any_wide:
                continue
            wanted = wide[:count] & wide[length - 1 :]
        else:
            # nothing but a border may be a space, and then only one of the two
            inside = spaces[length - 2 : length - 2 + count] - spaces[:count]
            wanted = (inside == 0) & ~(space[:count] & space[length - 1 :])
            if any_wide:
                some_wide = wides[length - 1 :] - wides[:count] + wide[:count] > 0
                wanted &= (
                    ~some_wide
                    if length > 3
                    else ~(some_wide & (space[:count] | space[length - 1 :]))
                )
        if length > 3 and not any_narrow:
            break
        found.append(_half(rolled[wanted], length + 1))
    return np.concatenate(found) + HALF if found else np.empty(0, dtype=np.intp)


def _mixed(codes: Codes) -> Codes:
    mixed = (codes + np.uint64(1)) * _MIX
    return mixed ^ (mixed >> _SHIFT)


def _half(hashes: Codes, salt: int) -> Slots:
    """Slots within one half of the table."""
    mixed = (hashes ^ _SALTS[salt]) * _MIX
    mixed ^= mixed >> _SHIFT
    mixed *= _MIX
    return (mixed >> _TO_HALF).astype(np.intp)


@cache
def _powers(base: int) -> Codes:
    """The powers of an odd number, as they are left when a machine word overflows."""
    powers = np.full(LETTERS_MAX + 1, np.uint64(base), dtype=np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)
