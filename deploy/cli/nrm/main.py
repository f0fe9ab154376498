"""The `nrm` command: run the system, work out dates, see what it does and mend it."""

import typer

from nrm import audit, calendar, clock, events, form, keep, likeness, outbox, policy
from nrm.bench import bench
from nrm.place import command as place
from nrm.refusals import CannotGoOn
from nrm.simulate.command import simulate
from nrm.steps import warn
from nrm.up import up

app = typer.Typer(
    help="Run, study and mend the case system.", no_args_is_help=True, pretty_exceptions_enable=False
)
app.command()(up)
app.command()(keep.migrate)
app.command()(keep.reset)
app.command()(bench)
app.command()(simulate)
app.add_typer(clock.app, name="clock")
app.add_typer(form.app, name="form")
app.add_typer(calendar.app, name="calendar")
app.add_typer(policy.app, name="policy")
app.add_typer(likeness.app, name="likeness")
app.add_typer(place.app, name="place")
app.add_typer(events.app, name="events")
app.add_typer(outbox.app, name="outbox")
app.add_typer(audit.app, name="audit")


def main() -> None:
    try:
        app()
    except CannotGoOn as reason:
        warn(str(reason))
        raise SystemExit(1) from None
