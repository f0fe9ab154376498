"""What the system stands on when it runs on one machine."""

import pytest
from aiokafka import AIOKafkaProducer
from sqlalchemy import MetaData, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from nrm.runtime.databases import DatabaseUrls, prepare_databases
from nrm.runtime.kafka import KafkaBroker, create_topics
from nrm.runtime.postgres import PostgresServer
from plumbing.database import STAFF, Database, Transaction
from plumbing.tables import plumbing_tables

TABLES = plumbing_tables(MetaData())


def a_transaction(session: AsyncSession) -> Transaction:
    return Transaction(session, TABLES)


async def scalar(url: str, query: str) -> object:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        found: object = await connection.scalar(text(query))
    await engine.dispose()
    return found


async def test_a_test_database_has_the_plumbing_tables_and_is_used_as_staff(
    plumbing_database: Database,
) -> None:
    async with plumbing_database.work(a_transaction)(STAFF) as uow:
        assert await uow.session.scalar(text("SELECT current_user")) == "referral_staff"
        assert await uow.session.scalar(text("SELECT count(*) FROM outbox")) == 0


async def test_preparing_databases_twice_changes_nothing(postgres: PostgresServer) -> None:
    first = await prepare_databases(postgres)
    assert await prepare_databases(postgres) == first
    assert await scalar(first["care"].app, "SELECT current_user") == "care_app"
    extensions = "SELECT count(*) FROM pg_extension WHERE extname = 'btree_gist'"
    assert await scalar(first["care"].superuser, extensions) == 1


async def test_the_application_role_sees_nothing_by_itself(plumbing_urls: DatabaseUrls) -> None:
    seen = "SELECT to_regclass('outbox') IS NOT NULL"
    assert await scalar(plumbing_urls.owner, seen) is True
    assert await scalar(plumbing_urls.app, seen) is False


@pytest.mark.kafka
async def test_the_broker_has_every_topic_and_keeps_its_port_when_killed(kafka_broker: KafkaBroker) -> None:
    bootstrap = kafka_broker.bootstrap
    kafka_broker.kill()
    kafka_broker.start()
    assert kafka_broker.bootstrap == bootstrap
    await create_topics(bootstrap)
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        assert len(await producer.partitions_for("nrm.referral")) == 12
        assert len(await producer.partitions_for("nrm.care.dead-letter")) == 1
