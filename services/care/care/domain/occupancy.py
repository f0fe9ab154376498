"""How a bed was used over a period, as the contract reports it. Cancelled and no-show count nowhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from care.domain.beds import Bedspace, Void, Window, active
from care.domain.placement import STAYING, Placement, PlacementState
from clocks.bank_holidays import BankHolidays
from clocks.days import ONE_DAY

P = PlacementState
BOOKED = STAYING | {P.DEPARTED}
WITH_TURNAROUND = BOOKED | {P.CONFIRMED, P.PROVISIONAL}
FOUR_DECIMALS = Decimal("0.0001")


@dataclass(frozen=True, kw_only=True)
class Occupancy:
    """In days of the period; turnaround is scheduled in working days and takes effect in calendar days."""

    booked: int
    confirmed: int
    provisional: int
    scheduled_turnaround: int
    effective_turnaround: int
    void: int
    online: int

    @property
    def share(self) -> Decimal | None:
        """Of the days the bed was in service; there is none for a bed that was not."""
        if not self.online:
            return None
        return (Decimal(self.booked) / self.online).quantize(FOUR_DECIMALS, ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class BedRecord:
    """A bed with everything that was on it; `earlier_service` is when it was open before it was closed."""

    bedspace: Bedspace
    placements: Sequence[Placement] = ()
    voids: Sequence[Void] = ()
    earlier_service: Sequence[Window] = ()


def occupancy(record: BedRecord, period: Window, calendar: BankHolidays) -> Occupancy:
    turnarounds = [
        day
        for stay in record.placements
        if stay.state in WITH_TURNAROUND
        for day in _turnaround(stay, period)
    ]
    return Occupancy(
        booked=_days_in(record, BOOKED, period),
        confirmed=_days_in(record, {P.CONFIRMED}, period),
        provisional=_days_in(record, {P.PROVISIONAL}, period),
        scheduled_turnaround=sum(calendar.is_working_day(day) for day in turnarounds),
        effective_turnaround=len(turnarounds),
        void=sum(len(days_of(void.window, period)) for void in active(record.voids)),
        online=_online(record, period),
    )


def days_of(window: Window, period: Window) -> list[date]:
    """The days of a window that fall in the period."""
    first, last = max(window.first, period.first), min(window.last, period.last)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _days_in(record: BedRecord, states: Iterable[PlacementState], period: Window) -> int:
    stays = [stay.stay for stay in record.placements if stay.state in states]
    return sum(len(days_of(stay, period)) for stay in stays)


def _turnaround(stay: Placement, period: Window) -> list[date]:
    if stay.occupied_until == stay.departure_on:
        return []
    return days_of(Window(stay.departure_on + ONE_DAY, stay.occupied_until), period)


def _online(record: BedRecord, period: Window) -> int:
    bed = record.bedspace
    open_now = Window(bed.in_service_from, bed.in_service_to or date.max)
    services = [open_now, *record.earlier_service]
    return len({day for service in services for day in days_of(service, period)})
