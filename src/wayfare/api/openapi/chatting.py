"""The operations of the page's conversations: talk, follow what is answered, stop it."""

from wayfare.api.openapi.operation import (
    STREAM,
    Content,
    Operation,
    Reply,
    as_json,
    in_header,
    in_path,
    in_query,
    ok,
)
from wayfare.api.openapi.own import NOTHING, row
from wayfare.api.openapi.reading import FORM, PRICE, PRIOR
from wayfare.api.openapi.schemas import (
    FLAG,
    NUMBER,
    TEXT,
    WHOLE,
    Schema,
    accepted,
    list_of,
    named,
    or_null,
    shown,
    shown_object,
)
from wayfare.api.web.conversations import MANY, MANY_MAX, SHOWN, ConversationChange, NewConversation
from wayfare.api.web.hello import LANGUAGES
from wayfare.api.web.runs import NewRun
from wayfare.domain.conversation import AttachedFile, Conversation, Speaker
from wayfare.domain.deployment import Feature
from wayfare.domain.run import Run

_TICKET = or_null(named("Ticket"))
_FIELDS = shown(Conversation)["properties"]
_CONVERSATION = {name: _FIELDS[name] for name in SHOWN}
_RUN: dict[str, Schema] = shown(Run)["properties"]


#: The objects that several operations show, by their names in the document.
COMPONENTS = {
    "Conversation": shown_object(**_CONVERSATION),
    "Message": shown_object(
        id=TEXT,
        parent=or_null(TEXT),
        role=shown(Speaker),
        text=TEXT,
        files=list_of(shown(AttachedFile)),
        created_at=NUMBER,
        run=or_null(named("Run")),
        is_forgotten=FLAG,
    ),
    "WholeConversation": shown_object(**_CONVERSATION, messages=list_of(named("Message"))),
    "Run": shown_object(**_RUN),
    "RunWithTicket": shown_object(**_RUN, ticket=_TICKET),
    "RunBegan": shown_object(
        arm=or_null(TEXT), decision_id=or_null(TEXT), first_token_ms=or_null(NUMBER)
    ),
    "RunDelta": shown_object(text=TEXT),
    "RunEnded": shown_object(run=named("RunWithTicket"), ticket=_TICKET),
    "PickedModel": shown_object(
        name=TEXT,
        label=TEXT,
        provider=TEXT,
        is_local=FLAG,
        in_auto=FLAG,
        features=list_of(shown(Feature)),
        context_tokens=or_null(WHOLE),
        price=or_null(PRICE),
        prior=PRIOR,
        path=TEXT,
        ahead=list_of(TEXT),
        company=or_null(TEXT),
        country=or_null(TEXT),
    ),
}

CONVERSATION_ID = in_path("conversation_id", "The conversation's id.", "c1")
RUN_ID = in_path("run_id", "The run's id.", "r1")
_FILE_ID = in_path("file_id", "The file's id.", "file-wf-1")
_ONE = "/api/conversations/{conversation_id}"


