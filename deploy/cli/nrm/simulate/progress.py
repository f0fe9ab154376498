"""What moves on the screen while a simulation runs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from nrm.simulate.sampler import UNDECIDED, Drawn
from nrm.simulate.story import Mark

BARS: tuple[tuple[Mark, str], ...] = (
    ("sent", "Sent by first responders"),
    ("heard", "Cases opened"),
    ("decided", "Decided by caseworkers"),
    ("supported", "Met by supporters"),
    ("placed", "Moved in"),
    ("ended", "Ended for now"),
)


@contextmanager
def shown(drawn: Sequence[Drawn], console: Console) -> Iterator[Callable[[Mark], None]]:
    """Gives what a story calls each time it gets one step further. How many will find a bed is not known."""
    columns = (TextColumn("{task.description:<26}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    totals = _totals(drawn)
    with Progress(*columns, console=console) as progress:
        bars: dict[Mark, TaskID] = {
            mark: progress.add_task(words, total=totals.get(mark)) for mark, words in BARS
        }
        yield lambda mark: progress.advance(bars[mark])


def _totals(drawn: Sequence[Drawn]) -> dict[Mark, int]:
    referrals = [each for each in drawn if each.route == "nrm"]
    return {
        "sent": len(drawn),
        "heard": len(referrals),
        "decided": sum(each.outcome != UNDECIDED for each in referrals),
        "supported": sum(each.is_supported for each in referrals),
        "ended": len(drawn),
    }
