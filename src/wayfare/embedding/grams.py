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
    mixed = _mixed(codes)
    words = _slots(_word_hashes(mixed, kinds))
    letters = _slots(_letter_hashes(mixed, kinds)) | np.uint16(HALF)
    slots = np.concatenate([words, letters])
    slots.sort(kind="stable")  # so few bits are sorted in time that grows with their number
    firsts = np.flatnonzero(np.concatenate([[True], slots[1:] != slots[:-1]])[: len(slots)])
    counts = np.diff(np.append(firsts, len(slots)))
    return slots[firsts].astype(np.intp), counts


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


def _word_hashes(mixed: Codes, kinds: NDArray[np.uint8]) -> Codes:
    """Words, runs of letters of one kind, and the pairs of neighbours."""
    changes = np.flatnonzero(kinds[1:] != kinds[:-1]) + 1
    is_word = kinds[changes] >= _NARROW
    starts = changes[is_word]
    if not len(starts):
        return np.empty(0, dtype=np.uint64)
    ends = np.append(changes[1:], len(kinds))[is_word]
    sums = np.zeros(len(mixed) + 1, dtype=np.uint64)
    np.cumsum(mixed * _powers(int(_BASE))[: len(mixed)], out=sums[1:])
    # the same word hashes alike wherever it stands: its sum, moved to the beginning
    words = (sums[ends] - sums[starts]) * _powers(_BASE_INVERSE)[starts]
    pairs = words[:-1] * _PAIR + words[1:]
    return np.concatenate([words ^ _SALTS[0], pairs ^ _SALTS[1]])


def _letter_hashes(mixed: Codes, kinds: NDArray[np.uint8]) -> Codes:
    """Character n-grams: three to five narrow letters, one to three wide ones.

    Nothing but a border may be a space, and of narrow letters only one of the two.
    """
    wide, space = kinds == _WIDE, kinds == _SPACE
    any_wide, filled = bool(wide.any()), ~space
    found = []
    if any_wide:
        found.append(mixed[wide] ^ _SALTS[2])
    rolled = mixed[:-1] * _BASE + mixed[1:]
    if any_wide:
        found.append(rolled[wide[:-1] & wide[1:]] ^ _SALTS[3])
    inside, some_wide = np.ones(len(rolled), dtype=np.bool_), wide[:-1] | wide[1:]
    for length in range(3, 6 if (kinds == _NARROW).any() else 4):
        last = length - 1
        if len(rolled) < 2:
            break
        rolled = rolled[:-1] * _BASE + mixed[last:]
        inside = inside[:-1] & filled[last - 1 : -1]
        begins, ends = filled[:-last], filled[last:]
        wanted = inside & (begins | ends)
        if any_wide:
            some_wide = some_wide[:-1] | wide[last:]
            wanted &= ~some_wide if length > 3 else ~some_wide | (begins & ends)
        found.append(rolled[wanted] ^ _SALTS[length + 1])
    return np.concatenate(found) if found else np.empty(0, dtype=np.uint64)


def _mixed(codes: Codes) -> Codes:
    mixed = (codes + np.uint64(1)) * _MIX
    mixed ^= mixed >> _SHIFT
    return mixed


def _slots(hashes: Codes) -> NDArray[np.uint16]:
    """Slots within one half of the table."""
    mixed = hashes * _MIX
    mixed ^= mixed >> _SHIFT
    mixed *= _MIX
    return (mixed >> _TO_HALF).astype(np.uint16)


@cache
def _powers(base: int) -> Codes:
    """The powers of an odd number, as they are left when a machine word overflows."""
    powers = np.full(LETTERS_MAX + 1, np.uint64(base), dtype=np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)
