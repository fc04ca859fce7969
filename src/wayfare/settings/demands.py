"""What is demanded of whoever reads texts, and what providers promise."""

from typing import Annotated

from msgspec import Meta

from wayfare.settings.section import Section


class Demanded(Section, frozen=True):
    """What this installation demands of whoever reads its texts. Keys may demand more."""

    no_training: Annotated[
        bool, Meta(description="Ask only those who are known not to train on prompts.")
    ] = False
    countries: Annotated[
        list[Annotated[str, Meta(pattern="^[A-Z]{2}$")]],
        Meta(description="Ask only companies of these countries (ISO 3166); empty: of any."),
    ] = []
    providers: Annotated[list[str], Meta(description="Ask only these providers; empty: any.")] = []


class TermsRow(Section, frozen=True):
    """A provider's terms as your contract with it has them; the rest as they were read."""

    as_of: Annotated[str, Meta(description="ISO date on which you read them.")]
    like: Annotated[
        str, Meta(description="Row of the table of terms to start from, such as `gemini-paid`.")
    ] = ""
    company: Annotated[str, Meta(description="Who reads the prompts.")] = ""
    country: Annotated[
        str, Meta(pattern="^([A-Z]{2})?$", description="The company's country (ISO 3166).")
    ] = ""
    region: Annotated[str, Meta(description="Where they are processed.")] = ""
    may_train: Annotated[bool | None, Meta(description="Whether it may train on prompts.")] = None
    kept_days: Annotated[
        Annotated[int, Meta(ge=0)] | None, Meta(description="How long it keeps prompts.")
    ] = None
    passes_on: Annotated[
        bool | None, Meta(description="Whether the text goes on to further companies.")
    ] = None
    source: Annotated[str, Meta(description="Where you read them.")] = "settings"
