"""A model at a provider: what it can do, what it costs, what is known about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wayfare.domain.price import Price


class Feature(StrEnum):
    """What a request may need and a deployment may have."""

    CHAT = "chat"
    EMBEDDINGS = "embeddings"
    TRANSLATE = "translate"
    TOOLS = "tools"
    JSON_SCHEMA = "json_schema"
    LOGPROBS = "logprobs"
    IMAGE = "image"
    AUDIO = "audio"
    FILE = "file"


#: What an OpenAI-shaped chat model is taken to have until it says otherwise.
CHAT_FEATURES = frozenset(
    {
        Feature.CHAT,
        Feature.TOOLS,
        Feature.JSON_SCHEMA,
        Feature.LOGPROBS,
        Feature.IMAGE,
        Feature.AUDIO,
        Feature.FILE,
    }
)


@dataclass(frozen=True, slots=True)
class Terms:
    """A provider's terms for prompts. None means: not known.

    `company` is who reads them, `country` that company's (ISO 3166, two letters), `region`
    where they are processed, where that is stated. `passes_on`: the text goes on to further
    companies, which these terms do not speak for. `stays_here`: it never leaves this
    machine, so no company reads it. `as_of` is the ISO date on which they
    were read, `source` where.
    """

    company: str | None = None
    country: str | None = None
    region: str | None = None
    may_train: bool | None = None
    kept_days: int | None = None
    passes_on: bool = False
    stays_here: bool = False
    as_of: str | None = None
    source: str = "not known"


#: Where nobody has read them yet.
TERMS_NOT_KNOWN = Terms()

#: For what never leaves the machine.
LOCAL_TERMS = Terms(may_train=False, kept_days=0, stays_here=True, source="runs on this machine")


@dataclass(frozen=True, slots=True)
class Prior:
    """What is presumed of a deployment before anything was learned here.

    `quality` is the presumed share of good answers in [0, 1], by language and, under
    the key "", for every other language; `error` is its standard error. `tokens_per_s` and
    `first_token_ms` are speeds. `basis` says in a few words where the figures come from,
    `as_of` when.
    """

    quality: dict[str, float] = field(default_factory=dict)
    tokens_per_s: float | None = None
    first_token_ms: float | None = None
    basis: str = "not known"
    as_of: str | None = None
    error: float = 0.15

    def quality_in(self, language: str) -> float | None:
        """The presumed quality in a language, or None where nothing is known."""
        return self.quality.get(language, self.quality.get(""))


PRIOR_NOT_KNOWN = Prior()


@dataclass(frozen=True, slots=True)
class Deployment:
    """One model at one provider.

    `name` is what clients ask for, `model` what the provider calls it.
    `wires` are those it speaks, the one to translate into first.
    `length_field` is its name for a limit of the output tokens.
    `languages` None means that no language is known to be beyond it.
    `price` None means unknown: never 0. A local model has no price either, and is
    marked `is_local`: it costs time, not money. `fertility` is how many tokens it makes of a
    language for each that is presumed, where that was measured. `released_on` and `retires_on`
    are ISO dates as its provider lists them; `retired_by` is who else says that it is retired, or
    about to be.
    """

    name: str
    provider: str
    model: str
    wires: tuple[str, ...] = ("openai",)
    length_field: str = "max_tokens"
    features: frozenset[Feature] = CHAT_FEATURES
    context_tokens: int | None = None
    languages: frozenset[str] | None = None
    price: Price | None = None
    is_local: bool = False
    terms: Terms = TERMS_NOT_KNOWN
    prior: Prior = PRIOR_NOT_KNOWN
    released_on: str | None = None
    retires_on: str | None = None
    retired_by: str = ""
    fertility: Mapping[str, float] = field(default_factory=dict)
