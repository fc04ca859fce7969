"""Every endpoint there is, with its method, its path and who may ask it: one table a kind.

A further endpoint is a row. Knows nothing of how a request finds its endpoint.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.access import Access, Guarded
from wayfare.api.answer import AnswerEndpoint
from wayfare.api.anthropic.count_tokens import CountTokensEndpoint
from wayfare.api.asgi import Receive, Scope, Send
from wayfare.api.errors import ErrorShape
from wayfare.api.openai.certificates import CertificatesEndpoint
from wayfare.api.openai.decisions import DecisionsEndpoint
from wayfare.api.openai.embeddings import EmbeddingsEndpoint
from wayfare.api.openai.files import FilesEndpoint
from wayfare.api.openai.models import ModelsEndpoint
from wayfare.api.openai.outcomes import OutcomesEndpoint
from wayfare.api.openai.responses import ResponsesEndpoint
from wayfare.api.openai.topics import TopicsEndpoint
from wayfare.api.operation import OperationEndpoint
from wayfare.api.page import PAGE, PageEndpoint
from wayfare.api.web.arena import ArenaEndpoint
from wayfare.api.web.audit import AuditEndpoint
from wayfare.api.web.backups import BackupsEndpoint
from wayfare.api.web.budgets import BudgetsEndpoint
from wayfare.api.web.certificates import ShownCertificatesEndpoint
from wayfare.api.web.challenges import ChallengesEndpoint
from wayfare.api.web.comparisons import ComparisonsEndpoint
from wayfare.api.web.conversations import ConversationsEndpoint
from wayfare.api.web.credentials import CredentialsEndpoint
from wayfare.api.web.errors import PLAIN
from wayfare.api.web.fare import FareEndpoint
from wayfare.api.web.fares import FaresEndpoint
from wayfare.api.web.health import HealthEndpoint
from wayfare.api.web.hello import HelloEndpoint
from wayfare.api.web.keys import KeysEndpoint
from wayfare.api.web.models import PickedModelsEndpoint
from wayfare.api.web.moving import MovingEndpoint
from wayfare.api.web.oidc import OidcEndpoint
from wayfare.api.web.pairs import PairsEndpoint
from wayfare.api.web.password import PasswordEndpoint
from wayfare.api.web.preferences import PreferencesEndpoint
from wayfare.api.web.projects import ProjectsEndpoint
from wayfare.api.web.providers import ProvidersEndpoint
from wayfare.api.web.rates import RatesEndpoint
from wayfare.api.web.runs import RunsEndpoint
from wayfare.api.web.search import SearchEndpoint
from wayfare.api.web.session import SessionEndpoint
from wayfare.api.web.shares import SharesEndpoint
from wayfare.api.web.store import StoreEndpoint
from wayfare.api.web.switches import SwitchesEndpoint
from wayfare.api.web.usage import UsageEndpoint
from wayfare.api.web.users import UsersEndpoint
from wayfare.bootstrap import Wayfare
from wayfare.domain.key import Caller
from wayfare.gateway.arena.arena import arena_of
from wayfare.gateway.respond import respond
from wayfare.grading.grade import Grader
from wayfare.wire.anthropic.wire import ANTHROPIC
from wayfare.wire.openai.wire import OPENAI
from wayfare.wire.responses.wire import RESPONSES

#: What is spoken below a path. Elsewhere it is OpenAI's wire.
_WIRE_BELOW: Final[Mapping[str, ErrorShape]] = {
    "/v1/messages": ANTHROPIC,
    "/v1/responses": RESPONSES,
    "/api/": PLAIN,
}

Endpoint = Callable[[Scope, Receive, Send, Caller], Awaitable[None]]
#: Who may ask, by which method, where, and what answers.
Row = tuple[Access, str, str, Any]


def data_plane(wayfare: Wayfare) -> Mapping[tuple[str, str], Endpoint]:
    """The endpoints that models are asked through: plain ASGI, found at one look."""
    parts, limit = wayfare.parts, wayfare.settings.server.body_bytes_max
    return {
        ("POST", "/v1/chat/completions"): AnswerEndpoint(parts, OPENAI, limit),
        ("POST", "/v1/messages"): AnswerEndpoint(parts, ANTHROPIC, limit),
        ("POST", "/v1/messages/count_tokens"): CountTokensEndpoint(parts, limit),
        ("POST", "/v1/responses"): AnswerEndpoint(parts, RESPONSES, limit, respond),
        ("POST", "/v1/embeddings"): EmbeddingsEndpoint(parts, limit),
    }


def routes(wayfare: Wayfare, page: Path = PAGE) -> list[Guarded]:
    """All other endpoints, each with its level of access."""
    rows = (
        (Access.PUBLIC, "GET", "/healthz", health),
        (Access.PUBLIC, "GET", "/openapi.json", openapi),
        *_operated(wayfare),
        *_asked(wayfare),
        *_managed(wayfare),
        *_kept_well(wayfare),
        *_limited(wayfare),
        *_compared(wayfare),
        *_seen(page),
        *_chatted(wayfare),
    )
    return [
        Guarded(path, endpoint, method=method, access=access)
        for access, method, path, endpoint in rows
    ]


def _seen(page: Path) -> Sequence[Row]:
    """The page that people meet Wayfare at. It is asked for last: it shows nothing by itself."""
    endpoint = PageEndpoint(page)
    return (
        (Access.PUBLIC, "GET", "/", endpoint.view),
        (Access.PUBLIC, "GET", "/{view:view}", endpoint.view),
        (Access.PUBLIC, "GET", "/assets/{file}", endpoint.asset),
    )


def wire_at(path: str) -> ErrorShape:
    """The wire that is spoken at a path."""
    return next((wire for start, wire in _WIRE_BELOW.items() if path.startswith(start)), OPENAI)


def _operated(wayfare: Wayfare) -> Sequence[Row]:
    """What is asked by those who run this Wayfare, and by their machines."""
    operation = OperationEndpoint(wayfare)
    of_figures = Access.PUBLIC if wayfare.settings.metrics.open else Access.ADMIN
    return (
        (Access.PUBLIC, "GET", "/readyz", operation.ready),
        (of_figures, "GET", "/metrics", operation.metrics),
        (Access.ADMIN, "POST", "/api/reload", operation.reload),
    )


def _asked(wayfare: Wayfare) -> Sequence[Row]:
    """What belongs to asking models, at other people's paths."""
    models = ModelsEndpoint(wayfare.parts)
    decisions = DecisionsEndpoint(wayfare.read_decision)
    outcomes = OutcomesEndpoint(
        wayfare.database, wayfare.parts.clock, Grader(), wayfare.settings.server.body_bytes_max
    )
    topics = TopicsEndpoint(wayfare.database, wayfare.parts.clock)
    certificates = _certificates(wayfare)
    responses = ResponsesEndpoint(wayfare.parts)
    files = FilesEndpoint(wayfare.parts, wayfare.settings.server.body_bytes_max)
    return (
        (Access.ASK, "GET", "/v1/models", models.list),
        (Access.ASK, "GET", "/v1/models/{name:path}", models.one),
        (Access.ASK, "GET", "/v1/responses/{response_id}", responses.one),
        (Access.ASK, "DELETE", "/v1/responses/{response_id}", responses.delete),
        (Access.ASK, "GET", "/v1/responses/{response_id}/input_items", responses.input_items),
        (Access.ASK, "POST", "/v1/files", files.add),
        (Access.ASK, "GET", "/v1/files", files.list),
        (Access.ASK, "GET", "/v1/files/{file_id}", files.one),
        (Access.ASK, "DELETE", "/v1/files/{file_id}", files.delete),
        (Access.ASK, "GET", "/v1/files/{file_id}/content", files.content),
        (Access.ASK, "GET", "/v1/decisions/{decision_id}", decisions.one),
        (Access.ASK, "POST", "/v1/outcomes", outcomes.add),
        (Access.ASK, "GET", "/v1/decisions/{decision_id}/outcomes", outcomes.list),
        (Access.ADMIN, "GET", "/v1/topics", topics.list),
        (Access.ADMIN, "GET", "/v1/certificates", certificates.list),
    )


