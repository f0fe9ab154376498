"""The three databases of the running system, for commands that look at events and audit and mend them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import MetaData

from nrm.folders import Folders
from nrm.refusals import CannotGoOn
from nrm.runtime.addresses import SERVICES
from nrm.runtime.installation import Installation
from nrm.runtime.running import running_databases
from plumbing.database import Database, Transaction, Work
from plumbing.tables import PlumbingTables, plumbing_tables

TABLES = plumbing_tables(MetaData())


class NoSuchService(CannotGoOn):
    def __init__(self, name: str) -> None:
        super().__init__(f"There is no service {name!r}. Services: {', '.join(SERVICES)}.")


@dataclass(frozen=True)
class Opened:
    """One service's database, used as its staff."""

    service: str
    work: Work[Transaction]
    tables: PlumbingTables = TABLES


@asynccontextmanager
async def opened(data: Path, only: str = "") -> AsyncIterator[list[Opened]]:
    if only and only not in SERVICES:
        raise NoSuchService(only)
    urls = running_databases(Installation(Folders(data)))
    services = [only] if only else SERVICES
    databases = [Database(urls[service].app, service=service, connections=1) for service in services]
    try:
        yield [
            Opened(each.service, each.work(lambda session: Transaction(session, TABLES)))
            for each in databases
        ]
    finally:
        for each in databases:
            await each.close()
