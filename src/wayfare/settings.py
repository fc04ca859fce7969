"""What an owner may set, with defaults, and how it is read.

Later sources win: the defaults here, `wayfare.toml` in the user's config folder,
`wayfare.toml` in the working folder, then environment variables of the form
`WAYFARE_SECTION__NAME`. Knows nothing of what the settings are used for.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import platformdirs
from msgspec import Meta

from wayfare.domain.errors import SettingsError

FILE_NAME = "wayfare.toml"
ENV_PREFIX = "WAYFARE_"
#: The embedder that ships.
HASHING = "hashing"


class _Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the settings file. A name that is not known is an error."""


class Server(_Section, frozen=True):
    """Where Wayfare listens."""

    host: Annotated[str, Meta(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535, description="Port to listen on; 0 takes any.")] = 8080
    body_bytes_max: Annotated[
        int, Meta(ge=1024, description="Largest request body that is accepted, in bytes.")
    ] = 64 * 1024 * 1024
    workers: Annotated[
        int, Meta(ge=1, le=64, description="Processes that serve; 1: this one alone.")
    ] = 1
    drain_delay_s: Annotated[
        float,
        Meta(ge=0, description="When told to end: serve on for so long while `/readyz` says no."),
    ] = 0.0
    grace_s: Annotated[
        float,
        Meta(ge=0, description="Then let answers under way end for so long, before they are cut."),
    ] = 30.0


class Store(_Section, frozen=True):
    """What is kept."""

    url: Annotated[
        str,
        Meta(description="sqlite:// or postgresql:// address; empty: `wayfare.db` at home."),
    ] = ""
    keep_texts: Annotated[
        bool, Meta(description="Keep the texts of questions and answers, not only their figures.")
    ] = True
    retention_days: Annotated[
        int,
        Meta(
            ge=0,
            description="Delete texts and files after so many days; 0: keep them. Figures stay.",
        ),
    ] = 0


class Timeouts(_Section, frozen=True):
    """How long to wait for a provider."""

    connect_s: Annotated[float, Meta(gt=0, description="To reach it.")] = 10.0
    first_token_s: Annotated[
        float,
        Meta(
            gt=0,
            description="For the first of its answer; what is not streamed comes all at once.",
        ),
    ] = 300.0
    between_s: Annotated[float, Meta(gt=0, description="Between two pieces of an answer.")] = 120.0
    total_s: Annotated[
        float, Meta(gt=0, description="For the whole answer, all that failed before it included.")
    ] = 1800.0


class Retries(_Section, frozen=True):
    """How often a request is tried, and how long is waited in between."""

    attempts_max: Annotated[
        int, Meta(ge=1, description="Calls of providers per request at most, all models together.")
    ] = 4
    base_s: Annotated[
        float,
        Meta(
            ge=0, description="The first wait is drawn from 0 to this, each further from twice it."
        ),
    ] = 0.5
    cap_s: Annotated[float, Meta(ge=0, description="No wait is drawn longer than this.")] = 4.0
    waiting_max_s: Annotated[
        float,
        Meta(ge=0, description="Waiting per request in all; 0: no model is asked a second time."),
    ] = 5.0


class BreakerSection(_Section, frozen=True):
    """When `auto` leaves a model alone that fails."""

    failures: Annotated[
        int, Meta(ge=0, description="After so many failures in a row; 0: never.")
    ] = 5
    cool_off_s: Annotated[
        float, Meta(gt=0, description="For so long; then one request tries it.")
    ] = 30.0


class Hedging(_Section, frozen=True):
    """Whether `auto` asks a second model where the first is slow to begin. Both may charge."""

    after_ms: Annotated[
        int, Meta(ge=0, description="Ask the next one after so long without a first token; 0: off.")
    ] = 0


class Routing(_Section, frozen=True):
    """How `auto` weighs."""

    point_worth_micros: Annotated[
        int,
        Meta(ge=0, description="What `auto` pays per answer for one point of quality of 100."),
    ] = 200
    learn: Annotated[bool, Meta(description="Whether `auto` learns from outcomes.")] = True
    embedder: Annotated[
        str,
        Meta(
            min_length=1,
            description="What looks at questions: `hashing`, here, or a model that makes "
            "embeddings, by its name here; then questions go to its provider.",
        ),
    ] = HASHING
    embedder_ms: Annotated[
        int,
        Meta(ge=1, description="For so long a question waits for such a model, then goes on."),
    ] = 300
    baseline: Annotated[
        str,
        Meta(
            description="The model that `auto` is compared with, by its name here; "
            "empty: the best single one, as far as is known."
        ),
    ] = ""


