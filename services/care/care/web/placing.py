"""Finding a bed for a person and offering it: search, choose, ask the person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import offers
from care.commands.offers import Wanted
from care.domain.beds import Bedspace, Premises
from care.domain.distance import Distance
from care.domain.offer import is_out_of_area
from care.domain.refusals import Code
from care.queries.board import bed_in_its_house
from care.queries.people import Person, person
from care.queries.searching import FoundBed, search_beds
from care.storage import UnitOfWork
from care.web import paths, words
from care.web.admission_words import admission_words
from care.web.edge import AnyDesk, Desk
from care.web.finding import Finding, search_page
from care.web.safety.times import TimeOfDayIfKnown, hour_of
from care.web.sending import send
from contracts.care_places import DeclineSide
from contracts.ids import BedspaceId, OfferId, PlacementId, SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, date_boxes
from plumbing.govuk.parts import Option, Row, Status, Tile
from plumbing.identifiers import new_id
from plumbing.pages import form_page

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}/place")

DISTANCES = {
    Distance.SAME_REGION: ", where they live",
    Distance.NEXT_REGION: ", next to where they live",
    Distance.FURTHER: ", further away",
    Distance.NOT_KNOWN: "",
}


class OfferForm(Form):
    arrival_on: Annotated[date, Words("Enter the day of arrival", name="Day of arrival")]
    departure_on: Annotated[date, Words("Enter the day of departure", name="Day of departure")]
    hour: TimeOfDayIfKnown = ""
    person_says: Annotated[
        Literal["yes", "not_yet"], Words("Select whether the person has agreed to this place")
    ]
    is_explained: Annotated[
        Literal["", "yes"], Words("Tell the person what moving away may cost, and record that you did")
    ] = ""


@dataclass(frozen=True)
class OfferView:
    person: Person
    back: str
    bed: str
    rows: Sequence[Row]
    filled: Filled[OfferForm]
    must_explain: bool
    is_flagged: bool
    noun: str = "bed"
    explained: Sequence[Option] = (
        Option("yes", "I have told them that it may cost them their local connection and council help"),
    )
    options: Sequence[Option] = (
        Option("yes", "Yes, they agree to this place"),
        Option("not_yet", "Not yet", hint="The bed is held until they answer"),
    )


@router.get("")
async def search(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    return await search_page(request, desk, support_case_id, BEDS)


def _tile(found: FoundBed, support_case_id: SupportCaseId, days: str) -> Tile:
    features = [*found.bedspace.features, *found.premises.features]
    return Tile(
        title=found.bedspace.code,
        status=Status("Free", "available"),
        href=f"{paths.person(support_case_id, 'place')}/{found.bedspace.id}?{days}",
        lines=[
            f"{words.region(found.premises.region)}{DISTANCES[found.distance]}",
            words.KINDS[found.premises.gender_policy],
            f"Receives people {admission_words(found.premises.features, found.bedspace)}",
            f"{found.capacity.booked} of {found.capacity.available} beds taken that day",
            ", ".join(words.word_for(code).lower() for code in features[:4]).capitalize(),
        ],
        action="Choose",
    )


BEDS = Finding("bed", search_beds, _tile)


@router.get("/{bedspace_id}")
async def ask_offer(
    request: Request,
    desk: AnyDesk,
    support_case_id: SupportCaseId,
    bedspace_id: BedspaceId,
    arrival: date | None = None,
    departure: date | None = None,
    hour: str = "",
) -> Response:
    starts = arrival or desk.today
    ends = departure or starts + timedelta(days=desk.rules.number("usual_stay_days") - 1)
    filled: Filled[OfferForm] = Filled.showing(
        **date_boxes("arrival_on", starts), **date_boxes("departure_on", ends), hour=hour
    )
    return await _offer_page(request, desk, support_case_id, bedspace_id, filled)


@router.post("/{bedspace_id}")
async def offer(
    request: Request, desk: AnyDesk, support_case_id: SupportCaseId, bedspace_id: BedspaceId
) -> Response:
    async def record(uow: UnitOfWork, form: OfferForm) -> str:
        premises, _ = await bed_in_its_house(uow, bedspace_id)
        accepted = frozenset(accepted_by(desk, premises, form))
        wanted = _wanted(support_case_id, bedspace_id, form, accepted)
        await offers.make_offer(uow, wanted, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(wanted.placement_id)

    again = partial(_offer_page, request, desk, support_case_id, bedspace_id)
    return await send(request, desk, OfferForm, record, again, field="arrival_on", field_of=FIELD_OF)


FIELD_OF = {
    Code.DEPARTURE_BEFORE_ARRIVAL: "departure_on",
    Code.BED_CLOSED: "departure_on",
    Code.BEYOND_SUPPORT_END: "departure_on",
    Code.NOT_EXPLAINED: "is_explained",
    Code.OUTSIDE_ADMISSION_HOURS: "hour",
}


def _wanted(
    support_case_id: SupportCaseId,
    bedspace_id: BedspaceId,
    form: OfferForm,
    accepted: frozenset[DeclineSide],
) -> Wanted:
    return Wanted(
        offer_id=OfferId(new_id()),
        placement_id=PlacementId(new_id()),
        support_case_id=support_case_id,
        bedspace_id=bedspace_id,
        arrival_on=form.arrival_on,
        departure_on=form.departure_on,
        arrival_hour=hour_of(form.hour),
        accepted_by=accepted,
        is_local_connection_explained=form.is_explained == "yes",
    )


def accepted_by(desk: Desk, premises: Premises, form: OfferForm) -> Iterable[DeclineSide]:
    """Whoever offers a bed in their own house has accepted for it."""
    if premises.provider_id == desk.actor.provider_id:
        yield "provider"
    if form.person_says == "yes":
        yield "person"


async def _offer_page(
    request: Request,
    desk: AnyDesk,
    support_case_id: SupportCaseId,
    bedspace_id: BedspaceId,
    filled: Filled[OfferForm],
) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        premises, bed = await bed_in_its_house(uow, bedspace_id)
        is_flagged = await uow.risks.is_flagged(premises.id)
    view = OfferView(
        person=found,
        back=paths.person(support_case_id, "place"),
        bed=bed.code,
        rows=_rows(premises, bed),
        filled=filled,
        must_explain=is_out_of_area(found.region, premises.region),
        is_flagged=is_flagged,
    )
    return form_page(request, "offer_bed.html", view)


def _rows(premises: Premises, bed: Bedspace) -> list[Row]:
    features = [words.word_for(code) for code in (*bed.features, *premises.features)]
    return [
        Row("Region", words.region(premises.region)),
        Row("House", f"{premises.code}, {words.KINDS[premises.gender_policy].lower()}"),
        Row("Receives people", admission_words(premises.features, bed)),
        Row("Features", features or "None recorded"),
    ]
