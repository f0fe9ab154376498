"""From which day somebody is paid, and what they are still owed for days that were paid less."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from care.domain.beds import Window
from care.domain.money.lines import DAYS_OF_A_WEEK, amount_for, lines
from care.domain.money.rates import Rates
from care.domain.money.weekly import NOTHING, Household


def entitlement_start(
    *, registered_on: date | None, accommodated_on: date | None, rg_on: date | None
) -> date | None:
    """In an emergency from the day somebody is registered and accommodated (MO-2), otherwise from the
    positive reasonable grounds decision (MO-1). None while neither has happened."""
    starts = [_emergency_start(registered_on, accommodated_on), _full_start(registered_on, rg_on)]
    return min((start for start in starts if start is not None), default=None)


def _emergency_start(registered_on: date | None, accommodated_on: date | None) -> date | None:
    if registered_on is None or accommodated_on is None:
        return None
    return max(registered_on, accommodated_on)


def _full_start(registered_on: date | None, rg_on: date | None) -> date | None:
    """Nobody is in outreach before they are registered."""
    if rg_on is None:
        return None
    return max(rg_on, registered_on or rg_on)


@dataclass(frozen=True)
class BackPayment:
    """Pounds owed for days that were paid less than the total they should have been."""

    days: int
    amount: Decimal
    overpaid: Decimal = NOTHING

    @property
    def weeks(self) -> Decimal:
        return Decimal(self.days) / DAYS_OF_A_WEEK


def back_payment(
    window: Window, household: Household, rates: Rates, *, paid_total_weekly: Decimal
) -> BackPayment:
    """Rounded once for each stretch of one rate. What was paid too much is shown, never set off (MO-15)."""
    differences = [
        amount_for(line.weekly.total - paid_total_weekly, line.days)
        for line in lines(window, household, rates)
    ]
    return BackPayment(
        days=(window.last - window.first).days + 1,
        amount=sum((each for each in differences if each > 0), NOTHING),
        overpaid=-sum((each for each in differences if each < 0), NOTHING),
    )
