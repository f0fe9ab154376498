"""The whole system as people start it, for tests that go through its doors."""

import sys
from dataclasses import dataclass
from pathlib import Path

from nrm.runtime.addresses import SERVICES, Addresses
from nrm.runtime.processes import Program, free_port, is_free


@dataclass(kw_only=True)
class RunningSystem(Program):
    """`nrm up` on a folder and ports of its own. Stopping it is Ctrl-C."""

    start_seconds = 400.0
    stop_seconds = 60.0
    name = "nrm up"

    folder: Path
    addresses: Addresses
    broker: str = "embedded"

    @property
    def log(self) -> Path:
        return self.folder / "nrm-up.log"

    def prepare(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_text("")

    def command(self) -> list[str]:
        nrm = str(Path(sys.executable).with_name("nrm"))
        where = ("--data", str(self.folder), "--ports", str(self.addresses.first_port))
        return [nrm, "up", "--broker", self.broker, *where]

    def is_ready(self) -> bool:
        return "Everything runs" in self.log.read_text()

    def url(self, service: str) -> str:
        return self.addresses.url(service)

    def pid_of(self, name: str) -> int:
        """Of one of its programs: `postgresql`, `kafka`, `referral-web`, `referral-worker`, …"""
        return int((self.folder / "run" / f"{name}.pid").read_text())


def free_ports_in_a_row() -> Addresses:
    """Ports for three portals and, nine on, the development sign-in."""
    while True:
        addresses = Addresses(free_port())
        wanted = [*map(addresses.port, SERVICES), addresses.identity_port]
        if all(map(is_free, wanted)):
            return addresses
