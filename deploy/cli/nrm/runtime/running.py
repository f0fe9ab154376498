"""What is running from a folder now, for commands that look at it from outside."""

import json
from dataclasses import asdict, dataclass

from nrm.refusals import CannotGoOn
from nrm.runtime.addresses import SERVICES
from nrm.runtime.databases import DatabaseUrls, database_name, database_urls
from nrm.runtime.installation import Installation
from nrm.runtime.postgres import postmaster_file


class NotRunning(CannotGoOn):
    def __init__(self, installation: Installation) -> None:
        super().__init__(f"Nothing runs from {installation.folders.state}. Start it first: make run.")


@dataclass(frozen=True)
class Running:
    """`broker` is `local`, or host:port of Apache Kafka."""

    broker: str
    portals: dict[str, str]
    issuer: str


def announce(installation: Installation, broker: str) -> None:
    addresses = installation.addresses
    portals = {service: addresses.url(service) for service in SERVICES}
    running = Running(broker, portals, addresses.issuer)
    installation.folders.running.write_text(json.dumps(asdict(running), indent=1))


def withdraw(installation: Installation) -> None:
    installation.folders.running.unlink(missing_ok=True)


def what_runs(installation: Installation) -> Running:
    try:
        return Running(**json.loads(installation.folders.running.read_text()))
    except FileNotFoundError:
        raise NotRunning(installation) from None


def running_databases(installation: Installation) -> dict[str, DatabaseUrls]:
    """The databases as each role reaches them, while their server runs."""
    server = installation.postgres()
    status = postmaster_file(server.data)
    if len(status) < 4:
        raise NotRunning(installation)
    server.port = int(status[3])
    return {service: database_urls(server, service, database_name(service)) for service in SERVICES}
