"""Hash a text's words, word pairs and character n-grams into slots, in every script.

Knows letters. Knows nothing of what the slots mean or how they are weighed.

Words and pairs fall into the lower half of the table, character n-grams into the upper
one. In Latin script and its like the n-grams are of three to five letters within a word,
its two borders counted; in Hangul, kana and Han they are the syllables, their pairs and
their triples. All of it is done on whole arrays: a call for each n-gram would take longer
than everything else that a decision needs.
"""

import unicodedata
from collections.abc import Container
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
Kinds = NDArray[np.uint8]
Places = NDArray[np.intp]


def excerpt(text: str) -> str:
    """What is read of a text: all of an ordinary one, the two ends of a long one."""
    if len(text) <= HEAD_LETTERS + TAIL_LETTERS:
        return text
    return f"{text[:HEAD_LETTERS]} {text[-TAIL_LETTERS:]}"


def count_grams(text: str) -> tuple[Places, Places]:
    """The slots that a text falls into, ascending, and how often into each.

    Both arrays are of one length, (slots hit,); both are empty where the text holds neither
    letters nor digits. Case and compatible spellings make no difference.
    """
    mixed, kinds = _read(text)
    # a run is of one kind; the first and the last are spaces
    before = (kinds[1:] != kinds[:-1]).nonzero()[0]
    runs = kinds[1:].take(before)
    words = _word_hashes(mixed, before, runs)
    letters = _letter_hashes(mixed, kinds, set(runs.tobytes()))
    slots = _slots(np.concatenate([*words, *letters]))
    slots[sum(map(len, words)) :] |= np.uint16(HALF)
    slots.sort(kind="stable")  # so few bits are sorted in time that grows with their number
    differs = np.ones(len(slots) + 1, dtype=np.bool_)
    np.not_equal(slots[1:], slots[:-1], out=differs[1 : len(slots)])
    firsts = differs.nonzero()[0]
    return slots.take(firsts[:-1]).astype(np.intp), firsts[1:] - firsts[:-1]


def _read(text: str) -> tuple[Codes, Kinds]:
    """A text's letters, mixed, a space at either end, and the kind of each."""
    plain = unicodedata.normalize("NFKC", excerpt(text)).lower()[: LETTERS_MAX - 2]
    known_mixed, known_kinds = _known()
    encoded = f" {plain} ".encode("utf-16-le", "surrogatepass")
    if len(encoded) == 2 * len(plain) + 4:
        letters = np.frombuffer(encoded, dtype=np.uint16)
        return known_mixed.take(letters), known_kinds.take(letters)
    codes = np.frombuffer(f" {plain} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    is_known = codes < _LETTERS_KNOWN
    known = np.where(is_known, codes, 0)
    # rare Han, and pictures, which say much alone
    kinds = np.where(is_known, known_kinds.take(known), np.uint8(_WIDE))
    return np.where(is_known, known_mixed.take(known), _mixed(codes.astype(np.uint64))), kinds


@cache
def _known() -> tuple[Codes, Kinds]:
    """Every letter of the basic plane, mixed, and whether it is a space, a mark, narrow or wide."""
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
    codes = np.arange(_LETTERS_KNOWN, dtype=np.uint64)
    codes[kinds == _SPACE] = 32
    return _mixed(codes), kinds


def _word_hashes(mixed: Codes, before: Places, runs: Kinds) -> list[Codes]:
    """Words, runs of letters of one kind, and the pairs of neighbours.

    `before` (runs,) is where the run before each ends, `runs` its kind. Of the last, a space,
    nothing is said.
    """
    powers, inverses = _powers(int(_BASE)), _powers(_BASE_INVERSE)[1:]
    sums = (mixed * powers[: len(mixed)]).cumsum().take(before)
    # the same word hashes alike wherever it stands: its sum, moved to the beginning
    moved = (sums[1:] - sums[:-1]) * inverses.take(before[:-1])
    words = moved[runs[:-1] >= _NARROW]
    pairs = words[:-1] * _PAIR
    pairs += words[1:]
    return [words ^ _SALTS[0], pairs ^ _SALTS[1]]


def _letter_hashes(mixed: Codes, kinds: Kinds, there: Container[int]) -> list[Codes]:
    """Character n-grams: three to five narrow letters, one to three wide ones.

    Nothing but a border may be a space, and of narrow letters only one of the two. `there` are
    the kinds that the text has.
    """
    lengths = _lengths(kinds)
    rolled = mixed[:-1] * _BASE
    rolled += mixed[1:]
    found = []
    if any_wide := _WIDE in there:
        wide, filled = kinds == _WIDE, kinds != _SPACE
        found = [
            mixed[wide] ^ _SALTS[2],
            rolled[wide[:-1] & wide[1:]] ^ _SALTS[3],
        ]
        some_wide = wide[:-1] | wide[1:]
    for length in range(3, 6 if _NARROW in there else 4):
        if len(rolled) < 2:
            break
        rolled = rolled[:-1] * _BASE
        rolled += mixed[length - 1 :]
        wanted = lengths[: len(rolled)] >= length
        if any_wide:
            some_wide = some_wide[:-1] | wide[length - 1 :]
            # of booleans, one that is greater is true where the other is not
            wanted = wanted > (some_wide > (filled[:-2] & filled[2:]) if length == 3 else some_wide)
        found.append(rolled.take(wanted.nonzero()[0]) ^ _SALTS[length + 1])
    return found


def _lengths(kinds: Kinds) -> Places:
    """How long an n-gram that begins at each letter may be: it ends at the next space.

    One that begins with a space ends before it. The last letter begins none.
    """
    spaces = (kinds == _SPACE).nonzero()[0]
    lengths: Places = spaces[1:].repeat(spaces[1:] - spaces[:-1])
    lengths -= _counting()[: len(lengths)]
    lengths[spaces[:-1]] -= 1
    return lengths


@cache
def _counting() -> Places:
    """Numbers for every letter, one behind: what ends at a letter is counted with it."""
    return np.arange(-1, LETTERS_MAX)


def _mixed(codes: Codes) -> Codes:
    mixed = (codes + np.uint64(1)) * _MIX
    mixed ^= mixed >> _SHIFT
    return mixed


def _slots(hashes: Codes) -> NDArray[np.uint16]:
    """Slots within one half of the table."""
    mixed = hashes * _MIX
    mixed ^= mixed >> _SHIFT
    mixed *= _MIX
    mixed >>= _TO_HALF
    return mixed.astype(np.uint16)


@cache
def _powers(base: int) -> Codes:
    """The powers of an odd number, as they are left when a machine word overflows."""
    powers = np.full(LETTERS_MAX + 1, np.uint64(base), dtype=np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)
