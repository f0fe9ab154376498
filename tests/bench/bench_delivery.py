"""Events from commit in one service to their effect in another, without a broker and on Kafka."""

import statistics
import time
from dataclasses import dataclass
from uuid import UUID

import pytest
from tests.shared.delivery import Post, running, until

from plumbing.identifiers import new_id

CASES = [new_id() for _ in range(100)]
BURST = 2_000
STEADY = 200


@dataclass(frozen=True)
class Measured:
    events_a_second: float
    median_ms: float
    p99_ms: float

    def __str__(self) -> str:
        return (
            f"{self.events_a_second:,.0f} a second; {self.median_ms:.0f} ms median, {self.p99_ms:.0f} ms p99"
        )


async def test_delivery(post: Post, capsys: pytest.CaptureFixture[str]) -> None:
    async with running(**post.all_loops()):
        await arrive(post, await say_one_each(post))
        rate = await burst(post)
        delays = [await delay(post, CASES[number % len(CASES)]) for number in range(STEADY)]
    cuts = statistics.quantiles(delays, n=100)
    with capsys.disabled():
        print(f"\n{type(post.line).__name__:12} {Measured(rate, cuts[49] * 1000, cuts[98] * 1000)}")  # noqa: T201 its purpose


async def say_one_each(post: Post) -> dict[UUID, int]:
    for case in CASES:
        await post.sender.say(case, 0)
    return dict.fromkeys(CASES, 1)


async def burst(post: Post) -> float:
    each = BURST // len(CASES)
    for case in CASES:
        await post.sender.say(case, *range(1, each + 1))
    began = time.perf_counter()
    await arrive(post, dict.fromkeys(CASES, each + 1))
    return BURST / (time.perf_counter() - began)


async def delay(post: Post, case: UUID) -> float:
    """Seconds from the call that commits to the first look that finds the effect, a look every 2 ms."""
    before = await post.listener.count()
    began = time.perf_counter()
    await post.sender.say(case, before)

    async def has_effect() -> bool:
        return await post.listener.count() > before

    await until(has_effect, every=0.002)
    return time.perf_counter() - began


async def arrive(post: Post, expected: dict[UUID, int]) -> None:
    async def all_there() -> bool:
        return await post.listener.count() >= sum(expected.values())

    await until(all_there, seconds=120)
