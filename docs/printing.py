"""Print reference pages from the code, for cog: `make docs`."""

import ast
import asyncio
import re
import tempfile
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import probing
from typer.main import get_command

from wayfare.api.access import Access
from wayfare.api.app import App
from wayfare.bootstrap import Options, run_wayfare
from wayfare.cli.doctor import description_of, setting_rows
from wayfare.cli.main import app as cli
from wayfare.providers.address import missing_in
from wayfare.providers.presets import PRESETS
from wayfare.providers.terms import TERMS
from wayfare.routing.pool_reasons import SENTENCES
from wayfare.settings.choosing import ArmRow
from wayfare.settings.demands import TermsRow
from wayfare.settings.prices import PriceRow
from wayfare.settings.providers import Hub, LocalModel, ProviderRow
from wayfare.settings.whole import Settings

SOURCE = Path(__file__).parent.parent / "src" / "wayfare"

FLOORS = (
    ("cli", "commands"),
    ("api", "HTTP"),
    ("reports", "numbers for people"),
    ("operation", "what runs for long"),
    ("bootstrap", "the one place that builds real things"),
    ("", "the package itself"),
    ("gateway", "what a person can do"),
    ("providers", "who serves models"),
    ("embedding", "questions as numbers"),
    ("store", "what is kept"),
    ("grading", "answers graded by what was to be in them"),
    ("telemetry", "what is told of requests"),
    ("routing", "features and the choice"),
    ("pivot", "a question through English, and back"),
    ("evidence", "what a log can tell of other rules"),
    ("wire", "other people's formats"),
    ("settings", "what an owner may set"),
    ("domain", "the nouns"),
)


def settings_page() -> str:
    """Every setting with its default."""
    lines = ["| setting | default | what it does |", "|---|---|---|"]
    for row in setting_rows(Settings()):
        default = row["default"]
        shown = "empty" if default in ("", [], {}) else f"`{default}`"
        lines.append(f"| `{row['name']}` | {shown} | {row['about']} |")
    return "\n".join(lines)


def rows_page() -> str:
    """The tables that an owner may write several of."""
    sections = {
        "providers.NAME": ProviderRow,
        "arms": ArmRow,
        "prices.DEPLOYMENT": PriceRow,
        "terms.NAME": TermsRow,
        "local.models.NAME": LocalModel,
        "local.models.NAME.hub": Hub,
    }
    return "\n\n".join(_row_table(name, kind) for name, kind in sections.items())


def _row_table(name: str, kind: type) -> str:
    hints = typing.get_type_hints(kind, include_extras=True)
    lines = [f"### `{name}`", "", "| field | default | what it is |", "|---|---|---|"]
    for field in msgspec.structs.fields(kind):
        default = "must be given" if field.required else f"`{field.default!r}`"
        if field.default_factory is not msgspec.NODEFAULT:
            default = "empty"
        default = "empty" if default in ("`''`", "`None`") else default
        lines.append(f"| `{field.name}` | {default} | {description_of(hints[field.name])} |")
    return "\n".join(lines)


def preset_rows() -> str:
    """The usual providers: what they speak, where their key is, how each was tested."""
    lines = [
        "| provider | wires | variables | models are listed | tested | facts read |",
        "|---|---|---|---|---|---|",
    ]
    for name, preset in PRESETS.items():
        variables = (*preset.key_env, *missing_in(preset.base_url))
        shown = "<br>".join(f"`{variable}`" for variable in variables) or "none"
        listed = f"in {preset.listing.shape.value} shape" if preset.listing else "no"
        lines.append(
            f"| {name} | {', '.join(preset.wires)} | {shown} | {listed} | {preset.tested} "
            f"| {preset.read_on}, {preset.read_in} |"
        )
    return "\n".join(lines)


def preset_addresses() -> str:
    """Where the usual providers are, how the key is sent, and what is unlike the others."""
    lines = ["| provider | address | the key goes as | mind |", "|---|---|---|---|"]
    for name, preset in PRESETS.items():
        needs = f"needs `pip install '{preset.needs}'`" if preset.needs else ""
        mind = "; ".join(part for part in (preset.quirks, needs) if part)
        lines.append(f"| {name} | `{preset.base_url}` | {preset.auth} | {mind} |")
    return "\n".join(lines)


#: Every command takes these, so one section names them for all.
SHARED = {"help", "lang", "json"}


def pool_rows() -> str:
    """Every sentence about a model's place with `auto`; what differs stands in italics."""
    differing = re.compile(r"{(\w+)}")
    return "\n".join("- " + differing.sub(r"*\1*", en) for en, _ in SENTENCES.values())


def commands_page() -> str:
    """Every command with its options."""
    return "\n\n".join(_command_sections(get_command(cli), "wayfare"))


def _command_sections(command: object, path: str) -> Iterator[str]:
    subcommands = getattr(command, "commands", {})
    lines = [f"## `{path}`", "", getattr(command, "help", "") or ""]
    known = SHARED if " " in path else {"help"}
    parameters = [
        p
        for p in getattr(command, "params", [])
        if p.name not in known and not getattr(p, "hidden", False)
    ]
    if parameters:
        lines += ["", "| parameter | what it is |", "|---|---|"]
        lines += [f"| {_parameter(p)} | {getattr(p, 'help', '') or ''} |" for p in parameters]
    yield "\n".join(lines)
    for name, below in subcommands.items():
        yield from _command_sections(below, f"{path} {name}")


