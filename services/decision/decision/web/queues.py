"""The queues: cases that await a reasonable grounds decision, most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from contracts.ids import AgeBand, CaseId, CompetentAuthority
from decision.domain.stages import Stage
from decision.queries.queue import (
    COUNTED_AT_MOST,
    Cut,
    DueWhen,
    Holder,
    QueuePage,
    Wanted,
    count,
    reasonable_grounds_queue,
)
from decision.web import paths
from decision.web.edge import CaseWork, Staff, Today
from decision.web.queue_table import COLUMNS, CaseLine, case_line
from decision.web.words import AUTHORITIES
from plumbing.access import User
from plumbing.govuk.parts import Chosen, Column, FilterGroup, Link, Option
from plumbing.pages import page

router = APIRouter(prefix="/queues")

State = Literal["undecided", "review"]
STATES: dict[State, Stage] = {
    "undecided": Stage.REASONABLE_GROUNDS_PENDING,
    "review": Stage.REASONABLE_GROUNDS_REVIEW,
}


class Ticked(BaseModel):
    """The address of a queue page: what is ticked in the filter, and where the page begins."""

    model_config = ConfigDict(extra="ignore")

    due: list[DueWhen] = []
    age: list[AgeBand] = []
    state: list[State] = []
    holder: list[Holder] = []
    authority: list[CompetentAuthority] = []
    after: str = ""
    before: str = ""


GROUPS = (
    FilterGroup(
        "due",
        "Due",
        [Option("overdue", "Overdue"), Option("today", "Today"), Option("this-week", "This week")],
    ),
    FilterGroup("age", "Age group", [Option("child", "Child"), Option("adult", "Adult")]),
    FilterGroup("state", "Status", [Option("undecided", "To decide"), Option("review", "Second review")]),
    FilterGroup(
        "holder",
        "Held by",
        [Option("mine", "Me"), Option("nobody", "Nobody yet"), Option("somebody-else", "Somebody else")],
    ),
    FilterGroup(
        "authority", "Competent authority", [Option(code, name) for code, name in AUTHORITIES.items()]
    ),
)

QUEUES = {
    "All to decide": Ticked(),
    "Nobody’s yet": Ticked(holder=[Holder.NOBODY], state=["undecided"]),
    "Held by me": Ticked(holder=[Holder.MINE]),
    "Second review": Ticked(state=["review"]),
}


@dataclass(frozen=True)
class QueueShown:
    title: str
    path: str
    queues: Sequence[Link]
    columns: Sequence[Column]
    cases: Sequence[CaseLine]
    filters: Sequence[FilterGroup]
    chosen: Sequence[Chosen]
    overdue: str
    overdue_href: str
    count: str
    earlier: str
    later: str
    is_filtered: bool
    today: date


@router.get("/reasonable-grounds")
async def reasonable_grounds(
    request: Request, user: Staff, work: CaseWork, today: Today, ticked: Annotated[Ticked, Query()]
) -> Response:
    wanted = _wanted(ticked, user, today)
    async with work() as uow:
        rows = await reasonable_grounds_queue(
            uow, wanted, after=_cut(ticked.after), before=_cut(ticked.before)
        )
        total = await count(uow, wanted)
        overdue = await count(uow, Wanted(me=user.id, today=today, due=frozenset({DueWhen.OVERDUE})))
    return page(request, "queue.html", _shown(ticked, rows, total=total, overdue=overdue, today=today))


def _wanted(ticked: Ticked, user: User, today: date) -> Wanted:
    return Wanted(
        me=user.id,
        today=today,
        stages=frozenset(STATES[state] for state in ticked.state),
        due=frozenset(ticked.due),
        ages=frozenset(ticked.age),
        holders=frozenset(ticked.holder),
        authorities=frozenset(ticked.authority),
    )


def _shown(ticked: Ticked, found: QueuePage, *, total: int, overdue: int, today: date) -> QueueShown:
    return QueueShown(
        title="Reasonable grounds decisions",
        path=paths.REASONABLE_GROUNDS_QUEUE,
        queues=[Link(label, _address(each), current=_is_now(each, ticked)) for label, each in QUEUES.items()],
        columns=COLUMNS,
        cases=[case_line(row, today) for row in found.rows],
        filters=[_ticked(group, ticked) for group in GROUPS],
        chosen=[chosen for group in GROUPS if (chosen := _chosen(group, ticked)).links],
        overdue=_overdue(overdue),
        overdue_href=_address(Ticked(due=[DueWhen.OVERDUE])),
        count=_count(total),
        earlier=_edge(ticked, before=found.rows[0].cut) if found.has_earlier and found.rows else "",
        later=_edge(ticked, after=found.rows[-1].cut) if found.has_later and found.rows else "",
        is_filtered=bool(_pairs(ticked)),
        today=today,
    )


def _is_now(queue: Ticked, ticked: Ticked) -> bool:
    return _pairs(queue) == _pairs(ticked)


def _overdue(number: int) -> str:
    if not number:
        return ""
    cases = "1 case is" if number == 1 else f"{_many(number)} cases are"
    return f"{cases} past the target of 5 working days"


def _count(number: int) -> str:
    return "1 case" if number == 1 else f"{_many(number)} cases"


def _many(number: int) -> str:
    return f"More than {COUNTED_AT_MOST:,}" if number > COUNTED_AT_MOST else f"{number:,}"


def _ticked(group: FilterGroup, ticked: Ticked) -> FilterGroup:
    return replace(group, chosen=frozenset(map(str, getattr(ticked, group.name))))


def _chosen(group: FilterGroup, ticked: Ticked) -> Chosen:
    """What is ticked in a group, each with a link that unticks it."""
    now = getattr(ticked, group.name)
    links = [
        Link(option.label, _address(ticked.model_copy(update={group.name: _without(now, option.value)})))
        for option in group.options
        if option.value in now
    ]
    return Chosen(group.legend, links)


def _without(values: Sequence[str], value: str) -> list[str]:
    return [each for each in values if each != value]


def _edge(ticked: Ticked, *, after: Cut | None = None, before: Cut | None = None) -> str:
    pairs = _pairs(ticked)
    if after:
        pairs.append(("after", _cut_text(after)))
    if before:
        pairs.append(("before", _cut_text(before)))
    return f"{paths.REASONABLE_GROUNDS_QUEUE}?{urlencode(pairs)}"


def _address(ticked: Ticked) -> str:
    pairs = _pairs(ticked)
    return f"{paths.REASONABLE_GROUNDS_QUEUE}?{urlencode(pairs)}" if pairs else paths.REASONABLE_GROUNDS_QUEUE


def _pairs(ticked: Ticked) -> list[tuple[str, str]]:
    return [(group.name, str(value)) for group in GROUPS for value in getattr(ticked, group.name)]


def _cut_text(cut: Cut) -> str:
    return f"{cut.due_on.isoformat()}_{cut.case_id}"


def _cut(text: str) -> Cut | None:
    """An address somebody has shortened or spoiled shows the first page."""
    due_on, _, case_id = text.partition("_")
    try:
        return Cut(date.fromisoformat(due_on), CaseId(UUID(case_id)))
    except ValueError:
        return None