def _managed(wayfare: Wayfare) -> Sequence[Row]:
    """What people manage, at paths of our own."""
    session, password = SessionEndpoint(wayfare.accounts), PasswordEndpoint(wayfare.accounts)
    users, projects = UsersEndpoint(wayfare.accounts), ProjectsEndpoint(wayfare.accounts)
    keys = KeysEndpoint(wayfare.accounts)
    oidc = OidcEndpoint(wayfare)
    credentials, audit = CredentialsEndpoint(wayfare), AuditEndpoint(wayfare.database)
    providers = ProvidersEndpoint(wayfare)
    pairs = PairsEndpoint(wayfare.database, wayfare.parts.clock, wayfare.owner)
    return (
        (Access.MEMBER, "GET", "/api/session", session.one),
        (Access.PUBLIC, "POST", "/api/session", session.begin),
        (Access.MEMBER, "DELETE", "/api/session", session.end),
        (Access.OWNER, "POST", "/api/setup", password.set_up),
        (Access.MEMBER, "POST", "/api/password", password.change),
        (Access.ADMIN, "GET", "/api/users", users.list),
        (Access.ADMIN, "POST", "/api/users", users.add),
        (Access.MEMBER, "GET", "/api/users/{name}", users.one),
        (Access.ADMIN, "PATCH", "/api/users/{name}", users.change),
        (Access.ADMIN, "PUT", "/api/users/{name}/password", users.reset_password),
        (Access.MEMBER, "GET", "/api/projects", projects.list),
        (Access.ADMIN, "POST", "/api/projects", projects.add),
        (Access.MEMBER, "GET", "/api/projects/{project}", projects.one),
        (Access.ADMIN, "PATCH", "/api/projects/{project}", projects.change),
        (Access.ADMIN, "GET", "/api/projects/{project}/members", projects.members),
        (Access.ADMIN, "PUT", "/api/projects/{project}/members/{user}", projects.add_member),
        (Access.ADMIN, "DELETE", "/api/projects/{project}/members/{user}", projects.remove_member),
        (Access.MEMBER, "GET", "/api/keys", keys.list),
        (Access.MEMBER, "POST", "/api/keys", keys.add),
        (Access.MEMBER, "DELETE", "/api/keys/{key_id}", keys.revoke),
        (Access.PUBLIC, "GET", "/api/oidc", oidc.one),
        (Access.ADMIN, "GET", "/api/oidc/settings", oidc.settings),
        (Access.PUBLIC, "GET", "/api/oidc/login", oidc.login),
        (Access.PUBLIC, "GET", "/api/oidc/callback", oidc.callback),
        (Access.ADMIN, "GET", "/api/credentials", credentials.list),
        (Access.ADMIN, "PUT", "/api/credentials/{provider}", credentials.put),
        (Access.ADMIN, "DELETE", "/api/credentials/{provider}", credentials.delete),
        (Access.ADMIN, "POST", "/api/credentials/{provider}/test", credentials.test),
        (Access.ADMIN, "GET", "/api/providers", providers.list),
        (Access.ADMIN, "GET", "/api/audit", audit.list),
        (Access.MEMBER, "GET", "/api/pairs", pairs.list),
        (Access.MEMBER, "POST", "/api/pairs/{pair_id}/vote", pairs.vote),
    )


