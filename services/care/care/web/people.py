"""A person in support: how to reach them, what they need, where they stay and what to do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.domain.rulebook import CareRules
from care.domain.safety_stay import SETTING, SafetyStay
from care.domain.support_clocks import SupportClock
from care.queries.people import PeopleList, Person, list_people, person
from care.queries.pressing import Pressing, pressing
from care.queries.stays import Stay, stays_of
from care.queries.workers import WORKER, own_people
from care.web import columns, paths, words
from care.web.edge import AnyDesk, Desk
from care.web.life.clock_cards import cards
from care.web.next_step import NextStep, next_step
from care.web.person_parts import parts_of
from care.web.reaching import Reaching, read_reaching
from care.web.requests import PersonLine, StayLine, person_line, stay_line
from care.web.workers import OwnWorker, own_worker
from clocks import Confidence, length_in_words
from contracts.ids import SupportCaseId
from plumbing.forms import FieldError
from plumbing.govuk.parts import Badge, Clock, Column, Link, Row, Status, Why
from plumbing.pages import page

router = APIRouter()


@dataclass(frozen=True)
class PeopleView:
    """`own` are those of whoever looks, as their own worker; to others there is one list."""

    own: Sequence[PersonLine]
    is_worker: bool
    people: Sequence[PersonLine]
    more: str
    columns: Sequence[Column] = columns.PEOPLE


@dataclass(frozen=True, kw_only=True)
class PersonView:
    reference: str
    subtitle: str
    status: Status
    badges: Sequence[Badge]
    reaching: Reaching
    worker: OwnWorker
    next: NextStep
    clocks: Sequence[Clock]
    today: date
    needs: Sequence[Row]
    change_needs: str
    agree_again: str
    stays: Sequence[StayLine]
    parts: Sequence[Link]
    stay_columns: Sequence[Column] = columns.STAYS
    errors: Sequence[FieldError] = ()
    place_of_safety: str


@router.get(paths.PEOPLE)
async def people(request: Request, desk: AnyDesk, after: UUID | None = None) -> Response:
    is_worker = desk.user.has_any(WORKER)
    async with desk.work() as uow:
        own = await own_people(uow, desk.actor.user, of=desk.actor.provider_id) if is_worker else ()
        found = await list_people(uow, PeopleList.ALL, but_of=desk.actor.user, after=after)
    view = PeopleView(
        own=[person_line(each, PeopleList.ALL, desk.at) for each in own],
        is_worker=is_worker,
        people=[person_line(each, PeopleList.ALL, desk.at) for each in found.people],
        more=f"{paths.PEOPLE}?after={found.next}" if found.next else "",
    )
    return page(request, "people.html", view)


@router.get(f"{paths.PEOPLE}/{{support_case_id}}")
async def show_person(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    async with desk.work() as uow:
        found = await person(uow, support_case_id)
        stays = await stays_of(uow, support_case_id)
        presses = await pressing(uow, support_case_id)
        clocks = await uow.lives.running_clocks(support_case_id)
        safety = await uow.safety_stays.of_case(support_case_id) if desk.rules.is_on(SETTING) else None
    reaching = await read_reaching(desk, found)
    worker = await own_worker(request, desk, found)
    return page(
        request, "person.html", _view(Told(found, stays, presses, clocks, safety), reaching, worker, desk)
    )


@dataclass(frozen=True)
class Told:
    """What is read of a person at once."""

    person: Person
    stays: Sequence[Stay]
    presses: Pressing
    clocks: Sequence[SupportClock]
    safety: SafetyStay | None  # before they were referred


def _view(told: Told, reaching: Reaching, worker: OwnWorker, desk: Desk) -> PersonView:
    found = told.person
    return PersonView(
        reference=found.reference,
        subtitle=_subtitle(found),
        status=words.STATES[found.state],
        badges=words.badges(found),
        reaching=reaching,
        worker=worker,
        next=next_step(found, told.presses, desk),
        clocks=_clocks(told, desk),
        today=desk.today,
        needs=list(_needs(found)),
        change_needs=_assess_href(found, is_prime=desk.is_prime),
        agree_again=_agree_href(found, is_prime=desk.is_prime),
        stays=[stay_line(each, desk.at) for each in told.stays],
        parts=parts_of(found, desk),
        place_of_safety=paths.place_of_safety(told.safety.id) if told.safety else "",
    )


def _clocks(told: Told, desk: Desk) -> list[Clock]:
    """What still runs comes first; the first contact is the last to be read once it was made."""
    running = cards(told.clocks, desk.rules, desk.today)
    contact = contact_clock(told.person, desk.rules, desk.at)
    return [contact, *running] if told.person.contact_made_at is None else [*running, contact]


def _subtitle(found: Person) -> str:
    supporter = f"supported by {found.provider_name}" if found.provider_name else "no provider yet"
    return f"{words.region(found.region)}, {supporter}"


def contact_clock(found: Person, rules: CareRules, at: datetime) -> Clock:
    due = rules.contact_due(found.consent_at)
    assert due.rule.length is not None
    why = Why(
        rule=due.rule.id,
        version=due.rule.policy_version,
        start=found.consent_at,
        counting=f"{length_in_words(due.rule.length)}, day and night",
        calendar=f"{due.calendar.nation}, {due.calendar.version}",
        source=", ".join(rules.book.sources.get(tag, tag) for tag in due.rule.sources),
        confidence=due.rule.confidence.in_words,
        is_our_setting=due.rule.confidence is Confidence.OUR_SETTING,
    )
    return Clock("First contact", due.due_on, _contact_status(found, at), why, _contact_note(found))


def _contact_status(found: Person, at: datetime) -> Status:
    if found.contact_made_at is not None:
        return Status("Contact made", "done")
    if found.contact_due_at <= at:
        return Status("Overdue", "overdue")
    return Status(words.time_left(found.contact_due_at, at), "waiting")


def _contact_note(found: Person) -> str:
    if found.contact_made_at is None and found.contact_failed_at is not None:
        return "The person or their lawyer may still call in to enter support."
    return ""


def _needs(found: Person) -> Iterator[Row]:
    yield Row("Sharing a house", words.PREFERENCES[found.preference])
    yield Row(
        "Needs in a house", [words.word_for(code) for code in found.required_features] or "None recorded"
    )
    yield Row("Areas to avoid", list(found.avoid_areas) or "None recorded")


def _assess_href(found: Person, *, is_prime: bool) -> str:
    may = is_prime and found.contact_made_at is not None
    return paths.person(found.id, "assessment") if may and found.assessed_at is None else ""


def _agree_href(found: Person, *, is_prime: bool) -> str:
    has_changed = found.agreement_withdrawn_at is not None
    return paths.person(found.id, "agreement") if is_prime and has_changed else ""
