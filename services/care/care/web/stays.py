"""A placement: who has answered, and confirming, cancelling, arriving and leaving."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import offers, stays
from care.domain.changes import PlacementChange
from care.domain.offer import is_out_of_area
from care.domain.placement import CHANGEABLE, EXPECTED, NOT_LIVE, STAYING, PlacementState
from care.domain.refusals import Code, Refused
from care.queries.history import changes_of, moves_of
from care.queries.people import Person, person
from care.queries.stays import Stay, household_of, stay
from care.storage import UnitOfWork
from care.web import paths, stay_words, words
from care.web.edge import AnyDesk, Desk
from contracts.ids import OfferId, PlacementId, SupportCaseId
from plumbing.forms import PAGE, FieldError, Form, fill
from plumbing.govuk.dates import weekday
from plumbing.govuk.parts import Badge, Entry, Link, Row, Status
from plumbing.pages import page, see_other

router = APIRouter(prefix="/placements/{placement_id}")


class AnswerForm(Form):
    side: Literal["person", "provider"]
    is_explained: Literal["", "yes"] = ""


@dataclass(frozen=True, kw_only=True)
class PlacementView:
    bed: str
    subtitle: str
    status: Status
    badges: Sequence[Badge]
    person_reference: str
    person_href: str
    unit_href: str
    rows: Sequence[Row]
    here: str
    awaits_person: bool
    awaits_provider: bool
    answer_in: str
    may_confirm: bool
    may_arrive: bool
    may_depart: bool
    must_explain: bool
    is_flagged: bool
    is_displaced: bool
    find_href: str
    is_late_to_leave: bool
    came_to_nothing: bool
    family: Sequence[Link]
    more: Sequence[Link]
    happened: Sequence[Entry]
    errors: Sequence[FieldError] = ()


@router.get("")
async def show_placement(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    return await _placement_page(request, desk, placement_id)


async def _placement_page(
    request: Request, desk: Desk, placement_id: PlacementId, refused: Refused | None = None
) -> Response:
    async with desk.work() as uow:
        found = await stay(uow, placement_id)
        resident = await person(uow, SupportCaseId(found.support_case_id))
        moves = await moves_of(uow, SupportCaseId(found.support_case_id))
        changes = await changes_of(uow, placement_id)
        family = await household_of(uow, found)
        is_flagged = await uow.risks.is_flagged(found.premises_id)
    errors = [FieldError(PAGE, words.REFUSALS[refused.code], refused.code)] if refused else []
    view = _view(Told(found, resident, moves, changes, family, is_flagged), desk, errors)
    return page(request, "placement.html", view, status=409 if refused else 200)


@dataclass(frozen=True)
class Told:
    """All that the page tells."""

    stay: Stay
    resident: Person
    moves: int
    changes: Sequence[PlacementChange]
    family: Sequence[Stay]
    is_flagged: bool


def _view(told: Told, desk: Desk, errors: Sequence[FieldError]) -> PlacementView:
    found, resident = told.stay, told.resident
    is_open = found.awaits_person or found.awaits_provider
    return PlacementView(
        bed=found.bed_code,
        subtitle=f"{words.region(found.region)}, {found.provider_name}",
        status=words.PLACEMENT_STATES[found.state],
        badges=words.badges(resident),
        person_reference=resident.reference,
        person_href=paths.person(resident.id),
        unit_href=paths.unit(found.premises_id),
        rows=[*_rows(found), Row("Moves so far", str(told.moves))],
        here=paths.placement(found.id),
        awaits_person=found.awaits_person,
        awaits_provider=found.awaits_provider,
        answer_in=words.time_left(found.expires_at, desk.at) if is_open and found.expires_at else "",
        may_confirm=found.state is PlacementState.PROVISIONAL,
        may_arrive=found.state in (PlacementState.PROVISIONAL, PlacementState.CONFIRMED),
        may_depart=found.state in STAYING,
        must_explain=_must_explain(found),
        is_flagged=told.is_flagged and found.state in TO_COME,
        is_displaced=found.displaced_by is not None and found.state in CHANGEABLE,
        find_href=paths.person(resident.id, "place"),
        is_late_to_leave=found.state in STAYING and found.departure_on < desk.today,
        came_to_nothing=found.state in NOT_LIVE and resident.placement_id is None and resident.may_be_placed,
        family=[_member(each) for each in told.family],
        more=stay_words.more_to_do(found, desk.today, is_prime=desk.is_prime),
        happened=[stay_words.told(change) for change in told.changes],
        errors=errors,
    )


TO_COME = EXPECTED | {PlacementState.OFFERED}


def _member(each: Stay) -> Link:
    status = words.PLACEMENT_STATES[each.state].text.lower()
    return Link(f"{each.bed_code}: {status}", paths.placement(each.id))


def _must_explain(found: Stay) -> bool:
    """AC-2: before they agree to a move out of their area."""
    return is_out_of_area(found.home_region, found.region) and not found.is_local_connection_explained


def _rows(found: Stay) -> list[Row]:
    rows = [
        Row("Arrival", arrival_words(found)),
        Row("Departure", weekday(found.departure_on)),
        Row("Bed ready again after", f"{weekday(found.occupied_until)}{_preparing(found.turnaround_days)}"),
    ]
    if found.offer_state is not None:
        rows += [
            Row("The person", ANSWERS.get(found.person_answer or "", "Has not answered")),
            Row("The provider", ANSWERS.get(found.provider_answer or "", "Has not answered")),
        ]
    if found.reason:
        rows.append(Row("Reason", words.word_for(found.reason)))
    if found.destination:
        rows.append(Row("Went to", words.word_for(found.destination)))
    return rows


def arrival_words(found: Stay) -> str:
    hour = f", at {found.arrival_hour:%H:%M} as agreed" if found.arrival_hour else ""
    return f"{weekday(found.arrival_on)}{hour}"


def _preparing(days: int) -> str:
    return f", {days} working {'day' if days == 1 else 'days'} to prepare it" if days else ""


ANSWERS = {"accepted": "Has accepted", "declined": "Has declined"}


@router.post("/accept")
async def accept(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    filled = await fill(AnswerForm, request)
    if filled.form is None:
        return await _placement_page(request, desk, placement_id)
    try:
        async with desk.work() as uow:
            offer_id = await offer_of(uow, placement_id)
            await offers.accept_offer(
                uow,
                offer_id,
                filled.form.side,
                actor=desk.actor,
                at=desk.at,
                is_local_connection_explained=filled.form.is_explained == "yes",
            )
    except Refused as refused:
        return await _placement_page(request, desk, placement_id, refused)
    return see_other(paths.placement(placement_id))


@router.post("/confirm")
async def confirm(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    try:
        async with desk.work() as uow:
            await stays.confirm(uow, placement_id, actor=desk.actor, at=desk.at)
    except Refused as refused:
        return await _placement_page(request, desk, placement_id, refused)
    return see_other(paths.placement(placement_id))


async def offer_of(uow: UnitOfWork, placement_id: PlacementId) -> OfferId:
    found = await stay(uow, placement_id)
    if found.offer_id is None:
        raise Refused(Code.WRONG_STATE)
    return OfferId(found.offer_id)
