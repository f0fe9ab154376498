"""A case as a line of a table, in a queue and in one's own work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from decision.domain.stages import Stage
from decision.queries.queue import QueueRow
from decision.web import paths
from decision.web.words import age_badges
from plumbing.govuk.parts import Badge, Column, Status

COLUMNS = [
    Column("Case"),
    Column("Due", sorted="ascending"),
    Column("Held by"),
    Column("Flags"),
    Column("Status"),
]


@dataclass(frozen=True)
class CaseLine:
    reference: str
    href: str
    due_on: date
    received_on: date
    holder: str
    is_mine: bool
    badges: Sequence[Badge]
    status: Status


def case_line(row: QueueRow, today: date, *, is_returned: bool = False) -> CaseLine:
    return CaseLine(
        reference=row.reference,
        href=paths.case(row.case_id),
        due_on=row.due_on,
        received_on=row.received_on,
        holder="You" if row.is_mine else row.holder,
        is_mine=row.is_mine,
        badges=_badges(row, today),
        status=_status(row, is_returned=is_returned),
    )


def _badges(row: QueueRow, today: date) -> list[Badge]:
    badges = age_badges(row.age_band, is_settled=row.is_age_settled)
    return [*badges, Badge("Overdue", "red")] if row.due_on < today else badges


def _status(row: QueueRow, *, is_returned: bool) -> Status:
    if row.stage is Stage.REASONABLE_GROUNDS_REVIEW:
        return Status("Second review", "waiting")
    if is_returned:
        return Status("Returned", "waiting")
    return Status("In progress", "in-progress") if row.is_held else Status("New", "not-started")
