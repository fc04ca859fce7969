"""Draw which conversations stay with the baseline from end to end.

The lot follows from this installation's secret and from the conversation alone, so every process
draws the same one at every turn, and nobody else can foresee it. A conversation is known by the
name that its client gives it, else by how it begins: by all that was said before its first answer.
Of one user those that begin with the very same words are one. Remembers nothing.
"""

import hashlib
from collections.abc import Iterator

from wayfare.domain.chat import ChatRequest
from wayfare.domain.key import Caller
from wayfare.domain.lot import Lot

_ANSWERED = frozenset({"assistant", "tool", "function"})
_RANGE = 1 << 64


class Lots:
    """Draws lots. `share` in [0, 1) is how many are held; of a share of 0 there are none."""

    def __init__(self, secret: bytes, share: float) -> None:
        self._secret = secret
        self._share = share

    def draw(self, caller: Caller, conversation: str | None, request: ChatRequest) -> Lot | None:
        """The lot of the conversation that a request belongs to; None where none is drawn."""
        if not self._share or not caller.may_learn:
            return None
        digest = hashlib.blake2b(key=self._secret, digest_size=16, person=b"wayfare lots")
        for text in _known_by(caller, conversation, request):
            raw = text.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(raw))
            digest.update(raw)
        found = digest.digest()
        is_held = int.from_bytes(found[8:]) < self._share * _RANGE
        return Lot(found[:8].hex(), self._share, is_held)


def _known_by(caller: Caller, conversation: str | None, request: ChatRequest) -> Iterator[str]:
    yield from (caller.user, caller.project)
    if conversation is not None:
        yield from ("name", conversation)
        return
    yield "beginning"
    is_asked = False
    for message in request.messages:
        if is_asked and message.role in _ANSWERED:
            return
        is_asked = is_asked or message.role == "user"
        yield from (message.role, message.text)
