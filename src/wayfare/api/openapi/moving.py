"""The operations around the page's conversations: search, fares, links, files."""

from wayfare.api.openapi.chatting import CONVERSATION_ID
from wayfare.api.openapi.operation import Content, Reply, as_json, in_path, in_query, ok
from wayfare.api.openapi.own import NOTHING, row
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
from wayfare.api.web.fare import FareBody
from wayfare.api.web.shares import NewShare
from wayfare.domain.share import SharedMessage
from wayfare.gateway.chats.fare import FareRange
from wayfare.gateway.chats.search import Hit
from wayfare.gateway.chats.take_over import Report

_SHARE: dict[str, Schema] = {
    "id": TEXT,
    "conversation": TEXT,
    "title": TEXT,
    "created_at": NUMBER,
    "expires_at": or_null(NUMBER),
}
_ONE = "/api/conversations/{conversation_id}"
_FORM: Schema = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}, "project": TEXT},
    "required": ["file"],
}

COMPONENTS = {
    "SearchHit": shown(Hit),
    "FareRange": shown(FareRange),
    "Share": shown_object(**_SHARE),
    "NewShareMade": shown_object(**_SHARE, token=TEXT, url=TEXT),
    "SharedConversation": shown_object(
        title=TEXT, created_at=NUMBER, messages=list_of(shown(SharedMessage))
    ),
    "ImportReport": shown(Report),
}


OPERATIONS = (
    row("GET", "/api/search", "search_conversations",
        "Find your messages and titles that hold all words of a query, in any language.",
        ok("The newest first; `start` and `length` are where the first word stands.",
           shown_object(data=list_of(named("SearchHit")))),
        in_query("q", "What to look for."), refusals=(400,)),
    row("POST", "/api/fare", "foresee_fare",
        "What a question would cost, from and to, before it is sent.",
        ok("The fare; null is not known.", named("FareRange")),
        body=as_json(accepted(FareBody), one={"text": "How is bread made?"}), refusals=(404, 409)),
    row("POST", f"{_ONE}/shares", "share_conversation",
        "Make a link to the branch of a conversation that is shown now.",
        {"201": Reply("The link; its token is told this once.", as_json(named("NewShareMade")))},
        CONVERSATION_ID,
        body=as_json(accepted(NewShare), one={"expires_in_s": 604800})),
    row("GET", "/api/shares", "list_shares", "List your links that were not revoked.",
        ok("The newest first.", shown_object(data=list_of(named("Share"))))),
    row("DELETE", "/api/shares/{share_id}", "revoke_share", "Let a link open nothing any more.",
        NOTHING, in_path("share_id", "The link's id.", "s1")),
    row("GET", "/api/shared/{token}", "read_shared", "Show what a link shows, to whoever has it.",
        ok("What was said.", named("SharedConversation")),
        in_path("token", "What the link ends in.", "t0ken"), is_public=True),
    row("GET", "/api/export", "export_conversations",
        "All your conversations: conversations.jsonl, and a Markdown file each.",
        {"200": Reply("A zip.", Content({"application/zip": {}}))}),
    row("POST", "/api/imports", "import_conversations",
        "Take over what ChatGPT exports; what was taken over before is passed over.",
        ok("What came of it, line by line.", named("ImportReport")),
        body=Content({"multipart/form-data": _FORM}), refusals=(404, 409)),
)  # fmt: skip
