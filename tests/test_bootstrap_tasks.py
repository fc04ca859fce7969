import asyncio

from wayfare.bootstrap.tasks import end_tasks


async def test_a_task_that_has_just_been_made_cleans_up_too():
    cleaned = []

    async def work(number: int) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            cleaned.append(number)

    async def fail() -> None:
        raise ValueError("a fault of its own")

    tasks = [asyncio.create_task(work(number)) for number in range(3)]
    await end_tasks([*tasks, asyncio.create_task(fail())])
    assert cleaned == [0, 1, 2]
    assert all(task.cancelled() for task in tasks)
