"""What is known of providers' terms for prompts: a dated table of facts.

Each was read on the provider's own page that its row names, in a stored copy where the
page's date is in brackets; the country is that of the company's seat, wherever it computes.
What was not found is not known, and stays None. They are the defaults of a paid API without
a contract of one's own; `[terms.NAME]` in the settings says what an owner's contract says. A
provider is told by where it is, not by its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from wayfare.domain.deployment import LOCAL_TERMS, TERMS_NOT_KNOWN, Terms
from wayfare.domain.errors import SettingsError
from wayfare.settings.demands import TermsRow

AS_OF = "2026-11-25"


@dataclass(frozen=True, slots=True)
class Known:
    """`hosts` are those whose terms these are, `*` in a label for any letters."""

    terms: Terms
    hosts: tuple[str, ...] = ()


def _known(
    company: str,
    country: str,
    source: str,
    *hosts: str,
    may_train: bool | None = None,
    kept_days: int | None = None,
    region: str | None = None,
    passes_on: bool = False,
) -> Known:
    terms = Terms(
        company=company,
        country=country,
        region=region,
        may_train=may_train,
        kept_days=kept_days,
        passes_on=passes_on,
        as_of=AS_OF,
        source=source,
    )
    return Known(terms, hosts)


_GEMINI_HOST = "generativelanguage.googleapis.com"

TERMS: Mapping[str, Known] = {
    "openai": _known(
        "OpenAI",
        "US",
        "Data controls in the OpenAI platform",
        "api.openai.com",
        "*.api.openai.com",
        may_train=False,
        kept_days=30,
    ),
    "anthropic": _known(
        "Anthropic",
        "US",
        "Privacy center: How long do you store my organization's data? and Can you delete "
        "data that I sent via API?",
        "api.anthropic.com",
        may_train=False,
        kept_days=30,
    ),
    # one address for both tiers: which one a key is on, only its owner can say
    "gemini": _known(
        "Google",
        "US",
        "Gemini API Additional Terms of Service: prompts of the unpaid tier are used to "
        "improve products, those of the paid one are not; a key does not tell its tier",
        _GEMINI_HOST,
        kept_days=55,
    ),
    "gemini-paid": _known(
        "Google",
        "US",
        "Gemini API Additional Terms of Service, Paid Services; Additional usage policies",
        may_train=False,
        kept_days=55,
    ),
    "gemini-free": _known(
        "Google",
        "US",
        "Gemini API Additional Terms of Service, Unpaid Services",
        may_train=True,
    ),
    "mistral": _known(
        "Mistral AI",
        "FR",
        "Terms of Service [2025-02-06] for the company; its pages on training and storage "
        "were not read",
        "api.mistral.ai",
    ),
    "deepseek": _known(
        "DeepSeek",
        "CN",
        "Privacy policy for the company; on training over the API no page of its own was read",
        "api.deepseek.com",
    ),
    "groq": _known(
        "Groq",
        "US",
        "Your Data in GroqCloud: not retained by default, but where reliability or abuse is "
        "looked into; on training it says nothing that was read",
        "api.groq.com",
        kept_days=0,
    ),
    "together": _known(
        "Together AI",
        "US",
        "Zero data retention: stored by default until deleted, training only where opted in",
        "api.together.xyz",
        "api.together.ai",
        may_train=False,
    ),
    "fireworks": _known(
        "Fireworks AI",
        "US",
        "Zero Data Retention; Secure Training: about training it speaks of fine-tuning data "
        "alone; open models only",
        "api.fireworks.ai",
        kept_days=0,
    ),
    "openrouter": _known(
        "OpenRouter",
        "US",
        "Provider Logging; DataCollection: by default a model's provider may store and train",
        "openrouter.ai",
        passes_on=True,
    ),
    "xai": _known(
        "xAI",
        "US",
        "FAQ: Security",
        "api.x.ai",
        may_train=False,
        kept_days=30,
    ),
    "cohere": _known(
        "Cohere",
        "CA",
        "Enterprise Data Commitments [2025-12-05]: used for training until opted out",
        "api.cohere.ai",
        "api.cohere.com",
        may_train=True,
        kept_days=30,
    ),
    "perplexity": _known(
        "Perplexity",
        "US",
        "Privacy & Security: Zero Data Retention Policy of the Sonar API",
        "api.perplexity.ai",
        may_train=False,
        kept_days=0,
    ),
    "cerebras": _known(
        "Cerebras",
        "US",
        "Does Cerebras retain my data? [2025-07-11]; on training it says nothing",
        "api.cerebras.ai",
        kept_days=0,
    ),
    "nvidia": _known(
        "NVIDIA",
        "US",
        "Technology Access Terms of Use [2024-03-12] for the company; they say nothing of "
        "prompts that was read",
        "integrate.api.nvidia.com",
    ),
    # its pages differ: nothing saved by direct calls, but requests stored in the region
    "dashscope": _known(
        "Alibaba Cloud",
        "CN",
        "Model Studio: Privacy notice; Regions and endpoints [2026-10-12]",
        "dashscope.aliyuncs.com",
        "dashscope-intl.aliyuncs.com",
        "dashscope-us.aliyuncs.com",
        may_train=False,
    ),
    "zhipu": _known(
        "Zhipu AI",
        "CN",
        "none for the API was read; at z.ai it contracts through a company in Singapore",
        "api.z.ai",
        "open.bigmodel.cn",
    ),
    "moonshot": _known(
        "Moonshot AI",
        "CN",
        "Terms of Service for Kimi OpenPlatform [2026-05-27] for the company, which contracts "
        "through Singapore; on training and storage nothing was read",
        "api.moonshot.ai",
        "api.moonshot.cn",
    ),
    "upstage": _known(
        "Upstage",
        "KR",
        "Terms of Use [2025-11-04] for the company; on training and storage nothing was read",
        "api.upstage.ai",
    ),
    "clova": _known(
        "NAVER Cloud",
        "KR",
        "CLOVA Studio guide for the company; on training and storage nothing was read",
        "clovastudio.stream.ntruss.com",
    ),
    "azure": _known(
        "Microsoft",
        "US",
        "Data, privacy, and security for Azure Direct Models in Azure AI Foundry; Azure OpenAI "
        "abuse monitoring",
        "*.openai.azure.com",
        "*.services.ai.azure.com",
        may_train=False,
        kept_days=30,
        region="as the resource was made",
    ),
    "bedrock": _known(
        "Amazon Web Services",
        "US",
        "Amazon Bedrock user guide: Data retention, which differs by model; its page on "
        "training was not read",
        "bedrock-runtime.*.amazonaws.com",
        "bedrock-mantle.*.api.aws",
        region="as the address says",
    ),
    "vertex": _known(
        "Google",
        "US",
        "Google Cloud: Zero data retention, Training restriction; storage depends on features",
        "aiplatform.googleapis.com",
        "*-aiplatform.googleapis.com",
        may_train=False,
        region="as the address says",
    ),
    "ollama-cloud": Known(
        Terms(company="Ollama", as_of=AS_OF, source="nothing was read"), ("ollama.com",)
    ),
    "local": Known(LOCAL_TERMS),
}


def terms_at(base_url: str) -> Terms:
    """The terms of whoever is at an address; not known where nobody has read them.

    >>> terms_at("https://api.openai.com/v1").company
    'OpenAI'
    >>> terms_at("https://api.openai.com.example/v1").company is None
    True
    """
    host = (urlsplit(base_url).hostname or "").rstrip(".")
    found = (known.terms for known in TERMS.values() if any(_is(host, h) for h in known.hosts))
    return next(found, TERMS_NOT_KNOWN)


def terms_for(model: str, terms: Terms) -> Terms:
    """The terms for one model: some that a local server lists are asked elsewhere."""
    if terms.stays_here and model.endswith((":cloud", "-cloud")):
        return TERMS["ollama-cloud"].terms
    return terms


def terms_of(name: str, read: Terms, rows: Mapping[str, TermsRow]) -> Terms:
    """A provider's terms: what its owner says of them, else those that were read.

    Raises:
        SettingsError: the owner's row is like one that is not in the table.
    """
    row = rows.get(name)
    if row is None:
        return read
    if row.like and row.like not in TERMS:
        raise SettingsError(
            f"terms.{name}.like is {row.like!r}, whose terms are not known here.",
            cure="`wayfare providers terms` lists those that are.",
        )
    base = TERMS[row.like].terms if row.like else read
    return Terms(
        company=row.company or base.company,
        country=row.country or base.country,
        region=row.region or base.region,
        may_train=base.may_train if row.may_train is None else row.may_train,
        kept_days=base.kept_days if row.kept_days is None else row.kept_days,
        passes_on=base.passes_on if row.passes_on is None else row.passes_on,
        stays_here=base.stays_here and not row.company,
        as_of=row.as_of,
        source=row.source,
    )


def _is(host: str, pattern: str) -> bool:
    """Label by label: a star never reaches into what somebody else may have registered."""
    labels, patterns = host.split("."), pattern.split(".")
    return len(labels) == len(patterns) and all(map(fnmatchcase, labels, patterns))
