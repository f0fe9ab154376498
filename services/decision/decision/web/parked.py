"""For leaders: events from other services that could not be taken in, and letting them be tried again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from decision.web import paths
from decision.web.edge import CaseWork, Leader
from decision.web.team import parts_of_team
from plumbing.clock import utcnow
from plumbing.govuk.dates import moment
from plumbing.govuk.parts import Column, Link
from plumbing.held import HeldEvent
from plumbing.pages import page, see_other

router = APIRouter(prefix=paths.team("parked"))

COLUMNS = [Column(title) for title in ("Event", "About", "Since", "State", "Why", "To do")]
STATES = {
    "parked": "Given up",
    "retrying": "Tried again by itself",
    "waiting": "Waits behind an earlier event of the same case",
}
DONE = {
    "released": "The event will be tried again in a moment.",
    "gone": "This event is not parked any more.",
    "": "",
}


@dataclass(frozen=True)
class ParkedLine:
    event: str
    about: str
    since: str
    state: str
    reason: str
    release: str


@dataclass(frozen=True)
class ParkedPage:
    parts: Sequence[Link]
    done: str
    lines: Sequence[ParkedLine]
    columns: Sequence[Column] = tuple(COLUMNS)


@router.get("")
async def parked(
    request: Request,
    _: Leader,
    work: CaseWork,
    done: Annotated[Literal["released", "gone", ""], Query()] = "",
) -> Response:
    async with work() as uow:
        lines = [_line(each) for each in await uow.held.all()]
    return page(request, "team/parked.html", ParkedPage(parts_of_team("parked"), DONE[done], lines))


@router.post("/{event_id}/release")
async def release(event_id: UUID, user: Leader, work: CaseWork) -> Response:
    at = utcnow()
    async with work() as uow:
        released = await uow.held.release(event_id, at=at)
        if released:
            uow.audit.add(action="event_released", actor=str(user.id), subject=str(event_id), at=at)
    return see_other(f"{paths.team('parked')}?done={'released' if released else 'gone'}")


def _line(held: HeldEvent) -> ParkedLine:
    envelope = held.envelope
    is_parked = held.state == "parked"
    return ParkedLine(
        event=envelope.type,
        about=envelope.subject,
        since=moment(held.held_at),
        state=STATES.get(held.state, held.state),
        reason=held.reason or "",
        release=f"{paths.team('parked')}/{envelope.id}/release" if is_parked else "",
    )
