"""An answer that is due soon and has not come: marked once, for whoever holds the case to remind them."""

from collections.abc import Sequence
from datetime import datetime

from contracts.decision import ClockWarned
from contracts.events import Event
from decision.domain.asking_facts import ReminderDue
from decision.domain.case import Case
from decision.storage import UnitOfWork


async def reminders(uow: UnitOfWork, case: Case, events: Sequence[Event], *, at: datetime) -> list[Event]:
    """What the warnings of clocks among these events mean for those who were asked."""
    due = [
        await uow.information_requests.remind(event.clock_id, at=at)
        for event in events
        if isinstance(event, ClockWarned)
    ]
    return [
        case.fact(ReminderDue, request_id=asked.id, party=asked.party.value, due_on=asked.due_on)
        for asked in due
        if asked
    ]
