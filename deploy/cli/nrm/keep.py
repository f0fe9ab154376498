"""`nrm migrate` and `nrm reset`: what an installation keeps, brought up to date or deleted."""

from pathlib import Path
from typing import Annotated

import typer

from nrm.folders import STATE, Folders

DataFolder = Annotated[Path, typer.Option("--data", help="Folder for everything the system keeps.")]

# What does the work is imported where it is needed, so that other commands start fast.


def migrate(data: DataFolder = STATE) -> None:
    """Bring the three databases to the newest schema. The system must not be running."""
    from nrm.runtime.installation import Installation
    from nrm.runtime.upkeep import migrate_databases

    migrate_databases(Installation(Folders(data.resolve())))


def reset(data: DataFolder = STATE) -> None:
    """Delete all data, keys and logs of the system on this machine. It must not be running."""
    from nrm.runtime.installation import Installation
    from nrm.runtime.upkeep import delete_everything

    delete_everything(Installation(Folders(data.resolve())))
