"""The operations of preferences: which model shall always answer which topic."""

from wayfare.api.openapi.chatting import RUN_ID
from wayfare.api.openapi.operation import as_json, in_path, ok
from wayfare.api.openapi.own import NOTHING, row
from wayfare.api.openapi.schemas import Schema, accepted, list_of, named, shown, shown_object
from wayfare.api.web.preferences import PreferenceBody
from wayfare.gateway.chats.prefer import RunPreference, SeenPreference

_ONE: Schema = named("Preference")

COMPONENTS = {"Preference": shown(SeenPreference), "RunPreference": shown(RunPreference)}

OPERATIONS = (
    row("GET", "/api/preferences", "list_preferences",
        "List which model you want for which topic, with what binds nothing any more.",
        ok("The newest first.", shown_object(data=list_of(_ONE)))),
    row("DELETE", "/api/preferences/{preference_id}", "remove_preference",
        "Leave a topic to `auto` again.",
        NOTHING, in_path("preference_id", "The preference's id.", "p1")),
    row("GET", "/api/runs/{run_id}/preference", "read_preference",
        "Show the topic of an answer of yours, and which model you want for it.",
        ok("`topic` is null where its question is of none.",
           named("RunPreference")), RUN_ID),
    row("PUT", "/api/runs/{run_id}/preference", "set_preference",
        "Have one model answer the topic of an answer of yours from now on, where the page asks "
        "`auto`.",
        ok("What is kept, in the place of what you said of that topic before.", _ONE),
        RUN_ID,
        body=as_json(accepted(PreferenceBody), one={"arm": "scripted-small"}), refusals=(409,)),
)  # fmt: skip
