"""For leaders, by program: policies, calendars of bank holidays, and organisations' addresses.

What is published is said in YAML or JSON, as in the files the pages take. A preview changes nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from clocks import BankHolidays
from decision.domain.policies import PolicyPublishedBefore, PolicyRefused, read_policy
from decision.publishing.calendars import (
    CalendarForgetsDays,
    CalendarPublishedBefore,
    preview_calendar,
    publish_calendar,
)
from decision.publishing.policies import preview_policy, publish_policy
from decision.web.addresses import AddressForm, OwnerForm, keep, remove
from decision.web.calendars import REFUSED, UNREADABLE, read_holidays
from decision.web.edge import CaseWork, Leader
from decision.web.policies import MOST_CHARACTERS, PUBLISHED_BEFORE
from plumbing.clock import utcnow
from plumbing.problems import Fault, Problem

router = APIRouter(prefix="/v1")

Text = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]


class NewPolicy(BaseModel):
    model_config = ConfigDict(extra="forbid")

    policy: Text


class NewCalendar(BaseModel):
    model_config = ConfigDict(extra="forbid")

    calendar: Text


class FromRow(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class MoveBody(FromRow):
    case_id: UUID
    reference: str
    rule: str
    was: date | None
    now: date


class MovesBody(BaseModel):
    """`moved` counts all open clocks that would get another date, `moves` are the first few."""

    moved: int
    looked_at: int
    moves: list[MoveBody]


class PolicyBody(FromRow):
    """`finished_at` is null while open clocks are counted again."""

    version: str
    effective_from: date
    rules: list[str]
    published_at: AwareDatetime
    published_by: str
    moved: int
    finished_at: AwareDatetime | None


class CalendarBody(FromRow):
    """`is_recounted` is false for those shipped with the product."""

    nation: str
    version: str
    known_from: date
    known_until: date
    published_at: AwareDatetime
    published_by: str
    is_recounted: bool
    moved: int
    finished_at: AwareDatetime | None


class AddressBody(FromRow):
    """One that belongs to nobody serves all of its kind without one of their own."""

    who: str
    belongs_to: str
    address: str


class PolicyList(BaseModel):
    items: list[PolicyBody]


class CalendarList(BaseModel):
    items: list[CalendarBody]


class AddressList(BaseModel):
    items: list[AddressBody]


@router.get("/policies")
async def list_policies(_: Leader, work: CaseWork) -> PolicyList:
    async with work() as uow:
        return PolicyList(items=[PolicyBody.model_validate(each) for each in await uow.policies.published()])


@router.post("/policies/preview")
async def what_a_policy_moves(body: NewPolicy, _: Leader, work: CaseWork) -> MovesBody:
    with _policy_refused():
        async with work() as uow:
            found = await preview_policy(uow, read_policy(body.policy))
    return MovesBody.model_validate(found, from_attributes=True)


@router.post("/policies", status_code=HTTPStatus.CREATED)
async def publish_version(body: NewPolicy, user: Leader, work: CaseWork) -> PolicyList:
    """In force from now on. Sent twice, it is published once, and the second answer is 422."""
    with _policy_refused():
        async with work() as uow:
            await publish_policy(uow, read_policy(body.policy), by=user.id, at=utcnow())
    return await list_policies(user, work)


@router.get("/calendars")
async def list_calendars(_: Leader, work: CaseWork) -> CalendarList:
    async with work() as uow:
        published = await uow.recounts.published()
    return CalendarList(items=[CalendarBody.model_validate(each) for each in published])


@router.post("/calendars/preview")
async def what_a_calendar_moves(body: NewCalendar, _: Leader, work: CaseWork) -> MovesBody:
    with _calendar_refused():
        async with work() as uow:
            found = await preview_calendar(uow, _holidays(body))
    return MovesBody.model_validate(found, from_attributes=True)


@router.post("/calendars", status_code=HTTPStatus.CREATED)
async def publish_holidays(body: NewCalendar, user: Leader, work: CaseWork) -> CalendarList:
    """In force from now on. Sent twice, it is published once, and the second answer is 422."""
    with _calendar_refused():
        async with work() as uow:
            await publish_calendar(uow, _holidays(body), by=user.id, at=utcnow())
    return await list_calendars(user, work)


@router.get("/addresses")
async def list_addresses(_: Leader, work: CaseWork) -> AddressList:
    async with work() as uow:
        kept = await uow.organisation_addresses.all()
    return AddressList(items=[AddressBody.model_validate(each) for each in kept])


@router.post("/addresses")
async def keep_address(body: AddressForm, user: Leader, work: CaseWork) -> AddressList:
    """In place of the one there was."""
    async with work() as uow:
        await keep(uow, body, by=user.id)
    return await list_addresses(user, work)


@router.post("/addresses/remove")
async def remove_address(body: OwnerForm, user: Leader, work: CaseWork) -> AddressList:
    async with work() as uow:
        await remove(uow, body, by=user.id)
    return await list_addresses(user, work)


@contextmanager
def _policy_refused() -> Iterator[None]:
    try:
        yield
    except PolicyPublishedBefore as refusal:
        raise _problem("policy", [PUBLISHED_BEFORE]) from refusal
    except PolicyRefused as refusal:
        raise _problem("policy", refusal.problems) from refusal


@contextmanager
def _calendar_refused() -> Iterator[None]:
    try:
        yield
    except (CalendarPublishedBefore, CalendarForgetsDays) as refusal:
        raise _problem("calendar", [REFUSED[type(refusal)]]) from refusal


def _holidays(body: NewCalendar) -> BankHolidays:
    found = read_holidays(body.calendar)
    if found is None:
        raise _problem("calendar", [UNREADABLE])
    return found


def _problem(field: str, words: Sequence[str]) -> Problem:
    faults = [Fault(f"/{field}", "refused", each) for each in words]
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, words[0], faults=faults)
