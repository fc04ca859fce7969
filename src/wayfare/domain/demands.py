"""What a request, a key or this installation demands of whoever reads the text.

A demand is about facts that are known: terms that nobody has read fulfil none. Knows
deployments. Knows nothing of where a demand was made or how it is enforced.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wayfare.domain.deployment import Deployment

_COUNTRY = re.compile(r"[A-Z]{2}")
_PROVIDER = re.compile(r"[a-z0-9][a-z0-9._-]*")
_HOW = "`no_training`, `countries=KR|US`, `providers=openai|local`"


class Unmet(StrEnum):
    """Why a deployment does not fulfil a demand."""

    MAY_TRAIN = "may_train"
    TRAINING_UNKNOWN = "training_unknown"
    OTHER_COUNTRY = "other_country"
    COUNTRY_UNKNOWN = "country_unknown"
    PASSED_ON = "passed_on"
    OTHER_PROVIDER = "other_provider"
    SWITCHED_OFF = "switched_off"


@dataclass(frozen=True, slots=True)
class Demands:
    """Who may read the text. None: whoever.

    `countries` are ISO 3166 codes of the companies' countries. What runs on this machine
    fulfils all but a list of providers that does not name it. `switched_off` names deployments that
    are off for whoever asks; it is nobody's wish, and is not written down with the others.

    >>> str(Demands(no_training=True) + Demands(countries=frozenset({"KR", "US"})))
    'no_training, countries=KR|US'
    """

    no_training: bool = False
    countries: frozenset[str] | None = None
    providers: frozenset[str] | None = None
    switched_off: frozenset[str] = frozenset()

    def __add__(self, other: "Demands") -> "Demands":
        """Both at once: the stricter wins."""
        if other is NO_DEMANDS:
            return self
        if self is NO_DEMANDS:
            return other
        return Demands(
            self.no_training or other.no_training,
            _both(self.countries, other.countries),
            _both(self.providers, other.providers),
            self.switched_off | other.switched_off,
        )

    def __bool__(self) -> bool:
        """Whether anything is demanded."""
        named = self.countries is not None or self.providers is not None
        return self.no_training or named or bool(self.switched_off)

    def __str__(self) -> str:
        """As it is written in a header; `parse_demands` reads it back."""
        return ", ".join(
            [
                *(["no_training"] if self.no_training else []),
                *(_listed("countries", self.countries)),
                *(_listed("providers", self.providers)),
            ]
        )

    def unmet(self, deployment: Deployment) -> Unmet | None:
        """Why a deployment does not fulfil them, or None where it does."""
        if deployment.name in self.switched_off:
            return Unmet.SWITCHED_OFF
        if self.providers is not None and deployment.provider not in self.providers:
            return Unmet.OTHER_PROVIDER
        terms = deployment.terms
        if terms.stays_here or not (self.no_training or self.countries is not None):
            return None
        if terms.passes_on:
            return Unmet.PASSED_ON
        if self.no_training and terms.may_train is not False:
            return Unmet.MAY_TRAIN if terms.may_train else Unmet.TRAINING_UNKNOWN
        if self.countries is not None and terms.country not in self.countries:
            return Unmet.OTHER_COUNTRY if terms.country else Unmet.COUNTRY_UNKNOWN
        return None


NO_DEMANDS = Demands()


def parse_demands(text: str) -> Demands:
    """Read demands as they stand in a header.

    >>> parse_demands("no_training, countries=KR|us").countries == {"KR", "US"}
    True

    Raises:
        ValueError: they are malformed; says where and what is right.
    """
    demands = NO_DEMANDS
    for part in text.split(","):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if name == "no_training" and not equals:
            demands += Demands(no_training=True)
        elif name in _READ and equals:
            demands += _READ[name](value)
        else:
            raise ValueError(f"{part.strip()!r} is not a demand; there are {_HOW}")
    return demands


def of_countries(codes: list[str]) -> Demands:
    """Only companies of these countries.

    Raises:
        ValueError: one is not a code of two letters.
    """
    countries = frozenset(code.strip().upper() for code in codes)
    wrong = sorted(code for code in countries if not _COUNTRY.fullmatch(code))
    if wrong or not countries:
        raise ValueError(f"{wrong[0] if wrong else ''!r} is not a country code such as KR")
    return Demands(countries=countries)


def of_providers(names: list[str]) -> Demands:
    """Only these providers, by their names here.

    Raises:
        ValueError: one cannot be a provider's name.
    """
    providers = frozenset(name.strip() for name in names)
    wrong = sorted(name for name in providers if not _PROVIDER.fullmatch(name))
    if wrong or not providers:
        raise ValueError(f"{wrong[0] if wrong else ''!r} is not a provider's name such as openai")
    return Demands(providers=providers)


_READ: Mapping[str, Callable[[str], Demands]] = {
    "countries": lambda value: of_countries(value.split("|")),
    "providers": lambda value: of_providers(value.split("|")),
}


def _listed(name: str, values: frozenset[str] | None) -> list[str]:
    return [] if values is None else [f"{name}={'|'.join(sorted(values))}"]


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other
