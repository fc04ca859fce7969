"""What models cost, and in whose money that is said."""

from typing import Annotated

from msgspec import Meta

from wayfare.settings.section import Section


class PriceRow(Section, frozen=True):
    """A dated price that overrides the price table."""

    as_of: Annotated[str, Meta(description="ISO date on which you read it.")]
    input: Annotated[float, Meta(ge=0, description="Dollars per million input tokens.")]
    output: Annotated[float, Meta(ge=0, description="Dollars per million output tokens.")]
    cached: Annotated[
        Annotated[float, Meta(ge=0)] | None, Meta(description="The same for cached input.")
    ] = None
    source: Annotated[str, Meta(description="Where you read it.")] = "settings"


class Money(Section, frozen=True):
    """How money is shown. It is always kept in micro-dollars, before tax."""

    currency: Annotated[str, Meta(description="The reader's currency.")] = "USD"
    per_dollar: Annotated[
        dict[str, float], Meta(description="Units of each currency for one dollar.")
    ] = {}
    as_of: Annotated[str, Meta(description="ISO date of these rates.")] = ""