def _parameter(parameter: object) -> str:
    names = getattr(parameter, "opts", [])
    if getattr(parameter, "param_type_name", "") == "argument":
        return f"`{str(getattr(parameter, 'name', '')).upper()}`"
    return f"`{', '.join(names)}`"


#: Who may ask an endpoint of each level.
_WHO = {
    Access.PUBLIC: "anybody",
    Access.ASK: "any key",
    Access.MEMBER: "member",
    Access.ADMIN: "admin",
    Access.OWNER: "owner",
}


def endpoints_page() -> str:
    """Every endpoint, and who may ask it."""
    lines = ["| endpoint | who | what it does |", "|---|---|---|"]
    lines += [f"| `{method} {path}` | {who} | {what} |" for method, path, who, what in endpoints()]
    return "\n".join(lines)


def endpoints() -> list[tuple[str, str, str, str]]:
    """(method, path, who, what it does) of every endpoint of the real application."""

    async def read() -> list[tuple[str, str, str, str]]:
        with tempfile.TemporaryDirectory() as home:
            options = Options(scripted=True, environ={"WAYFARE_HOME": home})
            async with run_wayfare(Settings(), options) as wayfare:
                return [
                    (method, path, _WHO[access], _sentence(endpoint))
                    for method, path, access, endpoint in App(wayfare).endpoints()
                ]

    return asyncio.run(read())


def _sentence(endpoint: object) -> str:
    return (endpoint.__doc__ or "").strip().splitlines()[0]


def code_map() -> str:
    """Every module with its first sentence, floor by floor."""
    lines = []
    for folder, what in FLOORS:
        lines.append(f"**{folder or 'wayfare'}/** {what}\n")
        lines += [f"- `{name}`: {sentence}" for name, sentence in _modules(folder)]
        lines.append("")
    return "\n".join(lines).rstrip()


def _modules(folder: str) -> Iterator[tuple[str, str]]:
    pattern = "*.py" if folder == "" else "**/*.py"
    for path in sorted((SOURCE / folder).glob(pattern)):
        if path.name == "__init__.py" or path.parent.name == "versions":
            continue
        yield str(path.relative_to(SOURCE)), first_sentence(path)


def first_sentence(path: Path) -> str:
    """The first line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return docstring.split("\n\n")[0].replace("\n", " ")


def ports_page() -> str:
    """The ports with their docstrings, as the code has them."""
    tree = ast.parse((SOURCE / "ports.py").read_text("utf-8"))
    lines = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            lines += [f"### `{node.name}`", "", ast.get_docstring(node) or "", ""]
            for member in node.body:
                if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef):
                    sentence = (ast.get_docstring(member) or "").splitlines()[0]
                    lines.append(f"- `{member.name}`: {sentence}")
            lines.append("")
    return "\n".join(lines).rstrip()


def carried_page() -> str:
    """What each wire makes of everything that a request may hold."""
    wires = list(probing.CHAT_WIRES)
    lines = [f"| in the request | {' | '.join(wires)} |", "|---" * (len(wires) + 1) + "|"]
    for name, conversation in probing.PROBES.items():
        cells = [probing.outcome(wire, conversation).cell for wire in wires]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def refused_page() -> str:
    """Every refusal on the way into a wire, with the error's text."""
    sections = []
    for wire in probing.CHAT_WIRES:
        found = [(name, probing.outcome(wire, c)) for name, c in probing.PROBES.items()]
        rows = [f"| {name} | {o.more} |" for name, o in found if o.word == "no"]
        sections.append("\n".join([f"### `{wire}`", "", "| what | error |", "|---|---|", *rows]))
    return "\n\n".join(sections)


def own_page() -> str:
    """Every refusal on the way out of a client's wire, with the error's text."""
    sections = []
    for wire, bodies in probing.OWN.items():
        found = [probing.refusal(wire, body) for body in bodies]
        rows = dict.fromkeys(f"| `{param}` | {text} |" for param, text in filter(None, found))
        sections.append("\n".join([f"### `{wire}`", "", "| field | error |", "|---|---|", *rows]))
    return "\n\n".join(sections)


def thoughts_page() -> str:
    """What clients are shown of thoughts, in each wire that they speak."""
    sections = []
    for what, parts in probing.THOUGHTS.items():
        lines = [f"### {what}"]
        for wire in probing.OWN:
            lines += ["", f"`{wire}`:", "", "```json", probing.shown(wire, parts).decode(), "```"]
        sections.append("\n".join(lines))
    return "\n\n".join(sections)


def terms_page() -> str:
    """What is known of providers' terms for prompts."""
    lines = [
        (
            "| provider | company | country | region | trains on prompts | keeps them | read on "
            "| where |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, known in TERMS.items():
        terms = known.terms
        company = "nobody: it stays on this machine" if terms.stays_here else terms.company or "?"
        if terms.passes_on:
            company += ", and others that are not known"
        trains = {None: "not known", True: "yes", False: "no"}[terms.may_train]
        kept = "not known" if terms.kept_days is None else f"{terms.kept_days} days"
        cells = [company, terms.country, terms.region, trains, kept, terms.as_of, terms.source]
        lines.append(f"| `{name}` | {' | '.join(cell or '' for cell in cells)} |")
    return "\n".join(lines)
