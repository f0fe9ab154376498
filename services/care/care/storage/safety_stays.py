"""People in places of safety, and what is written of them, sealed with a key of their own."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Exists, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.placement import CHANGEABLE, Placement
from care.domain.retention import OVER
from care.domain.safety_stay import SafetyStay
from care.domain.support import SupportCase
from care.storage.heard_tables import support_move
from care.storage.repositories import found
from care.storage.safety_tables import safety_stay, safety_stay_text
from care.storage.sealed import NoKeys
from care.storage.tables import placement, plumbing, support_case
from care.storage.visibility_tables import legal_hold
from clocks.days import london_day
from plumbing.encryption import DataKeys, KeyRing, Place


class SafetyStays:
    def __init__(self, session: AsyncSession, ring: KeyRing | None) -> None:
        self._session = session
        self._ring = ring

    async def add(self, stay: SafetyStay, texts: Mapping[str, str], *, at: datetime) -> None:
        self._session.add(stay)
        await self._session.flush()
        key = await self._keys().make(stay.id, at=at)
        for purpose, words in texts.items():
            if words.strip():
                sealed = key.seal(words, Place("safety_stay_text", purpose, stay.id))
                row = {"safety_stay_id": stay.id, "purpose": purpose, "sealed": sealed}
                await self._session.execute(insert(safety_stay_text).values(row))

    async def get(self, stay_id: UUID) -> SafetyStay:
        return found(await self._session.get(SafetyStay, stay_id), "place of safety")

    async def locked(self, stay_id: UUID) -> SafetyStay:
        query = select(SafetyStay).where(safety_stay.c.id == stay_id).with_for_update()
        query = query.execution_options(populate_existing=True)
        return found((await self._session.scalars(query)).one_or_none(), "place of safety")

    async def all(self, *, ended_since: date) -> Sequence[SafetyStay]:
        """Those that go on, the longest first, then those that ended since that day."""
        stay = safety_stay.c
        query = (
            select(SafetyStay)
            .where(stay.ended_on.is_(None) | (stay.ended_on >= ended_since))
            .order_by(stay.ended_on.is_not(None), stay.recorded_at, stay.id)
        )
        return (await self._session.scalars(query)).all()

    async def heard_since(self) -> Sequence[tuple[SafetyStay, SupportCase]]:
        """Who is said to be referred, and whose support case has been opened by now."""
        stay = safety_stay.c
        query = (
            select(SafetyStay, SupportCase)
            .join(support_case, support_case.c.reference == stay.reference)
            .where(stay.support_case_id.is_(None))
            .with_for_update(of=safety_stay, skip_locked=True)
        )
        return [(each, case) for each, case in await self._session.execute(query)]

    async def of_case(self, support_case_id: UUID) -> SafetyStay | None:
        query = select(SafetyStay).where(safety_stay.c.support_case_id == support_case_id)
        return (await self._session.scalars(query.order_by(safety_stay.c.recorded_at))).first()

    async def bed_of(self, stay_id: UUID) -> Placement | None:
        """The one they are expected in or live in now."""
        query = select(Placement).where(
            placement.c.safety_stay_id == stay_id, placement.c.state.in_(CHANGEABLE)
        )
        query = query.with_for_update().execution_options(populate_existing=True)
        return (await self._session.scalars(query)).one_or_none()

    async def texts(self, stay_id: UUID, purposes: Sequence[str]) -> Mapping[str, str]:
        text = safety_stay_text.c
        query = select(safety_stay_text).where(
            text.safety_stay_id == stay_id, text.purpose.in_(list(purposes))
        )
        rows = (await self._session.execute(query)).all()
        if not rows:
            return {}
        key = await self._keys().get(stay_id)
        return {
            row.purpose: key.open(row.sealed, Place("safety_stay_text", row.purpose, stay_id)) for row in rows
        }

    async def forget(self, purposes: Sequence[str], before: datetime) -> Sequence[UUID]:
        """Whose words of these purposes are gone now, as they are past their time (VI-6).

        Whoever went on into support has them kept until that is past its time too.
        """
        text, stay = safety_stay_text.c, safety_stay.c
        past = select(stay.id).where(stay.ended_on <= london_day(before), ~_needed_in_support(before))
        gone = (
            delete(safety_stay_text)
            .where(text.safety_stay_id.in_(past), text.purpose.in_(list(purposes)))
            .returning(text.safety_stay_id)
        )
        return (await self._session.scalars(gone)).all()

    def _keys(self) -> DataKeys:
        if self._ring is None:
            raise NoKeys
        return DataKeys(self._session, plumbing.data_key, self._ring)


def _needed_in_support(before: datetime) -> Exists:
    case, hold, move = support_case.c, legal_hold.c, support_move.c
    ended_at = select(func.max(move.at)).where(move.support_case_id == case.id).scalar_subquery()
    is_held = exists().where(hold.support_case_id == case.id, hold.lifted_at.is_(None))
    goes_on = case.state.not_in(OVER) | (ended_at > before) | is_held
    return exists().where(case.id == safety_stay.c.support_case_id, goes_on)
