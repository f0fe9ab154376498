"""Starts everything in the order in which one thing stands on another, and stops it in the opposite order."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from nrm.folders import DOWNLOADS
from nrm.identity.people import Person
from nrm.runtime.addresses import PORTALS, SERVICES
from nrm.runtime.clamd import TEST_SIGNATURES_ONLY, Scanner
from nrm.runtime.databases import DatabaseUrls, prepare_databases
from nrm.runtime.debian import CLAMD
from nrm.runtime.embedded import Embedded
from nrm.runtime.identity import IdentityProvider
from nrm.runtime.installation import Installation
from nrm.runtime.kafka import KafkaBroker, create_topics, fetch_kafka
from nrm.runtime.keys import prepare_keys
from nrm.runtime.processes import claim_port
from nrm.runtime.running import announce, withdraw
from nrm.runtime.seeding import introduce_people, seed
from nrm.runtime.services import Kind, ServiceProcess
from nrm.runtime.settings import ServicesSettings
from nrm.runtime.supervisor import Supervisor
from nrm.steps import step, warn
from plumbing.logging import set_up_logging
from plumbing.migrations import migrate

EMBEDDED = "embedded"
KAFKA = "kafka"
Values = Mapping[str, Mapping[str, str]]


class Start:
    """`welcome` is called with the people one can be, once all portals answer."""

    def __init__(
        self, installation: Installation, broker: str, welcome: Callable[[Sequence[Person]], None]
    ) -> None:
        self._installation = installation
        self._folders = installation.folders
        self._addresses = installation.addresses
        self._broker = broker
        self._welcome = welcome
        self._supervisor = Supervisor(self._folders.run, warn)

    async def run(self) -> None:
        """Runs until cancelled."""
        self._claim_ports()
        try:
            await self._start_and_serve()
        finally:
            withdraw(self._installation)
            self._supervisor.stop()

    async def _start_and_serve(self) -> None:
        broker = await self._launch_broker()
        urls = await self._databases()
        if broker != "local":
            with step("Waiting for Apache Kafka and creating topics"):
                self._supervisor.wait()
                await create_topics(broker)
        values = self._settings(urls, broker)
        values["referral"] |= self._virus_check()
        people = await self._people(urls, values)
        announce(self._installation, broker)
        if broker == "local":
            await self._serve_here(values, people)
        else:
            await self._serve_in_processes(values, people)

    def _claim_ports(self) -> None:
        for service in SERVICES:
            claim_port(self._addresses.port(service), PORTALS[service])
        claim_port(self._addresses.identity_port, "development sign-in")

    async def _databases(self) -> dict[str, DatabaseUrls]:
        server = self._installation.postgres()
        with step("Starting PostgreSQL"):
            self._supervisor.start(server)
        with step("Preparing three databases"):
            urls = await prepare_databases(server)
        with step("Bringing them to the newest schema"):
            await migrate_all(urls)
        return urls

    async def _launch_broker(self) -> str:
        """The broker as the services are told it. Our own gets ready while we do other things."""
        if self._broker == EMBEDDED:
            return "local"
        if self._broker != KAFKA:
            return self._broker
        with step("Looking for Apache Kafka, fetching it the first time"):
            libraries = await asyncio.to_thread(fetch_kafka, DOWNLOADS)
        kafka = KafkaBroker(folder=self._folders.kafka, libraries=libraries)
        self._supervisor.launch(kafka)
        return kafka.bootstrap

    def _settings(self, urls: Mapping[str, DatabaseUrls], broker: str) -> dict[str, dict[str, str]]:
        prepare_keys(self._folders.keys)
        told = self._installation.settings
        return {service: told(service, urls[service], broker=broker) for service in SERVICES}

    def _virus_check(self) -> dict[str, str]:
        """Without a scanner everything runs, and files that are uploaded wait."""
        if not CLAMD.find():
            warn(
                f"{CLAMD.name} is not installed, so uploaded files wait for their virus check and nobody can "
                f"open them (on Debian and Ubuntu: sudo apt install {CLAMD.package}, then start again)."
            )
            return {}
        scanner = Scanner(folder=self._folders.logs.parent / "clamd")
        self._supervisor.launch(scanner)
        if not scanner.has_real_signatures:
            warn(TEST_SIGNATURES_ONLY)
        return {"clamd": scanner.address}

    async def _people(self, urls: Mapping[str, DatabaseUrls], values: Values) -> list[Person]:
        file = self._folders.run / "people.json"
        with step("Loading organisations, premises and made-up people"):
            await seed(ServicesSettings.of(values))
            people = await introduce_people(file, urls, self._addresses.issuer)
        key, port = self._folders.keys / "identity.key.json", self._addresses.identity_port
        audience = f"{self._addresses.url('referral')}/v1"
        provider = IdentityProvider(
            folder=self._folders.logs, people=file, key=key, port=port, audience=audience
        )
        self._supervisor.launch(provider)
        return [person for person in people if not person.is_program]

    async def _serve_here(self, values: Values, people: Sequence[Person]) -> None:
        self._folders.logs.mkdir(parents=True, exist_ok=True)
        with (self._folders.logs / "services.log").open("a", buffering=1) as log:
            set_up_logging("nrm", to=log)
            with step("Starting three portals and the development sign-in"):
                services = Embedded(ServicesSettings.of(values))
                await services.start()
                self._supervisor.wait()
            self._welcome(people)
            try:
                await self._supervisor.watch()
            finally:
                await services.stop()

    async def _serve_in_processes(self, values: Values, people: Sequence[Person]) -> None:
        kinds: tuple[Kind, ...] = ("worker", "web")
        with step("Starting six processes and the development sign-in"):
            self._supervisor.start(*(self._process(s, kind, values) for kind in kinds for s in SERVICES))
        self._welcome(people)
        await self._supervisor.watch()

    def _process(self, service: str, kind: Kind, values: Values) -> ServiceProcess:
        return ServiceProcess(service=service, kind=kind, settings=values[service], logs=self._folders.logs)


async def migrate_all(urls: Mapping[str, DatabaseUrls]) -> None:
    for service, of_service in urls.items():
        await migrate(service, of_service.owner)
