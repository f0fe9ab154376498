"""A broker stopped politely, or killed, in mid-traffic and started again: nothing lost, no hands needed."""

import asyncio
import time
from collections.abc import Callable
from uuid import UUID

import pytest
from tests.shared.delivery import Post, running, until

from nrm.runtime.kafka import KafkaBroker
from plumbing.identifiers import new_id

pytestmark = pytest.mark.kafka

RECOVERS_WITHIN = 30
CASES = [new_id() for _ in range(10)]


@pytest.mark.parametrize("end", [KafkaBroker.stop, KafkaBroker.kill], ids=["stopped", "killed"])
async def test_nothing_is_lost_when_the_broker_restarts_in_mid_traffic(
    post_on_kafka: Post, kafka_broker: KafkaBroker, end: Callable[[KafkaBroker], None]
) -> None:
    spoken: dict[UUID, int] = dict.fromkeys(CASES, 0)
    async with running(**post_on_kafka.all_loops()):
        traffic = asyncio.create_task(keep_talking(post_on_kafka, spoken))
        await until(lambda: has_heard(post_on_kafka, CASES[0]))
        await asyncio.to_thread(end, kafka_broker)
        await asyncio.sleep(3)
        await asyncio.to_thread(kafka_broker.start)
        back_at = time.monotonic()
        traffic.cancel()
        await until(lambda: hears_all(post_on_kafka, spoken), seconds=RECOVERS_WITHIN)
    assert time.monotonic() - back_at < RECOVERS_WITHIN


async def keep_talking(post: Post, spoken: dict[UUID, int]) -> None:
    while True:
        for case in CASES:
            await asyncio.shield(post.sender.say(case, spoken[case]))
            spoken[case] += 1
        await asyncio.sleep(0.05)


async def has_heard(post: Post, case: UUID) -> bool:
    return bool(await post.listener.heard(case))


async def hears_all(post: Post, spoken: dict[UUID, int]) -> bool:
    """Everything said has taken effect once, in order."""
    for case, count in spoken.items():
        heard = await post.listener.heard(case)
        assert heard == list(range(len(heard)))
        if len(heard) < count:
            return False
    return True
