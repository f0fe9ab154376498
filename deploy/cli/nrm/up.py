"""`nrm up`: the whole system on this machine, until Ctrl-C."""

from pathlib import Path
from typing import Annotated

import typer

from nrm.folders import STATE, Folders
from nrm.runtime.addresses import FIRST_PORT, Addresses
from nrm.steps import step


def known_broker(broker: str) -> str:
    if broker not in ("embedded", "kafka") and ":" not in broker:
        raise typer.BadParameter("embedded, kafka, or host:port")
    return broker


def up(
    broker: Annotated[
        str, typer.Option(help="embedded, kafka, or host:port of a running broker.", callback=known_broker)
    ] = "embedded",
    data: Annotated[Path, typer.Option(help="Folder for everything the system keeps.")] = STATE,
    ports: Annotated[int, typer.Option(help="First of the ports; the others follow it.")] = FIRST_PORT,
) -> None:
    """Start the whole system on this machine. Ctrl-C stops everything it started, and nothing else."""
    with step("Loading the program"):  # all three services: other commands should not wait for them
        from nrm.runtime.installation import Installation
        from nrm.runtime.session import run_until_stopped

    run_until_stopped(Installation(Folders(data.resolve()), Addresses(ports)), broker=broker)
