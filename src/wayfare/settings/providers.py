"""Who is asked: providers and the embedded local models."""

from typing import Annotated

from msgspec import Meta

from wayfare.settings.section import Section


class Hub(Section, frozen=True):
    """Where on a hub a local model's weights lie. None are shipped: verify before you set them."""

    repository: Annotated[str, Meta(description="Repository, as owner/name.")]
    revision: Annotated[str, Meta(description="Commit; a branch name can change under you.")]
    file: Annotated[str, Meta(description="File name in the repository.")]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="Digest of the file.")]
    size: Annotated[int, Meta(ge=1, description="Size of the file in bytes.")]


class LocalModel(Section, frozen=True):
    """Where one local model's weights come from; empty: tried in the usual order."""

    path: Annotated[str, Meta(description="A file of weights on this machine.")] = ""
    hub: Annotated[Hub | None, Meta(description="Where it lies on a hub.")] = None


class Local(Section, frozen=True):
    """The embedded local models."""

    enabled: Annotated[bool, Meta(description="Offer the embedded models.")] = True
    download: Annotated[bool, Meta(description="Fetch weights that are not there yet.")] = True
    threads: Annotated[int, Meta(ge=0, description="Threads per model; 0: one per core.")] = 0
    context_tokens: Annotated[int, Meta(ge=512, description="Context window per model.")] = 4096
    hub_url: Annotated[str, Meta(description="Address of the hub.")] = "https://huggingface.co"
    allow_private: Annotated[
        bool, Meta(description="The hub may lie on this machine or in a private network.")
    ] = False
    models: Annotated[
        dict[str, LocalModel], Meta(description="Sources of weights, by the model's name.")
    ] = {}


class ProviderRow(Section, frozen=True):
    """A provider that speaks a usual wire.

    What is left empty is taken from the usual provider of the same address, or the one
    named by `like`.
    """

    base_url: Annotated[str, Meta(description="Address below which its endpoints lie.")]
    like: Annotated[str, Meta(description="The usual provider that it is like.")] = ""
    wire: Annotated[
        str,
        Meta(description="What it speaks: openai, responses, anthropic, gemini or libretranslate."),
    ] = ""
    wires: Annotated[
        list[str], Meta(description="The same for one that speaks several; the best first.")
    ] = []
    auth: Annotated[
        str,
        Meta(
            description="How the key is sent: bearer, api-key, x-api-key, x-goog-api-key, "
            "none, sigv4 or google."
        ),
    ] = ""
    key_env: Annotated[str, Meta(description="Environment variable that holds the key.")] = ""
    headers: Annotated[
        dict[str, str], Meta(description="Further headers to send. No place for a key.")
    ] = {}
    query: Annotated[str, Meta(description="Query of every request: api-version=preview.")] = ""
    length_field: Annotated[
        str, Meta(description="Its name for a limit of the answer's tokens.")
    ] = ""
    allow_private: Annotated[
        bool, Meta(description="Its address may lie on this machine or in a private network.")
    ] = False
    models: Annotated[
        list[str], Meta(description="Models to offer; empty: those that it lists.")
    ] = []
    languages: Annotated[
        list[str], Meta(description="Languages it answers well in; empty: all.")
    ] = []
