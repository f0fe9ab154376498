"""`nrm policy`: which versions of the policy ship with the product, and publishing another."""

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table

from clocks import PolicyVersion
from decision.domain.policies import NewPolicy, PolicyRefused, read_policy
from decision.domain.rules import rule_book
from nrm.options import USUAL, AsJson, DataFolder, in_json
from nrm.refusals import CannotGoOn

app = typer.Typer(help="Versions of the policy.", no_args_is_help=True)


PolicyFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="YAML or JSON.")]


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


@app.command()
def publish(
    file: PolicyFile,
    data: DataFolder = USUAL,
    preview: Annotated[bool, typer.Option("--preview", help="Say what would move, and stop.")] = False,
    as_json: AsJson = False,
) -> None:
    """Put a new version in force. The decision service's worker counts open clocks again."""
    from nrm import publishing  # here, so that other commands start fast

    told = asyncio.run(publishing.publish_policy(data, _read(file), is_preview=preview))
    typer.echo(in_json(told) if as_json else _sentences(told))


def _read(file: Path) -> NewPolicy:
    try:
        return read_policy(file.read_text("utf-8"))
    except PolicyRefused as refusal:
        raise CannotGoOn(
            "\n".join([f"{file} is not a version of the policy:", *refusal.problems])
        ) from refusal


def _sentences(told: dict[str, Any]) -> str:
    verb = "would move" if told["is_preview"] else "will move"
    lines = [f"{told['version']}: {told['moved']} of {told['looked_at']} open clocks {verb}"]
    lines += [f"{rule}: {moved}" for rule, moved in told["moved_by_rule"].items()]
    lines += [f"{each['case']} {each['rule']}: {each['was']} -> {each['now']}" for each in told["moves"]]
    return "\n".join(lines)


def table_of(versions: list[PolicyVersion]) -> Table:
    table = Table("version", "from", "what changed", "reaches", "how sure")
    for version in versions:
        sure = version.confidence.in_words
        table.add_row(version.id, str(version.effective_from), version.what_changed, version.scope, sure)
    return table
