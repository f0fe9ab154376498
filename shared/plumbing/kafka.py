"""Delivery through Apache Kafka. Why it is done this way: docs/decisions/0002-delivery.md."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from prometheus_client import Gauge

from contracts.events import Envelope
from plumbing.broker import Broker
from plumbing.clock import utcnow
from plumbing.consumer import Consumer
from plumbing.messages import Message, Unparseable, from_message, to_message

LAG = Gauge("nrm_consumer_lag_records", "Records not yet taken", ["service"])
_STOP_SECONDS = 5
_STUCK_SECONDS = 15
logger = structlog.get_logger()


class NoProgress(Exception):
    """There is something to read, and for a while nothing has been read. The consumer is made anew."""


class KafkaOutlet:
    """Sends with acks=all and no idempotence: an idempotent producer does not survive a broker restart."""

    at_once = 500

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._producer: AIOKafkaProducer | None = None
        self._starting = asyncio.Lock()

    async def send(self, envelope: Envelope) -> None:
        await self.put(envelope.topic, to_message(envelope))

    async def put(self, topic: str, message: Message) -> None:
        producer = await self._started()
        headers = [(name, value.encode()) for name, value in message.headers.items()]
        acknowledged = await producer.send(topic, message.value, message.key.encode(), headers=headers)
        await asyncio.wait_for(acknowledged, timeout=10)

    async def _started(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                self._producer = await _started_producer(self._broker)
            return self._producer

    async def close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await _stop(producer.stop)


async def _started_producer(broker: Broker) -> AIOKafkaProducer:
    producer = AIOKafkaProducer(**broker.connection(), acks="all", request_timeout_ms=7_000)
    try:
        await producer.start()
    except BaseException:
        await _stop(producer.stop)
        raise
    return producer


class KafkaInlet:
    """Reads one service's topics. Offsets are committed after the database has committed, never before."""

    def __init__(self, broker: Broker, consumer: Consumer[Any], *, member: str | None = None) -> None:
        self.consumer = consumer
        self._broker = broker
        self._member = member
        self._dead_letters = KafkaOutlet(broker)
        self._last_progress = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Reads until told to stop; raises when the connection has to be made anew."""
        kafka = self._new_consumer()
        try:
            await kafka.start()
            self._last_progress = _now()
            while not stop.is_set():
                await self._read_once(kafka)
        finally:
            await _stop(kafka.stop)
            await self._dead_letters.close()

    def _new_consumer(self) -> AIOKafkaConsumer:
        return AIOKafkaConsumer(
            *sorted(self.consumer.topics),
            **self._broker.connection(),
            group_id=f"nrm-{self.consumer.service}",
            group_instance_id=self._member,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=6_000,
            heartbeat_interval_ms=2_000,
            request_timeout_ms=7_000,
            metadata_max_age_ms=30_000,
        )

    async def _read_once(self, kafka: AIOKafkaConsumer) -> None:
        fetched: Mapping[TopicPartition, Sequence[ConsumerRecord]] = await kafka.getmany(
            timeout_ms=500, max_records=200
        )
        if not fetched:
            await self._watch_progress(kafka)
            return
        await asyncio.gather(*(self._take_all(records) for records in fetched.values()))
        await self._commit(kafka, {where: records[-1].offset + 1 for where, records in fetched.items()})
        self._last_progress = _now()

    async def _take_all(self, records: Sequence[ConsumerRecord]) -> None:
        for record in records:
            await self._take(record)

    async def _take(self, record: ConsumerRecord) -> None:
        message = _message(record)
        try:
            await self.consumer.take(from_message(message), at=utcnow())
        except Unparseable as error:
            await self._bury(record, message, str(error))

    async def _bury(self, record: ConsumerRecord, message: Message, reason: str) -> None:
        logger.error(
            "message_unparseable", topic=record.topic, partition=record.partition, offset=record.offset
        )
        headers = dict(message.headers) | {
            "nrm_reason": f"unparseable: {reason}",
            "nrm_origin": f"{record.topic}/{record.partition}/{record.offset}",
        }
        topic = f"nrm.{self.consumer.service}.dead-letter"
        await self._dead_letters.put(topic, Message(message.key, headers, message.value))

    async def _commit(self, kafka: AIOKafkaConsumer, offsets: Mapping[TopicPartition, int]) -> None:
        try:
            await kafka.commit(dict(offsets))
        except (CommitFailedError, IllegalStateError):
            # The partitions have gone to another member; it reads these again, and the inbox absorbs that.
            logger.info("offsets_dropped_after_rebalance", service=self.consumer.service)

    async def _watch_progress(self, kafka: AIOKafkaConsumer) -> None:
        """After a broker restart aiokafka can wait for ever; lag without progress is the sign of it."""
        if _now() - self._last_progress < _STUCK_SECONDS:
            return
        lag = await asyncio.wait_for(_lag(kafka), timeout=_STUCK_SECONDS)
        LAG.labels(self.consumer.service).set(lag)
        if lag or not kafka.assignment():
            raise NoProgress(str(lag))
        self._last_progress = _now()


async def _lag(kafka: AIOKafkaConsumer) -> int:
    partitions = kafka.assignment()
    if not partitions:
        return 0
    ends = await kafka.end_offsets(partitions)
    return sum([max(0, ends[where] - await kafka.position(where)) for where in partitions])


def _message(record: ConsumerRecord) -> Message:
    headers = {name: value.decode("utf-8", "replace") for name, value in record.headers if value is not None}
    key = (record.key or b"").decode("utf-8", "replace")
    return Message(key, headers, record.value or b"")


async def _stop(stopping: Callable[[], Any]) -> None:
    """Stopping can hang when the broker is gone."""
    try:
        await asyncio.wait_for(stopping(), timeout=_STOP_SECONDS)
    except (TimeoutError, KafkaError, OSError):
        logger.warning("kafka_client_did_not_stop")


def _now() -> float:
    return asyncio.get_running_loop().time()
