"""Whose turn it is: addresses one after the other, whatever waits behind them."""

import asyncio

import pytest

from serialhhd.hosting.door.fair_turns import FairTurns


class Queue:
    """Tasks that wait for a turn, note it, and keep it until they are let go."""

    def __init__(self, at_once: int) -> None:
        self.turns = FairTurns(at_once)
        self.had: list[str] = []
        self.goes_on = asyncio.Event()

    async def waits(self, address: str) -> None:
        async with self.turns.turn(address):
            self.had.append(address)
            await self.goes_on.wait()

    async def all_had(self, *addresses: str) -> list[str]:
        """Let all of them come in this order, then let everybody go; return in which order they had their turns."""
        tasks = [asyncio.create_task(self.waits(address)) for address in addresses]
        await asyncio.sleep(0)
        self.goes_on.set()
        await asyncio.gather(*tasks)
        return self.had


async def test_so_many_are_let_in_at_a_time() -> None:
    queue = Queue(2)
    tasks = [asyncio.create_task(queue.waits("a")) for _ in range(3)]
    await asyncio.sleep(0)
    assert queue.had == ["a", "a"]
    queue.goes_on.set()
    await asyncio.gather(*tasks)
    assert queue.had == ["a", "a", "a"]


async def test_addresses_take_turns() -> None:
    assert await Queue(1).all_had(*"aaaaabbc") == list("aabcabaa")


async def test_who_gave_up_waiting_has_no_turn_and_keeps_nobody_waiting() -> None:
    queue = Queue(1)
    tasks = [asyncio.create_task(queue.waits(address)) for address in "abc"]
    await asyncio.sleep(0)
    tasks[1].cancel()
    queue.goes_on.set()
    await asyncio.wait(tasks)
    assert queue.had == ["a", "c"]
    await asyncio.wait_for(queue.waits("d"), 5)


async def test_a_turn_that_comes_as_somebody_gives_up_is_passed_on() -> None:
    queue = Queue(1)
    async with queue.turns.turn("a"):
        second = asyncio.create_task(queue.waits("b"))
        await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    queue.goes_on.set()
    await asyncio.wait_for(queue.waits("c"), 5)
    assert queue.had == ["c"]
