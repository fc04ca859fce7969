"""What is known of usual providers: where they are, what they speak, how they are asked.

A new provider is a row. Where terms stand as not known, they have not been read. No row was
tested on the real provider: none can be asked from where this is built.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wayfare.domain.deployment import LOCAL_TERMS, TERMS_NOT_KNOWN, Terms


class Shape(StrEnum):
    """The ways in which providers list their models."""

    OPENAI = "OpenAI's"
    ANTHROPIC = "Anthropic's"
    GEMINI = "Gemini's"
    COHERE = "Cohere's"


@dataclass(frozen=True, slots=True)
class Listing:
    """Where models are listed, below the base URL or at an address of its own."""

    path: str = "models"
    shape: Shape = Shape.OPENAI


#: Below the base URL, as OpenAI does: what most do.
USUAL_LISTING = Listing()


OWN_PAGES = "its documentation"
OTHERS_PAGES = "pages and clients of others"


@dataclass(frozen=True, slots=True)
class Preset:
    """One usual provider.

    `base_url` may hold `{VARIABLES}` of the environment. `key_env` are the variables that
    may hold the key, the first that is set wins. `models` are offered where the provider
    has no list (`listing` None). `port` is set for servers that usually run on this
    machine: found by asking. `needs` is the extra to install, `refuses` are fields
    that it does not take and that change no answer, `reshaping` how else requests to it
    differ. `read_on` is the day on which the facts were read, `read_in` where, `quirks` what
    is unlike the others, `tested` how it was tested.
    """

    base_url: str
    key_env: tuple[str, ...] = ()
    wires: tuple[str, ...] = ("openai",)
    auth: str = "bearer"
    headers: tuple[tuple[str, str], ...] = ()
    length_field: str = "max_tokens"
    listing: Listing | None = USUAL_LISTING
    models: tuple[str, ...] = ()
    port: int | None = None
    terms: Terms = TERMS_NOT_KNOWN
    needs: str = ""
    refuses: tuple[str, ...] = ()
    reshaping: str = ""
    read_on: str = "2026-11-25"
    read_in: str = OTHERS_PAGES
    quirks: str = ""
    tested: str = "untested"


TRANSCRIBED = "tested on a transcribed exchange"
SCRIPTED = "untested; its wire is tested on the scripted provider"

_BEDROCK = "https://bedrock-mantle.{AWS_REGION}.api.aws"
_VERTEX = (
    "https://{GOOGLE_CLOUD_LOCATION}-aiplatform.googleapis.com/v1"
    "/projects/{GOOGLE_CLOUD_PROJECT}/locations/{GOOGLE_CLOUD_LOCATION}"
)

PRESETS: Mapping[str, Preset] = {
    "openai": Preset(
        "https://api.openai.com/v1",
        ("OPENAI_API_KEY",),
        wires=("openai", "responses"),
        length_field="max_completion_tokens",
        tested=TRANSCRIBED,
    ),
    "anthropic": Preset(
        "https://api.anthropic.com/v1",
        ("ANTHROPIC_API_KEY",),
        wires=("anthropic",),
        auth="x-api-key",
        listing=Listing(shape=Shape.ANTHROPIC),
        tested=TRANSCRIBED,
        read_in=OWN_PAGES,
    ),
    "gemini": Preset(
        "https://generativelanguage.googleapis.com/v1beta",
        ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        wires=("gemini",),
        auth="x-goog-api-key",
        listing=Listing(shape=Shape.GEMINI),
        tested=TRANSCRIBED,
        read_in=OWN_PAGES,
    ),
    "mistral": Preset("https://api.mistral.ai/v1", ("MISTRAL_API_KEY",)),
    "deepseek": Preset(
        "https://api.deepseek.com/v1", ("DEEPSEEK_API_KEY",), tested=TRANSCRIBED + " (its list)"
    ),
    "groq": Preset("https://api.groq.com/openai/v1", ("GROQ_API_KEY",)),
    "together": Preset(
        "https://api.together.xyz/v1",
        ("TOGETHER_API_KEY",),
        quirks="lists its models as a bare array, with a type for each",
        tested=TRANSCRIBED + " (its list)",
        read_in=OWN_PAGES,
    ),
    "fireworks": Preset("https://api.fireworks.ai/inference/v1", ("FIREWORKS_API_KEY",)),
    "openrouter": Preset(
        "https://openrouter.ai/api/v1",
        ("OPENROUTER_API_KEY",),
        quirks="lists its models to anybody: a wrong key shows with the first question",
    ),
    "xai": Preset("https://api.x.ai/v1", ("XAI_API_KEY",)),
    "cohere": Preset(
        "https://api.cohere.ai/compatibility/v1",
        ("COHERE_API_KEY", "CO_API_KEY"),
        listing=Listing("https://api.cohere.com/v1/models", Shape.COHERE),
        refuses=("stream_options",),
        quirks="is said to refuse `stream_options`, so it is left out and streams are estimated",
    ),
    "perplexity": Preset(
        "https://api.perplexity.ai",
        ("PERPLEXITY_API_KEY",),
        listing=None,
        models=("sonar", "sonar-pro", "sonar-reasoning-pro", "sonar-deep-research"),
        quirks="has no list of models; searches the web for each answer",
    ),
    "cerebras": Preset(
        "https://api.cerebras.ai/v1",
        ("CEREBRAS_API_KEY",),
        length_field="max_completion_tokens",
    ),
    "nvidia": Preset("https://integrate.api.nvidia.com/v1", ("NVIDIA_API_KEY",)),
    "dashscope": Preset(
        "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
        ("DASHSCOPE_API_KEY",),
        quirks="keys of the Chinese site need https://dashscope.aliyuncs.com/compatible-mode/v1",
    ),
    "zhipu": Preset(
        "https://open.bigmodel.cn/api/paas/v4",
        ("ZHIPUAI_API_KEY",),
        listing=None,
        models=("glm-4.7", "glm-4.6", "glm-4.5-air"),
        quirks="has no list of models; keys of z.ai need https://api.z.ai/api/paas/v4",
    ),
    "moonshot": Preset(
        "https://api.moonshot.ai/v1",
        ("MOONSHOT_API_KEY",),
        quirks="keys of the Chinese site need https://api.moonshot.cn/v1",
    ),
    "upstage": Preset("https://api.upstage.ai/v1", ("UPSTAGE_API_KEY",)),
    "clova": Preset(
        "https://clovastudio.stream.ntruss.com/v1/openai",
        ("CLOVA_STUDIO_API_KEY",),
        quirks="HyperCLOVA X; a test key is charged as a test app, a service key as a service app",
        read_in=OWN_PAGES,
    ),
    "azure": Preset(
        "{AZURE_OPENAI_ENDPOINT}/openai/v1",
        ("AZURE_OPENAI_API_KEY",),
        wires=("openai", "responses"),
        auth="api-key",
        length_field="max_completion_tokens",
        listing=None,
        quirks="lists what could be deployed, not what is: name your deployments in `models`",
        read_in=OWN_PAGES,
    ),
    "bedrock": Preset(
        _BEDROCK + "/v1",
        ("AWS_BEARER_TOKEN_BEDROCK",),
        auth="sigv4",
        needs="wayfare[bedrock]",
        quirks="some models lie below /openai/v1 instead; a bearer token goes before signing",
        tested="untested live; the signing is tested on known vectors",
        read_in=OWN_PAGES,
    ),
    "bedrock-anthropic": Preset(
        _BEDROCK + "/anthropic/v1",
        ("AWS_BEARER_TOKEN_BEDROCK",),
        wires=("anthropic",),
        auth="sigv4",
        listing=Listing(shape=Shape.ANTHROPIC),
        needs="wayfare[bedrock]",
        quirks="Claude alone; a bearer token goes before signing",
        tested="untested live; the signing is tested on known vectors",
        read_in=OWN_PAGES,
    ),
    "vertex": Preset(
        _VERTEX + "/endpoints/openapi",
        auth="google",
        listing=None,
        needs="wayfare[vertex]",
        quirks="has no list of models: name them in `models`, such as google/gemini-3-pro",
        tested="untested live; the tokens are tested on scripted credentials",
        read_in=OWN_PAGES,
    ),
    "vertex-gemini": Preset(
        _VERTEX + "/publishers/google",
        wires=("gemini",),
        auth="google",
        listing=None,
        needs="wayfare[vertex]",
        quirks="the same models in Gemini's own wire: name them in `models`",
        tested="untested live; the tokens are tested on scripted credentials",
        read_in=OWN_PAGES,
    ),
    "vertex-anthropic": Preset(
        _VERTEX + "/publishers/anthropic/models",
        wires=("anthropic",),
        auth="google",
        listing=None,
        needs="wayfare[vertex]",
        reshaping="vertex-anthropic",
        quirks="Claude: name the models in `models`, such as claude-sonnet-4-5@20250929",
        tested="untested live; the requests are tested against those of the official client",
        read_in=OTHERS_PAGES,
    ),
    "ollama": Preset(
        "http://127.0.0.1:11434/v1", auth="none", port=11434, terms=LOCAL_TERMS, tested=SCRIPTED
    ),
    "lmstudio": Preset(
        "http://127.0.0.1:1234/v1", auth="none", port=1234, terms=LOCAL_TERMS, tested=SCRIPTED
    ),
    "vllm": Preset(
        "http://127.0.0.1:8000/v1", auth="none", port=8000, terms=LOCAL_TERMS, tested=SCRIPTED
    ),
    # its own default is 8080, which is Wayfare's: the usual second choice
    "llamacpp": Preset(
        "http://127.0.0.1:8081/v1", auth="none", port=8081, terms=LOCAL_TERMS, tested=SCRIPTED
    ),
}

#: What any other server is taken to be that says no more than the wire it speaks.
GENERIC: Mapping[str, Preset] = {
    "openai": Preset("", quirks="any OpenAI-shaped server", tested=SCRIPTED),
    "responses": Preset("", wires=("responses",), quirks="any that speaks Responses"),
    "anthropic": Preset(
        "",
        wires=("anthropic",),
        auth="x-api-key",
        listing=Listing(shape=Shape.ANTHROPIC),
        quirks="any that speaks Messages",
    ),
    "gemini": Preset(
        "",
        wires=("gemini",),
        auth="x-goog-api-key",
        listing=Listing(shape=Shape.GEMINI),
        quirks="any that speaks generateContent",
    ),
    "libretranslate": Preset(
        "",
        wires=("libretranslate",),
        auth="none",
        listing=None,
        models=("libretranslate",),
        read_on="2026-11-28",
        quirks="a translation server, for pivots; one that wants a key is not asked",
        tested=SCRIPTED,
    ),
}
