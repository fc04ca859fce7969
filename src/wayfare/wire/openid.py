"""What an OpenID provider says and is asked: its document, its keys, its tokens.

Knows the format, and what a token must have so that it is believed. Knows nothing of
sockets, cookies or users. Authlib and joserfc do the work; they are imported when somebody
signs in, for they take a fifth of a second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from wayfare.domain.errors import SettingsError, SignInError, TokenError

#: Signatures that are believed: made with a key that the provider alone has. Neither `none`
#: nor those with a shared secret, which a public key can be passed off as.
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "Ed25519", "EdDSA"),
)
_PUBLIC_KEYS = ("RSA", "EC", "OKP")
#: How far two clocks may be apart.
LEEWAY_S = 60
#: How old a token may be that was just asked for.
TOKEN_AGE_MAX_S = 600
_AUTH_METHODS = ("client_secret_basic", "client_secret_post")


class Discovery(msgspec.Struct, frozen=True):
    """Where an OpenID provider is asked, and how. What it does not say has the usual value."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    id_token_signing_alg_values_supported: tuple[str, ...] = ("RS256",)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class _Tokens(msgspec.Struct, frozen=True):
    id_token: str
    access_token: str = ""


class _Keys(msgspec.Struct, frozen=True):
    keys: list[dict[str, Any]]


class _Refusal(msgspec.Struct, frozen=True):
    error: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are to the provider. Without a secret, PKCE alone protects a code."""

    id: str
    secret: str = field(repr=False)
    redirect_url: str
    scopes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer must fit to: the attempt that asked for it."""

    nonce: str
    verifier: str
    now: float


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says somebody is. `email` is empty unless it was verified."""

    issuer: str
    subject: str
    email: str = ""
    name: str = ""


def decode_discovery(body: bytes, issuer: str) -> Discovery:
    """The provider's document.

    Raises:
        SettingsError: it cannot be read, or is that of another issuer.
    """
    try:
        found = msgspec.json.decode(body, type=Discovery)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"What {issuer} says of itself is no OpenID document: {error}.",
            cure="Set `oidc.issuer` to the provider's issuer, as its pages have it.",
        ) from error
    if found.issuer != issuer:
        raise SettingsError(
            f"`oidc.issuer` is {issuer}, but the document there is that of {found.issuer!r}.",
            cure="Write the issuer to the letter, a slash at its end included.",
        )
    for address in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri):
        check_address(address)
    return found


def check_address(address: str) -> None:
    """Refuse an address at which others could listen.

    Raises:
        SettingsError: it is not https, and does not lead to this machine.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    at_home = host in ("localhost", "127.0.0.1", "::1")
    if (
        not host
        or parts.fragment
        or not (parts.scheme == "https" or (parts.scheme == "http" and at_home))
    ):
        raise SettingsError(
            f"{address!r} is no address to sign in at.", cure="It must begin with https://."
        )


def decode_keys(body: bytes) -> Sequence[Mapping[str, Any]]:
    """The keys that the provider signs with; those for other ends are left out."""
    try:
        found = msgspec.json.decode(body, type=_Keys)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SignInError("The OpenID provider's keys cannot be read.") from error
    return [
        key
        for key in found.keys
        if key.get("kty") in _PUBLIC_KEYS and key.get("use", "sig") == "sig"
    ]


def sign_in_address(discovery: Discovery, client: Client, state: str, expected: Expected) -> str:
    """Where a browser is sent so that somebody signs in."""
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # noqa: PLC0415
    from authlib.oauth2.rfc7636 import create_s256_code_challenge  # noqa: PLC0415

    return str(
        prepare_grant_uri(
            discovery.authorization_endpoint,
            client.id,
            "code",
            redirect_uri=client.redirect_url,
            scope=list(client.scopes),
            state=state,
            nonce=expected.nonce,
            code_challenge=create_s256_code_challenge(expected.verifier),
            code_challenge_method="S256",
        )
    )


