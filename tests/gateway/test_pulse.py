import asyncio

from wayfare.gateway.pulse import PULSE_S, Pulse


class Noted:
    def __init__(self) -> None:
        self.at: list[float] = []

    def linger(self) -> None:
        self.at.append(asyncio.get_running_loop().time())


async def test_each_is_told_once_and_not_before_its_time():
    pulse, now = Pulse(), asyncio.get_running_loop().time
    told: list[tuple[float, Noted]] = []
    for _ in range(12):
        told.append((now(), Noted()))
        pulse.tell(told[-1][1])
        await asyncio.sleep(PULSE_S / 5)
    await asyncio.sleep(3 * PULSE_S)
    for since, noted in told:
        (at,) = noted.at
        assert at - since > 0.95 * PULSE_S  # loops keep their time to a millisecond


async def test_it_beats_again_after_a_rest():
    pulse, late = Pulse(), Noted()
    pulse.tell(Noted())
    await asyncio.sleep(4 * PULSE_S)
    pulse.tell(late)
    await asyncio.sleep(4 * PULSE_S)
    assert len(late.at) == 1


async def test_a_fault_of_one_is_not_the_others(caplog):
    pulse, other = Pulse(), Noted()

    class Faulty(Noted):
        def linger(self) -> None:
            raise ValueError("a fault of its own")

    pulse.tell(Faulty())
    pulse.tell(other)
    await asyncio.sleep(4 * PULSE_S)
    assert len(other.at) == 1
    assert "not watched" in caplog.text


async def test_what_lingers_may_come_again_from_within():
    pulse = Pulse()

    class Again(Noted):
        def linger(self) -> None:
            super().linger()
            if len(self.at) < 3:
                pulse.tell(self)

    again = Again()
    pulse.tell(again)
    await asyncio.sleep(8 * PULSE_S)
    assert len(again.at) == 3
