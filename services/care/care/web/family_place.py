"""A place for a whole family: one self-contained unit, offered bed by bed as one, or nothing."""

from dataclasses import dataclass
from datetime import date, time
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import offers
from care.commands.booking import Member
from care.commands.offers import Wanted
from care.domain.beds import Window
from care.domain.household import HouseholdId
from care.domain.household_search import FoundUnit
from care.domain.offer import is_out_of_area
from care.domain.refusals import Code, Refused
from care.domain.search import Search
from care.queries.people import person
from care.queries.searching import search_units
from care.storage import UnitOfWork
from care.web import paths, words
from care.web.edge import AnyDesk, Desk
from care.web.finding import Finding, search_page
from care.web.placing import FIELD_OF, OfferForm, OfferView, accepted_by
from care.web.safety.times import hour_of
from care.web.sending import send
from contracts.care_places import DeclineSide
from contracts.ids import OfferId, PlacementId, PremisesId, SupportCaseId
from plumbing.forms import Filled, date_boxes
from plumbing.govuk.parts import Row, Status, Tile
from plumbing.identifiers import new_id
from plumbing.pages import form_page

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}/family/place")


@router.get("")
async def search(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    return await search_page(request, desk, support_case_id, UNITS)


def _tile(found: FoundUnit, support_case_id: SupportCaseId, days: str) -> Tile:
    path = paths.person(support_case_id, f"family/place/{found.premises.id}")
    return Tile(
        title=found.unit,
        status=Status(f"{len(found.bedspaces)} beds free", "available"),
        href=f"{path}?unit={found.unit}&{days}",
        lines=[
            words.region(found.premises.region),
            words.KINDS[found.premises.gender_policy],
            ", ".join(bed.code for bed in found.bedspaces),
        ],
        action="Choose",
    )


UNITS = Finding("unit", search_units, _tile)


@router.get("/{premises_id}")
async def ask_offer(
    request: Request,
    desk: AnyDesk,
    support_case_id: SupportCaseId,
    premises_id: PremisesId,
    arrival: date,
    departure: date,
    hour: str = "",
) -> Response:
    boxes = date_boxes("arrival_on", arrival) | date_boxes("departure_on", departure)
    return await _offer_page(request, desk, support_case_id, premises_id, Filled.showing(**boxes, hour=hour))


@router.post("/{premises_id}")
async def offer(
    request: Request, desk: AnyDesk, support_case_id: SupportCaseId, premises_id: PremisesId, unit: str
) -> Response:
    async def record(uow: UnitOfWork, form: OfferForm) -> str:
        home = (await uow.houses.one(premises_id, Window(form.arrival_on, form.arrival_on))).premises
        what = UnitWanted(
            premises_id=premises_id,
            unit=unit,
            arrival_on=form.arrival_on,
            departure_on=form.departure_on,
            arrival_hour=hour_of(form.hour),
            accepted_by=frozenset(accepted_by(desk, home, form)),
            is_local_connection_explained=form.is_explained == "yes",
        )
        wanted = await wanted_unit(uow, desk, support_case_id, what)
        await offers.make_offer(uow, wanted, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(wanted.placement_id)

    again = partial(_offer_page, request, desk, support_case_id, premises_id)
    return await send(request, desk, OfferForm, record, again, field="arrival_on", field_of=FIELD_OF)


@dataclass(frozen=True, kw_only=True)
class UnitWanted:
    """A self-contained unit of a house, for the person and everybody who lives with them."""

    premises_id: PremisesId
    unit: str
    arrival_on: date
    departure_on: date
    arrival_hour: time | None
    accepted_by: frozenset[DeclineSide]
    is_local_connection_explained: bool


async def wanted_unit(
    uow: UnitOfWork, desk: Desk, support_case_id: SupportCaseId, what: UnitWanted
) -> Wanted:
    """The unit as it is found now, for the days that were entered. Raises when it is no longer free."""
    here = await _found_again(uow, desk, support_case_id, what)
    dependants = [each for each in await uow.dependants.of_case(support_case_id) if each.lives_with_person]
    own, *others = here.bedspaces
    return Wanted(
        offer_id=OfferId(new_id()),
        placement_id=PlacementId(new_id()),
        support_case_id=support_case_id,
        bedspace_id=own.id,
        arrival_on=what.arrival_on,
        departure_on=what.departure_on,
        arrival_hour=what.arrival_hour,
        accepted_by=what.accepted_by,
        household_id=HouseholdId(new_id()),
        dependants=tuple(
            Member(placement_id=PlacementId(new_id()), bedspace_id=bed.id, dependant_id=each.id)
            for bed, each in zip(others, dependants, strict=True)
        ),
        is_local_connection_explained=what.is_local_connection_explained,
    )


async def _found_again(
    uow: UnitOfWork, desk: Desk, support_case_id: SupportCaseId, what: UnitWanted
) -> FoundUnit:
    home = (await uow.houses.one(what.premises_id, Window(what.arrival_on, what.arrival_on))).premises
    days = (what.departure_on - what.arrival_on).days + 1
    search = Search(starts_on=what.arrival_on, days=days, regions=frozenset({home.region}))
    for found in await search_units(uow, search, support_case_id, actor=desk.actor, rules=desk.rules):
        if (found.premises.id, found.unit) == (what.premises_id, what.unit):
            return found
    raise Refused(Code.BED_CONFLICT)


async def _offer_page(
    request: Request,
    desk: Desk,
    support_case_id: SupportCaseId,
    premises_id: PremisesId,
    filled: Filled[OfferForm],
) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        home = (await uow.houses.one(premises_id, Window(desk.today, desk.today))).premises
        is_flagged = await uow.risks.is_flagged(premises_id)
    unit = request.query_params.get("unit", "")
    rows = [
        Row("Region", words.region(home.region)),
        Row("House", f"{home.code}, {words.KINDS[home.gender_policy].lower()}"),
        Row("For", "The person and everybody who lives with them"),
    ]
    view = OfferView(
        person=found,
        back=paths.person(support_case_id, "family/place"),
        bed=unit,
        rows=rows,
        filled=filled,
        must_explain=is_out_of_area(found.region, home.region),
        is_flagged=is_flagged,
        noun="unit",
    )
    return form_page(request, "offer_bed.html", view)
