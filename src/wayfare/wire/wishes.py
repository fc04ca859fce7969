"""What a client says to Wayfare itself in a body: the field `wayfare`, in every wire alike.

It is taken out before the body goes on: no provider knows it.
"""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from wayfare.domain.demands import NO_DEMANDS, Demands, of_providers
from wayfare.domain.errors import BadRequestError
from wayfare.domain.wishes import DOLLARS_MAX, NO_WISHES, Wishes, micros_of
from wayfare.wire.fields import decode_fields

FIELD = "wayfare"

_Dollars = Annotated[float, Meta(ge=0, le=DOLLARS_MAX)]
_encode = msgspec.json.Encoder().encode


class WishFields(msgspec.Struct, forbid_unknown_fields=True):
    """What is wished of the choice, and which providers may be asked.

    A slip is an error: who sets a ceiling shall not find out later that there was none.
    """

    point_worth_usd: _Dollars | None = None
    ceiling_usd: _Dollars | None = None
    critical: bool | None = None
    providers: list[str] | None = None


#: How the field is typed among those of a body.
Said = WishFields | UnsetType | None


class Taken(msgspec.Struct, frozen=True):
    """A body without the field, and what stood in it."""

    body: bytes
    wishes: Wishes = NO_WISHES
    demands: Demands = NO_DEMANDS


def take_wishes(body: bytes, said: Said) -> Taken:
    """Take the field out of a body in which it was found.

    Raises:
        BadRequestError: a name cannot be a provider's.
    """
    if said is UNSET:
        return Taken(body)
    fields = decode_fields(body)
    del fields[FIELD]
    rest = _encode(fields)
    if said is None:
        return Taken(rest)
    assert isinstance(said, WishFields), "there is nothing else"
    wishes = Wishes(
        micros_of(said.point_worth_usd), micros_of(said.ceiling_usd), bool(said.critical)
    )
    return Taken(rest, wishes or NO_WISHES, _demands(said.providers))


def _demands(providers: list[str] | None) -> Demands:
    if providers is None:
        return NO_DEMANDS
    try:
        return of_providers(providers)
    except ValueError as error:
        param = f"{FIELD}.providers"
        raise BadRequestError(f"`{param}` is wrong: {error}.", param=param) from error
