"""The page of what is true beside the stage: who decides, where the person is, what they say, notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision.queries.case import CaseView, names_of
from decision.storage import UnitOfWork
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.circumstance_cards import Card, cards
from decision.web.circumstance_words import DONE
from decision.web.edge import CaseWork, Staff, Today
from decision.web.note_words import note_title
from decision.web.telling_others import ToTell, to_tell
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.govuk.parts import Entry
from plumbing.pages import page

router = APIRouter(prefix="/cases/{case_id}/circumstances")


@dataclass(frozen=True)
class CircumstancesPage:
    frame: CaseFrame
    done: str
    cards: Sequence[Card]
    to_tell: ToTell | None
    notes: Sequence[Entry]


@router.get("")
async def circumstances(
    request: Request, case_id: UUID, user: Staff, work: CaseWork, today: Today, done: str = ""
) -> Response:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="circumstances", at=utcnow())
        shown = await _shown(uow, view, user, today, DONE.get(done, ""))
    return page(request, "case/circumstances.html", shown)


async def _shown(uow: UnitOfWork, view: CaseView, user: User, today: date, done: str) -> CircumstancesPage:
    case = view.case
    suspensions, delays = (
        await uow.circumstances.suspensions(case.id),
        await uow.circumstances.delays(case.id),
    )
    shown = cards(case, suspensions, delays, user, today)
    entries = await _notes(uow, case.id)
    return CircumstancesPage(frame(view, "circumstances", user, today), done, shown, to_tell(case), entries)


async def _notes(uow: UnitOfWork, case_id: CaseId) -> list[Entry]:
    notes = await uow.notes.of_case(case_id)
    names = await names_of(uow, {note.written_by for note in notes})
    return [
        Entry(note_title(note.about), note.written_at, names.get(note.written_by, ""), note.words)
        for note in notes
    ]