def _kept_well(wayfare: Wayfare) -> Sequence[Row]:
    """What those see and do who keep this Wayfare well."""
    health, store = HealthEndpoint(wayfare), StoreEndpoint(wayfare)
    backups, switches = BackupsEndpoint(wayfare), SwitchesEndpoint(wayfare)
    return (
        (Access.ADMIN, "GET", "/api/health", health.one),
        (Access.ADMIN, "GET", "/api/store", store.one),
        (Access.ADMIN, "POST", "/api/store/migration", store.migrate),
        (Access.ADMIN, "GET", "/api/backups", backups.list),
        (Access.ADMIN, "POST", "/api/backups", backups.add),
        (Access.OWNER, "GET", "/api/backups/{backup}", backups.one),
        (Access.ADMIN, "GET", "/api/switches", switches.list),
        (Access.ADMIN, "GET", "/api/switches/{model:path}", switches.one),
        (Access.ADMIN, "PUT", "/api/switches/{model:path}", switches.put),
    )


def _limited(wayfare: Wayfare) -> Sequence[Row]:
    """What may be spent and how fast, and what was."""
    budgets = BudgetsEndpoint(wayfare.accounts, wayfare.limits)
    rates = RatesEndpoint(wayfare.accounts, wayfare.limits)
    usage = UsageEndpoint(wayfare.accounts)
    return (
        (Access.MEMBER, "GET", "/api/budgets", budgets.list),
        (Access.MEMBER, "GET", "/api/budgets/{scope}/{name}/{period}", budgets.one),
        (Access.ADMIN, "PUT", "/api/budgets/{scope}/{name}/{period}", budgets.put),
        (Access.ADMIN, "DELETE", "/api/budgets/{scope}/{name}/{period}", budgets.delete),
        (Access.MEMBER, "GET", "/api/rates", rates.list),
        (Access.MEMBER, "GET", "/api/rates/{scope}/{name}", rates.one),
        (Access.ADMIN, "PUT", "/api/rates/{scope}/{name}", rates.put),
        (Access.ADMIN, "DELETE", "/api/rates/{scope}/{name}", rates.delete),
        (Access.MEMBER, "GET", "/api/usage", usage.list),
    )


