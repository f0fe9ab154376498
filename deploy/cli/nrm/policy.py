"""`nrm policy`: which versions of the policy there have been, and since when."""

import json
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table

from clocks import PolicyVersion
from decision.domain.rules import rule_book

app = typer.Typer(help="Versions of the policy.", no_args_is_help=True)


@app.callback()
def policy() -> None:
    """Keeps `list` a command of its own while it is the only one."""


@app.command("list")
def list_versions(
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Every policy version, oldest first."""
    versions = sorted(rule_book().policy_versions, key=lambda version: version.effective_from)
    if as_json:
        rows = TypeAdapter(list[PolicyVersion]).dump_python(versions, mode="json")
        typer.echo(json.dumps(rows, ensure_ascii=False))
    else:
        Console().print(table_of(versions))


def table_of(versions: list[PolicyVersion]) -> Table:
    table = Table("version", "from", "what changed", "reaches", "how sure")
    for version in versions:
        sure = version.confidence.in_words
        table.add_row(version.id, str(version.effective_from), version.what_changed, version.scope, sure)
    return table
