"""When support had ended, so that nothing is paid until the person comes back into it (MO-7)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from care.domain.money.facts import Spell
from care.domain.support import Move
from care.domain.support_states import ENDED
from clocks.days import london_day

ONE_DAY = timedelta(days=1)


def gaps(moves: Iterable[Move]) -> Iterator[Spell]:
    """In the order in which they happened. The day somebody leaves is paid, and so is the day they return."""
    ended_on: date | None = None
    for move in moves:
        if move.entered in ENDED and ended_on is None:
            ended_on = london_day(move.at)
        elif move.entered not in ENDED and ended_on is not None:
            yield from _between(ended_on, london_day(move.at))
            ended_on = None
    if ended_on is not None:
        yield Spell(first_on=ended_on + ONE_DAY)


def _between(ended_on: date, back_on: date) -> Iterator[Spell]:
    if back_on > ended_on + ONE_DAY:
        yield Spell(first_on=ended_on + ONE_DAY, last_on=back_on - ONE_DAY)
