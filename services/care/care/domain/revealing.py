"""Looking at the address of a house: who may, and what is kept of it (VI-3, VI-5, VI-9)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from contracts.ids import PremisesId, ProviderId


@dataclass(frozen=True, kw_only=True)
class Reveal:
    """Who looked, for whom they work, and why. The address itself is never in it."""

    premises_id: PremisesId
    provider_id: ProviderId
    revealed_at: datetime
    revealed_by: str
    of_organisation: str
    reason: str


def reveal(
    premises_id: PremisesId, provider_id: ProviderId, reason: str, *, actor: Actor, at: datetime
) -> Reveal:
    """Only who may act on the house, and never without a reason."""
    if not actor.may_act_on(provider_id):
        raise Refused(Code.FORBIDDEN)
    if not reason.strip():
        raise Refused(Code.REASON_REQUIRED)
    return Reveal(
        premises_id=premises_id,
        provider_id=provider_id,
        revealed_at=at,
        revealed_by=actor.user,
        of_organisation=actor.provider_id,
        reason=reason.strip(),
    )


def driver_may_read(at: datetime, *, starts_at: datetime, done_at: datetime | None, hours: int) -> bool:
    """From the day of the journey until some hours after it is marked done (VI-9)."""
    return starts_at <= at and (done_at is None or at < done_at + timedelta(hours=hours))
