"""Read wishes and demands as they are written on the command line, the same as in headers."""

from wayfare.cli.state import State
from wayfare.domain.demands import NO_DEMANDS, Demands, parse_demands
from wayfare.domain.errors import BadRequestError
from wayfare.domain.wishes import NO_WISHES, Wishes, parse_wishes

WISHES_HELP = "Wished of the choice, such as ceiling_usd=0.01,point_worth_usd=0.0002,critical."
DEMANDS_HELP = "Demanded of who reads it, such as no_training,countries=KR|US,providers=openai."


def read_wishes(state: State, text: str) -> Wishes:
    """The wishes in a text; an empty one has none.

    Raises:
        BadRequestError: they are malformed.
    """
    try:
        return parse_wishes(text) if text else NO_WISHES
    except ValueError as error:
        raise BadRequestError(
            state.texts("no_wish", given=text), cure=state.texts("no_wish_cure")
        ) from error


def read_demands(state: State, text: str) -> Demands:
    """The demands in a text; an empty one has none.

    Raises:
        BadRequestError: they are malformed.
    """
    try:
        return parse_demands(text) if text else NO_DEMANDS
    except ValueError as error:
        raise BadRequestError(
            state.texts("bad_demand", given=text), cure=state.texts("no_demand_cure")
        ) from error
