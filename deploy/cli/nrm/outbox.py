"""`nrm outbox`: whether events leave as they should."""

import asyncio
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from nrm.options import USUAL, AsJson, DataFolder, OneService, in_json

if TYPE_CHECKING:
    from nrm.event_log import OutboxStatus

app = typer.Typer(help="Whether events leave as they should.", no_args_is_help=True)

STUCK = 1


@app.callback()
def outbox() -> None:
    """Keeps `status` a command of its own while it is the only one."""


@app.command()
def status(
    late: Annotated[int, typer.Option(help="Seconds after which an unsent event counts as stuck.")] = 60,
    service: OneService = "",
    data: DataFolder = USUAL,
    as_json: AsJson = False,
) -> None:
    """Unsent, held and parked events of each service. Fails when something is stuck or parked."""
    from nrm import mending  # here, so that other commands start fast

    found = asyncio.run(mending.outbox_status(data, service))
    if as_json:
        typer.echo(in_json([_row(each) for each in found]))
    else:
        Console().print(_table(found))
    if any(each.parked or each.stuck_for > timedelta(seconds=late) for each in found):
        raise typer.Exit(STUCK)


def _row(status: "OutboxStatus") -> dict[str, object]:
    return {**asdict(status), "stuck_for": status.stuck_for.total_seconds()}


def _table(found: list["OutboxStatus"]) -> Table:
    table = Table("service", "unsent", "oldest waits", "last sent", "held", "parked")
    for each in found:
        last = f"{each.last_sent_at:%Y-%m-%d %H:%M:%S}" if each.last_sent_at else "never"
        waits = f"{each.stuck_for.total_seconds():.0f} s" if each.unsent else ""
        table.add_row(each.service, str(each.unsent), waits, last, str(each.held), str(each.parked))
    return table
