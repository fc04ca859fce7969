"""An OpenID provider's token is believed only where everything about it fits."""

import json

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from joserfc.jwt import encode

from wayfare.domain.errors import SettingsError, SignInError
from wayfare.wire.openid import (
    ALGORITHMS,
    Client,
    Discovery,
    Expected,
    Identity,
    decode_discovery,
    decode_keys,
    key_name_of,
    read_identity,
    refusal_of,
    sign_in_address,
    token_request,
)

ISSUER = "https://id.example"
NOW = 1_800_000_000.0
EXPECTED = Expected(nonce="n-1", verifier="v" * 43, now=NOW)
CLIENT = Client("wayfare", "s", "https://way.example/api/oidc/callback", ("openid", "email"))
SIGNER = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
STRANGER = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
CLAIMS = {
    "iss": ISSUER,
    "sub": "248289",
    "aud": "wayfare",
    "nonce": "n-1",
    "iat": int(NOW),
    "exp": int(NOW) + 300,
}


def discovery(**changes) -> Discovery:
    document = {
        "issuer": ISSUER,
        "authorization_endpoint": f"{ISSUER}/authorize",
        "token_endpoint": f"{ISSUER}/token",
        "jwks_uri": f"{ISSUER}/keys",
        "id_token_signing_alg_values_supported": list(ALGORITHMS),
        **changes,
    }
    return decode_discovery(json.dumps(document).encode(), ISSUER)


def signed(claims=CLAIMS, key=SIGNER, alg="RS256", **header) -> bytes:
    token = encode({"alg": alg, "kid": "k1", **header}, claims, key, [alg])
    return json.dumps({"id_token": token, "access_token": "at"}).encode()


def identity_of(answer: bytes, keys=(SIGNER,), **changes) -> Identity:
    published = json.dumps({"keys": [key.as_dict(private=False) for key in keys]}).encode()
    return read_identity(answer, decode_keys(published), discovery(**changes), CLIENT, EXPECTED)


def test_a_token_that_fits_says_who_signed_in():
    assert identity_of(signed()) == Identity(ISSUER, "248289")
    assert key_name_of(signed()) == "k1"


@pytest.mark.parametrize(
    ("alg", "key"),
    [
        ("RS512", SIGNER),
        ("PS256", SIGNER),
        ("ES256", ECKey.generate_key("P-256", {"kid": "k1"})),
        ("ES384", ECKey.generate_key("P-384", {"kid": "k1"})),
        ("Ed25519", OKPKey.generate_key("Ed25519", {"kid": "k1"})),
    ],
)
def test_every_way_to_sign_with_a_key_of_ones_own_is_taken(alg, key):
    assert identity_of(signed(key=key, alg=alg), [STRANGER, key]).subject == "248289"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": []},
        {"aud": ["wayfare", "another"]},
        {"aud": ["wayfare", "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": "n-2"},
        {"nonce": None},
        {"exp": int(NOW) - 61},
        {"exp": None},
        {"exp": "never"},
        {"iat": int(NOW) + 61},
        {"iat": int(NOW) - 700},
        {"iat": None},
        {"nbf": int(NOW) + 61},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"at_hash": "bm90IGl0"},
    ],
    ids=str,
)
def test_a_claim_that_does_not_fit_is_not_believed(changes):
    claims = {name: v for name, v in {**CLAIMS, **changes}.items() if v is not None}
    with pytest.raises(SignInError, match="not believed"):
        identity_of(signed(claims))


def test_several_audiences_are_taken_where_we_are_the_one_it_was_made_for():
    claims = CLAIMS | {"aud": ["another", "wayfare"], "azp": "wayfare"}
    assert identity_of(signed(claims)).subject == "248289"


def test_a_token_of_another_key_of_the_same_name_is_not_believed():
    with pytest.raises(SignInError, match="its signature"):
        identity_of(signed(key=STRANGER))


def test_a_token_without_a_signature_is_not_believed():
    whole = json.loads(signed())["id_token"].split(".")
    none = "eyJhbGciOiJub25lIn0"  # {"alg":"none"}
    for token in (
        f"{none}.{whole[1]}.",
        f"{none}.{whole[1]}.{whole[2]}",
        f"{whole[0]}.{whole[1]}.",
    ):
        with pytest.raises(SignInError, match="not believed"):
            identity_of(json.dumps({"id_token": token}).encode())


def test_the_public_key_is_no_shared_secret():
    shared = OctKey.generate_key(256, {"kid": "k1"}).as_dict(private=True)
    forged = _hmac_signed(CLAIMS, SIGNER.as_pem(private=False))
    with pytest.raises(SignInError, match="not believed"):
        identity_of(forged)
    # and a shared secret among the keys is left out, whatever it is called
    published = json.dumps({"keys": [shared, SIGNER.as_dict(private=False)]})
    assert [key["kty"] for key in decode_keys(published.encode())] == ["RSA"]
    said = discovery(id_token_signing_alg_values_supported=["HS256", "none"])
    with pytest.raises(SignInError, match="not believed"):
        read_identity(forged, decode_keys(published.encode()), said, CLIENT, EXPECTED)


