"""A case as a line of a table, in a queue and in one's own work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from decision.domain.priority import Pressing, priorities
from decision.domain.stages import Stage
from decision.queries.queue import QueueRow
from decision.storage.queue_tables import Queue
from decision.web import paths
from decision.web.words import STAGES, age_badges, danger_badges
from plumbing.govuk.parts import Badge, Column, Status

UNDER_REVIEW = (Stage.REASONABLE_GROUNDS_REVIEW, Stage.CONCLUSIVE_GROUNDS_REVIEW)
TO_DECIDE = (Stage.REASONABLE_GROUNDS_PENDING, Stage.CONCLUSIVE_GROUNDS_PENDING)


def columns(day: str = "Due") -> list[Column]:
    return [Column(title) for title in ("Case", day, "Why first", "Held by", "Flags", "Status")]


@dataclass(frozen=True)
class CaseLine:
    """`day` is what its column says: due, ends, turns 18. It is `late` only if it should not have gone by."""

    reference: str
    href: str
    day: date | None
    is_late: bool
    reason: str
    received_on: date
    holder: str
    is_mine: bool
    badges: Sequence[Badge]
    status: Status


def case_line(
    row: QueueRow, today: date, *, queue: Queue = Queue.REASONABLE_GROUNDS, is_returned: bool = False
) -> CaseLine:
    return CaseLine(
        reference=row.reference,
        href=paths.case(row.case_id),
        day=_day(row, queue),
        is_late=row.is_overdue(today) and queue not in (Queue.AT_18, Queue.ENDING),
        reason="" if row.reason is Pressing.USUAL else priorities().titles[row.reason],
        received_on=row.received_on,
        holder="You" if row.is_mine else row.holder,
        is_mine=row.is_mine,
        badges=_badges(row, today),
        status=_status(row, is_returned=is_returned),
    )


def _day(row: QueueRow, queue: Queue) -> date | None:
    if queue is Queue.AT_18:
        return row.turns_18_on
    return row.day if queue is Queue.ENDING else row.due_on


def _badges(row: QueueRow, today: date) -> list[Badge]:
    badges = [
        *danger_badges(row.danger_at),
        *age_badges(row.age_band, is_settled=row.is_age_settled),
    ]
    return [*badges, Badge("Overdue", "red")] if row.is_overdue(today) else badges


def _status(row: QueueRow, *, is_returned: bool) -> Status:
    if row.stage in UNDER_REVIEW:
        return Status("Second review", "waiting")
    if is_returned:
        return Status("Returned", "waiting")
    if row.stage not in TO_DECIDE:
        return Status(STAGES[row.stage], "waiting")
    return Status("In progress", "in-progress") if row.is_held else Status("New", "not-started")
