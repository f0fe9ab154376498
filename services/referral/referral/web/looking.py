"""Looking for a person by name, for the decision service and a person of it. The name is sent in a body."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from plumbing.clock import utcnow
from referral import likeness
from referral.web.edge import every_work
from referral.web.internal import Decider

router = APIRouter(prefix="/v1/internal/people")


class LookedFor(BaseModel):
    """`born`: the year of birth, if it is known. One name alone is found only with it."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=200, repr=False)]
    born: Annotated[int | None, Field(ge=1900, le=2100)] = None


class PeopleFound(BaseModel):
    """Referrals of people who go by the name, likest first: ids only."""

    referrals: list[UUID]


@router.post("/search")
async def search(request: Request, body: LookedFor, user: Decider) -> PeopleFound:
    async with every_work(request)() as uow:
        found = await likeness.find_by_name(uow, body.name, body.born, by=user.id, at=utcnow())
    return PeopleFound(referrals=list(found))