def test_a_way_of_signing_that_the_provider_does_not_say_is_not_taken():
    with pytest.raises(SignInError, match="its signature"):
        identity_of(signed(alg="RS512"), id_token_signing_alg_values_supported=["RS256"])


def test_keys_for_encryption_sign_nothing():
    published = json.dumps({"keys": [SIGNER.as_dict(private=False) | {"use": "enc"}]})
    assert decode_keys(published.encode()) == []
    with pytest.raises(SignInError, match="its signature"):
        read_identity(signed(), [], discovery(), CLIENT, EXPECTED)


def test_a_token_without_a_name_of_its_key_is_tried_with_all():
    token = encode({"alg": "RS256"}, CLAIMS, SIGNER, ["RS256"])
    answer = json.dumps({"id_token": token}).encode()
    assert identity_of(answer, [STRANGER, SIGNER]).subject == "248289"


@pytest.mark.parametrize(
    "answer",
    [b"", b"[]", b"{}", b'{"id_token":5}', b'{"id_token":""}', b'{"id_token":"a.b.c"}', b"\xff"],
)
def test_what_is_no_token_is_told_plainly(answer):
    with pytest.raises(SignInError):
        identity_of(answer)
    with pytest.raises(SignInError):
        key_name_of(answer)


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({"email": "Mina@Example.com", "email_verified": True}, "mina@example.com"),
        ({"email": "mina@example.com", "email_verified": False}, ""),
        ({"email": "mina@example.com", "email_verified": "true"}, ""),
        ({"email": "mina@example.com"}, ""),
        ({"email": 5, "email_verified": True}, ""),
    ],
)
def test_only_a_verified_address_is_taken(claims, email):
    assert identity_of(signed(CLAIMS | claims)).email == email


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"issuer": "https://id.example/"}, "to the letter"),
        ({"issuer": "https://evil.example"}, "to the letter"),
        ({"token_endpoint": "http://id.example/token"}, "https"),
        ({"jwks_uri": "file:///etc/passwd"}, "https"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "https"),
        ({"authorization_endpoint": "https://"}, "https"),
        ({"token_endpoint": None}, "issuer"),
    ],
)
def test_a_document_that_leads_astray_is_refused(changes, what):
    with pytest.raises(SettingsError, match=what):
        discovery(**changes)


def test_the_way_to_the_provider_carries_what_protects_the_way_back():
    address = sign_in_address(discovery(), CLIENT, "s-1", EXPECTED)
    assert address.startswith(f"{ISSUER}/authorize?response_type=code&client_id=wayfare&")
    for part in ("state=s-1", "nonce=n-1", "code_challenge_method=S256", "scope=openid+email"):
        assert part in address.replace("%20", "+")
    assert EXPECTED.verifier not in address


def test_the_secret_goes_as_the_provider_wants_it():
    headers, body = token_request(discovery(), CLIENT, "c", EXPECTED)
    assert headers["Authorization"] == "Basic d2F5ZmFyZTpz"
    assert "client_secret" not in body
    odd = Client("wayfare", "%:é", CLIENT.redirect_url, ("openid",))
    headers, _ = token_request(discovery(), odd, "c", EXPECTED)
    assert headers["Authorization"] == "Basic d2F5ZmFyZTolMjUlM0ElQzMlQTk="
    posts = discovery(token_endpoint_auth_methods_supported=["client_secret_post"])
    headers, body = token_request(posts, CLIENT, "c", EXPECTED)
    assert "Authorization" not in headers
    assert "client_id=wayfare&client_secret=s" in body
    without = Client("wayfare", "", CLIENT.redirect_url, ("openid",))
    headers, body = token_request(discovery(), without, "c", EXPECTED)
    assert "Authorization" not in headers
    assert "client_secret" not in body
    assert "client_id=wayfare" in body


def test_of_a_refusal_only_a_word_is_repeated():
    assert refusal_of(b'{"error":"invalid_grant"}') == "invalid_grant"
    for odd in (b"", b"[]", b'{"error":"<script>"}', b'{"error":"a\\u001b[2J"}', b'{"error":5}'):
        assert refusal_of(odd) == ""


def _hmac_signed(claims: dict, secret: bytes) -> bytes:
    """What an attacker would make: the library itself will not."""
    import base64
    import hashlib
    import hmac

    def word(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    head = word(b'{"alg":"HS256","kid":"k1"}') + "." + word(json.dumps(claims).encode())
    token = head + "." + word(hmac.new(secret, head.encode(), hashlib.sha256).digest())
    return json.dumps({"id_token": token}).encode()
