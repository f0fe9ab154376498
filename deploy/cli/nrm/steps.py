"""What a long-running command says while it works."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

console = Console()


@contextmanager
def step(what: str, at: Console = console) -> Iterator[None]:
    """A line that moves while something takes long, and stays with the time it took."""
    began = time.monotonic()
    with at.status(f"{what} …"):
        yield
    at.print(f"[green]✓[/green] {what} [dim]{time.monotonic() - began:.1f} s[/dim]")


def warn(what: str) -> None:
    console.print(f"[bold red]![/bold red] {escape(what)}", soft_wrap=True)
