"""`nrm events`: what services announce to each other, what they could not take, and how to mend that."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from nrm.options import USUAL, AsJson, DataFolder, OneService, in_json
from nrm.refusals import CannotGoOn

# What does the work is imported where it is needed, so that other commands start fast.

app = typer.Typer(help="See and mend event delivery.", no_args_is_help=True)


class NothingToMend(CannotGoOn):
    pass


@app.command()
def tail(
    lines: Annotated[int, typer.Option(min=1, help="How many of the last events of each service.")] = 20,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until Ctrl-C.")] = False,
    service: OneService = "",
    data: DataFolder = USUAL,
    as_json: AsJson = False,
) -> None:
    """The latest events, oldest first, and whether they have left."""
    from nrm import mending

    async def show() -> None:
        async for event in mending.latest(data, service, lines=lines, follow=follow):
            typer.echo(in_json(event)) if as_json else _print_line(event)

    asyncio.run(show())


def _print_line(event: Mapping[str, object]) -> None:
    """Lines and not a table: a tail has no end from which to measure its columns."""
    left = "[green]sent[/green]" if event["sent_at"] else "[yellow]waiting[/yellow]"
    words = f"{event['created_at']:%Y-%m-%d %H:%M:%S} {event['type']:<42} {event['key']} {left}"
    Console().print(f"{words} [dim]{event['event_id']}[/dim]", highlight=False, soft_wrap=True)


@app.command()
def parked(service: OneService = "", data: DataFolder = USUAL, as_json: AsJson = False) -> None:
    """Events a service could not take yet, and what waits behind them."""
    from nrm import mending

    found = asyncio.run(mending.held(data, service))
    if as_json:
        typer.echo(in_json(found))
    else:
        Console().print(_held_table(found) if found else "Nothing is parked.")


def _held_table(found: Sequence[Mapping[str, object]]) -> Table:
    table = Table("service", "event", "type", "case", "state", "why", "tries", "since")
    for row in found:
        names = ("service", "event_id", "type", "key", "state", "reason", "attempts")
        table.add_row(*(str(row[name] or "") for name in names), f"{row['held_at']:%Y-%m-%d %H:%M}")
    return table


@app.command()
def release(event_id: UUID, data: DataFolder = USUAL, as_json: AsJson = False) -> None:
    """Try a parked event again now. What waits behind it follows."""
    from nrm import mending

    released = asyncio.run(mending.release(data, event_id))
    if not released:
        raise NothingToMend(f"No event {event_id} is parked.")
    words = f"Will be tried again by {', '.join(released)}."
    typer.echo(in_json({"released_in": released}) if as_json else words)


@app.command()
def replay(
    event_id: Annotated[UUID | None, typer.Argument(help="One event.")] = None,
    referral: Annotated[UUID | None, typer.Option(help="All events of this referral id.")] = None,
    service: OneService = "",
    data: DataFolder = USUAL,
    as_json: AsJson = False,
) -> None:
    """Send events again. Whoever had them already ignores them."""
    from nrm import mending

    if (event_id is None) == (referral is None):
        raise typer.BadParameter("give either an event's id or --referral")
    sent = asyncio.run(mending.replay(data, service, event_id=event_id, referral_id=referral))
    if not sum(sent.values()):
        raise NothingToMend("No such event has been sent.")
    words = ", ".join(f"{number} by {name}" for name, number in sent.items() if number)
    typer.echo(in_json({"replayed": sent}) if as_json else f"Will be sent again: {words}.")
