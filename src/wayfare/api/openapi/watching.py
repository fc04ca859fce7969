"""The operations below /api/ for providers' keys, votes, the audit log, and OpenID."""

from wayfare.api.openapi.operation import (
    Operation,
    Reply,
    as_json,
    in_path,
    in_query,
    ok,
)
from wayfare.api.openapi.own import ALWAYS, CSRF
from wayfare.api.openapi.schemas import (
    TEXT,
    Schema,
    accepted,
    list_of,
    named,
    or_null,
    refined,
    shown,
    shown_object,
)
from wayfare.api.web.credentials import Given, Tried
from wayfare.api.web.oidc import OidcSettings
from wayfare.api.web.pairs import VoteBody
from wayfare.bootstrap.looking import ENVIRONMENT, KEPT
from wayfare.domain.audit import Action, Entry
from wayfare.gateway.accounts.credentials import Kept
from wayfare.gateway.certify.vote import BlindPair, Revealed
from wayfare.providers.checkup import Finding
from wayfare.store.audit import PAGE_MAX

#: The objects that several operations show, by their names in the document.
COMPONENTS = {
    "Credential": shown(Kept),
    "Entry": refined(shown(Entry), action=shown(Action)),
}

_CREDENTIAL: Schema = named("Credential")
_ENTRY: Schema = named("Entry")
_PROVIDER = in_path("provider", "The provider's name.", "openai")
_WHOLE: Schema = {"type": "integer", "minimum": 1}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_SENT = {"location": "Where to.", "set-cookie": "What the browser must bring back."}

OPERATIONS = (
    Operation(
        "GET", "/api/credentials", "list_credentials", "credentials",
        "List whose keys are kept, with a fingerprint each. No key is ever shown.",
        ok("What is kept.", shown_object(data=list_of(_CREDENTIAL))),
        refusals=ALWAYS, family="plain",
    ),
    Operation(
        "PUT", "/api/credentials/{provider}", "set_credential", "credentials",
        "Keep a provider's key, encrypted, and use it from now on.",
        ok("It is kept.", _CREDENTIAL), (_PROVIDER, CSRF),
        as_json(accepted(Given), one={"key": "sk-an-example"}),
        refusals=(400, 404, 413, *ALWAYS), family="plain",
    ),
    Operation(
        "DELETE", "/api/credentials/{provider}", "remove_credential", "credentials",
        "Keep a provider's key no longer, and do not use it from now on.",
        {"204": Reply("It is done.")}, (_PROVIDER, CSRF),
        refusals=(404, *ALWAYS), family="plain",
    ),
    Operation(
        "POST", "/api/credentials/{provider}/test", "test_credential", "credentials",
        "Have a provider list its models, which costs nothing: does it take the key? One that is "
        "given is tried and not kept.",
        ok("What was found.", shown_object(
            provider=TEXT, finding={"enum": [str(each) for each in Finding]}, is_fine=_FLAG,
            models=_COUNT, said=TEXT, status=or_null(_WHOLE),
        )),
        (_PROVIDER, CSRF), as_json(accepted(Tried), one={"key": "sk-an-example"}),
        refusals=(400, 404, 409, 413, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/providers", "list_providers", "credentials",
        "List the usual providers and those of the settings, and where their keys come from.",
        ok("All of them.", shown_object(data=list_of(shown_object(
            name=TEXT, takes_key=_FLAG, key=or_null({"enum": [KEPT, ENVIRONMENT]}),
            is_asked=_FLAG, is_local=_FLAG,
        )))),
        refusals=ALWAYS, family="plain",
    ),
    Operation(
        "GET", "/api/audit", "read_audit", "audit", "List who did what, the newest first.",
        ok("A page of entries.",
           shown_object(data=list_of(_ENTRY), has_more={"type": "boolean"})),
        (
            in_query("before", "The id of the last entry that was seen."),
            in_query("limit", "How many at most.", {**_WHOLE, "maximum": PAGE_MAX}),
            in_query("actor", "Only what this one did."),
            in_query("action", "Only such acts, such as `key` or `key.add`."),
            in_query("subject", "Only what was done to this."),
            in_query("since", "Only what was done after this Unix time.", _WHOLE),
        ),
        refusals=(400, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/pairs", "list_pairs", "pairs",
        "List pairs of answers that wait for your vote, the oldest first, not whose they are.",
        ok("Those that wait.", shown_object(data=list_of(shown(BlindPair)))),
        refusals=ALWAYS, family="plain",
    ),
    Operation(
        "POST", "/api/pairs/{pair_id}/vote", "vote_on_pair", "pairs",
        "Say which answer is better, and learn whose they are and what they cost.",
        ok("What is told after the vote.", shown(Revealed)),
        (in_path("pair_id", "The pair's id.", "d1"), CSRF),
        as_json(accepted(VoteBody), one={"said": "a"}),
        refusals=(400, 404, 409, 413, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/oidc", "read_oidc", "oidc",
        "Say what to call the OpenID provider to sign in at; null: there is none.",
        ok("Its label.", shown_object(label=or_null(TEXT))), is_public=True, family="plain",
    ),
    Operation(
        "GET", "/api/oidc/settings", "see_oidc", "oidc",
        "Show what is set of signing in by OpenID; of its secret, only whether there is one.",
        ok("By the names of the section `oidc` of the settings.", shown(OidcSettings)),
        refusals=ALWAYS, family="plain",
    ),
    Operation(
        "GET", "/api/oidc/login", "begin_oidc", "oidc",
        "Send a browser to the OpenID provider.",
        {"303": Reply("Go there.", headers=_SENT)},
        (in_query("back", "The page of Wayfare's own to return to."),),
        refusals=(404,), is_public=True, family="plain",
    ),
    Operation(
        "GET", "/api/oidc/callback", "end_oidc", "oidc",
        "Take a browser back from the OpenID provider, and log in whom it brings.",
        {
            "303": Reply(
                "Signed in; or, where a reader was not, to the page's door.",
                headers={**_SENT, "set-cookie": "The session."},
            )
        },
        tuple(in_query(name, "As the provider sends it.") for name in
              ("code", "state", "iss", "error")),
        refusals=(*ALWAYS, 404, 429), is_public=True, family="plain",
    ),
)  # fmt: skip
