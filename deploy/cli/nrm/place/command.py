"""`nrm place try`: what the rules of placement answer, tried in a database that is thrown away."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from nrm.options import AsJson, in_json
from nrm.steps import warn

app = typer.Typer(help="Trying rules of placement out.", no_args_is_help=True)

NOT_UNDERSTOOD = 2


@app.callback()
def place() -> None:
    """Keeps `try` a command of its own while it is the only one."""


@app.command("try")
def try_out(
    scenario: Annotated[Path, typer.Argument(help="YAML: one scenario, or `scenarios:` and a list of them.")],
    as_json: AsJson = False,
    shows_fields: Annotated[
        bool, typer.Option("--fields", help="Name all fields that a result of a search carries.")
    ] = False,
) -> None:
    """Set a scene, do one act by care's own commands, and say what happened. Live data stay untouched."""
    from nrm.place import trying, words  # here, so that other commands start fast
    from nrm.place.reading import NotUnderstood, read_scenarios

    try:
        scenarios, are_several = read_scenarios(scenario)
        answers = asyncio.run(trying.try_all(scenarios, shows_fields=shows_fields))
    except NotUnderstood as reason:
        warn(str(reason))
        raise typer.Exit(NOT_UNDERSTOOD) from None
    if as_json:
        typer.echo(in_json(answers if are_several else answers[0]))
    else:
        typer.echo("\n\n".join(map(words.in_words, scenarios, answers)))
