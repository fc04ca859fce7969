"""Who may come in, and what they may spend."""

from typing import Annotated

from msgspec import Meta

from wayfare.settings.section import Section


class AccountsSection(Section, frozen=True):
    """How people log in."""

    idle_days: Annotated[
        int, Meta(ge=1, le=400, description="A session ends when nothing was asked for so long.")
    ] = 7
    session_days: Annotated[
        int, Meta(ge=1, le=400, description="A session ends after so long, whatever was asked.")
    ] = 30
    secure_cookies: Annotated[
        bool,
        Meta(description="Browsers reach Wayfare by https alone, through a proxy that says not."),
    ] = False


class PageSection(Section, frozen=True):
    """What people see in a browser."""

    one_assistant: Annotated[
        bool,
        Meta(description="Members see one assistant, not the names of models; tickets tell all."),
    ] = False
    vote_share: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="Of answers by `auto`, so many are followed by an offer to hold them "
            "against the runner-up's; 0: none.",
        ),
    ] = 0.05


class Oidc(Section, frozen=True):
    """An OpenID provider at which users sign in."""

    issuer: Annotated[
        str, Meta(description="The provider's issuer, to the letter; empty: nobody signs in by it.")
    ] = ""
    client_id: Annotated[str, Meta(description="Wayfare's name at the provider.")] = ""
    client_secret_env: Annotated[
        str, Meta(description="Environment variable with Wayfare's secret at the provider.")
    ] = ""
    redirect_url: Annotated[
        str,
        Meta(
            description="Address of `/api/oidc/callback` as browsers have it, "
            "and as it is registered at the provider."
        ),
    ] = ""
    scopes: Annotated[
        tuple[str, ...], Meta(description="What is asked for; `openid` among it.")
    ] = ("openid", "profile", "email")
    label: Annotated[str, Meta(description="What pages call it.")] = "OpenID"
    make_users: Annotated[
        bool, Meta(description="Make a user of whoever signs in and is not one yet.")
    ] = False
    role: Annotated[
        str, Meta(pattern="^(member|admin)$", description="The role of users made so.")
    ] = "member"
    domains: Annotated[
        list[str],
        Meta(
            description="Only verified e-mail addresses of these domains may sign in; empty: all."
        ),
    ] = []


class Budgets(Section, frozen=True):
    """How budgets bound what a request may cost. `wayfare budgets` sets them."""

    output_tokens_max: Annotated[
        int,
        Meta(
            ge=1,
            description="Limit of an answer's tokens where a budget applies and the client "
            "sets none: what may cost without end cannot be held.",
        ),
    ] = 8192


class LimitsSection(Section, frozen=True):
    """Where budgets and rates are counted."""

    redis_url: Annotated[
        str,
        Meta(
            description="Redis that several processes count in, such as redis://127.0.0.1:6379/0; "
            "empty: each counts alone."
        ),
    ] = ""
    redis_prefix: Annotated[str, Meta(description="What the names of its keys begin with.")] = (
        "wayfare:"
    )
