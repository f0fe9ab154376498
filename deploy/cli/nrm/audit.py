"""`nrm audit`: whether the record of who did and saw what is whole."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from nrm.options import USUAL, AsJson, DataFolder, OneService, in_json

app = typer.Typer(help="The record of who did and saw what.", no_args_is_help=True)

BROKEN = 1
Since = Annotated[
    Path | None,
    typer.Option(
        exists=True, help="What `verify --json` said earlier, kept where nobody here can change it."
    ),
]


@app.callback()
def audit() -> None:
    """Keeps `verify` a command of its own while it is the only one."""


@app.command()
def verify(
    service: OneService = "", data: DataFolder = USUAL, since: Since = None, as_json: AsJson = False
) -> None:
    """Check each service's chain from its beginning. Fails where an entry was changed or is missing.

    Entries cut off at the end are noticed only against what was said `--since` an earlier time.
    """
    from nrm import mending  # here, so that other commands start fast

    found = asyncio.run(mending.verify_audit(data, service, _said_in(since)))
    if as_json:
        typer.echo(in_json(found))
    else:
        Console().print("\n".join(map(_sentence, found)))
    if any(each["first_broken"] is not None for each in found):
        raise typer.Exit(BROKEN)


def _said_in(file: Path | None) -> Mapping[str, dict[str, object]]:
    return {each["service"]: each for each in json.loads(file.read_text())} if file else {}


def _sentence(checked: Mapping[str, object]) -> str:
    if checked["first_broken"] is None:
        return f"[green]✓[/green] {checked['service']}: {checked['entries']} entries, whole"
    return f"[bold red]✗[/bold red] {checked['service']}: broken at entry {checked['first_broken']}"
