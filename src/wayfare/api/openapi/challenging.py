"""The operations of challenges: an answer on the page is held against the runner-up's."""

from wayfare.api.openapi.chatting import RUN_ID
from wayfare.api.openapi.operation import as_json, ok
from wayfare.api.openapi.own import NOTHING, row
from wayfare.api.openapi.schemas import Schema, accepted, named, shown
from wayfare.api.web.challenges import ChallengeVote
from wayfare.gateway.chats.challenge import SeenChallenge

_ONE: Schema = named("Challenge")
_AT = "/api/runs/{run_id}/challenge"

COMPONENTS = {"Challenge": shown(SeenChallenge)}

OPERATIONS = (
    row("GET", _AT, "read_challenge",
        "Show whether an answer of yours may be held against the runner-up's, or how it stands.",
        ok("All is null where nothing is offered, which is most often.", _ONE), RUN_ID),
    row("POST", _AT, "begin_challenge",
        "Ask the runner-up the same question, without its name, where that is offered.",
        ok("Follow `other_run`.", _ONE), RUN_ID,
        refusals=(409,)),
    row("DELETE", _AT, "dismiss_challenge",
        "Offer nothing for this answer any more; the other one, where there is one, gets its name.",
        NOTHING, RUN_ID),
    row("POST", f"{_AT}/vote", "vote_on_challenge",
        "Say whether the other answer is better than the one you got, and learn who gave it.",
        ok("Both, with their names and costs.", _ONE), RUN_ID,
        body=as_json(accepted(ChallengeVote), one={"said": "better"}), refusals=(409,)),
)  # fmt: skip