class Exploration(_Section, frozen=True):
    """How much is spent on learning how well models answer that are not thought the best."""

    share: Annotated[
        float,
        Meta(ge=0, le=1, description="Of `auto` questions, at most; 0: none is."),
    ] = 0.5
    points: Annotated[
        float,
        Meta(
            ge=0, description="Points of quality of 100 it may cost, for each outcome that comes."
        ),
    ] = 0.3
    budget_micros: Annotated[
        int,
        Meta(ge=0, description="Micro-dollars a day that it may add to what is paid."),
    ] = 100_000


class JudgeSection(_Section, frozen=True):
    """Who says which of two answers is better."""

    model: Annotated[
        str,
        Meta(
            description="The model that judges, by its name here; empty: the best one that is "
            "neither of those compared, if possible of another maker."
        ),
    ] = ""


class PoolSection(_Section, frozen=True):
    """Which models `auto` takes."""

    arms_max: Annotated[int, Meta(ge=1, description="How many models `auto` takes at most.")] = 8
    arms: Annotated[
        list[str], Meta(description="Models, by their names here, that it takes in any case.")
    ] = []
    fare_micros_max: Annotated[
        int,
        Meta(
            ge=0,
            description="Models are not chosen by themselves where a usual question "
            "(1,000 tokens in, 500 out) costs more.",
        ),
    ] = 50_000
    probe: Annotated[
        bool,
        Meta(description="Ask each chosen model once, for a few tokens, before it is taken."),
    ] = True


class Hub(_Section, frozen=True):
    """Where on a hub a local model's weights lie. None are shipped: verify before you set them."""

    repository: Annotated[str, Meta(description="Repository, as owner/name.")]
    revision: Annotated[str, Meta(description="Commit; a branch name can change under you.")]
    file: Annotated[str, Meta(description="File name in the repository.")]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="Digest of the file.")]
    size: Annotated[int, Meta(ge=1, description="Size of the file in bytes.")]


class LocalModel(_Section, frozen=True):
    """Where one local model's weights come from; empty: tried in the usual order."""

    path: Annotated[str, Meta(description="A file of weights on this machine.")] = ""
    hub: Annotated[Hub | None, Meta(description="Where it lies on a hub.")] = None


class Local(_Section, frozen=True):
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


class Network(_Section, frozen=True):
    """Where requests to addresses that somebody wrote may go."""

    private: Annotated[
        list[str],
        Meta(
            description="Private addresses that may be asked: networks or addresses, with a port."
        ),
    ] = []


