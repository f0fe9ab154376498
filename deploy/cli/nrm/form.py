"""`nrm form`: walk the referral form with answers from a file, exactly as its pages do."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from clocks.days import london_day
from nrm.form_answers import AnswersFile, read_answers
from nrm.options import AsJson
from plumbing.clock import utcnow
from referral.domain.form.content import referral_form
from referral.domain.form.pruning import close_gaps, prune
from referral.domain.form.questions import Step
from referral.domain.form.values import Answers, StepAnswers, Value
from referral.domain.form.walk import Walk, walk

app = typer.Typer(help="The referral form.", no_args_is_help=True)


@app.callback()
def form() -> None:
    """Keeps `check` a command of its own while it is the only one."""


@app.command()
def check(
    answers: Annotated[Path, typer.Argument(help="YAML: step, field, value; and `edits` to make after.")],
    as_json: AsJson = False,
    strict: Annotated[bool, typer.Option(help="Fail unless the answers could be sent.")] = False,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day to check dates against.")
    ] = None,
) -> None:
    """Where answers lead, what is wrong or missing, and what would be sent."""
    read = read_answers(answers, referral_form())
    way = walk_through(read, today.date() if today else london_day(utcnow()))
    found = report(way, read.ignored)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else in_words(found))
    if strict and (read.ignored or not way.is_complete):
        raise typer.Exit(1)


def walk_through(read: AnswersFile, today: date) -> Walk:
    """First all answers at once, then each edit as through its change link."""
    filed = {step.id: _filed(step, read.answers[step.id]) for step in read.steps}
    answers: Answers = prune(read.form, filed)
    for step, typed in read.edits:
        answers = _edited(read, answers, step, typed, today=today)
    return walk(read.form, answers, today)


def _edited(
    read: AnswersFile, answers: Answers, step: Step, typed: dict[str, Value], *, today: date
) -> Answers:
    way = walk(read.form, answers, today)
    if step not in way.path and step is not way.next:
        read.ignored.append(f"edits: {step.id} is not asked there")
        return answers
    return prune(read.form, {**answers, step.id: _filed(step, {**answers.get(step.id, {}), **typed})})


def _filed(step: Step, given: StepAnswers) -> dict[str, Value]:
    """The pages send every place, filled or not, and leave no gap between two."""
    return close_gaps(step, {**dict.fromkeys(step.slots, ""), **given}) if given else {}


def report(way: Walk, ignored: list[str]) -> dict[str, Any]:
    """Steps that are ours alone are left out: they never decide the way of the others."""
    return {
        "path": [step.id for step in way.path if not step.is_added],
        "outcome": way.outcome.value,
        "next": way.next.id if way.next and way.next not in way.path else None,
        "errors": way.errors,
        "submission": way.submission,
        "ignored": ignored,
    }


def in_words(found: dict[str, Any]) -> str:
    lines = [f"outcome: {found['outcome']}"]
    lines += [f"next: {found['next']}"] if found["next"] else []
    lines += [f"error: {name}: {', '.join(codes)}" for name, codes in found["errors"].items()]
    lines += [f"ignored: {each}" for each in found["ignored"]]
    return "\n".join([*lines, f"path: {', '.join(found['path'])}"])
