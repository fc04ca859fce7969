"""Hold what is on its way, so that no more is spent than was agreed on."""

import asyncio


class Purse:
    """Money for a purpose, in micro-dollars. `is_empty` once something could not be paid."""

    __slots__ = ("_held", "_settled", "_whole", "is_empty", "spent_micros")

    def __init__(self, whole_micros: int) -> None:
        self._whole = whole_micros
        self._held = 0
        self._settled = asyncio.Condition()
        self.spent_micros = 0
        self.is_empty = False

    async def hold(self, micros: int) -> bool:
        """Hold what something may cost, until it is settled; False: so much is not left.

        What is on its way may come to less than is held for it, and is waited for.
        """
        async with self._settled:
            while not self.is_empty and self.spent_micros + self._held + micros > self._whole:
                if not self._held:
                    self.is_empty = True
                    break
                await self._settled.wait()
            if self.is_empty:
                self._settled.notify_all()
                return False
            self._held += micros
            return True

    async def settle(self, held: int, paid: int | None) -> None:
        """What was held for is paid; None: what it cost is not known, and taken for what was held.

        Nothing has to be held for it.
        """
        async with self._settled:
            self._held -= held
            self.spent_micros += held if paid is None else paid
            self._settled.notify_all()