class ProviderRow(_Section, frozen=True):
    """A provider that speaks a usual wire.

    What is left empty is taken from the usual provider of the same address, or the one
    named by `like`.
    """

    base_url: Annotated[str, Meta(description="Address below which its endpoints lie.")]
    like: Annotated[str, Meta(description="The usual provider that it is like.")] = ""
    wire: Annotated[
        str, Meta(description="What it speaks: openai, responses, anthropic or gemini.")
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


class ArmRow(_Section, frozen=True):
    """A further arm: a deployment asked in a way of its own."""

    deployment: Annotated[
        str,
        Meta(description="Name of the deployment; of a cascade the dearer, of a panel the best."),
    ]
    name: Annotated[str, Meta(description="Name of the arm; empty: made from the setup.")] = ""
    cheap: Annotated[
        str, Meta(description="A cascade: the deployment that answers first; empty: none.")
    ] = ""
    second: Annotated[
        str, Meta(description="The deployment that must agree for that answer to be kept.")
    ] = ""
    panel: Annotated[
        list[str], Meta(description="A panel: the deployments that are asked beside it.")
    ] = []
    reasoning_effort: Annotated[str, Meta(description="Effort to ask for.")] = ""
    output_tokens_max: Annotated[int, Meta(ge=0, description="Length budget; 0: none.")] = 0
    system_prompt: Annotated[str, Meta(description="Goes before the client's messages.")] = ""


class PriceRow(_Section, frozen=True):
    """A dated price that overrides the price table."""

    as_of: Annotated[str, Meta(description="ISO date on which you read it.")]
    input: Annotated[float, Meta(ge=0, description="Dollars per million input tokens.")]
    output: Annotated[float, Meta(ge=0, description="Dollars per million output tokens.")]
    cached: Annotated[
        Annotated[float, Meta(ge=0)] | None, Meta(description="The same for cached input.")
    ] = None
    source: Annotated[str, Meta(description="Where you read it.")] = "settings"


class Demanded(_Section, frozen=True):
    """What this installation demands of whoever reads its texts. Keys may demand more."""

    no_training: Annotated[
        bool, Meta(description="Ask only those who are known not to train on prompts.")
    ] = False
    countries: Annotated[
        list[Annotated[str, Meta(pattern="^[A-Z]{2}$")]],
        Meta(description="Ask only companies of these countries (ISO 3166); empty: of any."),
    ] = []
    providers: Annotated[list[str], Meta(description="Ask only these providers; empty: any.")] = []


class TermsRow(_Section, frozen=True):
    """A provider's terms as your contract with it has them; the rest as they were read."""

    as_of: Annotated[str, Meta(description="ISO date on which you read them.")]
    like: Annotated[
        str, Meta(description="Row of the table of terms to start from, such as `gemini-paid`.")
    ] = ""
    company: Annotated[str, Meta(description="Who reads the prompts.")] = ""
    country: Annotated[
        str, Meta(pattern="^([A-Z]{2})?$", description="The company's country (ISO 3166).")
    ] = ""
    region: Annotated[str, Meta(description="Where they are processed.")] = ""
    may_train: Annotated[bool | None, Meta(description="Whether it may train on prompts.")] = None
    kept_days: Annotated[
        Annotated[int, Meta(ge=0)] | None, Meta(description="How long it keeps prompts.")
    ] = None
    passes_on: Annotated[
        bool | None, Meta(description="Whether the text goes on to further companies.")
    ] = None
    source: Annotated[str, Meta(description="Where you read them.")] = "settings"


class Money(_Section, frozen=True):
    """How money is shown. It is always kept in micro-dollars, before tax."""

    currency: Annotated[str, Meta(description="The reader's currency.")] = "USD"
    per_dollar: Annotated[
        dict[str, float], Meta(description="Units of each currency for one dollar.")
    ] = {}
    as_of: Annotated[str, Meta(description="ISO date of these rates.")] = ""


class Budgets(_Section, frozen=True):
    """How budgets bound what a request may cost. `wayfare budgets` sets them."""

    output_tokens_max: Annotated[
        int,
        Meta(
            ge=1,
            description="Limit of an answer's tokens where a budget applies and the client "
            "sets none: what may cost without end cannot be held.",
        ),
    ] = 8192


class Metrics(_Section, frozen=True):
    """What `GET /metrics` tells."""

    enabled: Annotated[bool, Meta(description="Count for Prometheus.")] = True
    open: Annotated[
        bool, Meta(description="Show `/metrics` without a key. It tells models and costs.")
    ] = False


class Otel(_Section, frozen=True):
    """Traces for OpenTelemetry. Figures and names, never a text."""

    endpoint: Annotated[
        str,
        Meta(description="Where OTLP over HTTP goes, as http://127.0.0.1:4318; empty: nowhere."),
    ] = ""
    service: Annotated[str, Meta(description="What this Wayfare is called there.")] = "wayfare"


class Logs(_Section, frozen=True):
    """What `wayfare serve` says on standard error."""

    format: Annotated[
        Literal["text", "json"], Meta(description="Lines for people, or JSON objects.")
    ] = "text"
    level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="What is said at least.")
    ] = "warning"
    access: Annotated[
        bool, Meta(description="A line for each request: figures and names, never a text.")
    ] = False


class AccountsSection(_Section, frozen=True):
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


class LimitsSection(_Section, frozen=True):
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


class Oidc(_Section, frozen=True):
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


