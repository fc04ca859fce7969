"""Who may translate: a chat model by prompt, or a translation server.

Each turns a text and two languages into a request in a wire that its deployment speaks, and has it
asked like any other. Knows nothing of why something is translated.
"""

from collections.abc import Awaitable, Callable, Mapping

import msgspec

from wayfare.domain.deployment import Deployment
from wayfare.domain.tokens import estimate_tokens
from wayfare.pivot.prompts import translation_prompt
from wayfare.ports import ToTranslate, Translator
from wayfare.routing.language_names import name_of
from wayfare.wire.libretranslate.body import WIRE as LIBRETRANSLATE
from wayfare.wire.libretranslate.body import TranslateBody
from wayfare.wire.openai.body import decode_chat
from wayfare.wire.wire import Body

#: Has a request asked, and gives the text of its answer.
Ask = Callable[[Body], Awaitable[str]]

#: Tokens of a translation for each of its original, at most, and so many more.
_TOKENS_PER_TOKEN, _TOKENS_MORE = 3, 48


class ChatTranslator:
    """A chat model, shown examples. Asked in OpenAI's wire, which any other is translated into."""

    def __init__(self, deployment: Deployment, ask: Ask) -> None:
        self._deployment = deployment
        self._ask = ask

    async def translate(self, asked: ToTranslate) -> str:
        """The translation as the model says it."""
        return await self._ask(self._body(asked))

    def _body(self, asked: ToTranslate) -> Body:
        fields: dict[str, object] = {
            "model": "pivot",
            "messages": [
                {"role": turn.role, "content": turn.text}
                for turn in translation_prompt(
                    asked, name_of(asked.source)["en"], name_of(asked.target)["en"]
                )
            ],
            self._deployment.length_field: tokens_max(asked.text),
        }
        if self._deployment.is_local:  # some models of others refuse to be told
            fields |= {"temperature": 0, "stop": ["\n"]}
        return decode_chat(msgspec.json.encode(fields))


class ServerTranslator:
    """A LibreTranslate server. It takes no wishes, and says the same when it is asked again."""

    def __init__(self, deployment: Deployment, ask: Ask) -> None:
        del deployment
        self._ask = ask

    async def translate(self, asked: ToTranslate) -> str:
        """The translation as the server says it."""
        return await self._ask(TranslateBody(asked.text, asked.source, asked.target))


def translator_of(deployment: Deployment, ask: Ask) -> Translator:
    """The way in which a deployment is asked to translate."""
    return _SERVERS.get(deployment.wires[0], ChatTranslator)(deployment, ask)


def tokens_max(text: str) -> int:
    """The longest that a translation of a text can sensibly be, in tokens."""
    return _TOKENS_PER_TOKEN * estimate_tokens(text) + _TOKENS_MORE


_SERVERS: Mapping[str, Callable[[Deployment, Ask], Translator]] = {LIBRETRANSLATE: ServerTranslator}
