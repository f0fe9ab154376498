"""Referrals whose support is given by somebody outside the care contract."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, select

from care.domain.intake import Pathway
from care.storage import Missing, UnitOfWork
from care.storage.outside import outside_told
from care.storage.tables import intake

OUTSIDE = [pathway for pathway in Pathway if pathway.is_referral_only]


@dataclass(frozen=True)
class Elsewhere:
    """`needs_place_now`: a place was asked for tonight, and nobody who could give one has been told."""

    referral_id: UUID
    reference: str
    submitted_at: datetime
    pathway: Pathway
    needs_place_now: bool


_IS_TOLD = exists().where(outside_told.c.referral_id == intake.c.referral_id)
_NEEDS_PLACE = (intake.c.place_tonight_at.is_not(None) & ~_IS_TOLD).label("needs_place_now")
_ALL = select(
    intake.c.referral_id, intake.c.reference, intake.c.submitted_at, intake.c.pathway, _NEEDS_PLACE
).where(intake.c.pathway.in_(OUTSIDE))


async def elsewhere(uow: UnitOfWork, *, limit: int = 100) -> tuple[Elsewhere, ...]:
    """Who needs a place tonight first, then the newest."""
    known = intake.c
    query = _ALL.order_by(_NEEDS_PLACE.desc(), known.submitted_at.desc(), known.referral_id).limit(limit)
    return tuple(Elsewhere(*row) for row in await uow.session.execute(query))


async def one_elsewhere(uow: UnitOfWork, referral_id: UUID) -> Elsewhere:
    query = _ALL.where(intake.c.referral_id == referral_id)
    row = (await uow.session.execute(query)).one_or_none()
    if row is None:
        raise Missing("referral")
    return Elsewhere(*row)


async def children_elsewhere(uow: UnitOfWork, references: Collection[str]) -> Mapping[str, UUID]:
    """The referrals of children by their references: for the prime alone, as only it reads of these."""
    known = intake.c
    query = select(known.reference, known.referral_id)
    query = query.where(known.reference.in_(references), known.pathway == Pathway.CHILD)
    return {row.reference: row.referral_id for row in await uow.session.execute(query)}


@dataclass(frozen=True)
class Turned18:
    referral_id: UUID
    reference: str
    turned_18_on: date


async def turned_18(uow: UnitOfWork, *, limit: int = 100) -> tuple[Turned18, ...]:
    """Whom nobody has asked yet about adult support, the longest waiting first (EL-8)."""
    known = intake.c
    query = (
        select(known.referral_id, known.reference, known.turned_18_on)
        .where(
            known.pathway == Pathway.CHILD,
            known.turned_18_on.is_not(None),
            known.asked_at_18_at.is_(None),
        )
        .order_by(known.turned_18_on, known.referral_id)
        .limit(limit)
    )
    return tuple(Turned18(*row) for row in await uow.session.execute(query))
