"""Agreeing to be in an inspector's sample, and writing down that one was drawn."""

from care.commands.lives import By, locked, write_down
from care.storage import UnitOfWork
from contracts.ids import SupportCaseId


async def record_agreement(uow: UnitOfWork, case_id: SupportCaseId, by: By, *, is_agreed: bool) -> None:
    """Whoever no longer agrees is in no sample from now on."""
    case = await locked(uow, case_id, by)
    case.inspection_agreed_at = by.at if is_agreed else None
    action = "inspection_agreed" if is_agreed else "inspection_not_agreed"
    write_down(uow, action, case.referral_id, by)


def write_down_draw(uow: UnitOfWork, by: By, *, size: int) -> None:
    uow.audit.add(
        action="inspection_sample_drawn",
        actor=by.actor.user,
        subject=by.actor.provider_id,
        at=by.at,
        detail={"size": str(size)},
    )
