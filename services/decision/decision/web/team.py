"""For leaders: who holds how many cases, and which group waits longest."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from decision.domain.comparing_groups import Waiting
from decision.domain.suppression import SMALL
from decision.queries.team import OLD_AFTER, waiting_by_group
from decision.queries.workload import Load, workload
from decision.web import paths
from decision.web.edge import CaseWork, Leader, Today
from decision.web.team_words import (
    TITLES,
    count_in_words,
    days_in_words,
    difference_in_words,
    group_in_words,
    share_in_words,
)
from plumbing.clock import utcnow
from plumbing.govuk.parts import Column, Link
from plumbing.pages import page

router = APIRouter(prefix=paths.TEAM)

PARTS = {"": "Board", "quality-sample": "Quality sample", "parked": "Parked events"}
BESIDE = {paths.CALENDARS: "Calendars", paths.POLICIES: "Policies", paths.ADDRESSES: "Mails"}
LOADS = [
    Column("Person"),
    *(
        Column(title, numeric=True)
        for title in ("Reasonable grounds", "Conclusive grounds", "Suspended", "Other", "All", "Overdue")
    ),
]
NUMBERS = (
    "Open",
    "Overdue",
    "Share overdue",
    *(f"Older than {each.days} days" for each in OLD_AFTER),
    "Median days waiting",
    "Against all",
)
WHOLE = "All open cases"


@dataclass(frozen=True)
class GroupLine:
    group: str
    numbers: Sequence[str]


@dataclass(frozen=True)
class GroupTable:
    title: str
    columns: Sequence[Column]
    lines: Sequence[GroupLine]


@dataclass(frozen=True)
class BoardPage:
    parts: Sequence[Link]
    loads: Sequence[Load]
    groups: Sequence[GroupTable]
    load_columns: Sequence[Column] = tuple(LOADS)
    small: int = SMALL


def parts_of_team(now: str) -> list[Link]:
    """`now` is the part of the board's own address, or the whole address of a page beside it."""
    own = [Link(label, paths.team(part), current=part == now) for part, label in PARTS.items()]
    return [*own, *(Link(label, path, current=path == now) for path, label in BESIDE.items())]


@router.get("")
async def board(request: Request, _: Leader, work: CaseWork, today: Today) -> Response:
    async with work() as uow:
        loads = await workload(uow, at=utcnow())
        waiting = await waiting_by_group(uow, today)
    whole = waiting.whole
    groups = [_table(name, whole, rows) for name, rows in waiting.groups.items()] if whole else []
    return page(request, "team/board.html", BoardPage(parts_of_team(""), loads, groups))


def _table(kind: str, whole: Waiting, rows: Sequence[Waiting]) -> GroupTable:
    columns = [Column(TITLES[kind]), *(Column(title, numeric=True) for title in NUMBERS)]
    lines = [GroupLine(group_in_words(kind, row.group), _numbers(row)) for row in rows]
    return GroupTable(TITLES[kind], columns, [GroupLine(WHOLE, [*_numbers(whole)[:-1], ""]), *lines])


def _numbers(row: Waiting) -> list[str]:
    return [
        count_in_words(row.open),
        count_in_words(row.overdue),
        share_in_words(row),
        count_in_words(row.older),
        count_in_words(row.oldest),
        days_in_words(row.median_days),
        difference_in_words(row.longer_by),
    ]
