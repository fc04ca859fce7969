"""The scripted models: what each can do, and what it is said to cost.

The prices are made up, but fixed: tests count in them. `scripted-large` has a dearer
tier for long inputs and a cheaper rate for cached tokens. The same chat models are to be
had in every wire, each at a provider of its own.
"""

from dataclasses import replace

from wayfare.domain.deployment import CHAT_FEATURES, Deployment, Feature, Prior, Terms
from wayfare.domain.price import Price, Rates

PROVIDER = "scripted"
AS_OF = "2026-01-01"
TERMS = Terms(may_train=False, kept_days=0, as_of=AS_OF, source="a script keeps nothing")

#: The model that thinks before it speaks.
THINKER = "scripted-thinker"


def _price(rates: Rates, *tiers: tuple[int, Rates]) -> Price:
    return Price(rates, tiers, source="made up for tests", as_of=AS_OF)


def _prior(quality: dict[str, float], tokens_per_s: float, first_token_ms: float) -> Prior:
    return Prior(quality, tokens_per_s, first_token_ms, basis="made up for tests", as_of=AS_OF)


def _deployment(
    model: str,
    price: Price | None,
    prior: Prior,
    features: frozenset[Feature] = CHAT_FEATURES,
    context_tokens: int = 128_000,
    languages: frozenset[str] | None = None,
) -> Deployment:
    return Deployment(
        name=model,
        provider=PROVIDER,
        model=model,
        features=features,
        context_tokens=context_tokens,
        languages=languages,
        price=price,
        terms=TERMS,
        prior=prior,
    )


DEPLOYMENTS: tuple[Deployment, ...] = (
    _deployment(
        "scripted-large",
        _price(
            Rates(input=2_500_000, output=10_000_000, cached=1_250_000),
            (10_000, Rates(input=5_000_000, output=15_000_000, cached=2_500_000)),
        ),
        _prior({"": 0.90, "en": 0.95, "ko": 0.92}, tokens_per_s=60, first_token_ms=600),
        context_tokens=200_000,
    ),
    _deployment(
        "scripted-small",
        _price(Rates(input=150_000, output=600_000, cached=75_000)),
        _prior({"": 0.60, "en": 0.80, "ko": 0.65}, tokens_per_s=150, first_token_ms=250),
    ),
    _deployment(
        "scripted-en",
        _price(Rates(input=100_000, output=400_000)),
        _prior({"": 0.10, "en": 0.82}, tokens_per_s=180, first_token_ms=200),
        languages=frozenset({"en"}),
    ),
    _deployment(
        "scripted-plain",
        _price(Rates(input=50_000, output=200_000)),
        _prior({"": 0.40, "en": 0.60}, tokens_per_s=250, first_token_ms=120),
        features=frozenset({Feature.CHAT}),
        context_tokens=4_096,
    ),
    _deployment(
        "scripted-unpriced",
        None,
        _prior({"": 0.70}, tokens_per_s=100, first_token_ms=300),
    ),
    _deployment(
        THINKER,
        _price(Rates(input=1_100_000, output=4_400_000, cached=550_000)),
        _prior({"": 0.88, "en": 0.93}, tokens_per_s=90, first_token_ms=4_000),
        features=CHAT_FEATURES - {Feature.AUDIO, Feature.LOGPROBS},
        context_tokens=200_000,
    ),
    _deployment(
        "scripted-embed",
        _price(Rates(input=20_000, output=0)),
        _prior({"": 0.80}, tokens_per_s=20_000, first_token_ms=40),
        features=frozenset({Feature.EMBEDDINGS}),
        context_tokens=8_192,
    ),
)


def spoken(provider: str, wire: str, lacks: frozenset[Feature]) -> tuple[Deployment, ...]:
    """The chat models at a provider of another wire, which lacks some features.

    They have the same names there, and the same prices.
    """
    return tuple(
        replace(
            deployment,
            name=f"{provider}/{deployment.model}",
            provider=provider,
            wires=(wire,),
            features=deployment.features - lacks,
        )
        for deployment in DEPLOYMENTS
        if Feature.CHAT in deployment.features
    )


RESPONSES_DEPLOYMENTS = spoken("scripted-responses", "responses", frozenset({Feature.AUDIO}))
ANTHROPIC_DEPLOYMENTS = spoken(
    "scripted-anthropic", "anthropic", frozenset({Feature.AUDIO, Feature.LOGPROBS})
)
GEMINI_DEPLOYMENTS = spoken("scripted-gemini", "gemini", frozenset())

BY_MODEL = {deployment.model: deployment for deployment in DEPLOYMENTS}

#: How many tokens the thinker thinks, by `reasoning_effort`.
REASONING_TOKENS = {
    "none": 0,
    "minimal": 16,
    "low": 64,
    "medium": 256,
    "high": 1_024,
    "xhigh": 2_048,
    "max": 4_096,
}
