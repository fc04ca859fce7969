"""What is known of usual providers: where they are and which variable holds their key.

A new provider is a row. Where terms stand as not known, they have not been read.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wayfare.domain.deployment import LOCAL_TERMS, TERMS_NOT_KNOWN, Terms


@dataclass(frozen=True, slots=True)
class Preset:
    """`models` are offered when a key is found; empty: those that the provider lists.

    `port` is set for servers that usually run on this machine: found by asking.
    """

    base_url: str
    key_env: str = ""
    models: tuple[str, ...] = ()
    length_field: str = "max_tokens"
    port: int | None = None
    terms: Terms = TERMS_NOT_KNOWN


PRESETS: Mapping[str, Preset] = {
    "openai": Preset(
        "https://api.openai.com/v1", "OPENAI_API_KEY", length_field="max_completion_tokens"
    ),
    "mistral": Preset("https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
    "deepseek": Preset("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
    "groq": Preset("https://api.groq.com/openai/v1", "GROQ_API_KEY"),
    "together": Preset("https://api.together.xyz/v1", "TOGETHER_API_KEY"),
    "fireworks": Preset("https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"),
    "openrouter": Preset("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    "xai": Preset("https://api.x.ai/v1", "XAI_API_KEY"),
    "ollama": Preset("http://127.0.0.1:11434/v1", port=11434, terms=LOCAL_TERMS),
    "lmstudio": Preset("http://127.0.0.1:1234/v1", port=1234, terms=LOCAL_TERMS),
    "vllm": Preset("http://127.0.0.1:8000/v1", port=8000, terms=LOCAL_TERMS),
    # its own default is 8080, which is Wayfare's: the usual second choice
    "llamacpp": Preset("http://127.0.0.1:8081/v1", port=8081, terms=LOCAL_TERMS),
}
