"""Numbers and strings that fit a JSON schema, the same for the same chance.

The strings are from many scripts on purpose: they go through other people's hands.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import cast

SAMPLES = ("서울", "Zürich", "東京", "naïve café", "Ελλάδα", "🧭 north")

#: One string for each format that is known.
FORMATS = {
    "date": "2026-01-02",
    "date-time": "2026-01-02T03:04:05Z",
    "time": "03:04:05Z",
    "duration": "P1D",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}

#: Strings to try where a pattern is asked for; a search needs only one that fits.
PATTERN_TRIES = (
    *SAMPLES,
    *FORMATS.values(),
    "a",
    "abc",
    "abc_1",
    "abc-1",
    "A",
    "ABC",
    "ABC-123",
    "Abc",
    "@someone",
    "#a1b2c3",
    "+82-2-1234-5678",
    "010-1234-5678",
    "1.0.0",
    "$1.00",
    "",
    *("1234567890"[:length] for length in range(1, 11)),
    *("a" * length for length in range(2, 33)),
)


class Impossible(Exception):  # noqa: N818 - it means "try the next branch" more often than an error
    """Nothing fits this part of a schema."""


def make_number(schema: Mapping[str, object], chance: int, *, whole: bool) -> int | float:
    """A number within the schema's bounds, a small one where they allow it.

    >>> make_number({"minimum": 10, "exclusiveMaximum": 12, "multipleOf": 5.5}, 0, whole=False)
    11.0
    """
    lows = (_bound(schema, key) for key in ("minimum", "exclusiveMinimum"))
    highs = (_bound(schema, key) for key in ("maximum", "exclusiveMaximum"))
    low = max((bound for bound in lows if bound is not None), default=None)
    high = min((bound for bound in highs if bound is not None), default=None)
    for candidate in _candidates(schema, Fraction(1 + chance % 97), low, high, whole=whole):
        number = int(candidate) if whole else float(candidate)
        if _is_within(schema, Fraction(number)):
            return number
    raise Impossible("no number lies within the bounds")


def make_string(schema: Mapping[str, object], chance: int) -> str:
    """A string of the schema's format, pattern and length."""
    least = cast("int", schema.get("minLength", 0))
    most = cast("float", schema.get("maxLength", float("inf")))
    if "pattern" in schema:
        pattern = re.compile(str(schema["pattern"]))
        for text in PATTERN_TRIES:
            if least <= len(text) <= most and pattern.search(text):
                return text
        raise Impossible(f"no known string has the pattern '{schema['pattern']}'")
    if schema.get("format") in FORMATS:
        return FORMATS[str(schema["format"])]
    text = f"{SAMPLES[chance % len(SAMPLES)]} {chance % 100}"
    padded = text * (least // len(text) + 1) if len(text) < least else text
    wanted = int(min(most, max(least, len(text))))
    if wanted < least:
        raise Impossible("no string is that short and that long")
    return padded[:wanted]


def _candidates(
    schema: Mapping[str, object],
    wanted: Fraction,
    low: Fraction | None,
    high: Fraction | None,
    *,
    whole: bool,
) -> Iterator[Fraction]:
    step = _bound(schema, "multipleOf")
    if whole:
        # Of the multiples of p/q, the whole ones are the multiples of p.
        step = Fraction(step.numerator) if step else Fraction(1)
    starts = [start for start in (wanted, low, high) if start is not None]
    if step:
        for start in starts:
            nearest = start // step
            yield from ((nearest + offset) * step for offset in (0, 1, -1))
        return
    yield wanted
    if low is not None and high is not None:
        yield (low + high) / 2
    yield from (start + offset for start in starts for offset in (0, 1, -1))


def _is_within(schema: Mapping[str, object], number: Fraction) -> bool:
    checks = (
        ("minimum", Fraction.__ge__),
        ("exclusiveMinimum", Fraction.__gt__),
        ("maximum", Fraction.__le__),
        ("exclusiveMaximum", Fraction.__lt__),
    )
    bounds = ((_bound(schema, key), holds) for key, holds in checks)
    return all(bound is None or holds(number, bound) for bound, holds in bounds)


def _bound(schema: Mapping[str, object], key: str) -> Fraction | None:
    value = schema.get(key)
    # JSON schema's old drafts have a boolean under the exclusive keywords.
    if value is None or isinstance(value, bool):
        return None
    return Fraction(str(value))
