"""Bring an answer back from the language in the middle, stretch by stretch while it is written.

Nothing goes to the client before the first stretch is there, whole and intact. A later one that is
not stays in the middle language, and is counted. Knows answers as nouns.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from itertools import groupby

from msgspec.structs import replace

from wayfare.gateway.pivoting.legs import Legs, NotIntactError, NotTranslatedError, Way
from wayfare.pivot.sentences import Sentences, Stretch
from wayfare.wire.conversation import Choice, Part, Refusal, Text, WholeAnswer
from wayfare.wire.deltas import Delta, Ended, PartClosed, PartGrew, PartOpened

#: A stretch, and the part that it belongs to.
_Said = tuple[int, Stretch]

#: What stands in the way of a translation.
BROKEN = (NotIntactError, NotTranslatedError)


class Back:
    """The way back of one answer. `left` counts the stretches that stay as they were said."""

    def __init__(self, legs: Legs, way: Way) -> None:
        self._legs = legs
        self._way = way
        self._given: list[str] = []
        self._sentences: dict[int, Sentences] = {}
        self.left = 0

    @property
    def text(self) -> str:
        """What was given to the client so far."""
        return "".join(self._given)

    async def whole(self, answer: WholeAnswer) -> WholeAnswer:
        """A whole answer, all its words translated.

        Raises:
            BROKEN: one of its parts would not be intact.
        """
        choices = [await self._choice(choice) for choice in answer.choices]
        return replace(answer, choices=tuple(choices))

    async def _choice(self, choice: Choice) -> Choice:
        parts: list[Part] = []
        for part in choice.parts:
            if not isinstance(part, Text | Refusal):
                parts.append(part)
                continue
            said = await self._legs.translate(part.text, self._way)
            self._given.append(said)
            parts.append(replace(part, text=said))
        return replace(choice, parts=tuple(parts), logprobs=None)

    async def deltas(self, queue: "asyncio.Queue[Sequence[Delta] | None]") -> AsyncGenerator[Delta]:
        """The pieces of a streamed answer, its words translated; None in the queue is its end.

        Raises:
            BROKEN: the first stretch is not intact, and nothing was given yet.
        """
        while (came := await _all_there(queue)) is not None:
            batch: list[_Said] = []
            for delta in came:
                words = self._words(delta)
                if words is not None and not isinstance(delta, PartOpened):
                    batch += words
                    continue
                for piece in await self._translated(batch + self._rest(delta)):
                    yield piece
                yield delta if words is None else _emptied(delta)
                batch = words or []
            for piece in await self._translated(batch):
                yield piece

    def _words(self, delta: Delta) -> list[_Said] | None:
        """The stretches that a piece completes; None: it has no words of the answer."""
        if isinstance(delta, PartOpened) and isinstance(delta.part, Text | Refusal):
            sentences = self._sentences[delta.index] = Sentences()
            return [(delta.index, each) for each in sentences.feed(delta.part.text)]
        if isinstance(delta, PartGrew) and delta.index in self._sentences:
            sentences = self._sentences[delta.index]
            return [(delta.index, each) for each in sentences.feed(delta.text)]
        return None

    def _rest(self, delta: Delta) -> list[_Said]:
        """What is left of the parts that end here."""
        ending: list[int] = []
        if isinstance(delta, PartClosed):
            ending = [delta.index]
        elif isinstance(delta, Ended):
            ending = list(self._sentences)
        return [
            (index, each)
            for index in ending
            if index in self._sentences
            for each in self._sentences.pop(index).end()
        ]

    async def _translated(self, batch: Sequence[_Said]) -> list[PartGrew]:
        """The stretches in the reader's language; neighbours of one kind in one piece."""
        pieces = []
        for (index, is_kept), group in groupby(batch, key=lambda said: (said[0], said[1].is_kept)):
            text = "".join(stretch.text for _, stretch in group)
            given = text if is_kept else await self._prose(text)
            self._given.append(given)
            pieces.append(PartGrew(index, given))
        return pieces

    async def _prose(self, text: str) -> str:
        try:
            return await self._legs.translate(text, self._way)
        except BROKEN:
            if not any(each.strip() for each in self._given):
                raise
            self.left += 1
            return text


def _emptied(delta: Delta) -> Delta:
    """A part that opens, without the words that it opens with."""
    assert isinstance(delta, PartOpened), "it has words"
    assert isinstance(delta.part, Text | Refusal), "it has words"
    return replace(delta, part=replace(delta.part, text=""))


async def _all_there(
    queue: "asyncio.Queue[Sequence[Delta] | None]",
) -> list[Delta] | None:
    """All pieces that have come by now, at least one; None: there are no more."""
    first = await queue.get()
    if first is None:
        return None
    found = list(first)
    while not queue.empty():
        more = queue.get_nowait()
        if more is None:
            queue.put_nowait(None)  # for the next look
            break
        found += more
    return found
