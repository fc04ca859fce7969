"""The operations below /api/, by which users, projects and keys are managed.

Their bodies are read from the types that the endpoints decode, which take no other field.
"""

from collections.abc import Mapping

from wayfare.api.openapi.operation import (
    Content,
    Operation,
    Parameter,
    Reply,
    as_json,
    in_path,
    ok,
)
from wayfare.api.openapi.own import ALWAYS, CSRF, NOTHING
from wayfare.api.openapi.schemas import (
    NUMBER,
    TEXT,
    Schema,
    accepted,
    list_of,
    named,
    or_null,
    shown,
    shown_object,
)
from wayfare.api.web.keys import NewKey
from wayfare.api.web.password import FirstPassword, NewPassword
from wayfare.api.web.projects import NewProject, ProjectChange
from wayfare.api.web.session import Login
from wayfare.api.web.users import NewUser, ResetPassword, UserChange
from wayfare.domain.account import Project, Role, User
from wayfare.store.keys import KeyRow

_PASSWORD = "several plain words"  # noqa: S105 - an example

SESSION = shown_object(user=TEXT, role=shown(Role), csrf=or_null(TEXT), expires_at=or_null(NUMBER))
_KEY = shown(KeyRow)
_SHOWN_KEY = {
    **_KEY,
    "properties": {**_KEY["properties"], "key": TEXT},
    "required": [*_KEY["required"], "key"],
}

#: The objects that several operations show, by their names in the document.
COMPONENTS = {
    "Session": SESSION,
    "User": shown(User),
    "Project": shown(Project),
    "Key": _KEY,
}

_NAME = in_path("name", "The user's name.", "kim")
_USER = in_path("user", "The user's name.", "kim")
_PROJECT = in_path("project", "The project's id.", "lab")
_KEY_ID = in_path("key_id", "The key's id.", "k1")


def _made(name: str | Schema) -> dict[str, Reply]:
    schema = named(name) if isinstance(name, str) else name
    return {"201": Reply("It is made.", as_json(schema))}


def _look(path: str, name: str, about: str, schema: Schema, *parts: Parameter) -> Operation:
    refusals = (*ALWAYS, 404) if parts else ALWAYS
    return Operation(
        "GET", path, name, path.split("/")[2], about, ok(about, schema), parts,
        refusals=refusals, family="plain",
    )  # fmt: skip


def _change(
    method: str, path: str, name: str, about: str, replies: Mapping[str, Reply], *parts: Parameter,
    body: Content | None = None, refusals: tuple[int, ...] = (), is_public: bool = False,
) -> Operation:  # fmt: skip
    read = () if body is None else (400, 413)
    found = (404,) if parts else ()
    return Operation(
        method, path, name, path.split("/")[2], about, replies, (*parts, CSRF), body,
        refusals=(*ALWAYS, *read, *found, *refusals), family="plain", is_public=is_public,
    )  # fmt: skip


OPERATIONS = (
    _look("/api/session", "read_session",
          "Say who is logged in, and what a page shows to prove itself.", named("Session")),
    _change("POST", "/api/session", "log_in",
            "Log in by name and password; the session comes as a cookie.",
            ok("Logged in.", named("Session"), headers={"set-cookie": "The session."}),
            body=as_json(accepted(Login), one={"name": "owner", "password": _PASSWORD}),
            refusals=(429,), is_public=True),
    _change("DELETE", "/api/session", "log_out", "Log out.", NOTHING),
    _change("POST", "/api/setup", "set_up",
            "Set the owner's first password, by showing the owner's key, and log in.",
            ok("Logged in.", named("Session"), headers={"set-cookie": "The session."}),
            body=as_json(accepted(FirstPassword), one={"password": _PASSWORD}), refusals=(409,)),
    _change("POST", "/api/password", "change_password",
            "Change your own password; your other sessions end.", NOTHING,
            body=as_json(accepted(NewPassword),
                         one={"old": _PASSWORD, "new": "other plain words"})),
    _look("/api/users", "list_users", "List every user.",
          shown_object(users=list_of(named("User")))),
    _change("POST", "/api/users", "add_user",
            "Add a user. Only owners add admins and owners.", _made("User"),
            body=as_json(accepted(NewUser), one={"name": "kim"}), refusals=(409,)),
    _look("/api/users/{name}", "read_user",
          "Show one user: yourself, or to admins anybody.", named("User"), _NAME),
    _change("PATCH", "/api/users/{name}", "change_user",
            "Give a user another role, shut them out or let them in again.",
            ok("As the user is now.", named("User")), _NAME,
            body=as_json(accepted(UserChange), one={"role": "member"}), refusals=(409,)),
    _change("PUT", "/api/users/{name}/password", "reset_password",
            "Give a user a new password; their sessions end.", NOTHING, _NAME,
            body=as_json(accepted(ResetPassword), one={"password": _PASSWORD})),
    _look("/api/projects", "list_projects",
          "List the projects that you work in, to admins all.",
          shown_object(projects=list_of(named("Project")))),
    _change("POST", "/api/projects", "add_project", "Add a project, and work in it.",
            _made("Project"),
            body=as_json(accepted(NewProject), one={"id": "lab", "title": "Lab"}),
            refusals=(409,)),
    _look("/api/projects/{project}", "read_project",
          "Show one project that you work in, to admins any.", named("Project"), _PROJECT),
    _change("PATCH", "/api/projects/{project}", "change_project",
            "Change a project's title and what is kept of its texts, or put it away.",
            ok("As the project is now.", named("Project")), _PROJECT,
            body=as_json(accepted(ProjectChange), one={"retention_days": 30}),
            refusals=(409,)),
    _look("/api/projects/{project}/members", "list_members", "List who works in a project.",
          shown_object(members=list_of(TEXT)), _PROJECT),
    _change("PUT", "/api/projects/{project}/members/{user}", "add_member",
            "Take a user into a project.", NOTHING, _PROJECT, _USER),
    _change("DELETE", "/api/projects/{project}/members/{user}", "remove_member",
            "Take a user out of a project; their keys in it open nothing.", NOTHING,
            _PROJECT, _USER),
    _look("/api/keys", "list_keys",
          "List your own keys, to admins all. What they are is not kept.",
          shown_object(keys=list_of(named("Key")))),
    _change("POST", "/api/keys", "add_key", "Make a key of your own. It is shown once.",
            _made(_SHOWN_KEY),
            body=as_json(accepted(NewKey), one={"label": "laptop"}), refusals=(404, 409)),
    _change("DELETE", "/api/keys/{key_id}", "revoke_key",
            "Revoke a key of your own, as an admin any. It stops working within seconds.",
            NOTHING, _KEY_ID),
    Operation(
        "POST", "/api/reload", "reload", "serving",
        "Read the settings anew; answers under way go on as they began.",
        ok("What changed, and what changes at the next start.",
           shown_object(changed=list_of(TEXT), needs_restart=list_of(TEXT))),
        (CSRF,), refusals=(400, 404, *ALWAYS), family="plain",
    ),
)  # fmt: skip
