"""A chat request as the middle of the house sees it."""

import msgspec

from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.deployment import Feature
from wayfare.domain.wishes import NO_WISHES, Wishes

#: A topic's name is no longer than this; what is longer is a text.
TOPIC_LETTERS_MAX = 64
#: What stands before the number of a topic that was found, not given.
FOUND_PREFIX = "t"


class Message(msgspec.Struct, frozen=True):
    """One turn. `text` joins the turn's text parts; other parts are counted as needs."""

    role: str
    text: str


class ChatRequest(msgspec.Struct, frozen=True):
    """What is asked, apart from how some wire spells it.

    `needs` are the features an arm must have. `output_tokens_max` is the client's own
    limit, `choices` how many answers it wants. `media_parts` counts parts that are not
    text, `topic` is what the client says that it is about. `wishes` and `demands` are those
    that stand in the body itself. The wire keeps the client's bytes; they are not here.
    """

    model: str
    messages: tuple[Message, ...]
    needs: frozenset[Feature]
    stream: bool = False
    stream_usage: bool = False
    output_tokens_max: int | None = None
    choices: int = 1
    media_parts: int = 0
    reasoning_effort: str | None = None
    wishes: Wishes = NO_WISHES
    demands: Demands = NO_DEMANDS
    topic: str | None = None

    @property
    def question(self) -> str:
        """The last user message that has any text."""
        return next((m.text for m in reversed(self.messages) if m.role == "user" and m.text), "")


class Context(msgspec.Struct, frozen=True):
    """What the router sees of a request.

    `language` is a code such as "ko", or "und" where it is not known. Token counts are
    estimates for a model of average tokenizer. `features` are the question's vector as
    little-endian halves of a float, made as `features_version` says; `topic` is what the
    question is about. All three are None where they are not known. `wishes` are all
    that bind the choice. On what is `critical` nothing is tried out: it was wished so, or it
    goes on with the work of another arm.
    """

    language: str
    needs: frozenset[Feature]
    input_tokens: int
    output_tokens: int
    features: bytes | None = None
    features_version: str | None = None
    topic: str | None = None
    wishes: Wishes = NO_WISHES
    critical: bool = False

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.input_tokens + self.output_tokens


def topic_of(name: object) -> str | None:
    """The topic that a client gives; None where it gives none, or what cannot be a name.

    >>> [topic_of(name) for name in (" tax law ", "", 7, "x" * 65)]
    ['tax law', None, None, None]
    """
    if not isinstance(name, str):
        return None
    plain = name.strip()
    fits = 0 < len(plain) <= TOPIC_LETTERS_MAX and plain.isprintable()
    return plain if fits else None


def is_found(topic: str) -> bool:
    """Whether a topic has the name of one that is found, not given.

    >>> [is_found(topic) for topic in ("t7", "tax", "t")]
    [True, False, False]
    """
    return topic.startswith(FOUND_PREFIX) and topic[len(FOUND_PREFIX) :].isdecimal()
