"""Places of safety: who is in one, who was found tonight, and a bed for them. Only with the setting on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from care.commands import safety_stays
from care.domain.people import Gender, Preference
from care.domain.placement import EXPECTED, STAYING
from care.domain.refusals import Refused
from care.domain.rulebook import CareRules
from care.domain.safety_stay import SETTING, BroughtBy, Found, Standing
from care.domain.search import Found as FoundBed
from care.queries.board import regions_with_houses
from care.queries.safety_stays import InSafety, free_beds, in_safety, one_in_safety
from care.storage import Missing, UnitOfWork
from care.web import paths, words
from care.web.columns import PLACES_OF_SAFETY
from care.web.edge import AnyDesk, Desk, PrimesDesk
from care.web.refusals import problem
from care.web.safety_words import BROUGHT, ENDS, NEXT, SAID, STANDINGS
from care.web.sending import send
from contracts.ids import BedspaceId, PlacementId
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, Filled, Form, MaxLen
from plumbing.govuk.dates import day, weekday
from plumbing.govuk.parts import Column, Link, Option, Row, Status
from plumbing.identifiers import new_id
from plumbing.pages import page, see_other


def behind_the_setting(request: Request) -> None:
    """With the setting off there is no such page."""
    rules: CareRules = request.app.state.rules
    if not rules.is_on(SETTING):
        raise Missing("page")


router = APIRouter(prefix=paths.PLACES_OF_SAFETY, dependencies=[Depends(behind_the_setting)])
ONE = "/{stay_id}"
Said = Annotated[str, AS_TYPED, MaxLen(1000)]


class FoundForm(Form):
    brought_by: Annotated[BroughtBy, Words("Select who found them")]
    brought_by_whom: Annotated[Said, Words("Enter who calls, and how to reach them", name="Who calls")]
    is_adult: Annotated[Literal["yes", "no"], Words("Select whether they are 18 or over")]
    agrees: Annotated[Literal["yes", "no"], Words("Select whether they agree to stay in a safe house")]
    known_as: Annotated[Said, Words("Enter what they are called", name="What they are called")] = ""
    language: Annotated[str, MaxLen(100), Words("Enter the language they speak", name="Language")] = ""
    gender: Annotated[
        Literal["woman", "man", "other", "not_known"], Words("Select how the person describes their gender")
    ]
    preference: Annotated[Preference, Words("Select with whom the person wants to share a house")]
    avoid_areas: Annotated[str, MaxLen(500), Words("Enter the areas to avoid", name="Areas to avoid")] = ""
    risks_tonight: Annotated[Said, Words("Enter what the house must watch for", name="What to watch for")] = (
        ""
    )
    urgent_health: Annotated[Said, Words("Enter what is urgent", name="Urgent health")] = ""

    def as_found(self) -> Found:
        return Found(
            brought_by=self.brought_by,
            is_adult=self.is_adult == "yes",
            agrees=self.agrees == "yes",
            gender=None if self.gender == "not_known" else Gender(self.gender),
            preference=self.preference,
            avoid_areas=tuple(code.strip().upper() for code in self.avoid_areas.split(",") if code.strip()),
        )


class BedForm(Form):
    bedspace_id: Annotated[UUID, Words("Choose a bed")]


@dataclass(frozen=True)
class StayLine:
    called: str
    href: str
    where: str
    due: str
    status: Status


@dataclass(frozen=True)
class ListView:
    lines: Sequence[StayLine]
    overdue: int
    is_prime: bool
    columns: Sequence[Column] = PLACES_OF_SAFETY


@dataclass(frozen=True)
class NewView:
    filled: Filled[FoundForm]
    back: str = paths.PLACES_OF_SAFETY
    brought: Sequence[Option] = tuple(Option(each.value, said) for each, said in BROUGHT.items())
    yes_no: Sequence[Option] = (Option("yes", "Yes"), Option("no", "No, or it is not known"))
    genders: Sequence[Option] = (
        *(Option(code.value, text) for code, text in words.GENDERS.items()),
        Option("not_known", "Not known"),
    )
    preferences: Sequence[Option] = tuple(Option(c.value, text) for c, text in words.PREFERENCES.items())


@dataclass(frozen=True, kw_only=True)
class StayView:
    called: str
    status: Status
    next: str
    here: str
    rows: Sequence[Row]
    said: Sequence[Row]
    acts: Sequence[Link]
    may_arrive: bool
    may_take_on: bool
    unit_href: str
    case_href: str
    is_displaced: bool
    back: str = paths.PLACES_OF_SAFETY


@dataclass(frozen=True)
class BedsView:
    called: str
    back: str
    regions: Sequence[Link]
    beds: Sequence[FoundBed]
    until: str


@router.get("")
async def show_places(request: Request, desk: AnyDesk) -> Response:
    async with desk.work() as uow:
        found = await in_safety(uow, desk.actor, desk.today)
    standings = [each.stay.standing(desk.today) for each in found]
    lines = [_line(each, standing) for each, standing in zip(found, standings, strict=True)]
    view = ListView(lines, standings.count(Standing.OVERDUE), desk.is_prime)
    return page(request, "places_of_safety.html", view)


@router.get("/new")
async def ask_found(request: Request, desk: PrimesDesk) -> Response:  # noqa: ARG001
    return await _ask_found(request, Filled())


@router.post("/new")
async def record_found(request: Request, desk: PrimesDesk) -> Response:
    async def record(uow: UnitOfWork, form: FoundForm) -> str:
        stay_id = new_id()
        texts = {purpose: getattr(form, purpose) for purpose in SAID}
        await safety_stays.record_found(uow, stay_id, form.as_found(), texts, desk.by)
        return paths.place_of_safety(stay_id, "bed")

    return await send(request, desk, FoundForm, record, partial(_ask_found, request), field="is_adult")


@router.get(ONE)
async def show_stay(request: Request, desk: AnyDesk, stay_id: UUID) -> Response:
    async with desk.work() as uow:
        found = await one_in_safety(uow, stay_id, desk.actor)
    return page(request, "place_of_safety.html", _view(found, desk))


@router.get(f"{ONE}/bed")
async def choose_bed(request: Request, desk: PrimesDesk, stay_id: UUID, region: str = "") -> Response:
    async with desk.work() as uow:
        found = await one_in_safety(uow, stay_id, desk.actor)
        regions = await regions_with_houses(uow)
        chosen = region if region in regions else next(iter(regions), "")
        beds = await free_beds(uow, found.stay, chosen, actor=desk.actor, rules=desk.rules, at=desk.at)
    here = paths.place_of_safety(stay_id, "bed")
    view = BedsView(
        called=_called(found),
        back=paths.place_of_safety(stay_id),
        regions=[
            Link(words.region(each), f"{here}?region={each}", current=each == chosen) for each in regions
        ],
        beds=beds,
        until=weekday(found.stay.leaves_on(desk.today, desk.rules)),
    )
    return page(request, "safety_bed.html", view)


@router.post(f"{ONE}/bed")
async def give_bed(request: Request, desk: PrimesDesk, stay_id: UUID) -> Response:
    async def record(uow: UnitOfWork, form: BedForm) -> str:
        chosen = BedspaceId(form.bedspace_id)
        await safety_stays.give_bed(uow, stay_id, PlacementId(new_id()), chosen, desk.by)
        return paths.place_of_safety(stay_id)

    async def again(_filled: Filled[BedForm]) -> Response:
        return see_other(paths.place_of_safety(stay_id, "bed"))  # somebody was quicker: what is free now

    return await send(request, desk, BedForm, record, again)


@router.post(f"{ONE}/arrive")
async def arrive(desk: AnyDesk, stay_id: UUID) -> Response:
    try:
        async with desk.work() as uow:
            await safety_stays.record_arrival(uow, stay_id, desk.by)
    except Refused as refused:
        raise problem(refused) from refused
    return see_other(paths.place_of_safety(stay_id))


@router.post(f"{ONE}/take")
async def take_on(desk: AnyDesk, stay_id: UUID) -> Response:
    async with desk.work() as uow:
        await safety_stays.take_on(uow, stay_id, desk.by)
    return see_other(paths.place_of_safety(stay_id))


async def _ask_found(request: Request, filled: Filled[FoundForm]) -> Response:
    return page(request, "safety_found.html", NewView(filled), status=422 if filled.errors else 200)


def _called(found: InSafety) -> str:
    return found.said.get("known_as") or f"Found on {day(found.stay.recorded_at)}"


def _line(found: InSafety, standing: Standing) -> StayLine:
    stay = found.stay
    where = f"{found.premises.code}, {words.region(found.premises.region)}" if found.premises else "No bed"
    due = weekday(stay.due_on) if stay.due_on else "From arrival"
    return StayLine(_called(found), paths.place_of_safety(stay.id), where, due, STANDINGS[standing])


def _view(found: InSafety, desk: Desk) -> StayView:
    stay, bed = found.stay, found.bed
    standing, here = stay.standing(desk.today), paths.place_of_safety(stay.id)
    is_expected = bed is not None and bed.state in EXPECTED
    is_own_house = stay.provider_id == desk.actor.provider_id
    return StayView(
        called=_called(found),
        status=STANDINGS[standing],
        next=NEXT[standing],
        here=here,
        rows=list(_rows(found, desk)),
        said=[Row(label, found.said[purpose]) for purpose, label in SAID.items() if purpose in found.said],
        acts=_acts(found, desk, here),
        may_arrive=is_expected,
        may_take_on=is_own_house and stay.worker_id is None and stay.ended_on is None and not desk.is_prime,
        unit_href=paths.unit(found.premises.id) if found.premises else "",
        case_href=paths.person(stay.support_case_id) if stay.support_case_id else "",
        is_displaced=bed is not None and bed.displaced_by is not None,
    )


def _rows(found: InSafety, desk: Desk) -> list[Row]:
    stay = found.stay
    rows = [
        Row("Found by", BROUGHT[stay.brought_by]),
        Row("Wants to share", words.PREFERENCES[stay.preference]),
        Row("Areas to avoid", list(stay.avoid_areas) or "None recorded"),
    ]
    if found.premises and found.bed and found.bedspace:
        rows.append(Row("Bed", f"{found.bedspace.code} in {found.premises.code}"))
        rows.append(Row("Booked until", weekday(found.bed.departure_on)))
    if stay.arrived_on and stay.due_on:
        days = f"Arrived on {weekday(stay.arrived_on)}. Version {stay.policy_version}, unconfirmed"
        rows.append(Row("To decide by", [weekday(stay.due_on), days]))
    if stay.reference:
        rows.append(Row("Referral", stay.reference))
    if stay.ended_on and stay.ended_by:
        rows.append(Row("Ended", f"{day(stay.ended_on)}: {ENDS[stay.ended_by].lower()}"))
    if stay.provider_id:
        own = "You" if stay.worker_id == desk.actor.user else "Somebody of the house"
        rows.append(Row("Their own worker", own if stay.worker_id else "Nobody yet"))
    return rows


def _acts(found: InSafety, desk: Desk, here: str) -> list[Link]:
    stay, is_living = found.stay, found.bed is not None and found.bed.state in STAYING
    acts = [
        ("bed", "Find another bed" if found.bed else "Find a bed", desk.is_prime),
        ("refer", "They have been referred", stay.support_case_id is None),
        ("go-on", "They stay in this bed, in support", is_living and stay.support_case_id is not None),
        ("longer", "Keep the bed longer", is_living),
        ("end", "They leave, or do not come", True),
    ]
    return [Link(label, f"{here}/{act}") for act, label, may in acts if may and stay.ended_on is None]
