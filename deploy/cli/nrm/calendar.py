"""`nrm calendar`: publish a calendar of bank holidays, after seeing what it would move."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from yaml import YAMLError

from clocks import BankHolidays, read_calendar
from nrm.options import USUAL, AsJson, DataFolder, in_json
from nrm.refusals import CannotGoOn

app = typer.Typer(help="Calendars of bank holidays.", no_args_is_help=True)

CalendarFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="YAML or JSON.")]


@app.callback()
def calendar() -> None:
    """Keeps `publish` a command of its own while it is the only one."""


@app.command()
def publish(
    file: CalendarFile,
    data: DataFolder = USUAL,
    preview: Annotated[bool, typer.Option("--preview", help="Say what would move, and stop.")] = False,
    as_json: AsJson = False,
) -> None:
    """Put a new version in force. The decision service's worker counts every open clock again."""
    from nrm import publishing  # here, so that other commands start fast

    told = asyncio.run(publishing.publish_calendar(data, _read(file), is_preview=preview))
    typer.echo(in_json(told) if as_json else _sentence(told))


def _read(file: Path) -> BankHolidays:
    try:
        return read_calendar(file.read_text("utf-8"))
    except (ValueError, YAMLError) as reason:
        raise CannotGoOn(f"{file} is not a calendar: {reason}") from reason


def _sentence(told: dict[str, object]) -> str:
    verb = "would move" if told["is_preview"] else "will move"
    return (
        f"{told['version']} for {told['nation']}: {told['moved']} of {told['looked_at']} open clocks {verb}"
    )
