"""What a scripted model answers: decided whole before the first byte is sent.

Knows requests and directives. Knows nothing of bytes, time or faults.
"""

from dataclasses import dataclass, field, replace
from itertools import repeat

from wayfare.domain.deployment import Deployment
from wayfare.domain.usage import Usage
from wayfare.providers.scripted.directives import Directives
from wayfare.providers.scripted.facts import recall
from wayfare.providers.scripted.models import REASONING_TOKENS, THINKER
from wayfare.providers.scripted.requests import ChatRequest, Message, encode_json
from wayfare.providers.scripted.schemas import make_instance
from wayfare.providers.scripted.tokens import count_prompt, split_tokens
from wayfare.providers.scripted.toolcalls import ToolCall, choose_calls, take_turn
from wayfare.providers.scripted.translating import translate

REFUSAL = "I'm sorry, but I can't help with that."
THOUGHT = "I think about it first."
ENGLISH_ONLY = "I only understand English."
WORDS = ("every", "road", "is", "made", "by", "those", "who", "walk", "it")

#: How a part of a message is mentioned, by type.
PART_NAMES = {"image_url": "an image", "input_audio": "an audio clip", "file": "a file"}


@dataclass(slots=True)
class Choice:
    """One of the answers: its tokens or its tool calls, and why it ends.

    `thought` comes before them; `hidden` is thought that only its maker can read.
    `stop_sequence` is the one that ended it, if any did.
    """

    tokens: list[str] = field(default_factory=list)
    calls: list[ToolCall] = field(default_factory=list)
    is_refusal: bool = False
    finish_reason: str = "stop"
    stop_sequence: str | None = None
    thought: list[str] = field(default_factory=list)
    hidden: str = ""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.tokens)

    @property
    def token_count(self) -> int:
        """How many tokens it is made of, those of tool calls included."""
        return len(self.tokens) + sum(call.token_count for call in self.calls)


@dataclass(frozen=True, slots=True)
class Answer:
    """All choices, and what they take when they are sent whole."""

    choices: list[Choice]
    usage: Usage


@dataclass(frozen=True, slots=True)
class Mind:
    """Whether a model may think at all, and whether it must, though no directive says what."""

    may_think: bool = True
    must_think: bool = False


FREE = Mind()


def write_answer(
    request: ChatRequest, directives: Directives, deployment: Deployment, mind: Mind = FREE
) -> Answer:
    """Decide the answer to a request."""
    if deployment.model in directives.said_by:
        directives = replace(directives, said=directives.said_by[deployment.model])
    limit = request.max_completion_tokens or request.max_tokens
    thought, hidden = _think(directives, mind)
    reasoning = _count_reasoning(request, directives, deployment.model, thought, hidden)
    room = None if limit is None else max(0, limit - reasoning)
    choices = [
        _write_choice(request, directives, deployment, index, room)
        for index in range(request.n or 1)
    ]
    choices[0].thought, choices[0].hidden = thought[:limit], hidden
    shaped = directives.tokens
    counted = count_prompt(request) if shaped.input is None else shaped.input
    usage = Usage(
        input_tokens=max(counted, shaped.cached + shaped.cache_write),
        output_tokens=reasoning + sum(choice.token_count for choice in choices),
        cached_tokens=shaped.cached,
        cache_write_tokens=shaped.cache_write,
        reasoning_tokens=reasoning,
    )
    return Answer(choices, usage)


def _write_choice(
    request: ChatRequest,
    directives: Directives,
    deployment: Deployment,
    index: int,
    room: int | None,
) -> Choice:
    if directives.is_blocked:
        return Choice(finish_reason="blocked")
    if directives.refuses:
        return _fit(Choice(split_tokens(REFUSAL), is_refusal=True), room)
    if directives.turns is not None and (calls := take_turn(request, directives.turns)):
        return _fit(Choice(calls=calls, finish_reason="tool_calls"), room)
    if directives.said is None and (calls := choose_calls(request, directives.text, index)):
        return _fit(Choice(calls=calls, finish_reason="tool_calls"), room)
    text = _write_text(request, directives, deployment)
    if index and directives.said is None and request.response_format is None:
        text = f"{text} ({index + 1})"
    text, sequence = _stop(text, request.stop)
    reason = "content_filter" if directives.is_filtered else "stop"
    choice = Choice(split_tokens(text), finish_reason=reason, stop_sequence=sequence)
    return _fit(choice, room)


