"""What an installation keeps, brought up to date or deleted, while it is not running."""

import asyncio
import shutil

from nrm.runtime.databases import prepare_databases
from nrm.runtime.installation import Installation
from nrm.runtime.postgres import PostgresServer
from nrm.steps import console, step
from plumbing.migrations import migrate


def migrate_databases(installation: Installation) -> None:
    with installation.locked():
        server = installation.postgres()
        server.start()
        try:
            asyncio.run(_migrate(server))
        finally:
            server.stop()


async def _migrate(server: PostgresServer) -> None:
    for service, urls in (await prepare_databases(server)).items():
        with step(f"Migrating {service}"):
            await migrate(service, urls.owner)


def delete_everything(installation: Installation) -> None:
    folders = installation.folders
    with installation.locked():
        for folder in (folders.data, folders.logs):
            shutil.rmtree(folder, ignore_errors=True)
    console.print(f"Deleted everything the system kept in {folders.state}.")
