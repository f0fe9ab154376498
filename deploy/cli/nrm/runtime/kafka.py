"""A real Apache Kafka on this machine: fetched once, formatted, started, stopped, killed, started again."""

import asyncio
import fcntl
import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import yaml
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaConnectionError, KafkaError, TopicAlreadyExistsError, for_code

from nrm.folders import KAFKA_FILES
from nrm.refusals import CannotGoOn
from nrm.runtime.debian import JAVA, MAVEN
from nrm.runtime.processes import LOCALHOST, Program, claim_port, free_port, is_listening, run_to_end

ENOUGH_COPIES = 3
DAY_IN_MILLISECONDS = 24 * 60 * 60 * 1000
MEMORY = ("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")


class DownloadChanged(CannotGoOn):
    """A file is not the one we checked before: somebody changed it on its way to us."""


class BrokerSilent(CannotGoOn):
    def __init__(self, bootstrap: str) -> None:
        super().__init__(f"No Kafka broker answers at {bootstrap}. Start it, or choose another --broker.")


def fetch_kafka(downloads: Path) -> Path:
    """The folder with Kafka's jars; they are downloaded when this version was not yet."""
    libraries = downloads / f"kafka-{_fingerprint(KAFKA_FILES / 'pom.xml')}"
    with _one_at_a_time(downloads):
        if not libraries.exists():
            _download(libraries)
    return libraries


@contextmanager
def _one_at_a_time(downloads: Path) -> Iterator[None]:
    """Of two processes that need Kafka at once, the second waits and finds it there."""
    downloads.mkdir(parents=True, exist_ok=True)
    with (downloads / "kafka.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _download(libraries: Path) -> None:
    JAVA.require()
    maven = MAVEN.require()
    unchecked = libraries.with_suffix(".partial")
    shutil.rmtree(unchecked, ignore_errors=True)
    goal = ("dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={unchecked}")
    run_to_end([maven, "-q", "-B", "-f", KAFKA_FILES / "pom.xml", *goal], what="Downloading Kafka")
    _check(unchecked)
    unchecked.rename(libraries)


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _check(libraries: Path) -> None:
    found = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in libraries.iterdir()}
    lines = (KAFKA_FILES / "jars.sha256").read_text().splitlines()
    expected = {name: digest for digest, name in (line.split() for line in lines)}
    differing = sorted(name for name, _ in found.items() ^ expected.items())
    if differing:
        raise DownloadChanged(f"Not what was checked before: {', '.join(differing)}")


@dataclass(kw_only=True)
class KafkaBroker(Program):
    """One node on one folder. It keeps its ports over a restart, as a broker does."""

    stop_seconds = 30.0
    name = "Kafka"

    folder: Path
    libraries: Path
    port: int = field(default_factory=free_port)
    controller_port: int = field(default_factory=free_port)

    @property
    def bootstrap(self) -> str:
        return f"{LOCALHOST}:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "kafka.log"

    @property
    def _settings(self) -> Path:
        return self.folder / "server.properties"

    def prepare(self) -> None:
        claim_port(self.port, self.name)
        claim_port(self.controller_port, "Kafka's controller")
        self._write_settings()
        self._format()

    def command(self) -> list[str]:
        return self._java("kafka.Kafka", str(self._settings))

    def is_ready(self) -> bool:
        return is_listening(self.port)

    def _java(self, tool: str, *arguments: str) -> list[str]:
        return [JAVA.require(), *MEMORY, "-cp", f"{self.libraries}/*", tool, *arguments]

    def _write_settings(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        template = Template((KAFKA_FILES / "server.properties").read_text())
        ports = {"port": self.port, "controller_port": self.controller_port}
        self._settings.write_text(template.substitute(ports, logs=self.folder / "logs"))

    def _format(self) -> None:
        if (self.folder / "logs" / "meta.properties").exists():
            return
        cluster = run_to_end(
            self._java("kafka.tools.StorageTool", "random-uuid"), what="Naming the Kafka cluster"
        )
        options = ("format", "-t", cluster.strip(), "-c", str(self._settings))
        run_to_end(self._java("kafka.tools.StorageTool", *options), what="Formatting Kafka's storage")


async def create_topics(bootstrap: str, *, patience: float = 30) -> None:
    """Creates the topics that are not there yet, on any broker; waits for one that is still starting."""
    admin = await _connect(bootstrap, deadline=time.monotonic() + patience)
    try:
        brokers = (await admin.describe_cluster())["brokers"]
        answer = await admin.create_topics(_declared_topics(copies=min(len(brokers), ENOUGH_COPIES)))
        for name, code, *_ in answer.topic_errors:
            _refuse_all_but_existing(name, code)
    finally:
        await admin.close()


async def _connect(bootstrap: str, *, deadline: float) -> AIOKafkaAdminClient:
    while True:
        admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
        try:
            await admin.start()
        except KafkaConnectionError:
            await admin.close()
            if time.monotonic() > deadline:
                raise BrokerSilent(bootstrap) from None
            await asyncio.sleep(0.2)
        else:
            return admin


def _refuse_all_but_existing(name: str, code: int) -> None:
    error: type[KafkaError] = for_code(code)
    if code and error is not TopicAlreadyExistsError:
        raise error(name)


def _declared_topics(*, copies: int) -> list[NewTopic]:
    declared = yaml.safe_load((KAFKA_FILES / "topics.yaml").read_text())
    return [_topic(**topic, copies=copies) for topic in declared]


def _topic(*, name: str, partitions: int, retention_days: int, copies: int) -> NewTopic:
    retention = {"retention.ms": str(retention_days * DAY_IN_MILLISECONDS)}
    return NewTopic(name, num_partitions=partitions, replication_factor=copies, topic_configs=retention)
