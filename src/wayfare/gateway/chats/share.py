"""Share a conversation by a link that expires and can be revoked.

A link shows the branch that was shown when it was made, and nothing that is said later. Every
function waits for the disk.
"""

import secrets
from collections.abc import Sequence
from hashlib import sha256

from wayfare.domain.case import Case
from wayfare.domain.conversation import KeptMessage
from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.share import Share, SharedMessage
from wayfare.gateway.chats.keep import see_conversation
from wayfare.gateway.chats.parts import Chats
from wayfare.store.messages import read_path
from wayfare.store.shares import add_share, open_share, revoke_share, shares_of
from wayfare.store.users import find_user

_TOKEN_BYTES = 24


def share(
    chats: Chats, caller: Caller, conversation_id: str, expires_in_s: int | None
) -> tuple[Share, str]:
    """Make a link to the branch of a conversation that is shown now; the link, and its token.

    Raises:
        NotFoundError: there is no such conversation of the caller's.
        BadRequestError: nothing is said in it yet.
    """
    found = see_conversation(chats, caller, conversation_id)
    path = read_path(chats.database, found.id, found.leaf or "")
    if not path:
        raise BadRequestError(
            "Nothing is said in this conversation yet.",
            cure="Share it once there is an answer.",
            case=Case.NOTHING_TO_SHARE,
        )
    clock = chats.parts().clock
    now, token = clock.now(), secrets.token_urlsafe(_TOKEN_BYTES)
    made = Share(
        id=clock.new_id(),
        user=caller.user,
        conversation=found.id,
        title=found.title,
        created_at=now,
        expires_at=None if expires_in_s is None else now + expires_in_s,
    )
    if not add_share(chats.database, made, _digest(token), _shown(path)):
        see_conversation(chats, caller, conversation_id)  # it was just deleted: raises
    return made, token


def list_shares(chats: Chats, caller: Caller) -> list[Share]:
    """The caller's links, expired ones too, but for those that were revoked."""
    return shares_of(chats.database, caller.user)


def revoke(chats: Chats, caller: Caller, share_id: str) -> None:
    """Let a link open nothing any more.

    Raises:
        NotFoundError: there is no such link of the caller's.
    """
    if not revoke_share(chats.database, share_id, caller.user, chats.parts().clock.now()):
        raise NotFoundError(
            f"There is no link {share_id!r} of yours.", cure="`GET /api/shares` lists them."
        )


def read_shared(chats: Chats, token: str) -> tuple[Share, tuple[SharedMessage, ...]]:
    """What a link shows, to whoever has it.

    Raises:
        NotFoundError: there is none, or it expired, or it was revoked, or whoever made it is shut
            out: nobody learns which.
    """
    found = open_share(chats.database, _digest(token))
    if found is not None and _opens(chats, found[0]):
        return found
    raise NotFoundError(
        "This link opens nothing: it expired, or was revoked.",
        cure="Ask for a new one.",
        case=Case.LINK_OPENS_NOTHING,
    )


def _opens(chats: Chats, its: Share) -> bool:
    if its.revoked_at is not None:
        return False
    if its.expires_at is not None and its.expires_at <= chats.parts().clock.now():
        return False
    user = find_user(chats.database, its.user)
    return user is not None and user.disabled_at is None


def _shown(path: Sequence[KeptMessage]) -> tuple[SharedMessage, ...]:
    return tuple(
        SharedMessage(
            str(each.role),
            each.text,
            None if each.run is None else each.run.shown.arm,
            each.created_at,
        )
        for each in path
    )


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
