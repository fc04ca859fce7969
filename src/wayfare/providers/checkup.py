"""Find out what stands between Wayfare and a provider, and give it a name.

Listing models is free; a question costs a little, and is only asked when it is told to.
Knows how providers fail. Knows nothing of languages: the command line has the sentences.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import aiohttp

from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.errors import (
    AddressRefusedError,
    ProviderError,
    ProviderTimeoutError,
    ProviderUnreachableError,
    SettingsError,
    StreamCutError,
    WayfareError,
)
from wayfare.domain.usage import Usage
from wayfare.ports import Call
from wayfare.providers.http import REDIRECTED, HttpProvider
from wayfare.providers.listing import FIRST_QUERY, read_page, shape_of
from wayfare.providers.presets import Listing, Shape
from wayfare.wire.conversation import Conversation, Text, Turn
from wayfare.wire.wires import CHAT_WIRES

#: A question with room for a word, since some refuse to answer in fewer.
QUESTION = "Say yes."
ANSWER_TOKENS = 16
#: Who takes longer for a word is too slow.
PATIENCE_S = 60.0
_ASKED = Usage(input_tokens=24, output_tokens=ANSWER_TOKENS)


class Finding(StrEnum):
    """What was found. The first three stand in nobody's way."""

    GOOD = "good"
    ANSWERS = "answers"
    UNLISTED = "unlisted"
    NO_KEY = "no_key"
    KEY_REFUSED = "key_refused"
    FORBIDDEN = "forbidden"
    NO_CREDIT = "no_credit"
    RATE_LIMITED = "rate_limited"
    REFUSED_ADDRESS = "refused_address"
    NO_HOST = "no_host"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    TOO_SLOW = "too_slow"
    REDIRECTED = "redirected"
    UNSIGNED = "unsigned"
    WRONG_WIRE = "wrong_wire"
    NOT_FOUND = "not_found"
    NO_MODELS = "no_models"
    ODD_LIST = "odd_list"
    ODD_ANSWER = "odd_answer"
    FAILING = "failing"
    REFUSED = "refused"


FINE = frozenset({Finding.GOOD, Finding.ANSWERS, Finding.UNLISTED})


@dataclass(frozen=True, slots=True)
class Checkup:
    """What came of looking at one provider.

    `models` counts what it lists that is of use here. `said` are its own words, or
    why we did not ask. `speaks` is the wire that it seems to speak. `asked` is the model that was
    asked, if one was, and `variable` the one that should hold the key.
    """

    name: str
    finding: Finding
    models: int = 0
    said: str = ""
    status: int | None = None
    speaks: str = ""
    asked: str = ""
    variable: str = ""


async def look(provider: HttpProvider) -> Checkup:
    """Ask a provider for its models, which is free."""
    address, name = provider.address, provider.name
    if address.key_env and not address.key and not address.is_signed:
        return Checkup(name, Finding.NO_KEY, variable=address.key_env[0])
    listing = address.listing
    if listing is None:
        return Checkup(name, Finding.UNLISTED, len(address.models))
    try:
        body = await provider.fetch_list(listing, FIRST_QUERY[listing.shape])
    except ProviderError as error:
        found = diagnose(provider, error)
        if found.finding is Finding.NOT_FOUND and address.models:
            return Checkup(name, Finding.UNLISTED, len(address.models))
        return found
    shape = shape_of(body)
    if shape not in {None, listing.shape}:
        return Checkup(name, Finding.WRONG_WIRE, speaks=_wire_of(shape))
    return await _count(provider, listing, body)


async def _count(provider: HttpProvider, listing: Listing, body: bytes) -> Checkup:
    """Count the models of a list whose first page is here."""
    name = provider.name
    try:
        page = read_page(listing.shape, body)
        listed = await provider.list_models() if page.next_query else page.models
    except ProviderError as error:
        return diagnose(provider, error)
    except (ValueError, UnicodeDecodeError):
        return Checkup(name, Finding.ODD_LIST)
    models = [model for model in listed if model.features]
    if not models and not provider.address.models:
        return Checkup(name, Finding.NO_MODELS)
    return Checkup(name, Finding.GOOD, len(models))


def cheapest(deployments: Sequence[Deployment]) -> Deployment | None:
    """The model to ask: the one whose answer costs least, of unknown prices the first."""
    for_chat = [d for d in deployments if Feature.CHAT in d.features]
    priced = [d for d in for_chat if d.is_local or d.price is not None]
    if priced:
        return min(priced, key=lambda deployment: fare_micros(deployment) or 0)
    return for_chat[0] if for_chat else None


def fare_micros(deployment: Deployment) -> int | None:
    """What the question costs at most, in micro-dollars; None where nobody knows."""
    if deployment.is_local:
        return 0
    return None if deployment.price is None else deployment.price.cost_micros(_ASKED)


