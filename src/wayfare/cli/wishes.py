"""Read wishes and demands as they are written on the command line, the same as in headers."""

from collections.abc import Callable
from typing import Final, TypeVar

from wayfare.cli.state import State
from wayfare.domain.demands import NO_DEMANDS, Demands, parse_demands
from wayfare.domain.errors import BadRequestError
from wayfare.domain.wishes import NO_WISHES, Wishes, parse_wishes
from wayfare.gateway.asking import Envelope

WISHES_HELP = "Wished of the choice, such as ceiling_usd=0.01,point_worth_usd=0.0002,critical."
DEMANDS_HELP = "Demanded of who reads it, such as no_training,countries=KR|US,providers=openai."

#: The headers in which a client says the same.
WISHES_HEADER: Final = "x-wayfare-wishes"
DEMANDS_HEADER: Final = "x-wayfare-demands"

_Said = TypeVar("_Said")


def read_wishes(state: State, text: str) -> Wishes:
    """The wishes in a text; an empty one has none.

    Raises:
        BadRequestError: they are malformed.
    """
    if not text:
        return NO_WISHES
    return _read(
        parse_wishes, text, state.texts("no_wish", given=text), state.texts("no_wish_cure")
    )


def read_demands(state: State, text: str) -> Demands:
    """The demands in a text; an empty one has none.

    Raises:
        BadRequestError: they are malformed.
    """
    if not text:
        return NO_DEMANDS
    why = state.texts("bad_demand", given=text)
    return _read(parse_demands, text, why, state.texts("no_demand_cure"))


def read_envelope(state: State, wishes: str, demands: str) -> Envelope:
    """What is said around a question.

    Raises:
        BadRequestError: it is malformed.
    """
    return Envelope(wishes=read_wishes(state, wishes), demands=read_demands(state, demands))


def headers_of(envelope: Envelope) -> dict[str, str]:
    """The same as a client of a server says it; what is not said is left out."""
    said = {WISHES_HEADER: str(envelope.wishes), DEMANDS_HEADER: str(envelope.demands)}
    return {name: value for name, value in said.items() if value}


def _read(parse: Callable[[str], _Said], text: str, why: str, cure: str) -> _Said:
    try:
        return parse(text)
    except ValueError as error:
        raise BadRequestError(why, cure=cure) from error
