"""Referrals whose support is given by somebody outside the care contract."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from care.domain.intake import Pathway
from care.storage import Missing, UnitOfWork
from care.storage.tables import intake

OUTSIDE = [pathway for pathway in Pathway if pathway.is_referral_only]


@dataclass(frozen=True)
class Elsewhere:
    referral_id: UUID
    reference: str
    submitted_at: datetime
    pathway: Pathway


async def elsewhere(uow: UnitOfWork, *, limit: int = 100) -> tuple[Elsewhere, ...]:
    """Newest first."""
    known = intake.c
    query = (
        select(known.referral_id, known.reference, known.submitted_at, known.pathway)
        .where(known.pathway.in_(OUTSIDE))
        .order_by(known.submitted_at.desc(), known.referral_id)
        .limit(limit)
    )
    return tuple(Elsewhere(*row) for row in await uow.session.execute(query))


async def one_elsewhere(uow: UnitOfWork, referral_id: UUID) -> Elsewhere:
    known = intake.c
    query = select(known.referral_id, known.reference, known.submitted_at, known.pathway)
    query = query.where(known.referral_id == referral_id, known.pathway.in_(OUTSIDE))
    row = (await uow.session.execute(query)).one_or_none()
    if row is None:
        raise Missing("referral")
    return Elsewhere(*row)


async def count_elsewhere(uow: UnitOfWork) -> int:
    query = select(func.count()).select_from(intake).where(intake.c.pathway.in_(OUTSIDE))
    return int(await uow.session.scalar(query) or 0)


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
