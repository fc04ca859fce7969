"""The operations below /api/ by which a Wayfare is kept well."""

from wayfare.api.openapi.operation import (
    Content,
    Operation,
    Reply,
    as_json,
    in_path,
    in_query,
    ok,
)
from wayfare.api.openapi.own import ALWAYS, CSRF
from wayfare.api.openapi.schemas import TEXT, accepted, list_of, named, shown, shown_object
from wayfare.api.web.backups import MEDIA
from wayfare.api.web.health import SeenHealth
from wayfare.api.web.store import MigrationBody
from wayfare.api.web.switches import NewSwitches
from wayfare.gateway.accounts.manage_switches import SwitchedModel
from wayfare.gateway.upkeep.backups import Backup
from wayfare.gateway.upkeep.health import HOURS, HOURS_MAX
from wayfare.store.migrated import Tables
from wayfare.store.rehearsal import Rehearsal

#: The objects that several operations show, by their names in the document.
COMPONENTS = {"SwitchedModel": shown(SwitchedModel)}

_MODEL = in_path("model", "The model's name, with its provider's.", "scripted-small")
_SWITCHED = named("SwitchedModel")

OPERATIONS = (
    Operation(
        "GET", "/api/health", "see_health", "health",
        "How fast each model answers and how often it fails, what is under way, what room is "
        "left, and the newest backup; what is not known is null.",
        ok("As the process that answers sees it.", shown(SeenHealth)),
        (
            in_query(
                "hours", f"How many hours back, {HOURS} where it is left out.",
                {"type": "integer", "minimum": 1, "maximum": HOURS_MAX},
            ),
        ),
        refusals=(400, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/store", "see_store", "store",
        "Say at which revision the tables are, and which migrations the next start would make.",
        ok("As they stand.", shown(Tables)), refusals=ALWAYS, family="plain",
    ),
    Operation(
        "POST", "/api/store/migration", "try_migration", "store",
        "Make the migrations that are to come on a copy, which is thrown away, and say what "
        "changed. A Wayfare that runs changes its own tables only when it starts.",
        ok("What came of it.", shown(Rehearsal)), (CSRF,),
        as_json(accepted(MigrationBody), one={"dry_run": True}),
        refusals=(400, 409, 413, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/backups", "list_backups", "backups",
        "List the files that the store can be restored from, the newest first.",
        ok("Those that stand in Wayfare's own folders.",
           shown_object(folder=TEXT, data=list_of(shown(Backup)))),
        refusals=ALWAYS, family="plain",
    ),
    Operation(
        "POST", "/api/backups", "make_backup", "backups",
        "Back the store up as of now, while all goes on, and check the file.",
        {"201": Reply("It is made, and whole.", as_json(shown(Backup)))}, (CSRF,),
        refusals=(409, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/backups/{backup}", "take_backup", "backups",
        "Give a backup to an owner. It holds all that the store holds.",
        {"200": Reply("The file, in SQLite's format.", Content({MEDIA: {}}))},
        (in_path("backup", "The file's name.", "wayfare-20260131T120000Z.db"),),
        refusals=(404, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/switches", "list_switches", "switches",
        "List every model, for which roles it is off, and what it costs by whose word.",
        ok("Also those that are off for whoever looks.",
           shown_object(data=list_of(_SWITCHED))),
        refusals=ALWAYS, family="plain",
    ),
    Operation(
        "GET", "/api/switches/{model}", "read_switches", "switches", "Show one model.",
        ok("As it is.", _SWITCHED), (_MODEL,), refusals=(404, *ALWAYS), family="plain",
    ),
    Operation(
        "PUT", "/api/switches/{model}", "set_switches", "switches",
        "Switch a model off for some roles and on for all others. Nothing that their users ask "
        "goes there any more.",
        ok("As it is now.", _SWITCHED), (_MODEL, CSRF),
        as_json(accepted(NewSwitches), one={"off_for": ["member"]}),
        refusals=(400, 404, 413, *ALWAYS), family="plain",
    ),
)  # fmt: skip
