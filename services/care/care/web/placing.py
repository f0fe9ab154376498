"""Finding a bed for a person and offering it: search, choose, ask the person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from annotated_types import Ge, Le
from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import offers
from care.commands.offers import Wanted
from care.domain.admission import hours_of_arrival
from care.domain.beds import Bedspace, Premises
from care.domain.distance import Distance
from care.domain.offer import is_out_of_area
from care.domain.refusals import Code, Refused
from care.domain.search import Search
from care.queries.board import bed_in_its_house, regions_with_houses
from care.queries.people import Person, person
from care.queries.searching import FoundBed, search_beds
from care.web import paths, words
from care.web.admission_words import admission_words
from care.web.edge import AnyDesk, Desk
from care.web.safety.times import TimeOfDayIfKnown, time_of_day
from care.web.stay_forms import date_boxes
from contracts.care_places import DeclineSide
from contracts.ids import BedspaceId, OfferId, PlacementId, SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import NOT_BEFORE_TODAY, Filled, Form, fill, read
from plumbing.govuk.parts import Option, Row, Status, Tile
from plumbing.identifiers import new_id
from plumbing.pages import page, see_other

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}/place")

MOST_REGIONS = 5
DISTANCES = {
    Distance.SAME_REGION: ", where they live",
    Distance.NEXT_REGION: ", next to where they live",
    Distance.FURTHER: ", further away",
    Distance.NOT_KNOWN: "",
}


class SearchForm(Form):
    arrival_on: Annotated[date, NOT_BEFORE_TODAY, Words("Enter the day of arrival", name="Day of arrival")]
    hour: TimeOfDayIfKnown = ""
    days: Annotated[
        int, Ge(1), Le(366), Words("Enter the length of stay", name="Length of stay", example="28")
    ]
    regions: Annotated[frozenset[str], Words("Select at least one region", name="Regions")] = frozenset()
    features: Annotated[frozenset[str], Words("Select what a house must offer")] = frozenset()
    without: Annotated[frozenset[str], Words("Select what a house must not have")] = frozenset()

    def as_search(self, *, at: datetime) -> Search:
        return Search(
            starts_on=self.arrival_on,
            days=self.days,
            regions=self.regions,
            required=self.features,
            excluded=self.without,
            arriving=hours_of_arrival(self.arrival_on, hour_of(self.hour), at=at),
        )


def hour_of(typed: str) -> time | None:
    return time_of_day(typed) if typed else None


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
class SearchView:
    person: Person
    back: str
    filled: Filled[SearchForm]
    regions: Sequence[Option]
    features: Sequence[Option]
    beds: Sequence[Tile] = ()
    has_searched: bool = False
    noun: str = "bed"

    @property
    def change_stay(self) -> str:
        """Nobody has two places on the same days (PL-6)."""
        has_place = self.person.placement_id
        return paths.placement(has_place, "extend") if has_place else ""


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
    """The first visit searches for what is most likely wanted, so that a bed is one click away."""
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        regions = await regions_with_houses(uow)
    asked = request.query_params.multi_items() or usual_search(found, regions, desk)
    filled = read(SearchForm, asked, today=desk.today)
    filled, beds = await _search(desk, support_case_id, filled)
    lists = desk.rules.lists
    view = SearchView(
        person=found,
        back=paths.person(support_case_id),
        filled=filled,
        regions=[Option(entry.code, entry.words) for entry in lists.regions if entry.code in regions],
        features=words.options(lists.features),
        beds=beds,
        has_searched=filled.form is not None,
    )
    return page(request, "find_bed.html", view, status=422 if filled.errors else 200)


def usual_search(found: Person, regions: Sequence[str], desk: Desk) -> list[tuple[str, str]]:
    """Where a move was agreed to, or where they live; without a house there, anywhere. A move begins on the
    day they leave the place they have."""
    wanted = found.move_regions or (found.region,)
    first = max(desk.today, found.departure_on or desk.today)
    near = [region for region in wanted if region in regions] or list(regions)[:MOST_REGIONS]
    return [
        *date_boxes("arrival_on", first).items(),
        ("days", str(desk.rules.number("usual_stay_days"))),
        *(("regions", region) for region in near if region),
        *(("features", feature) for feature in found.required_features),
    ]


async def _search(
    desk: Desk, support_case_id: SupportCaseId, filled: Filled[SearchForm]
) -> tuple[Filled[SearchForm], Sequence[Tile]]:
    if filled.form is None:
        return filled, ()
    wanted = filled.form.as_search(at=desk.at)
    try:
        async with desk.work() as uow:
            beds = await search_beds(uow, wanted, support_case_id, actor=desk.actor, rules=desk.rules)
    except Refused as refused:
        field = search_field(refused)
        return filled.refused(field, words.REFUSALS[refused.code], refused.code), ()
    return filled, [_tile(each, support_case_id, wanted, filled.form.hour) for each in beds]


def search_field(refused: Refused) -> str:
    return "regions" if refused.code in (Code.NO_REGION, Code.TOO_MANY_REGIONS) else "days"


def _tile(found: FoundBed, support_case_id: SupportCaseId, wanted: Search, hour: str) -> Tile:
    features = [*found.bedspace.features, *found.premises.features]
    days = f"arrival={wanted.starts_on}&departure={wanted.ends_on}&hour={hour}"
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
    filled = await fill(OfferForm, request)
    if filled.form is None:
        return await _offer_page(request, desk, support_case_id, bedspace_id, filled)
    try:
        placement_id = await _make_offer(desk, support_case_id, bedspace_id, filled.form)
    except Refused as refused:
        field = FIELD_OF.get(refused.code, "arrival_on")
        refused_form = filled.refused(field, words.REFUSALS[refused.code], refused.code)
        return await _offer_page(request, desk, support_case_id, bedspace_id, refused_form)
    return see_other(paths.placement(placement_id))


FIELD_OF = {
    Code.DEPARTURE_BEFORE_ARRIVAL: "departure_on",
    Code.BED_CLOSED: "departure_on",
    Code.BEYOND_SUPPORT_END: "departure_on",
    Code.NOT_EXPLAINED: "is_explained",
    Code.OUTSIDE_ADMISSION_HOURS: "hour",
}


async def _make_offer(
    desk: Desk, support_case_id: SupportCaseId, bedspace_id: BedspaceId, form: OfferForm
) -> PlacementId:
    async with desk.work() as uow:
        premises, _ = await bed_in_its_house(uow, bedspace_id)
        wanted = Wanted(
            offer_id=OfferId(new_id()),
            placement_id=PlacementId(new_id()),
            support_case_id=support_case_id,
            bedspace_id=bedspace_id,
            arrival_on=form.arrival_on,
            departure_on=form.departure_on,
            arrival_hour=hour_of(form.hour),
            accepted_by=frozenset(accepted_by(desk, premises, form)),
            is_local_connection_explained=form.is_explained == "yes",
        )
        await offers.make_offer(uow, wanted, actor=desk.actor, rules=desk.rules, at=desk.at)
    return wanted.placement_id


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
    return page(request, "offer_bed.html", view, status=422 if filled.errors else 200)


def _rows(premises: Premises, bed: Bedspace) -> list[Row]:
    features = [words.word_for(code) for code in (*bed.features, *premises.features)]
    return [
        Row("Region", words.region(premises.region)),
        Row("House", f"{premises.code}, {words.KINDS[premises.gender_policy].lower()}"),
        Row("Receives people", admission_words(premises.features, bed)),
        Row("Features", features or "None recorded"),
    ]
