"""`nrm likeness`: how well referrals about one person are known again."""

import csv
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Knowing a person again.", no_args_is_help=True)


@app.callback()
def likeness() -> None:
    """Keeps `evaluate` a command of its own while it is the only one."""


@app.command()
def evaluate(
    pairs: Annotated[Path, typer.Argument(help="Labelled pairs.", exists=True, dir_okay=False)] = Path(
        "docs/evaluation/likeness-pairs.csv"
    ),
) -> None:
    """Precision and recall on labelled pairs, counting whoever the index does not bring up."""
    from referral.domain.likeness import evaluation  # here, so that other commands start fast

    with pairs.open(encoding="utf-8", newline="") as file:
        figures = evaluation.evaluate(map(evaluation.read_pair, csv.DictReader(file)))
    typer.echo(f"pairs            {figures.pairs}, {figures.same} of them one person")
    typer.echo(f"precision        {figures.precision:.3f}")
    typer.echo(f"recall           {figures.recall:.3f}")
    typer.echo(f"recall of index  {figures.recall_of_index:.3f}")