async def ask(
    provider: HttpProvider, deployment: Deployment, patience_s: float = PATIENCE_S
) -> Checkup:
    """Ask one model a question. It may cost what `fare_micros` says."""
    wire = CHAT_WIRES[deployment.wires[0]]
    turn = Turn("user", (Text(QUESTION),))
    conversation = Conversation(deployment.model, (turn,), output_tokens_max=ANSWER_TOKENS)
    call = Call(
        deployment=deployment,
        endpoint=wire.endpoint(deployment.model, False),
        body=wire.write(conversation, deployment.model, deployment.length_field).body,
        stream=False,
    )
    try:
        async with asyncio.timeout(patience_s):
            whole = await _read(provider, call)
    except ProviderError as error:
        return diagnose(provider, error, asked=deployment.model)
    except StreamCutError as error:
        return Checkup(
            provider.name, Finding.UNREACHABLE, said=error.message, asked=deployment.model
        )
    except TimeoutError:
        return Checkup(provider.name, Finding.TOO_SLOW, asked=deployment.model)
    fine = wire.read_whole(whole) is not None
    finding = Finding.ANSWERS if fine else Finding.ODD_ANSWER
    return Checkup(provider.name, finding, asked=deployment.model)


async def _read(provider: HttpProvider, call: Call) -> bytes:
    reply = await provider.send(call)
    try:
        return b"".join([piece async for piece in reply.pieces])
    finally:
        reply.close()


def diagnose(provider: HttpProvider, error: ProviderError, *, asked: str = "") -> Checkup:
    """Give a provider's error a name."""
    if isinstance(error, ProviderUnreachableError):
        # that nobody answered is no news; why an address was refused is
        cause = error.__cause__
        said = cause.message if isinstance(cause, WayfareError) else ""
        return Checkup(provider.name, _unreachable(error), said=said, asked=asked)
    said = _said(error)
    shape = shape_of(error.body) if error.body else None
    speaks = _wire_of(shape)
    finding = _by_words(error.status, error.body, said) or _by_status(error)
    is_foreign = bool(speaks) and not _is_of(provider, speaks)
    if is_foreign and finding in _OF_A_WRONG_WIRE:
        finding = Finding.WRONG_WIRE
    address = provider.address
    if finding is Finding.KEY_REFUSED and not address.key and not address.is_signed:
        finding = Finding.NO_KEY
    variable = address.key_env[0] if address.key_env else ""
    return Checkup(provider.name, finding, 0, said, error.status, speaks, asked, variable)


def _unreachable(error: ProviderUnreachableError) -> Finding:
    cause = error.__cause__
    if isinstance(error, ProviderTimeoutError) or isinstance(cause, TimeoutError):
        return Finding.TOO_SLOW
    for kind, finding in _CAUSES:
        if isinstance(cause, kind):
            return finding
    is_signing = "could not be signed" in error.message
    return Finding.UNSIGNED if is_signing else Finding.UNREACHABLE


# the narrower class first
_CAUSES: Sequence[tuple[type[Exception], Finding]] = (
    (AddressRefusedError, Finding.REFUSED_ADDRESS),
    (SettingsError, Finding.UNSIGNED),
    (aiohttp.ClientConnectorDNSError, Finding.NO_HOST),
    (aiohttp.ClientSSLError, Finding.TLS),
)

#: What a server says to a question in another's wire, or to a key in another's header.
_OF_A_WRONG_WIRE = frozenset(
    {Finding.KEY_REFUSED, Finding.FORBIDDEN, Finding.NOT_FOUND, Finding.REFUSED, Finding.ODD_LIST}
)
_BAD_KEY = re.compile(
    rb"api[ _-]?key (is )?(not valid|invalid|expired|not found)|api_key_invalid|invalid_api_key"
    rb"|(invalid|incorrect|expired) (x-)?api[ _-]?key",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(
    rb"insufficient[_ ](quota|balance|credits?|funds)|credit balance is too low|out of credits",
    re.IGNORECASE,
)
_STATUSES = {
    401: Finding.KEY_REFUSED,
    402: Finding.NO_CREDIT,
    403: Finding.FORBIDDEN,
    404: Finding.NOT_FOUND,
    405: Finding.NOT_FOUND,
    429: Finding.RATE_LIMITED,
}


def _by_words(status: int, body: bytes, said: str) -> Finding | None:
    """What the words say more plainly than the status, which is each provider's own taste."""
    if status < 500 and _NO_CREDIT.search(body):
        return Finding.NO_CREDIT
    if status in {400, 401, 403} and _BAD_KEY.search(body + said.encode()):
        return Finding.KEY_REFUSED
    return None


def _by_status(error: ProviderError) -> Finding:
    if error.cure == REDIRECTED:
        return Finding.REDIRECTED
    if "cannot be read" in error.message:
        return Finding.ODD_LIST
    if error.status >= 500:
        return Finding.FAILING
    return _STATUSES.get(error.status, Finding.REFUSED)


def _said(error: ProviderError) -> str:
    """The provider's own sentence, where it has one."""
    for wire in CHAT_WIRES.values():
        if error.body and (sentence := wire.error_message(error.body)):
            return sentence[:300]
    return ""


def _wire_of(shape: Shape | None) -> str:
    return {Shape.OPENAI: "openai", Shape.ANTHROPIC: "anthropic", Shape.GEMINI: "gemini"}.get(
        shape or Shape.COHERE, ""
    )


def _is_of(provider: HttpProvider, speaks: str) -> bool:
    """Whether a server may well speak so in the wires that it is asked in."""
    address = provider.address
    if speaks == "gemini" and "googleapis.com" in address.base_url:
        # Google's OpenAI-shaped endpoints fail in Google's own words
        return "gemini" in address.wires or "/open" in address.base_url
    return speaks in {"openai" if wire == "responses" else wire for wire in address.wires}
