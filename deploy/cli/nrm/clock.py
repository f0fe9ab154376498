"""`nrm clock`: any rule as a calculator, and any count that is in no rule, with the reasons."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from clocks import Length, Refusal, Unit, calendars_as_shipped, day_of, in_words, length_in_words, read_start
from nrm.clock_question import DEFAULT_NATION, Changes, DueAnswer, DueQuestion, books, read_hold, work_out

app = typer.Typer(help="Work out due dates and ages.", no_args_is_help=True)

REFUSED = 2


class UnitChoice(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


class CountingChoice(StrEnum):
    DAY_0 = "day-0"
    DAY_1 = "day-1"


class RollChoice(StrEnum):
    NONE = "none"
    NEXT_WORKING_DAY = "next-working-day"


AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


@app.command()
def due(
    start: Annotated[str, typer.Option(help="A day, or an instant with its offset from UTC.")],
    rule: Annotated[str | None, typer.Option(help="A rule, as listed by `nrm clock rules`.")] = None,
    days: Annotated[int | None, typer.Option(min=0, help="A count of days that is in no rule.")] = None,
    months: Annotated[int | None, typer.Option(min=0, help="A count of months.")] = None,
    hours: Annotated[int | None, typer.Option(min=0, help="A count of hours, from an instant.")] = None,
    unit: Annotated[UnitChoice | None, typer.Option(help="Kind of day; calendar if not said.")] = None,
    counting: Annotated[CountingChoice | None, typer.Option(help="Is the start day 0 or day 1?")] = None,
    roll: Annotated[RollChoice | None, typer.Option(help="Move an end on a closed day?")] = None,
    nation: Annotated[str | None, typer.Option(help="Whose bank holidays; else the rule's own.")] = None,
    pause: Annotated[list[str] | None, typer.Option(help="FROM:TO, the days of hold and resume.")] = None,
    on: Annotated[
        str | None, typer.Option(help="Day that picks the rule's version, if not the start.")
    ] = None,
    event: Annotated[
        str | None, typer.Option(help="Day of the fact that may end it, to see the end.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """When is it due, and why?"""
    if sum(length is not None for length in (rule, days, months, hours)) != 1:
        raise typer.BadParameter("give one of --rule, --days, --months and --hours")
    with refusals_shown(as_json):
        answer = work_out(
            DueQuestion(
                start=read_start(start),
                rule_id=rule,
                days=days,
                months=months,
                hours=hours,
                changes=Changes.of(unit, counting, roll),
                nation=nation,
                holds=tuple(map(read_hold, pause or ())),
                select_on=day_of(read_start(on)) if on else None,
                event_on=day_of(read_start(event)) if event else None,
            )
        )
        typer.echo(json.dumps(answer.as_json(), ensure_ascii=False)) if as_json else show_due(answer)


@app.command()
def age(
    after: Annotated[str, typer.Option("--from", help="The day something began; not counted itself.")],
    until: Annotated[str, typer.Option("--to", help="The last day counted.")],
    nation: Annotated[str, typer.Option(help="Whose bank holidays.")] = DEFAULT_NATION,
    as_json: AsJson = False,
) -> None:
    """How many working days old is it?"""
    with refusals_shown(as_json):
        calendar = calendars_as_shipped()[nation]
        first, last = day_of(read_start(after)), day_of(read_start(until))
        working_days = calendar.working_days_between(first, last)
        answer = {
            "working_days": working_days,
            "from": first.isoformat(),
            "to": last.isoformat(),
            "nation": calendar.nation,
            "calendar_version": calendar.version,
        }
        length = length_in_words(Length(n=working_days, unit=Unit.WORKING_DAY))
        words = f"{length} after {in_words(first)}, to {in_words(last)} (calendar {calendar.version})"
        typer.echo(json.dumps(answer) if as_json else words)


@app.command()
def rules(as_json: AsJson = False) -> None:
    """Which rules are there?"""
    listed = [rule for book in books() for rule in book.rules]
    if as_json:
        rows = [
            {"rule": rule.id, "title": rule.title, "policy_version": rule.policy_version} for rule in listed
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table("rule", "what", "length", "in force", "how sure")
    for rule in listed:
        length = length_in_words(rule.length) if rule.length else "no number"
        in_force = f"{rule.effective.first} to {rule.effective.last or 'now'}"
        table.add_row(rule.id, rule.title, length, in_force, rule.confidence.in_words)
    Console().print(table)


@contextmanager
def refusals_shown(as_json: bool) -> Iterator[None]:
    """A date that would have to be guessed is refused by name."""
    try:
        yield
    except Refusal as refusal:
        if as_json:
            typer.echo(json.dumps({"error": refusal.code, "message": str(refusal)}))
        else:
            typer.echo(f"Refused ({refusal.code}): {refusal}", err=True)
        raise typer.Exit(REFUSED) from None


def show_due(answer: DueAnswer) -> None:
    table = Table(show_header=False, title=answer.title)
    for name, value in answer.for_people():
        table.add_row(name, value)
    console = Console()
    console.print(table)
    for line in answer.why():
        console.print(f"  {line}", highlight=False)
