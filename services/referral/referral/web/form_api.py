"""What a program needs to build the form itself: questions, lists and the register of organisations."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from clocks.days import london_day
from plumbing.clock import utcnow
from plumbing.problems import Problem
from referral.domain.form.content import referral_form
from referral.domain.form.description import described
from referral.domain.organisations import Found, search
from referral.web.edge import Responder

router = APIRouter(prefix="/v1")


class FormList(BaseModel):
    values: list[str]


class FoundOrganisation(BaseModel):
    """`now` names who took its place, when it no longer exists. A day that is null is not known."""

    name: str
    is_current: bool
    valid_from: date | None
    valid_to: date | None
    now: list[str]


class FoundOrganisations(BaseModel):
    items: list[FoundOrganisation]


@router.get("/form")
async def read_form(_: Responder) -> dict[str, Any]:
    return described(referral_form())


@router.get("/form/lists/{name}")
async def read_list(name: str, _: Responder) -> FormList:
    listing = referral_form().lists.get(name)
    if listing is None:
        raise Problem(HTTPStatus.NOT_FOUND)
    return FormList(values=list(listing))


@router.get("/organisations")
async def find_organisations(
    _: Responder,
    query: Annotated[str, Query(min_length=1, max_length=200)],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> FoundOrganisations:
    found = search(query, london_day(utcnow()), limit)
    return FoundOrganisations(items=[_shown(each) for each in found])


def _shown(found: Found) -> FoundOrganisation:
    return FoundOrganisation(
        name=found.organisation.name,
        is_current=found.is_current,
        valid_from=found.organisation.valid_from,
        valid_to=found.organisation.valid_to,
        now=[each.name for each in found.now],
    )