def _write_text(request: ChatRequest, directives: Directives, deployment: Deployment) -> str:
    if directives.said is not None:
        return directives.said
    if directives.words is not None:
        words = list(repeat(WORDS, directives.words // len(WORDS) + 1))
        return " ".join([word for row in words for word in row][: directives.words])
    plain = _answer_plainly(request, directives.text, deployment)
    form = request.response_format
    if form is None or form.type == "text":
        return plain
    if form.type == "json_schema" and form.json_schema is not None:
        return encode_json(make_instance(form.json_schema.schema, _salt(request))).decode()
    return encode_json({"answer": plain}).decode()


def _answer_plainly(request: ChatRequest, asked: str, deployment: Deployment) -> str:
    if results := _tool_results(request.messages):
        return "The tools say: " + "; ".join(results)
    if (translation := translate(request.messages, asked, deployment.model)) is not None:
        return translation
    if fact := recall(asked, deployment.languages):
        return fact
    if deployment.languages is not None and not _is_latin(asked):
        return ENGLISH_ONLY
    return f"You said: {asked}{_mention_parts(request.last_user_message)}"


def _tool_results(messages: list[Message]) -> list[str]:
    """The results after the last turn of the model, each with its tool's name."""
    names: dict[object, object] = {}
    results: list[str] = []
    for message in messages:
        for call in message.tool_calls or ():
            spec = call.get("function") or call.get("custom")
            names[call.get("id")] = spec.get("name") if isinstance(spec, dict) else None
        if message.role != "tool":
            results.clear()
            continue
        name = names.get(message.tool_call_id) or message.name or message.tool_call_id
        results.append(f"{name} = {message.text}")
    return results


def _mention_parts(message: Message | None) -> str:
    if message is None or not isinstance(message.content, list):
        return ""
    names = []
    for part in message.content:
        if part.type in PART_NAMES:
            filename = (part.file or {}).get("filename")
            names.append(PART_NAMES[part.type] + (f" named {filename}" if filename else ""))
    return f"\nYou sent: {', '.join(names)}" if names else ""


def _is_latin(text: str) -> bool:
    return not any(ord(letter) > 0x36F and letter.isalpha() for letter in text)


def _stop(text: str, stop: str | list[str] | None) -> tuple[str, str | None]:
    """The text up to the first stop sequence in it, and which one that is."""
    found = None
    for sequence in [stop] if isinstance(stop, str) else stop or []:
        if sequence and sequence in text:
            text, found = text.partition(sequence)[0], sequence
    return text, found


def _fit(choice: Choice, room: int | None) -> Choice:
    """Break the choice off where its tokens run out, be it in the middle of an argument."""
    if room is None or choice.token_count <= room:
        return choice
    choice.finish_reason, choice.stop_sequence = "length", None
    del choice.tokens[room:]
    whole, choice.calls = choice.calls, []
    for call in whole:
        if room > 0:
            del call.tokens[room - 1 :]
            room -= call.token_count
            choice.calls.append(call)
    return choice


def _think(directives: Directives, mind: Mind) -> tuple[list[str], str]:
    """What is thought in words, and what is thought behind a seal."""
    if not mind.may_think:
        return [], ""
    thought, hidden = directives.thought, directives.hidden or ""
    if thought is None and not hidden and mind.must_think:
        thought = THOUGHT
    return split_tokens(thought or ""), hidden


def _count_reasoning(
    request: ChatRequest, directives: Directives, model: str, thought: list[str], hidden: str
) -> int:
    wanted = directives.tokens.reasoning
    if wanted is None:
        effort = request.reasoning_effort or "medium"
        known = REASONING_TOKENS.get(effort, 0) if model == THINKER else 0
        wanted = max(known, len(thought) + len(split_tokens(hidden)))
    limit = request.max_completion_tokens or request.max_tokens
    return wanted if limit is None else min(wanted, limit)


def _salt(request: ChatRequest) -> str:
    return "" if request.seed is None else str(request.seed)
