"""An operation below /api/, with what all of Wayfare's own have."""

from collections.abc import Mapping

from wayfare.api.openapi.operation import Content, Operation, Parameter, Reply, in_header

CSRF = in_header("x-wayfare-csrf", "What `GET /api/session` tells; with a session, not a key.")
#: Statuses that each of them may answer with, unless it is public.
ALWAYS = (401, 403, 503)
NOTHING = {"204": Reply("It is done.")}


def row(
    method: str, path: str, name: str, about: str, replies: Mapping[str, Reply],
    *parts: Parameter, body: Content | None = None, refusals: tuple[int, ...] = (),
    is_public: bool = False,
) -> Operation:  # fmt: skip
    """An operation of ours, with what all of them have."""
    proves = () if method == "GET" else (CSRF,)
    read = () if body is None else (400, 413)
    found = (404,) if any(part.where == "path" for part in parts) else ()
    always = (503,) if is_public else ALWAYS
    statuses = tuple(dict.fromkeys([*always, *read, *found, *refusals]))
    return Operation(
        method, path, name, path.split("/")[2], about, replies, (*parts, *proves), body,
        refusals=statuses, family="plain", is_public=is_public,
    )  # fmt: skip
