"""Thoughts on OpenAI's wire, which has no words of its own for them: two conventions.

A plain thought is `reasoning_content`, as DeepSeek has it. A thought that its maker must
have back unchanged is an entry of `reasoning_details`, as OpenRouter has it: `format` says
who made it, `index` where it stood among the parts of the message.
"""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from wayfare.wire.conversation import Part, Thinking

#: The words for a maker. A wire that is not here is named as it is.
FORMATS = {
    "anthropic": "anthropic-claude-v1",
    "gemini": "google-gemini-v1",
    "responses": "openai-responses-v1",
}
_MAKERS = {name: maker for maker, name in FORMATS.items()}

#: A maker's models are met behind this wire too, at those who sell other people's models.
_FAMILIES = {"anthropic": "claude", "gemini": "gemini"}

HERE = "openai"


class Detail(msgspec.Struct, omit_defaults=True):
    """One entry of `reasoning_details`, or a piece of one."""

    type: str = ""
    text: str | None = None
    summary: str | None = None
    data: str | None = None
    signature: str | None = None
    format: str | None = None
    id: str | None = None
    index: int | None = None


def is_plain(thought: Thinking) -> bool:
    """Whether it is words and nothing else."""
    return thought.maker is None and thought.signature is None and thought.redacted is None


def is_of_use(thought: Thinking, model: str) -> bool:
    """Whether a model behind this wire can do anything with a thought from before."""
    if thought.maker is None or thought.maker == HERE:
        return True
    family = _FAMILIES.get(thought.maker)
    return family is not None and family in model.lower()


def opening(thought: Thinking, index: int) -> list[Detail]:
    """A thought as entries: its words, then what only its maker can read."""
    proof = thought.redacted if thought.redacted is not None else thought.signature
    name, proof = _format_and_proof(thought.maker, proof)
    entry = Detail("reasoning.text", format=name, id=thought.id, index=index)
    hidden = replace(entry, type="reasoning.encrypted", data=proof)
    if thought.redacted is not None and not thought.text:
        return [hidden]
    if thought.is_summary:
        told = replace(entry, type="reasoning.summary", summary=thought.text)
        return [told] if proof is None else [told, hidden]
    return [replace(entry, text=thought.text, signature=proof)]


def growing(thought: Thinking, index: int, text: str, signature: str | None) -> Detail:
    """More of a thought that was opened before."""
    name, proof = _format_and_proof(thought.maker, signature)
    entry = Detail("reasoning.text", format=name, index=index)
    if not thought.is_summary:
        return replace(entry, text=text or None, signature=proof)
    if proof is not None:
        return replace(entry, type="reasoning.encrypted", data=proof, id=thought.id)
    return replace(entry, type="reasoning.summary", summary=text)


def read_detail(detail: Detail) -> Thinking:
    """One entry, or a piece of one."""
    maker = _MAKERS.get(detail.format or "", HERE)
    proof = detail.data if detail.type == "reasoning.encrypted" else detail.signature
    if proof is not None and maker == HERE and (detail.format or ":" in proof):
        proof = f"{detail.format or ''}:{proof}"
    thought = Thinking(maker=maker, id=detail.id)
    if detail.type == "reasoning.encrypted":
        return replace(thought, redacted=proof)
    if detail.type == "reasoning.summary":
        return replace(thought, text=detail.summary or "", is_summary=True)
    return replace(thought, text=detail.text or "", signature=proof)


def goes_on(open_index: int | None, thought: Thinking, detail: Detail) -> bool:
    """Whether an entry is more of the thought before it."""
    if detail.index is None or detail.index != open_index or thought.redacted is not None:
        return False
    return detail.type == "reasoning.encrypted" or thought.signature is None


def read_details(details: Iterable[Detail]) -> list[tuple[int | None, Thinking]]:
    """The thoughts in a list, each with where it stood; pieces of one are put together."""
    found: list[tuple[int | None, Thinking]] = []
    for detail in details:
        piece = read_detail(detail)
        if found and goes_on(found[-1][0], found[-1][1], detail):
            index, thought = found[-1]
            found[-1] = (index, _joined(thought, piece))
        else:
            found.append((detail.index, piece))
    return found


def _joined(thought: Thinking, piece: Thinking) -> Thinking:
    signature = thought.signature or piece.signature or piece.redacted
    return replace(thought, text=thought.text + piece.text, signature=signature)


def placed(parts: Sequence[Part], thoughts: Iterable[tuple[int | None, Thinking]]) -> list[Part]:
    """The other parts with the thoughts where they stood; before them where that is unknown."""
    result = list(parts)
    last = -1
    for index, thought in thoughts:
        last = min(max(last + 1, index or 0), len(result))
        result.insert(last, thought)
    return result


def _format_and_proof(maker: str | None, proof: str | None) -> tuple[str | None, str | None]:
    if maker != HERE or proof is None:
        return FORMATS.get(maker or "") or (None if maker == HERE else maker), proof
    name, colon, rest = proof.partition(":")  # see `read_detail`: a format that is not ours
    return (name or None, rest) if colon else (None, proof)