OPERATIONS = (
    Operation(
        "GET", "/api/hello", "say_hello", "serving",
        "What a page must know before anybody is logged in.",
        ok("Which Wayfare this is.", shown_object(
            version=TEXT, needs_setup=FLAG, oidc=FLAG,
            languages=list_of({"enum": list(LANGUAGES)}), is_one_assistant=FLAG,
            money=shown_object(
                currency=TEXT, as_of=or_null(TEXT),
                per_dollar={"type": "object", "additionalProperties": NUMBER},
            ),
            session=or_null(named("Session")),
        )),
        refusals=(503,), family="plain", is_public=True,
    ),
    row("GET", "/api/models", "list_picked_models",
         "List what a page lets people pick from: goals that choose a model, and every model.",
         ok("What can be asked.", shown_object(
             goals=list_of(TEXT), data=list_of(named("PickedModel"))
         ))),
    row("GET", "/api/conversations", "list_conversations",
         "List your conversations, those that were changed last first.",
         ok("Some of them; `next` is null where there are no more.", shown_object(
             data=list_of(named("Conversation")), next=or_null(TEXT)
         )),
         in_query("project", "Only those of this project."),
         in_query("archived", "`true`: only those that were put away.",
                  {"enum": ["true", "false"]}),
         in_query("before", "Where to go on: `next` of the list before."),
         in_query("limit", f"How many, {MANY} where it is left out.",
                  {"type": "integer", "minimum": 1, "maximum": MANY_MAX}),
         refusals=(400,)),
    row("POST", "/api/conversations", "begin_conversation", "Begin a conversation.",
         {"201": Reply("It is made.", as_json(named("Conversation")))},
         body=as_json(accepted(NewConversation), one={"model": "auto"}), refusals=(404, 409)),
    row("GET", _ONE, "read_conversation",
         "Show a conversation of yours with all that was said in it.",
         ok("Its messages, the oldest first: a tree by `parent`.",
            named("WholeConversation")), CONVERSATION_ID),
    row("PATCH", _ONE, "change_conversation",
         "Change a conversation, put it away or take it up again.",
         ok("As it is now.", named("Conversation")), CONVERSATION_ID,
         body=as_json(accepted(ConversationChange), one={"title": "About bread"}),
         refusals=(409,)),
    row("DELETE", _ONE, "delete_conversation",
         "Delete a conversation with all that was said in it; what runs in it is stopped.",
         NOTHING, CONVERSATION_ID),
    row("POST", f"{_ONE}/runs", "begin_run",
         "Ask, or have an answer given again. What is asked is kept when this answers.",
         {
             "201": Reply("It runs.", as_json(shown_object(
                 user=or_null(named("Message")), answer=named("Message")
             ))),
             "200": Reply("It was begun by the same key before.", as_json(shown_object(
                 user=or_null(named("Message")), answer=named("Message")
             ))),
         },
         CONVERSATION_ID,
         body=as_json(accepted(NewRun), one={"key": "k1", "text": "How is bread made?"}),
         refusals=(409,)),
    row("GET", "/api/runs/{run_id}", "read_run", "Show how a run of yours stands.",
         ok("The run.", named("RunWithTicket")), RUN_ID),
    row("POST", "/api/runs/{run_id}/stop", "stop_run",
         "Stop a run; what was said until then is kept. One that is over stays as it is.",
         ok("The run.", named("RunWithTicket")), RUN_ID),
    row("GET", "/api/runs/{run_id}/events", "follow_run",
         "Follow a run to its end. Events are `began` (RunBegan), `delta` (RunDelta) and `ended` "
         "(RunEnded), after which nothing comes. The `id` of each is one more than the letters "
         "(Unicode code points) of the text that are known after it: whoever comes back with the "
         "last one misses nothing and hears nothing twice.",
         {"200": Reply("The events; a comment comes where nothing was said for long.",
                       Content({STREAM: TEXT}))},
         RUN_ID,
         in_query("after", "The last `id` that is known; 0: all.",
                  {"type": "integer", "minimum": 0}),
         in_header("last-event-id", "The same; `after` counts where both are there."),
         refusals=(400,)),
    row("POST", "/api/files", "keep_file", "Keep a file, to ask about.",
         ok("What is known of it.", named("File")),
         body=Content({"multipart/form-data": FORM})),
    row("GET", "/api/files/{file_id}", "see_file", "What is known of a file of yours.",
         ok("The file.", named("File")), _FILE_ID),
    row("GET", "/api/files/{file_id}/content", "see_file_content",
         "Read the bytes of a file of yours.",
         {"200": Reply("The bytes.", Content({"application/octet-stream": {}}))}, _FILE_ID),
    row("DELETE", "/api/files/{file_id}", "remove_file", "Delete a file of yours.",
         ok("It is gone.", shown_object(
             id=TEXT, object={"const": "file"}, deleted={"const": True}
         )), _FILE_ID),
)  # fmt: skip
