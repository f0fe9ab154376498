"""What a program or a page may ask about its own session."""

from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import BaseModel

from contracts.ids import UserId
from plumbing.access import CurrentUser
from plumbing.sessions import Session


class Me(BaseModel):
    """Who is signed in, until when, and the token that every change must carry; a program needs none."""

    user_id: UserId
    name: str
    organisation: str
    organisation_name: str
    roles: list[str]
    csrf_token: str | None
    expires_at: datetime | None


router = APIRouter(prefix="/v1")


@router.get("/me")
async def me(request: Request, user: CurrentUser) -> Me:
    session: Session | None = request.state.session
    return Me(
        user_id=user.id,
        name=user.name,
        organisation=user.organisation,
        organisation_name=user.organisation_name,
        roles=sorted(user.roles),
        csrf_token=session.csrf_token if session else None,
        expires_at=session.expires_at if session else None,
    )
