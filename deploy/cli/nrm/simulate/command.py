"""`nrm simulate`: sends made-up referrals, plays what follows, and compares it with what the portals show."""

import asyncio
import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from nrm.folders import STATE, Folders
from nrm.runtime.addresses import Addresses

if TYPE_CHECKING:
    from nrm.simulate.performance import Outcome

DIFFERS = 1
USUAL = Addresses()


def simulate(
    year: Annotated[int, typer.Option(help="Year whose official figures the mix follows.")] = 2023,
    referrals: Annotated[int, typer.Option(min=1, help="How many, notifications included.")] = 200,
    seed: Annotated[int | None, typer.Option(help="The same seed makes up the same people.")] = None,
    refer: Annotated[str, typer.Option(help="Address of the Refer portal.")] = USUAL.url("referral"),
    decide: Annotated[str, typer.Option(help="Address of the Decide portal.")] = USUAL.url("decision"),
    place: Annotated[str, typer.Option(help="Address of the Place portal.")] = USUAL.url("care"),
    kill: Annotated[int, typer.Option(min=0, help="Kill a worker this many times while it runs.")] = 0,
    data: Annotated[Path, typer.Option(help="Folder of the system whose workers to kill.")] = STATE,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Play a year in small through the running system, and check that nothing was lost or done twice."""
    # Imported here because it brings services along, which other commands should not wait for.
    from nrm.simulate.performance import Wanted, perform

    wanted = Wanted(
        year=year,
        referrals=referrals,
        seed=secrets.randbelow(10**6) if seed is None else seed,
        portals=(refer, decide, place),
        run_folder=Folders(data.resolve()).run,
        kills=kill,
    )
    console = Console(stderr=as_json)
    outcome = asyncio.run(perform(wanted, console))
    tell_json(outcome) if as_json else tell(outcome, console)
    if not outcome.agrees:
        raise typer.Exit(DIFFERS)


def tell(outcome: "Outcome", console: Console) -> None:
    table = Table("", "expected", "found", "", title="Does it agree?", caption=_caption(outcome))
    for each in outcome.lines:
        mark = "[green]✓[/green]" if each.agrees else "[bold red]✗[/bold red]"
        table.add_row(each.what, str(each.expected), str(each.found), mark)
    console.print(table)
    for each in outcome.lines:
        if not each.agrees:
            console.print(f"[bold red]{each.what}[/bold red]: {', '.join(each.differing)}", highlight=False)


def _caption(outcome: "Outcome") -> str:
    killed = f"; killed on the way: {', '.join(outcome.killed)}" if outcome.killed else ""
    return f"seed {outcome.seed}{killed}"


def tell_json(outcome: "Outcome") -> None:
    typer.echo(json.dumps(outcome.as_json(), ensure_ascii=False))