def _compared(wayfare: Wayfare) -> Sequence[Row]:
    """What people compare models by."""
    fares = FaresEndpoint(wayfare)
    certificates = ShownCertificatesEndpoint(_certificates(wayfare), wayfare.database)
    arena = ArenaEndpoint(arena_of(wayfare.chats))
    comparisons, one = ComparisonsEndpoint(wayfare.comparisons), "/api/comparisons/{comparison_id}"
    return (
        (Access.MEMBER, "POST", "/api/comparisons/quote", comparisons.quote),
        (Access.MEMBER, "POST", "/api/comparisons", comparisons.begin),
        (Access.MEMBER, "GET", "/api/comparisons", comparisons.list),
        (Access.MEMBER, "GET", one, comparisons.one),
        (Access.MEMBER, "DELETE", one, comparisons.delete),
        (Access.MEMBER, "POST", f"{one}/stop", comparisons.stop),
        (Access.MEMBER, "POST", f"{one}/go-on", comparisons.go_on),
        (Access.MEMBER, "GET", f"{one}/pairs", comparisons.pairs),
        (Access.MEMBER, "POST", f"{one}/pairs", comparisons.draw),
        (Access.MEMBER, "POST", f"{one}/pairs/{{pair_id}}/vote", comparisons.vote),
        (Access.MEMBER, "GET", "/api/fares", fares.list),
        (Access.MEMBER, "GET", "/api/certificates", certificates.list),
        (Access.MEMBER, "POST", "/api/arena/battles", arena.begin),
        (Access.MEMBER, "POST", "/api/arena/battles/{battle_id}/vote", arena.vote),
        (Access.MEMBER, "GET", "/api/arena/board", arena.board),
        (Access.MEMBER, "GET", "/api/arena/daily", arena.daily),
    )


