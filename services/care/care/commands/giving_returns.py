"""The monthly return to the Home Office. What was given is kept; a correction is a new version."""

from dataclasses import dataclass

from care.commands.lives import By
from care.domain.monthly_return import Version, contract_of
from care.domain.months import Month
from care.domain.refusals import Code, Refused
from care.storage import UnitOfWork
from care.storage.returns import NewReturn
from clocks.days import london_day


@dataclass(frozen=True, kw_only=True)
class Giving:
    """`after` is the newest version that whoever gives it has seen; 0 is none. A correction has a reason."""

    month: Month
    after: int
    reason: str | None = None


async def give_return(uow: UnitOfWork, giving: Giving, what: Version, by: By) -> int:
    """Returns the number of the new version."""
    _check(giving, by)
    number = giving.after + 1
    new = NewReturn(
        month=giving.month.first,
        version=number,
        given_at=by.at,
        given_by=by.actor.user,
        contract=contract_of(giving.month),
        reason=giving.reason,
    )
    if not await uow.returns.keep(new, what):
        raise Refused(Code.WRONG_STATE)
    subject, detail = f"return {giving.month}", {"version": str(number)}
    uow.audit.add(action="return_given", actor=by.actor.user, subject=subject, at=by.at, detail=detail)
    return number


def _check(giving: Giving, by: By) -> None:
    if not by.actor.is_prime:
        raise Refused(Code.FORBIDDEN)
    if giving.month.last >= london_day(by.at):
        raise Refused(Code.IN_FUTURE)
    if bool(giving.after) != bool(giving.reason):
        raise Refused(Code.REASON_REQUIRED if giving.after else Code.WRONG_STATE)
