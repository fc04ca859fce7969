"""Tell by a provider's name alone that the table of prices does not know it.

So that own servers cost nothing: the table is neither loaded nor asked for them.
"""

from wayfare.providers.prices.row import PACKAGE, table_name

#: Our names for providers, where the table has others.
TABLE_NAMES = {
    "xai": "x-ai",
    "gemini": "google",
    "vertex": "google",
    "vertex-gemini": "google",
    "moonshot": "moonshotai",
    "zhipu": "zhipuai",
    "bedrock": "aws",
    "bedrock-anthropic": "aws",
}

#: The table that was read for `WORDS`. Any other may know more, and is asked about everybody.
READ = f"{PACKAGE} 0.2.3"

#: A name that the table knows holds one of these.
WORDS = (
    *("amazon", "anthropic", "arcee", "avian", "aws", "azure", "baseten", "bedrock", "cerebras"),
    *("cloudflare", "cohere", "copilot", "cursor", "databricks", "deepseek", "doubleword"),
    *("elevenlabs", "fireworks", "gemini", "google", "groq", "huggingface", "litellm", "meta"),
    *("minimax", "mistral", "modal", "moonshot", "novita", "openai", "openrouter", "ovhcloud"),
    *("perplexity", "quicksilverpro", "together", "typesafe", "vertex", "voyage", "x-ai", "xai"),
    *("zai", "zhipu"),
)


def may_be_known(provider: str) -> bool:
    """Whether the table may know a provider of this name; where not, it has no price."""
    name = provider.lower()
    return any(word in name for word in WORDS) or table_name() != READ
