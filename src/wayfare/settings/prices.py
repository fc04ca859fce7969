"""What models cost, and in whose money that is said."""

from typing import Annotated

from msgspec import Meta

from wayfare.settings.section import Section

#: How ISO 4217 names currencies.
_CODE = "^[A-Z]{3}$"


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

    currency: Annotated[str, Meta(pattern=_CODE, description="The reader's currency.")] = "USD"
    per_dollar: Annotated[
        dict[Annotated[str, Meta(pattern=_CODE)], Annotated[float, Meta(gt=0)]],
        Meta(description="Units of each currency for one dollar."),
    ] = {}
    as_of: Annotated[str, Meta(description="ISO date of these rates.")] = ""
