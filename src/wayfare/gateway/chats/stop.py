"""Stop runs: the provider's call ends at once, and what was said until then is kept.

A run that another process has is stopped by that one, which looks for such wishes. Deleting a
conversation stops what runs in it first.
"""

import asyncio

from wayfare.domain.key import Caller
from wayfare.gateway.chats.keep import see_conversation, see_run
from wayfare.gateway.chats.parts import Chats
from wayfare.store.conversations import delete_conversation as delete
from wayfare.store.runs import KeptRun, ask_to_stop, read_progress, running_in

#: How long to wait for a run to end, and how often another process's run is looked at.
STOPPING_MAX_S, LOOK_S = 5.0, 0.1


async def stop(chats: Chats, caller: Caller, run_id: str) -> KeptRun:
    """Stop a run; one that is over stays as it is.

    Raises:
        NotFoundError: there is none.
    """
    found = await asyncio.to_thread(see_run, chats, caller, run_id)
    if not found.run.is_over:
        await _stop(chats, run_id)
        found = await asyncio.to_thread(see_run, chats, caller, run_id)
    return found


async def delete_conversation(chats: Chats, caller: Caller, conversation_id: str) -> None:
    """Delete a conversation of the caller's own, and stop what runs in it.

    Raises:
        NotFoundError: there is none.
    """
    await asyncio.to_thread(see_conversation, chats, caller, conversation_id)
    for run_id in await asyncio.to_thread(running_in, chats.database, conversation_id):
        await _stop(chats, run_id)
    # the log forgets what was said there too: also what was said just now
    await asyncio.to_thread(chats.parts().records.flush)
    await asyncio.to_thread(delete, chats.database, conversation_id)


async def _stop(chats: Chats, run_id: str) -> None:
    live = chats.running.find(run_id)
    clock = chats.parts().clock
    until = clock.tick() + STOPPING_MAX_S
    if live is not None:
        chats.running.stop(run_id)
        while not live.is_over and clock.tick() < until:
            await live.changes(LOOK_S)
        return
    await asyncio.to_thread(ask_to_stop, chats.database, run_id)
    while clock.tick() < until:
        if not await asyncio.to_thread(_is_running, chats, run_id):
            return
        await asyncio.sleep(LOOK_S)


def _is_running(chats: Chats, run_id: str) -> bool:
    found = read_progress(chats.database, run_id, 0)
    return found is not None and not found.kept.run.is_over
