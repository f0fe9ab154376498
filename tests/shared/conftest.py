"""A sender and a listener, joined by either way of delivery."""

from collections.abc import AsyncIterator

import pytest
from tests.conftest import opened
from tests.databases import Templates
from tests.shared.delivery import (
    KafkaLine,
    Listener,
    LocalLine,
    Post,
    Sender,
    add_effect_table,
    counted_by,
    unique_service,
)
from tests.shared.kafka_topics import create_topics

from nrm.runtime.kafka import KafkaBroker
from plumbing.database import Database


@pytest.fixture
async def listener_database(templates: Templates) -> AsyncIterator[Database]:
    async with templates.copy("plumbing") as urls, opened(urls, "referral") as database:
        await add_effect_table(urls.owner)
        yield database


@pytest.fixture
async def post_without_broker(plumbing_database: Database, listener_database: Database) -> Post:
    event = counted_by(unique_service())
    listener = Listener(listener_database, event)
    return Post(Sender(plumbing_database, event), listener, LocalLine(listener))


@pytest.fixture
async def post_on_kafka(
    plumbing_database: Database, listener_database: Database, kafka_broker: KafkaBroker
) -> Post:
    event = counted_by(unique_service())
    listener = Listener(listener_database, event)
    line = KafkaLine(listener, kafka_broker.bootstrap)
    await create_topics(kafka_broker.bootstrap, event.topic, line.dead_letter_topic)
    return Post(Sender(plumbing_database, event), listener, line)


@pytest.fixture(params=["without_broker", pytest.param("on_kafka", marks=pytest.mark.kafka)])
def post(request: pytest.FixtureRequest) -> Post:
    chosen: Post = request.getfixturevalue(f"post_{request.param}")
    return chosen
