"""What a command asks for beyond the settings.

Knows nothing of how anything is built.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from wayfare.ports import Progress


@dataclass(frozen=True, slots=True)
class PoolNews:
    """What `auto` takes now, out of how many models, and what waits for a person's word."""

    taken: tuple[str, ...]
    proposed: tuple[str, ...]
    models: int


@dataclass(frozen=True, slots=True)
class Options:
    """What a command asks for beyond the settings.

    `scripted`: the scripted provider, in every wire, and nothing else. `local_only`: the
    embedded models and nothing else. `fetch`: get weights that are missing; `progress` is
    told how far they are. `probe`: ask models once before `auto` takes them, unless the
    settings say not to; `tell` is told what it takes when that changes. `explore`: try arms to
    learn of them, as far as the settings allow.
    """

    scripted: bool = False
    local_only: bool = False
    fetch: bool = True
    progress: Progress | None = None
    probe: bool = False
    explore: bool = True
    tell: Callable[[PoolNews], None] | None = None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