def _certificates(wayfare: Wayfare) -> CertificatesEndpoint:
    return CertificatesEndpoint(
        wayfare.claims,
        wayfare.claims_folding,
        wayfare.whole_policy,
        wayfare.whole_folding,
        wayfare.database,
    )


def _chatted(wayfare: Wayfare) -> Sequence[Row]:
    """What the page talks with."""
    hello, models = HelloEndpoint(wayfare), PickedModelsEndpoint(wayfare)
    conversations, runs = ConversationsEndpoint(wayfare.chats), RunsEndpoint(wayfare.chats)
    files = FilesEndpoint(wayfare.parts, wayfare.settings.server.body_bytes_max)
    shares, moving = SharesEndpoint(wayfare.chats), MovingEndpoint(wayfare.chats)
    fare = FareEndpoint(wayfare.chats, wayfare.accounts, wayfare.limits)
    preferences, challenges = PreferencesEndpoint(wayfare.chats), ChallengesEndpoint(wayfare)
    challenge = "/api/runs/{run_id}/challenge"
    one = "/api/conversations/{conversation_id}"
    return (
        (Access.MEMBER, "GET", "/api/search", SearchEndpoint(wayfare.chats).find),
        (Access.MEMBER, "POST", "/api/fare", fare.foresee),
        (Access.MEMBER, "POST", f"{one}/shares", shares.add),
        (Access.MEMBER, "GET", "/api/shares", shares.list),
        (Access.MEMBER, "DELETE", "/api/shares/{share_id}", shares.revoke),
        (Access.PUBLIC, "GET", "/api/shared/{token}", shares.read),
        (Access.MEMBER, "GET", "/api/export", moving.export),
        (Access.MEMBER, "POST", "/api/imports", moving.take_over),
        (Access.PUBLIC, "GET", "/api/hello", hello.one),
        (Access.MEMBER, "GET", "/api/models", models.list),
        (Access.MEMBER, "GET", "/api/conversations", conversations.list),
        (Access.MEMBER, "POST", "/api/conversations", conversations.add),
        (Access.MEMBER, "GET", one, conversations.one),
        (Access.MEMBER, "PATCH", one, conversations.change),
        (Access.MEMBER, "DELETE", one, conversations.delete),
        (Access.MEMBER, "POST", f"{one}/runs", runs.begin),
        (Access.MEMBER, "GET", "/api/runs/{run_id}", runs.one),
        (Access.MEMBER, "POST", "/api/runs/{run_id}/stop", runs.stop),
        (Access.MEMBER, "GET", "/api/runs/{run_id}/events", runs.events),
        (Access.MEMBER, "GET", "/api/runs/{run_id}/preference", preferences.one),
        (Access.MEMBER, "PUT", "/api/runs/{run_id}/preference", preferences.put),
        (Access.MEMBER, "GET", challenge, challenges.one),
        (Access.MEMBER, "POST", challenge, challenges.begin),
        (Access.MEMBER, "DELETE", challenge, challenges.dismiss),
        (Access.MEMBER, "POST", f"{challenge}/vote", challenges.vote),
        (Access.MEMBER, "GET", "/api/preferences", preferences.list),
        (Access.MEMBER, "DELETE", "/api/preferences/{preference_id}", preferences.delete),
        (Access.MEMBER, "POST", "/api/files", files.add),
        (Access.MEMBER, "GET", "/api/files/{file_id}", files.one),
        (Access.MEMBER, "GET", "/api/files/{file_id}/content", files.content),
        (Access.MEMBER, "DELETE", "/api/files/{file_id}", files.delete),
    )


async def health(_: Request) -> Response:
    """Say whether this process serves."""
    return Response(b'{"status":"ok"}', media_type="application/json")


async def openapi(_: Request) -> Response:
    """Describe the whole HTTP face as an OpenAPI document."""
    from wayfare.api.openapi.document import document  # noqa: PLC0415 - seldom asked for

    return Response(document(), media_type="application/json")
