"""Searching by program: what is looked for is posted, and found again under an id that says nothing."""

from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from decision.domain.stages import Stage
from decision.queries.search import search
from decision.storage.searches import KEPT, SearchFor, SearchNotFound
from decision.web.api_bodies import NOT_OUR_CURSOR, After, Limit
from decision.web.edge import CaseWork, ReferralService, Staff
from decision.web.people_named import NobodyCouldBeLookedFor, people_named
from decision.web.search_faults import as_kept, fault_of
from decision.web.searching import GONE, after_of, after_text
from plumbing.clock import utcnow
from plumbing.identifiers import new_id
from plumbing.problems import Fault, Problem

router = APIRouter(prefix="/v1/searches")


class NewSearch(BaseModel):
    """All that is said must hold. A name goes to the referral service, which alone knows names."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=200)] = ""
    born: Annotated[int | None, Field(ge=1900, le=2100)] = None
    reference: Annotated[str, Field(max_length=40)] = ""
    organisation: Annotated[str, Field(max_length=100)] = ""
    stage: Stage | None = None
    received_from: date | None = None
    received_until: date | None = None

    @property
    def wanted(self) -> SearchFor:
        return SearchFor(
            reference=as_kept(self.reference),
            organisation=self.organisation,
            stage=self.stage,
            received_from=self.received_from,
            received_until=self.received_until,
        )


class SearchBody(BaseModel):
    """What was looked for can be asked for again until it expires, by whoever made the search."""

    id: UUID
    expires_at: AwareDatetime


class FoundBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    case_id: UUID
    reference: str
    received_on: date
    organisation_id: str
    stage: Stage
    holder: str


class FoundList(BaseModel):
    items: list[FoundBody]
    next: str | None


@router.post("", status_code=HTTPStatus.CREATED)
async def search_cases(
    body: NewSearch, user: Staff, work: CaseWork, service: ReferralService, response: Response
) -> SearchBody:
    if fault := fault_of(body.wanted, name=body.name, born=body.born):
        told = Fault(f"/{fault.field}", fault.code, fault.words)
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, fault.words, faults=[told])
    try:
        named = await people_named(service, body.name, body.born, user)
    except NobodyCouldBeLookedFor as trouble:
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, str(trouble)) from trouble
    search_id, at = new_id(), utcnow()
    wanted = SearchFor(**vars(body.wanted) | {"referrals": named})
    async with work() as uow:
        await uow.searches.keep(search_id, wanted, by=user.id, at=at)
        uow.audit.add(action="cases_searched", actor=str(user.id), subject=str(search_id), at=at)
    response.headers["Location"] = f"/v1/searches/{search_id}"
    return SearchBody(id=search_id, expires_at=at + KEPT)


@router.get("/{search_id}")
async def list_found(
    search_id: UUID, user: Staff, work: CaseWork, limit: Limit = 25, after: After = None
) -> FoundList:
    """Newest received first."""
    begins = after_of(after or "")
    if after and begins is None:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_OUR_CURSOR)
    try:
        async with work() as uow:
            wanted = await uow.searches.get(search_id, by=user.id, at=utcnow())
            found = await search(uow, wanted, by=user.id, after=begins, limit=limit)
    except SearchNotFound as gone:
        raise Problem(HTTPStatus.NOT_FOUND, GONE) from gone
    following = after_text(found.rows[-1]) if found.has_more else None
    return FoundList(items=[FoundBody.model_validate(each) for each in found.rows], next=following)
