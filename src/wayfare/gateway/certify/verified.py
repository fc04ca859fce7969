"""Say what of a certificate that was written down does not follow from the log.

Knows figures, told and computed. Knows nothing of how they are computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec


class Fault(StrEnum):
    """What is not as it was written down."""

    SIGNATURE = "signature"  # the text was changed after it was signed
    METHOD = "method"  # it was computed in another way
    ROWS = "rows"  # the log has another number of rows up to there
    ALTERED = "altered"  # rows of the log were changed
    NO_CLAIM = "no_claim"  # the log says nothing of this claim
    FIGURE = "figure"  # a figure comes to another one


class Found(msgspec.Struct, frozen=True):
    """A fault: which figure, what is written down, and what it comes to."""

    fault: Fault
    name: str = ""
    told: object = None
    computed: object = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of verifying; without `faults` all is as it was written down."""

    faults: tuple[Found, ...]
    is_own: bool


def differences(wanted: msgspec.Struct, found: msgspec.Struct | None) -> list[Found]:
    """What is written down and does not follow from the log."""
    if found is None:
        return [Found(Fault.NO_CLAIM)]
    told, computed = (_flat(msgspec.to_builtins(each)) for each in (wanted, found))
    return [
        Found(Fault.FIGURE, name, told[name], computed[name])
        for name in told
        if name != "waiting" and told[name] != computed[name]
        if name != "compared_by" or told[name]  # older documents do not say it
    ]


def _flat(figures: Mapping[str, object], before: str = "") -> dict[str, object]:
    """Figures within figures by both names."""
    flat: dict[str, object] = {}
    for name, figure in figures.items():
        flat |= (
            _flat(figure, f"{before}{name}.")
            if isinstance(figure, dict)
            else {before + name: figure}
        )
    return flat
