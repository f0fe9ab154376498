"""Recording that whoever supports a person outside the care contract was told."""

from datetime import date
from uuid import UUID

from care.commands.lives import By, write_down
from care.domain.outside import Told, outside_as_shipped
from care.domain.refusals import Code, Refused
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.care_outside import OutsideProviderTold
from contracts.ids import ReferralId


async def tell_outside(uow: UnitOfWork, referral_id: UUID, code: str, told_on: date, by: By) -> None:
    """The prime tells them; no support case is opened (EL-10)."""
    intake = await uow.intakes.locked(ReferralId(referral_id))
    if not by.actor.is_prime or intake.pathway is None:
        raise Refused(Code.FORBIDDEN)
    told = Told(referral_id=referral_id, code=code, told_on=told_on, noted_at=by.at, noted_by=by.actor.user)
    told.check(intake.pathway, outside_as_shipped(), today=london_day(by.at))
    if await uow.outside_told.keep(told):
        event = OutsideProviderTold(referral_id=referral_id, told=code, told_on=told_on)
        await uow.outbox.add(event, at=by.at)
        write_down(uow, "outside_provider_told", referral_id, by)