class Settings(_Section, frozen=True):
    """All settings."""

    server: Server = Server()
    store: Store = Store()
    timeouts: Timeouts = Timeouts()
    retries: Retries = Retries()
    breaker: BreakerSection = BreakerSection()
    hedging: Hedging = Hedging()
    routing: Routing = Routing()
    exploration: Exploration = Exploration()
    judge: JudgeSection = JudgeSection()
    pool: PoolSection = PoolSection()
    local: Local = Local()
    money: Money = Money()
    network: Network = Network()
    demands: Demanded = Demanded()
    budgets: Budgets = Budgets()
    accounts: AccountsSection = AccountsSection()
    metrics: Metrics = Metrics()
    otel: Otel = Otel()
    logs: Logs = Logs()
    limits: LimitsSection = LimitsSection()
    oidc: Oidc = Oidc()
    discover: Annotated[
        bool, Meta(description="Find keys in the environment and servers on their usual ports.")
    ] = True
    providers: Annotated[dict[str, ProviderRow], Meta(description="By name.")] = {}
    arms: Annotated[list[ArmRow], Meta(description="Further arms.")] = []
    prices: Annotated[dict[str, PriceRow], Meta(description="By deployment name.")] = {}
    terms: Annotated[dict[str, TermsRow], Meta(description="By provider name.")] = {}


def home_folder(environ: Mapping[str, str]) -> Path:
    """Where data lies: `WAYFARE_HOME`, else the user's data folder."""
    return Path(environ.get("WAYFARE_HOME") or platformdirs.user_data_dir("wayfare"))


def config_folder(environ: Mapping[str, str]) -> Path:
    """Where the owner's key and settings lie.

    Inside `WAYFARE_HOME` when that is set, so that two homes never share a key.
    """
    if home := environ.get("WAYFARE_HOME"):
        return Path(home) / "config"
    return Path(platformdirs.user_config_dir("wayfare"))


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Where weights lie. The user's own, whatever `WAYFARE_HOME` says: they are large."""
    return Path(environ.get("WAYFARE_CACHE") or platformdirs.user_cache_dir("wayfare"))


def settings_files(environ: Mapping[str, str], working_folder: Path) -> list[Path]:
    """The settings files that are read, the one that wins last."""
    return [config_folder(environ) / FILE_NAME, working_folder / FILE_NAME]


def load_settings(
    environ: Mapping[str, str] = os.environ, working_folder: Path | None = None
) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: a file or variable is malformed; names the field and the cure.
    """
    merged: dict[str, Any] = {}
    for path in settings_files(environ, working_folder or Path.cwd()):
        _merge(merged, _read_toml(path))
    _merge(merged, _from_environment(environ))
    try:
        return msgspec.convert(merged, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(
            _what_is_wrong(str(error)), cure="`wayfare doctor` lists every setting."
        ) from error


def _what_is_wrong(said: str) -> str:
    """What a reader of settings found, with the setting's name as it is written.

    >>> _what_is_wrong("Expected `int`, got `str` - at `$.server.workers`")
    'The setting `server.workers` is wrong: expected `int`, got `str`.'
    >>> _what_is_wrong("Object contains unknown field `prot` - at `$.server`")
    'There is no setting `server.prot`.'
    """
    what, _, place = said.partition(" - at `$")
    place = place.strip(".`")
    if found := re.fullmatch("Object contains unknown field `(.*)`", what):
        return f"There is no setting `{f'{place}.{found[1]}'.strip('.')}`."
    return f"The setting `{place}` is wrong: {what[:1].lower()}{what[1:]}."


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.", cure="Mend the file.") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """`WAYFARE_SERVER__PORT=8081` becomes {"server": {"port": "8081"}}."""
    found: dict[str, Any] = {}
    sections = {field.name for field in msgspec.structs.fields(Settings)}
    for variable, value in environ.items():
        if not variable.startswith(ENV_PREFIX):
            continue
        *sections_of, name = variable.removeprefix(ENV_PREFIX).lower().split("__")
        if not sections_of and name not in sections:
            continue  # WAYFARE_HOME, WAYFARE_URL and the like are not settings
        table = found
        for section in sections_of:
            table = table.setdefault(section, {})
            if not isinstance(table, dict):
                raise _both(variable)
        if name in table:
            raise _both(variable)
        table[name] = value
    return found


def _both(variable: str) -> SettingsError:
    return SettingsError(
        f"{variable} and another variable set one thing in two ways.",
        cure="Unset one of them.",
    )


def _merge(into: dict[str, Any], other: Mapping[str, Any]) -> None:
    for name, value in other.items():
        below = into.get(name)
        if isinstance(value, dict) and isinstance(below, dict):
            _merge(below, value)
        else:
            into[name] = value
