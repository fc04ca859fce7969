"""Rules that can be valued on a log of one's own: those with a name, and one out of a file.

Knows what was offered for a question and what was thought of it then. Knows nothing of how a
rule is valued. A rule is not told which arm answered: that was left to chance, and a rule that
follows the chance of the log cannot be valued by it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from wayfare.domain.errors import BadRequestError
from wayfare.reports.replay.policy import load_named
from wayfare.routing.router import QUALITY_UNKNOWN
from wayfare.store.logged import LoggedDecision
from wayfare.store.rows import StoredOffer

#: What `--policy` names, apart from one arm for all and a rule out of a file.
NAMES = ("wayfare", "cheapest", "best_guess")
ALWAYS = "arm:"
#: How far from 1 chances may add up.
_NOISE = 1e-6


@dataclass(frozen=True, slots=True)
class LoggedQuestion:
    """A question of the log, as it was before anything was chosen.

    `language` is a code such as "ko", "und" where it was not known; `topic` is None where there
    was none. `offers` are in the order of their arms' names: what each was quoted at in
    micro-dollars, and what was thought of its quality, from 0 to 1, both None where not known.
    """

    language: str
    topic: str | None
    offers: tuple[StoredOffer, ...]


class LogPolicy(Protocol):
    """A rule of one's own for `wayfare replay --log`: a function is enough."""

    def __call__(self, question: LoggedQuestion, /) -> Sequence[float]:
        """How likely it takes each offer: a number from 0 to 1 for each; they add up to 1."""
        ...


#: How likely a rule takes each offer of a decision, in the order of the decision's offers.
Chances = Callable[[LoggedDecision], Sequence[float]]


def log_rules(names: Sequence[str]) -> Mapping[str, Chances]:
    """The rules of some names, by what the board calls them.

    Raises:
        BadRequestError: there is no rule of that name, or its file does not hold it.
    """
    return dict(_rule(name) for name in names)


def guess(offer: StoredOffer) -> float:
    """What was thought of an offer's quality; where nothing was, what is presumed of strangers."""
    return QUALITY_UNKNOWN if offer.quality is None else offer.quality


def _rule(name: str) -> tuple[str, Chances]:
    if name in _CHOICES:
        return name, _surely(_CHOICES[name])
    if name.startswith(ALWAYS):
        arm = name.removeprefix(ALWAYS)
        return name, _surely(lambda decision: _always(arm, decision))
    path, colon, inside = name.rpartition(":")
    if not colon:
        raise BadRequestError(
            f"There is no policy {name!r} for a log.",
            cure=f"Name one of {', '.join(NAMES)}, {ALWAYS}NAME for always the same, "
            "or FILE.py:NAME.",
        )
    found = load_named(Path(path), inside)
    return inside, _checked(inside, found() if isinstance(found, type) else found)


def _surely(choice: Callable[[LoggedDecision], StoredOffer]) -> Chances:
    def chances(decision: LoggedDecision) -> Sequence[float]:
        wished = choice(decision)
        return [float(offer is wished) for offer in decision.offers]

    return chances


def _checked(name: str, policy: Any) -> Chances:
    """A rule out of a file; whatever is no chance is refused."""
    if not callable(policy):
        raise BadRequestError(
            f"The policy {name!r} cannot be called.",
            cure="With --log a policy is a function of one question.",
        )

    def chances(decision: LoggedDecision) -> Sequence[float]:
        places = sorted(range(len(decision.offers)), key=lambda at: decision.offers[at].arm)
        asked = LoggedQuestion(
            decision.language, decision.topic, tuple(decision.offers[place] for place in places)
        )
        given = [float(chance) for chance in policy(asked)]
        are_chances = all(0 <= chance <= 1 for chance in given)
        if len(given) != len(places) or not are_chances or abs(math.fsum(given) - 1) > _NOISE:
            raise BadRequestError(
                f"The policy {name!r} gave {given} for {len(places)} offers.",
                cure="It gives a number from 0 to 1 for each offer, in their order; "
                "they add up to 1.",
            )
        by_place = dict(zip(places, given, strict=True))
        return [by_place[place] for place in range(len(places))]

    return chances


def _without_trials(decision: LoggedDecision) -> StoredOffer:
    offers = decision.offers
    return offers[1] if decision.was_tried and len(offers) > 1 else offers[0]


def _cheapest(decision: LoggedDecision) -> StoredOffer:
    return min(decision.offers, key=lambda o: math.inf if o.fare_micros is None else o.fare_micros)


def _best_guess(decision: LoggedDecision) -> StoredOffer:
    return max(decision.offers, key=guess)


def _always(arm: str, decision: LoggedDecision) -> StoredOffer:
    # where it was not offered it could not be taken: the log's own choice stands
    offers = decision.offers
    return next((offer for offer in offers if offer.arm == arm), offers[0])


_CHOICES: Mapping[str, Callable[[LoggedDecision], StoredOffer]] = dict(
    zip(NAMES, (_without_trials, _cheapest, _best_guess), strict=True)
)
