"""Tell which country a model's maker is of, by the model's name.

The seat of the company that trained it, wherever it is served. A table of habits, as that of names;
what is not in it is not known.
"""

from collections.abc import Mapping
from typing import Final

from wayfare.routing.model_names import read_name

#: By the maker that a name says, or by the family: ISO 3166.
_COUNTRIES: Final[Mapping[str, tuple[str, ...]]] = {
    "US": (
        *("gpt", "chatgpt", "o", "openai", "claude", "anthropic", "gemini"),
        *("gemma", "google", "llama", "meta", "meta-llama", "facebook", "phi", "microsoft"),
        *("grok", "xai", "x-ai", "nova", "amazon", "titan", "nemotron", "nvidia", "granite"),
        *("ibm", "ibm-granite", "olmo", "allenai", "dbrx", "databricks", "arcee", "arcee-ai"),
        *("smollm", "huggingfacetb", "lfm", "liquid", "liquidai", "hermes", "nousresearch"),
    ),
    "CN": (
        *("qwen", "qwq", "alibaba", "deepseek", "deepseek-ai", "glm", "chatglm", "zhipu", "z-ai"),
        *("zai-org", "thudm", "kimi", "moonshot", "moonshotai", "minimax", "minimaxai", "ernie"),
        *("baidu", "hunyuan", "tencent", "yi", "01-ai", "internlm", "baichuan", "doubao", "seed"),
        *("bytedance", "step", "stepfun", "stepfun-ai", "minicpm", "openbmb", "mimo", "xiaomi"),
    ),
    "KR": (
        *("exaone", "lgai-exaone", "lg", "solar", "upstage", "hyperclova", "hyperclovax", "hcx"),
        *("naver", "naver-hyperclovax", "kanana", "kakaocorp", "kakao", "midm", "kt"),
        *("k-intelligence", "skt", "ncsoft", "varco", "trillion", "trillionlabs"),
    ),
    "FR": ("mistral", "mistralai", "mixtral", "ministral", "magistral", "codestral", "devstral"),
    "CA": ("command", "cohere", "aya", "coherelabs", "c4ai"),
    "IL": ("jamba", "ai21", "ai21labs"),
    "JP": ("swallow", "tokyotech-llm", "plamo", "pfnet", "sarashina", "sbintuitions", "elyza"),
    "AE": ("falcon", "tiiuae", "jais"),
    "DE": ("luminous", "aleph-alpha", "pharia"),
    "CH": ("apertus", "swiss-ai"),
    "IN": ("sarvam", "sarvamai"),
    "SG": ("sea-lion", "aisingapore", "sealion"),
}
_BY_NAME: Final = {name: country for country, names in _COUNTRIES.items() for name in names}


def country_of(model: str) -> str | None:
    """The country of a model's maker; None: it is not known.

    The family says it before the maker does: somebody else may have tuned or packed the model.

    >>> country_of("qwen3-8b"), country_of("LGAI-EXAONE/EXAONE-4.0-32B"), country_of("mine")
    ('CN', 'KR', None)
    """
    name = read_name(model)
    return _BY_NAME.get(name.family) or _BY_NAME.get(name.maker)