def token_request(
    discovery: Discovery, client: Client, code: str, expected: Expected
) -> tuple[Mapping[str, str], str]:
    """Headers and body of the request that gives a code for tokens."""
    from authlib.oauth2.auth import ClientAuth  # noqa: PLC0415
    from authlib.oauth2.rfc6749.parameters import prepare_token_request  # noqa: PLC0415

    body = prepare_token_request(
        "authorization_code",
        redirect_uri=client.redirect_url,
        code=code,
        code_verifier=expected.verifier,
    )
    known = discovery.token_endpoint_auth_methods_supported
    method = next((each for each in _AUTH_METHODS if each in known), _AUTH_METHODS[0])
    auth = ClientAuth(client.id, client.secret, method if client.secret else "none")
    if client.secret and method == "client_secret_basic":
        # RFC 6749, 2.3.1; Authlib leaves that to its caller
        auth = ClientAuth(quote(client.id, safe=""), quote(client.secret, safe=""), method)
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "accept": "application/json",
    }
    _, headers, body = auth.prepare("POST", discovery.token_endpoint, headers, body)
    return headers, body


def refusal_of(body: bytes) -> str:
    """The provider's word for why it gives no tokens: a word of OAuth's, or nothing."""
    try:
        word = msgspec.json.decode(body, type=_Refusal).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    return word if word.isascii() and word.replace("_", "").isalnum() and len(word) < 64 else ""


def key_name_of(body: bytes) -> str | None:
    """The name of the key that an answer's token is signed with, before it is believed."""
    from joserfc.errors import JoseError  # noqa: PLC0415
    from joserfc.jws import extract_compact  # noqa: PLC0415

    try:
        header = extract_compact(_tokens(body).id_token.encode()).headers()
    except (JoseError, ValueError) as error:
        raise SignInError("The OpenID provider's token cannot be read.") from error
    name = header.get("kid")
    return name if isinstance(name, str) else None


def read_identity(
    body: bytes,
    keys: Sequence[Mapping[str, Any]],
    discovery: Discovery,
    client: Client,
    expected: Expected,
) -> Identity:
    """Who signed in, by a token that was signed by this provider, for us, just now.

    Raises:
        SignInError: it is not; says which claim does not fit.
    """
    from authlib.oidc.core import CodeIDToken  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    tokens = _tokens(body)
    header, claims = _verified(tokens.id_token, keys, discovery)
    token = CodeIDToken(
        claims,
        header,
        options={
            "iss": {"essential": True, "value": discovery.issuer},
            "aud": {"essential": True, "value": client.id},
            "nonce": {"essential": True},
        },
        params={
            "nonce": expected.nonce,
            "client_id": client.id,
            "access_token": tokens.access_token,
        },
    )
    try:
        token.validate(now=int(expected.now), leeway=LEEWAY_S)
    except (JoseError, TypeError, ValueError) as error:
        raise _unfit(str(error)) from error
    if float(claims["iat"]) < expected.now - TOKEN_AGE_MAX_S:
        raise _unfit("it is old")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise _unfit("its subject")
    return _identity(claims)


def _tokens(body: bytes) -> _Tokens:
    try:
        return msgspec.json.decode(body, type=_Tokens)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SignInError("The OpenID provider sent no token that says who you are.") from error


def _verified(
    token: str, keys: Sequence[Mapping[str, Any]], discovery: Discovery
) -> tuple[Mapping[str, Any], dict[str, Any]]:
    from joserfc.errors import JoseError  # noqa: PLC0415
    from joserfc.jwk import import_key  # noqa: PLC0415
    from joserfc.jws import JWSRegistry, extract_compact  # noqa: PLC0415
    from joserfc.jwt import decode  # noqa: PLC0415

    said = discovery.id_token_signing_alg_values_supported
    allowed = [each for each in ALGORITHMS if each in said]
    registry = JWSRegistry(algorithms=allowed, strict_check_header=False)
    why: Exception = ValueError("no key")
    try:
        name = extract_compact(token.encode()).headers().get("kid")
    except (JoseError, ValueError) as error:
        raise _unfit("it cannot be read") from error
    for key in keys:
        if name is not None and key.get("kid") not in (name, None):
            continue
        try:
            found = decode(token, import_key(dict(key)), allowed, registry)
        except (JoseError, ValueError, TypeError) as error:
            why = error
            continue
        return found.header, found.claims
    raise _unfit("its signature") from why


def _identity(claims: Mapping[str, Any]) -> Identity:
    email = claims.get("email") if claims.get("email_verified") is True else ""
    name = claims.get("preferred_username") or claims.get("name")
    return Identity(
        issuer=claims["iss"],
        subject=claims["sub"],
        email=email.strip().casefold() if isinstance(email, str) else "",
        name=name if isinstance(name, str) else "",
    )


def _unfit(what: str) -> TokenError:
    return TokenError(f"The OpenID provider's token is not believed: {what}.")
