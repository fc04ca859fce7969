"""Where a provider is and how it is asked: from a usual provider's row and the owner's own.

Knows presets, settings and the environment. Knows nothing of sockets.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from wayfare.domain.deployment import TERMS_NOT_KNOWN, Terms
from wayfare.domain.errors import SettingsError
from wayfare.providers.presets import GENERIC, PRESETS, USUAL_LISTING, Listing, Preset
from wayfare.settings.providers import ProviderRow

#: Header and what stands before the key, by how the key is sent.
KEY_HEADERS: Mapping[str, tuple[str, str]] = {
    "bearer": ("authorization", "Bearer "),
    "api-key": ("api-key", ""),
    "x-api-key": ("x-api-key", ""),
    "x-goog-api-key": ("x-goog-api-key", ""),
}
SIGNED = ("sigv4", "google")
AUTHS = (*KEY_HEADERS, "none", *SIGNED)

#: What a wire wants beside the key, unless a call brings its own.
WIRE_HEADERS: Mapping[str, Mapping[str, str]] = {
    "anthropic": {"anthropic-version": "2023-06-01"},
}
_VARIABLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a provider is and how it is asked.

    `like` is the usual provider that it is, by name; `key_env` are the variables that may
    hold its key. `models` empty: those that it lists. `languages` None: no language is
    known to be beyond it. `is_local`: it runs on this machine, and costs time, not money.
    `allow_private`: it may lie on this machine or in a private network. `refuses` are fields
    that it does not take and that change no answer, `reshaping` what else is unlike its wire.
    """

    name: str
    base_url: str
    key: str = field(default="", repr=False)
    models: tuple[str, ...] = ()
    languages: frozenset[str] | None = None
    is_local: bool = False
    length_field: str = "max_tokens"
    terms: Terms = TERMS_NOT_KNOWN
    like: str = ""
    wires: tuple[str, ...] = ("openai",)
    auth: str = "bearer"
    key_env: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    query: str = ""
    listing: Listing | None = USUAL_LISTING
    allow_private: bool = False
    needs: str = ""
    refuses: tuple[str, ...] = ()
    reshaping: str = ""

    def fixed_headers(self) -> dict[str, str]:
        """What goes with every request, the key among it. A call's own headers win."""
        found: dict[str, str] = {}
        for wire in self.wires:
            found |= WIRE_HEADERS.get(wire, {})
        found |= {name.lower(): value for name, value in self.headers}
        # a signer steps aside where there is a key: both clouds take one as a bearer
        style = "bearer" if self.auth in SIGNED else self.auth
        if self.key and style in KEY_HEADERS:
            name, prefix = KEY_HEADERS[style]
            found[name] = prefix + self.key
        return found

    @property
    def is_signed(self) -> bool:
        """Whether each request needs a signature or a token of the hour."""
        return self.auth in SIGNED and not self.key


def address_of_preset(name: str, preset: Preset, environ: Mapping[str, str]) -> Address | None:
    """A usual provider; None where the environment lacks a part of its address."""
    base_url = fill_in(preset.base_url, environ)
    if "{" in base_url:
        return None
    return Address(
        name=name,
        base_url=base_url,
        key=first_key(environ, preset.key_env),
        models=preset.models,
        is_local=preset.port is not None,
        length_field=preset.length_field,
        terms=preset.terms,
        like=name,
        wires=preset.wires,
        auth=preset.auth,
        key_env=preset.key_env,
        headers=preset.headers,
        listing=preset.listing,
        allow_private=preset.port is not None,
        needs=preset.needs,
        refuses=preset.refuses,
        reshaping=preset.reshaping,
    )


def address_of_row(name: str, row: ProviderRow, environ: Mapping[str, str]) -> Address:
    """What the owner wrote; what they left open is as with the usual provider.

    Raises:
        SettingsError: it speaks, or sends its key, in a way that Wayfare does not know.
    """
    like, preset = _preset_for(name, row)
    wires = tuple(row.wires) or ((row.wire,) if row.wire else preset.wires)
    _check_known(name, "wires", wires, tuple(GENERIC))
    generic = GENERIC[wires[0]]
    # of a usual provider that is asked in another wire, only the address is as usual
    same_wire = wires[0] in preset.wires
    basis = preset if same_wire else generic
    auth = row.auth or basis.auth
    _check_known(name, "auth", (auth,), AUTHS)
    is_usual = row.base_url.rstrip("/") == preset.base_url
    # the key of a usual provider goes to its own address alone, unless the owner names it
    usual_keys = preset.key_env if is_usual or "{" in preset.base_url else ()
    key_env = (row.key_env,) if row.key_env else usual_keys
    is_local = is_usual and preset.port is not None
    return Address(
        name=name,
        base_url=row.base_url,
        key=first_key(environ, key_env),
        models=tuple(row.models) or basis.models,
        languages=frozenset(row.languages) or None,
        is_local=is_local,
        length_field=row.length_field or basis.length_field,
        terms=preset.terms if is_usual else TERMS_NOT_KNOWN,
        like=like,
        wires=wires,
        auth=auth,
        key_env=key_env,
        headers=(*basis.headers, *row.headers.items()),
        query=row.query.removeprefix("?"),
        listing=basis.listing if is_usual or not _is_elsewhere(basis.listing) else generic.listing,
        allow_private=row.allow_private or is_local,
        needs=basis.needs,
        refuses=basis.refuses,
        reshaping=basis.reshaping,
    )


def _is_elsewhere(listing: Listing | None) -> bool:
    """Whether a list has an address of its own, where the key of another has no business."""
    return listing is not None and listing.path.startswith("https://")


def fill_in(base_url: str, environ: Mapping[str, str]) -> str:
    """Put the environment's variables in; what is not set stays in braces."""

    def value(found: re.Match[str]) -> str:
        return environ.get(found[1], "").strip().rstrip("/") or found[0]

    return _VARIABLE.sub(value, base_url)


def missing_in(base_url: str) -> list[str]:
    """The variables that an address still waits for."""
    return list(dict.fromkeys(_VARIABLE.findall(base_url)))


def key_in(environ: Mapping[str, str], variable: str) -> str:
    """A provider's key from the environment; empty where there is none."""
    return environ.get(variable, "").strip() if variable else ""


def first_key(environ: Mapping[str, str], variables: tuple[str, ...]) -> str:
    """The key from the first variable that holds one."""
    return next((key for name in variables if (key := key_in(environ, name))), "")


def _preset_for(name: str, row: ProviderRow) -> tuple[str, Preset]:
    """The usual provider that a row is like, by word, by address, or by its wire alone."""
    if row.like:
        _check_known(name, "like", (row.like,), tuple(PRESETS))
        return row.like, PRESETS[row.like]
    base_url = row.base_url.rstrip("/")
    named = PRESETS.get(name)
    if named is not None and (named.base_url == base_url or "{" in named.base_url):
        return name, named
    for usual, preset in PRESETS.items():
        if preset.base_url == base_url:
            return usual, preset
    wire = (row.wires or [row.wire])[0]
    return "", GENERIC.get(wire, GENERIC["openai"])


def _check_known(name: str, field: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    for each in given:
        if each not in known:
            raise SettingsError(
                f"The provider {name} has {each!r} for `{field}`, which Wayfare does not know.",
                cure=f"It knows {', '.join(known)}.",
            )
