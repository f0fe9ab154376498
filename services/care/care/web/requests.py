"""Requests: what waits for somebody, one list at a time, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.domain.safety_stay import SETTING
from care.queries.elsewhere import Elsewhere, elsewhere
from care.queries.people import PeopleList, PeoplePage, Person, count_people, list_people
from care.queries.safety_stays import count_overdue
from care.queries.stays import Stay, StayList, count_stays, list_stays
from care.storage import UnitOfWork
from care.web import columns, paths, words
from care.web.attempt_words import Tried, tried
from care.web.edge import DRIVER, INSPECTOR, Anybody, AnyDesk, Desk, PrimesDesk
from care.web.outside_words import TONIGHT
from clocks.days import first_instant_after
from contracts.ids import SupportCaseId
from plumbing.govuk.dates import clock_time, day
from plumbing.govuk.parts import Badge, Column, Link, Status
from plumbing.pages import page, see_other

router = APIRouter()

ListName = PeopleList | StayList
TITLES: dict[ListName, str] = {
    PeopleList.CONTACT: "Waiting to be contacted",
    PeopleList.ASSESS: "To be assessed",
    PeopleList.ALLOCATE: "Without a provider",
    PeopleList.PLACE: "Need a place",
    StayList.ANSWER: "Offers to answer",
    StayList.COMING: "Arriving",
}
EMPTY: dict[ListName, str] = {
    PeopleList.CONTACT: "Everybody has been contacted.",
    PeopleList.ASSESS: "Nobody waits for an initial assessment.",
    PeopleList.ALLOCATE: "Everybody in support has a provider.",
    PeopleList.PLACE: "Nobody waits for a place.",
    StayList.ANSWER: "No offer waits for an answer.",
    StayList.COMING: "Nobody is about to arrive.",
}
PRIMES_LISTS: tuple[ListName, ...] = tuple(TITLES)
PROVIDERS_LISTS: tuple[ListName, ...] = (PeopleList.PLACE, StayList.ANSWER, StayList.COMING)


@dataclass(frozen=True)
class DueWords:
    """By when something is to be done. Without a day only the words stand."""

    left: str
    by: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class PersonLine:
    """One row of a list of people."""

    reference: str
    href: str
    region: str
    badges: Sequence[Badge]
    needs: str
    status: Status
    due: DueWords
    action: str
    action_href: str
    tried: Tried | None = None


@dataclass(frozen=True)
class StayLine:
    """One row of a list of placements."""

    bed: str
    href: str
    region: str
    provider: str
    status: Status
    arrival_on: date
    departure_on: date
    needs: str
    answer_in: str
    is_late: bool
    action: str


@dataclass(frozen=True)
class RequestsView:
    title: str
    name: str
    lists: Sequence[Link]
    empty: str
    is_prime: bool
    people: Sequence[PersonLine] = ()
    stays: Sequence[StayLine] = ()
    more: str = ""
    columns: Sequence[Column] = columns.REQUESTS
    places_of_safety: str = ""


@router.get("/")
async def start(user: Anybody) -> Response:
    if user.has_any(INSPECTOR):
        return see_other(paths.SAMPLE)
    return see_other(paths.JOURNEYS if user.has_any(DRIVER) else paths.REQUESTS)


@router.get(paths.REQUESTS)
async def requests(
    request: Request, desk: AnyDesk, name: PeopleList | StayList | None = None, after: UUID | None = None
) -> Response:
    lists = PRIMES_LISTS if desk.is_prime else PROVIDERS_LISTS
    chosen = name if name in lists else lists[0]
    async with desk.work() as uow:
        links = [await _link(uow, each, current=each is chosen) for each in lists]
        if isinstance(chosen, PeopleList):
            found = await list_people(uow, chosen, after=after)
            view = await _with_attempts(uow, desk, _people_view(desk, chosen, links, found), found)
        else:
            view = _stays_view(desk, chosen, links, await list_stays(uow, chosen))
        view = replace(view, places_of_safety=await _places_of_safety(uow, desk))
    return page(request, "requests.html", view)


async def _places_of_safety(uow: UnitOfWork, desk: Desk) -> str:
    """Nothing with the setting off. The prime is alerted of whose days are over (§9)."""
    if not desk.rules.is_on(SETTING):
        return ""
    overdue = await count_overdue(uow, desk.today)
    return f"Places of safety: the days of {overdue} are over" if overdue else "Places of safety"


async def _link(uow: UnitOfWork, which: ListName, *, current: bool) -> Link:
    counted = count_people(uow, which) if isinstance(which, PeopleList) else count_stays(uow, which)
    return Link(TITLES[which], f"{paths.REQUESTS}?name={which}", current=current, count=await counted)


def _people_view(desk: Desk, which: PeopleList, links: Sequence[Link], found: PeoplePage) -> RequestsView:
    return RequestsView(
        title=TITLES[which],
        name=which,
        lists=links,
        empty=EMPTY[which],
        is_prime=desk.is_prime,
        people=[person_line(each, which, desk.at) for each in found.people],
        more=f"{paths.REQUESTS}?name={which}&after={found.next}" if found.next else "",
        columns=columns.ALLOCATE if which is PeopleList.ALLOCATE else columns.REQUESTS,
    )


async def _with_attempts(uow: UnitOfWork, desk: Desk, view: RequestsView, found: PeoplePage) -> RequestsView:
    """LC-1: beside whoever waits to be reached, what was tried and when to try next."""
    if view.name != PeopleList.CONTACT:
        return view
    made = await uow.attempts.of_cases([SupportCaseId(each.id) for each in found.people])
    lines = [
        replace(line, tried=tried(each, made[SupportCaseId(each.id)], desk.rules.hours_to_call, desk.at))
        for line, each in zip(view.people, found.people, strict=True)
    ]
    return replace(view, people=lines, columns=columns.CONTACT)


def person_line(person: Person, which: PeopleList, at: datetime) -> PersonLine:
    action, part = ACTIONS[which]
    is_to_allocate = which is PeopleList.ALLOCATE
    return PersonLine(
        reference=person.reference,
        href=paths.person(person.id),
        region=words.region(person.region),
        badges=words.badges(person),
        needs=", ".join(words.word_for(code) for code in needs_of(person)),
        status=words.STATES[person.state],
        due=_allocation_due(person, at) if is_to_allocate else _contact_due(person, at),
        action=action,
        action_href=paths.person(person.id, part),
    )


def _contact_due(person: Person, at: datetime) -> DueWords:
    due_at = person.contact_due_at
    if person.contact_made_at is not None:
        return DueWords("Contacted")
    by = f"{day(due_at)}, {clock_time(due_at)}"
    return DueWords(words.time_left(due_at, at), by, is_late=due_at <= at)


def _allocation_due(person: Person, at: datetime) -> DueWords:
    due_on = person.allocation_due_on
    if due_on is None:
        return DueWords("Now")
    due_at = first_instant_after(due_on)
    return DueWords(words.time_left(due_at, at), day(due_on), is_late=due_at <= at)


ACTIONS = {
    PeopleList.CONTACT: ("Record contact", "contact"),
    PeopleList.ASSESS: ("Assess", "assessment"),
    PeopleList.ALLOCATE: ("Choose a provider", "provider"),
    PeopleList.PLACE: ("Find a bed", "place"),
    PeopleList.ALL: ("Open", ""),
    PeopleList.EVERY: ("Open", ""),
}


def needs_of(person: Person) -> list[str]:
    sharing = [] if person.preference == "any" else [person.preference.value]
    return [*person.required_features, *sharing]


def _stays_view(desk: Desk, which: StayList, links: Sequence[Link], found: Sequence[Stay]) -> RequestsView:
    return RequestsView(
        title=TITLES[which],
        name=which,
        lists=links,
        empty=EMPTY[which],
        is_prime=desk.is_prime,
        stays=[stay_line(each, desk.at) for each in found],
        columns=columns.OFFERS,
    )


def stay_line(stay: Stay, at: datetime) -> StayLine:
    is_open = stay.awaits_person or stay.awaits_provider
    left = words.time_left(stay.expires_at, at) if is_open and stay.expires_at else ""
    return StayLine(
        bed=stay.bed_code,
        href=paths.placement(stay.id),
        region=words.region(stay.region),
        provider=stay.provider_name,
        status=words.PLACEMENT_STATES[stay.state],
        arrival_on=stay.arrival_on,
        departure_on=stay.departure_on,
        needs=", ".join(words.word_for(code) for code in stay.needs),
        answer_in=left,
        is_late=left.endswith("late"),
        action="Answer" if is_open else "Open",
    )


@dataclass(frozen=True)
class ElsewhereLine:
    reference: str
    href: str
    submitted_at: datetime
    words: str
    tonight: str


@dataclass(frozen=True)
class ElsewhereView:
    referrals: Sequence[ElsewhereLine]
    columns: Sequence[Column] = columns.ELSEWHERE


@router.get(paths.ELSEWHERE)
async def outside_the_contract(request: Request, desk: PrimesDesk) -> Response:
    async with desk.work() as uow:
        found = await elsewhere(uow)
    return page(request, "elsewhere.html", ElsewhereView([_elsewhere_line(each) for each in found]))


def _elsewhere_line(each: Elsewhere) -> ElsewhereLine:
    return ElsewhereLine(
        each.reference,
        f"{paths.ELSEWHERE}/{each.referral_id}",
        each.submitted_at,
        words.PATHWAYS[each.pathway],
        TONIGHT[each.pathway] if each.needs_place_now else "",
    )
