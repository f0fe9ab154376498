"""For leaders: who holds how many cases, and which group waits longest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from decision.domain.suppression import SMALL, Said
from decision.queries.team import OLD_AFTER, Waiting, waiting_by_group
from decision.queries.workload import Load, workload
from decision.web import paths
from decision.web.edge import CaseWork, Leader, Today
from decision.web.words import AUTHORITIES, NATIONS, region_in_words
from plumbing.clock import utcnow
from plumbing.govuk.parts import Column, Link
from plumbing.pages import page

router = APIRouter(prefix=paths.TEAM)

PARTS = {"": "Board", "quality-sample": "Quality sample", "parked": "Parked events"}
TITLES = {
    "age_band": "Age group",
    "nation": "Nation",
    "competent_authority": "Competent authority",
    "region": "Region of the referral",
}
NAMED: Mapping[str, Callable[[str], str]] = {
    "age_band": str.capitalize,
    "nation": lambda code: NATIONS.get(code, code),
    "competent_authority": lambda code: AUTHORITIES.get(code, code),
    "region": lambda code: region_in_words(code) if code else "Not known",
}
LOADS = [
    Column("Person"),
    *(
        Column(title, numeric=True)
        for title in ("Reasonable grounds", "Conclusive grounds", "Suspended", "Other", "All", "Overdue")
    ),
]
NUMBERS = ("Open", "Overdue", *(f"Older than {each.days} days" for each in OLD_AFTER), "Median days")


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
    return [Link(label, paths.team(part), current=part == now) for part, label in PARTS.items()]


@router.get("")
async def board(request: Request, _: Leader, work: CaseWork, today: Today) -> Response:
    async with work() as uow:
        loads = await workload(uow, at=utcnow())
        waiting = await waiting_by_group(uow, today)
    groups = [_table(name, rows) for name, rows in waiting.items()]
    return page(request, "team/board.html", BoardPage(parts_of_team(""), loads, groups))


def _table(name: str, rows: Sequence[Waiting]) -> GroupTable:
    columns = [Column(TITLES[name]), *(Column(title, numeric=True) for title in NUMBERS)]
    return GroupTable(
        TITLES[name], columns, [GroupLine(NAMED[name](row.group), _numbers(row)) for row in rows]
    )


def _numbers(row: Waiting) -> list[str]:
    counts = [_said(each) for each in (row.open, row.overdue, row.older, row.oldest)]
    return [*counts, "Kept back" if row.median_days is None else str(row.median_days)]


def _said(count: Said) -> str:
    return "Kept back" if count.number is None else f"{count.number:,}"
