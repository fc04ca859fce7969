"""Thoughts in Responses: items whose texts are summaries and whose proof is encrypted.

What OpenAI encrypted is kept as it is. The proof of another maker's thought is handed to a
client in the same field, under a mark with the maker's name, and known again when it comes
back.
"""

import msgspec

from wayfare.wire.conversation import Thinking

#: The wire that owns what OpenAI encrypts.
MAKER = "responses"

_MARK = "wayfare:"


class Words(msgspec.Struct, forbid_unknown_fields=True):
    """One text of a thought."""

    text: str
    type: str = ""


class Reasoning(msgspec.Struct, forbid_unknown_fields=True):
    """An item of the type "reasoning"."""

    type: str = ""
    id: str | None = None
    status: str | None = None
    summary: list[Words] | None = None
    content: list[Words] | None = None
    encrypted_content: str | None = None


def read_thoughts(item: Reasoning, maker_of_plain: str | None) -> list[Thinking]:
    """The thoughts in one item: one for each of its texts, the last one signed.

    `maker_of_plain` is who made those that nothing proves. An item that holds nothing is
    no thought.
    """
    texts = [(each.text, True) for each in item.summary or ()]
    texts += [(each.text, False) for each in item.content or ()]
    sealed = item.encrypted_content or None
    if sealed and sealed.startswith(_MARK):
        return _read_foreign(sealed, [text for text, _ in texts])
    maker = MAKER if sealed else maker_of_plain
    item_id = item.id if maker == MAKER else None
    if sealed and not texts:
        return [Thinking(redacted=sealed, maker=MAKER, id=item_id)]
    last = len(texts) - 1
    return [
        Thinking(
            text=text,
            signature=sealed if number == last else None,
            maker=maker,
            is_summary=is_summary,
            id=item_id,
        )
        for number, (text, is_summary) in enumerate(texts)
    ]


def seal(thought: Thinking) -> str | None:
    """What proves a thought, for the field `encrypted_content`, under its maker's name.

    >>> seal(Thinking("so", signature="EqQB", maker="anthropic"))
    'wayfare:anthropic:signature:EqQB'
    """
    value = thought.signature if thought.redacted is None else thought.redacted
    if value is None or thought.maker == MAKER:
        return value
    kind = "signature" if thought.redacted is None else "redacted"
    summary = "+summary" if thought.is_summary else ""
    return f"{_MARK}{thought.maker or ''}:{kind}{summary}:{value}"


def unseal(sealed: str) -> Thinking:
    """What was sealed, without its text.

    >>> unseal("wayfare:anthropic:signature:EqQB")
    Thinking(text='', signature='EqQB', redacted=None, maker='anthropic', is_summary=False, id=None)
    """
    maker, kind, value = [*sealed.removeprefix(_MARK).split(":", 2), "", ""][:3]
    is_redacted = kind.startswith("redacted")
    return Thinking(
        signature=None if is_redacted else value,
        redacted=value if is_redacted else None,
        maker=maker or None,
        is_summary=kind.endswith("+summary"),
    )


def _read_foreign(sealed: str, texts: list[str]) -> list[Thinking]:
    *plain, last = texts or [""]
    signed = msgspec.structs.replace(unseal(sealed), text=last)
    return [*[Thinking(text, is_summary=True) for text in plain], signed]
