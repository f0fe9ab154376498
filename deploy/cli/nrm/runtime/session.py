"""One run of the system: from the command to Ctrl-C, with what is said in between."""

import asyncio
import signal
from collections.abc import Sequence

from rich.panel import Panel
from rich.table import Table
from uvicorn.loops.auto import auto_loop_factory

from nrm.identity.people import Person
from nrm.runtime.addresses import PORTALS
from nrm.runtime.installation import Installation
from nrm.runtime.start import Start
from nrm.steps import console


def run_until_stopped(installation: Installation, *, broker: str) -> None:
    with installation.locked():
        start = Start(installation, broker, lambda people: _welcome(installation, people))
        with asyncio.Runner(
            loop_factory=auto_loop_factory()
        ) as runner:  # the loop services have by themselves
            runner.run(_run(start))
    console.print("Stopped. Everything is kept; the same command starts it again.")


async def _run(start: Start) -> None:
    """The first signal stops everything in order, at whatever point; later ones change nothing."""
    running = asyncio.create_task(start.run())
    stopping = asyncio.Event()

    def stop() -> None:
        if not stopping.is_set():
            stopping.set()
            console.print("Stopping …")
            running.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    try:
        await running
    except asyncio.CancelledError:
        if not stopping.is_set():
            raise


def _welcome(installation: Installation, people: Sequence[Person]) -> None:
    table = Table("", "Address", "Sign in as", box=None, padding=(0, 2, 0, 0))
    for service, portal in PORTALS.items():
        address = f"[cyan]{installation.addresses.url(service)}[/cyan]"
        table.add_row(f"[bold]{portal}[/bold]", address, _who(people, service))
    hint = f"Made-up data only, kept in {installation.folders.state}. Ctrl-C stops everything."
    console.print(Panel.fit(table, title="Everything runs", subtitle=hint, border_style="green"))


def _who(people: Sequence[Person], service: str) -> str:
    return "\n".join(f"{person.name}, {person.duties}" for person in people if person.portal == service)
