"""The queues: cases that await something, in the order somebody chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from decision.queries.queue import COUNTED_AT_MOST, DueWhen, QueuePage, Wanted, count, queue_page
from decision.storage.queue_tables import Order, Queue
from decision.web import paths
from decision.web.edge import CaseWork, Staff, Today, may_decide, may_review
from decision.web.queue_filters import Narrowed, Ticked, cut_of
from decision.web.queue_table import CaseLine, case_line, columns
from decision.web.queue_words import ORDERS, WORDS, OrderWords, order_title
from decision.web.view_links import save_href, view_links
from plumbing.govuk.parts import Chosen, Column, FilterGroup, Link
from plumbing.pages import page, see_other

router = APIRouter(prefix="/queues")


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
    order: Order
    orders: Sequence[Link]
    order_words: OrderWords
    earlier: str
    later: str
    is_filtered: bool
    empty: str
    views: Sequence[Link]
    save: str
    today: date


@dataclass(frozen=True)
class Counted:
    total: int
    overdue: int


@router.get("")
async def first_queue(user: Staff) -> Response:
    """Where the work of this person comes from."""
    is_reviewing = may_review(user) and not may_decide(user)
    return see_other(paths.queue(Queue.REVIEW if is_reviewing else Queue.REASONABLE_GROUNDS))


@router.get("/{queue}")
async def show_queue(
    request: Request,
    queue: Queue,
    user: Staff,
    work: CaseWork,
    today: Today,
    ticked: Annotated[Ticked, Query()],
) -> Response:
    if queue not in WORDS:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    narrowed = Narrowed(queue, ticked)
    wanted = narrowed.wanted(user, today)
    late = Wanted(me=user.id, today=today, due=frozenset({DueWhen.OVERDUE}))
    async with work() as uow:
        found = await queue_page(uow, wanted, after=cut_of(ticked.after), before=cut_of(ticked.before))
        total = await count(uow, wanted)
        overdue = await count(uow, late) if queue is Queue.REASONABLE_GROUNDS else 0
        views = view_links(await uow.saved_views.seen_by(user.id), narrowed)
    shown = _shown(narrowed, found, Counted(total, overdue), views, today=today)
    return page(request, "queue.html", shown)


def _shown(
    narrowed: Narrowed, found: QueuePage, counted: Counted, views: Sequence[Link], *, today: date
) -> QueueShown:
    queue, rows = narrowed.queue, found.rows
    words = WORDS[queue]
    return QueueShown(
        title=words.title,
        path=paths.queue(queue),
        queues=[Link(each.label, paths.queue(name), current=name is queue) for name, each in WORDS.items()],
        columns=columns(words.day),
        cases=[case_line(row, today, queue=queue) for row in rows],
        filters=narrowed.groups,
        chosen=narrowed.chosen,
        overdue=_overdue(counted.overdue),
        overdue_href=Narrowed(queue, Ticked(due=[DueWhen.OVERDUE])).address,
        count=_count(counted.total),
        order=narrowed.ticked.order,
        orders=_orders(narrowed),
        order_words=ORDERS[narrowed.ticked.order],
        earlier=narrowed.before(rows[0].cut) if found.has_earlier and rows else "",
        later=narrowed.after(rows[-1].cut) if found.has_later and rows else "",
        is_filtered=bool(narrowed.chosen),
        empty=words.empty,
        views=views,
        save=save_href(narrowed),
        today=today,
    )


def _orders(narrowed: Narrowed) -> list[Link]:
    now = narrowed.ticked.order
    return [
        Link(order_title(narrowed.queue, order), narrowed.ordered(order), current=order is now)
        for order in Order
    ]


def _overdue(number: int) -> str:
    if not number:
        return ""
    cases = "1 case is" if number == 1 else f"{_many(number)} cases are"
    return f"{cases} past the target of 5 working days"


def _count(number: int) -> str:
    return "1 case" if number == 1 else f"{_many(number)} cases"


def _many(number: int) -> str:
    return f"More than {COUNTED_AT_MOST:,}" if number > COUNTED_AT_MOST else f"{number:,}"
