"""Agreement that was withdrawn, and referrals handed from one colleague to another."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import ReferralId, UserId
from plumbing.directory import PROGRAM, may_come_in
from referral.domain.aftermath import Colleague, Handover, Withdrawal
from referral.domain.referral import Referral
from referral.storage.tables import handover, plumbing, referral, withdrawal


class Aftermath:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def withdrawals(self, referral_id: ReferralId) -> Sequence[Withdrawal]:
        query = select(withdrawal).where(withdrawal.c.referral_id == referral_id)
        in_order = query.order_by(withdrawal.c.withdrawn_at)
        return [
            Withdrawal(
                consent=row.consent,
                withdrawn_by=UserId(row.withdrawn_by),
                withdrawn_at=row.withdrawn_at,
            )
            for row in await self._session.execute(in_order)
        ]

    async def keep_withdrawal(self, sent: Referral, withdrawn: Withdrawal) -> bool:
        """Once. Returns whether this was the first time."""
        values = {"referral_id": sent.id, "organisation": sent.organisation, **vars(withdrawn)}
        statement = insert_once(withdrawal).values(values).on_conflict_do_nothing()
        kept = await self._session.execute(statement.returning(withdrawal.c.consent))
        return kept.one_or_none() is not None

    async def handovers(self, referral_id: ReferralId) -> Sequence[Handover]:
        query = select(handover).where(handover.c.referral_id == referral_id)
        return [
            Handover(
                id=row.id,
                handed_by=UserId(row.handed_by),
                handed_to=UserId(row.handed_to),
                handed_at=row.handed_at,
            )
            for row in await self._session.execute(query.order_by(handover.c.handed_at))
        ]

    async def hand_over(self, sent: Referral, handed: Handover) -> None:
        values = {"referral_id": sent.id, "organisation": sent.organisation, **vars(handed)}
        await self._session.execute(insert(handover).values(values))
        await self._session.execute(
            update(referral).where(referral.c.id == sent.id).values(holder=handed.handed_to)
        )

    async def colleagues(self, organisation: str, *, but: UserId, at: datetime) -> Sequence[Colleague]:
        """People who refer and may come in today. Needs the staff's rights: tenants have no directory."""
        person = plumbing.directory.c
        query = select(person.user_id, person.name, person.email).where(
            person.organisation == organisation,
            person.user_id != but,
            person.roles.contains(["first_responder"]),
            ~person.roles.contains([PROGRAM]),
            may_come_in(plumbing.directory, at),
        )
        rows = await self._session.execute(query.order_by(person.name, person.user_id))
        return [Colleague(UserId(row.user_id), row.name, row.email) for row in rows]
