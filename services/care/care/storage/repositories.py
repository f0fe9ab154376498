"""Loads and keeps the things commands work on. What is loaded to be changed is locked first."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.intake import Intake
from care.domain.offer import Offer, OfferState
from care.domain.people import PersonId
from care.domain.placement import NOT_LIVE, Placement
from care.domain.refusals import Code, Refused
from care.domain.support import AWAITS_CONTACT, SupportCase
from care.storage import tables
from care.storage.missing import Missing
from contracts.ids import OfferId, PlacementId, ReferralId, SupportCaseId

T = TypeVar("T")
CLASHES = {
    "placement_one_on_a_bed": Code.BED_CONFLICT,
    "placement_one_for_a_person": Code.PERSON_ALREADY_PLACED,
}


class Intakes:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def locked(self, referral_id: ReferralId) -> Intake:
        """What is known of this referral, made now when this is the first we hear of it."""
        table = tables.intake
        await self._session.execute(insert(table).values(referral_id=referral_id).on_conflict_do_nothing())
        query = select(Intake).where(table.c.referral_id == referral_id).with_for_update()
        return (await self._session.scalars(query)).one()


class SupportCases:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, case: SupportCase) -> None:
        self._session.add(case)

    async def of_referral(self, referral_id: ReferralId) -> SupportCase | None:
        query = select(SupportCase).where(tables.support_case.c.referral_id == referral_id)
        return (await self._session.scalars(_fresh_and_locked(query))).one_or_none()

    async def get(self, support_case_id: SupportCaseId) -> SupportCase:
        return found(await self._session.get(SupportCase, support_case_id), "support case")

    async def find_locked(self, support_case_id: SupportCaseId) -> SupportCase | None:
        query = select(SupportCase).where(tables.support_case.c.id == support_case_id)
        return (await self._session.scalars(_fresh_and_locked(query))).one_or_none()

    async def locked(self, support_case_id: SupportCaseId) -> SupportCase:
        return found(await self.find_locked(support_case_id), "support case")

    async def contact_overdue(self, at: datetime, *, limit: int) -> Sequence[SupportCase]:
        case = tables.support_case.c
        query = (
            select(SupportCase)
            .where(
                case.contact_made_at.is_(None),
                case.contact_failed_at.is_(None),
                case.contact_due_at <= at,
                case.state.in_(AWAITS_CONTACT),
            )
            .order_by(case.contact_due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return (await self._session.scalars(query)).all()


class Offers:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, offer: Offer) -> None:
        self._session.add(offer)

    async def get(self, offer_id: OfferId) -> Offer:
        return found(await self._session.get(Offer, offer_id), "offer")

    async def locked(self, offer_id: OfferId) -> Offer:
        query = select(Offer).where(tables.offer.c.id == offer_id)
        return found((await self._session.scalars(_fresh_and_locked(query))).one_or_none(), "offer")

    async def unanswered(self, at: datetime, *, limit: int) -> Sequence[OfferId]:
        offer = tables.offer.c
        query = (
            select(offer.id)
            .where(offer.state == OfferState.OPEN, offer.expires_at <= at)
            .order_by(offer.expires_at)
            .limit(limit)
        )
        return (await self._session.scalars(query)).all()


class Placements:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, placement: Placement) -> None:
        self._session.add(placement)
        await self.keep()

    async def keep(self) -> None:
        """Writes changes now. The database has the last word on who has a bed."""
        try:
            await self._session.flush()
        except IntegrityError as error:
            raise _clash(error) from error

    async def locked(self, placement_id: PlacementId) -> Placement:
        """Of somebody in support: what comes before a referral is changed by itself."""
        of_a_case = tables.placement.c.support_case_id.is_not(None)
        query = select(Placement).where(tables.placement.c.id == placement_id, of_a_case)
        return found((await self._session.scalars(_fresh_and_locked(query))).one_or_none(), "placement")

    async def get(self, placement_id: PlacementId) -> Placement:
        return found(await self._session.get(Placement, placement_id), "placement")

    async def of_offer(self, offer_id: OfferId) -> Sequence[Placement]:
        query = select(Placement).where(tables.placement.c.offer_id == offer_id)
        return (await self._session.scalars(_fresh_and_locked(query))).all()

    async def of_person(self, person_id: PersonId) -> Sequence[Placement]:
        """The live ones."""
        placement = tables.placement.c
        query = select(Placement).where(placement.person_id == person_id, placement.state.not_in(NOT_LIVE))
        return (await self._session.scalars(query)).all()


def found(thing: T | None, what: str) -> T:
    if thing is None:
        raise Missing(what)
    return thing


def _clash(error: IntegrityError) -> Exception:
    name = getattr(getattr(error.orig, "__cause__", None), "constraint_name", None)
    code = CLASHES.get(str(name))
    return Refused(code) if code else error


def _fresh_and_locked(query: Select[T]) -> Select[T]:
    """What was read before the lock was ours may be out of date."""
    return query.with_for_update().execution_options(populate_existing=True)
