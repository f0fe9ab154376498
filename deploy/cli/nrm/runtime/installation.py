"""One installation on this machine: its folders, its addresses, and what each service is told."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

from nrm.folders import Folders
from nrm.refusals import CannotGoOn
from nrm.runtime.addresses import SERVICES, Addresses
from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.keys import address_ring_file, client_secret_file, ring_file
from nrm.runtime.postgres import PostgresServer


class RunsAlready(CannotGoOn):
    def __init__(self, folders: Folders, pid: str) -> None:
        super().__init__(
            f"The system already runs from {folders.state} (process {pid}). Stop it there first."
        )


@dataclass(frozen=True)
class Installation:
    folders: Folders = field(default_factory=Folders)
    addresses: Addresses = field(default_factory=Addresses)

    def postgres(self) -> PostgresServer:
        """With room for the pools of three services, each with pages and background work at full stretch."""
        return PostgresServer(folder=self.folders.postgres, settings={"max_connections": "200"})

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One `nrm up` at a time. The kernel lets go of the lock even when we are killed."""
        self.folders.run.mkdir(parents=True, exist_ok=True)
        with (self.folders.run / "nrm-up.pid").open("a+") as file:
            self._lock(file)
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            yield

    def _lock(self, file: IO[str]) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise RunsAlready(self.folders, file.read().strip()) from None

    def settings(self, service: str, urls: DatabaseUrls, *, broker: str) -> dict[str, str]:
        """What a service would find in its environment, without the prefix."""
        keys = self.folders.keys
        return {
            "port": str(self.addresses.port(service)),
            "portal_url": self.addresses.url(service),
            "database_url": urls.app,
            "owner_database_url": urls.owner,
            "broker": broker,
            "issuer": self.addresses.issuer,
            "client_id": service,
            "client_secret": client_secret_file(keys, service).read_text().strip(),
            "key_file": str(ring_file(keys, service)),
            "service_key_file": str(keys / f"{service}.key.json"),
            "peer_keys_file": str(keys / f"{service}.peers.json"),
            **{f"{other}_url": self.addresses.url(other) for other in SERVICES},
            **({"address_key_file": str(address_ring_file(keys))} if service == "care" else {}),
        }


def as_environment(settings: Mapping[str, str]) -> dict[str, str]:
    return {f"NRM_{name.upper()}": value for name, value in settings.items()}
