"""Who goes by a name: asked of the referral service, which alone knows names. We get ids of referrals."""

from uuid import UUID

from pydantic import BaseModel, ValidationError

from plumbing.access import User
from plumbing.service_calls import Peer, PeerRefused, PeerUnavailable

UNAVAILABLE = (
    "Names cannot be looked for just now, because the referral service is not answering."
    " Try again in a minute, or take the name away and search by what else you know"
)
REFUSED = (
    "The referral service did not let you look for a name. Tell your team leader,"
    " or take the name away and search by what else you know"
)


class NobodyCouldBeLookedFor(Exception):
    """Said to whoever looked, in these words."""


class PeopleFound(BaseModel):
    """What we read of the other service's answer."""

    referrals: tuple[UUID, ...]


async def people_named(service: Peer, name: str, born: int | None, user: User) -> tuple[UUID, ...] | None:
    """None when no name was given. Raises NobodyCouldBeLookedFor."""
    if not name:
        return None
    wanted = {"name": name, "born": born}
    try:
        found = await service.look_for("/v1/internal/people/search", wanted, user=user)
        return PeopleFound.model_validate(found).referrals
    except PeerRefused as refusal:
        raise NobodyCouldBeLookedFor(REFUSED) from refusal
    except (PeerUnavailable, ValidationError) as trouble:
        raise NobodyCouldBeLookedFor(UNAVAILABLE) from trouble
