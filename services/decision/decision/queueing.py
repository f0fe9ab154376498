"""Time moves cases up in their queues: a birthday comes near, a hearing passes, a day goes by."""

from datetime import datetime

from clocks import london_day
from decision.storage import UnitOfWork

LOOK_AT_ONCE = 200


async def reorder_queues(uow: UnitOfWork, *, at: datetime, at_once: int = LOOK_AT_ONCE) -> int:
    """Returns how many cases it looked at; none means done."""
    today = london_day(at)
    cases = await uow.queue_places.to_look_at(today, limit=at_once)
    for case in cases:
        await uow.queue_places.keep(case, today=today)
    return len(cases)
