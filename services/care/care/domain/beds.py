"""Houses and the beds in them, as booking sees them. Where a house stands is kept elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType
from uuid import UUID

from care.domain.refusals import Code, Refused
from clocks.bank_holidays import BankHolidays
from clocks.days import ONE_DAY
from contracts.ids import BedspaceId, PremisesId, ProviderId

VoidId = NewType("VoidId", UUID)


class GenderPolicy(StrEnum):
    MIXED = "mixed"
    WOMEN_ONLY = "women_only"
    MEN_ONLY = "men_only"


@dataclass(frozen=True)
class Window:
    """Days from first to last, both included."""

    first: date
    last: date

    def overlaps(self, other: "Window") -> bool:
        return self.first <= other.last and other.first <= self.last

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def occupied_until(departure_on: date, turnaround_days: int, calendar: BankHolidays) -> date:
    """The last day the bed is kept: the departure day and then the working days of turnaround."""
    day, left = departure_on, turnaround_days
    while left:
        day += ONE_DAY
        left -= calendar.is_working_day(day)
    return day


@dataclass(eq=False, kw_only=True)
class Premises:
    id: PremisesId
    provider_id: ProviderId
    code: str
    region: str
    area: str
    gender_policy: GenderPolicy
    turnaround_days: int
    features: list[str] = field(default_factory=list)
    closed_on: date | None = None


@dataclass(eq=False, kw_only=True)
class Bedspace:
    id: BedspaceId
    premises_id: PremisesId
    provider_id: ProviderId
    code: str
    in_service_from: date
    in_service_to: date | None = None
    features: list[str] = field(default_factory=list)
    unit: str | None = None  # beds of one self-contained flat share its name
    admits_from: time | None = None  # AC-9; the hours may run past midnight
    admits_until: time | None = None

    def is_in_service(self, day: date) -> bool:
        return self.in_service_from <= day and (self.in_service_to is None or day <= self.in_service_to)


@dataclass(eq=False, kw_only=True)
class Void:
    """A time when a bed cannot be used. A cancelled one never blocks (VO-4)."""

    id: VoidId
    bedspace_id: BedspaceId
    provider_id: ProviderId
    starts_on: date
    ends_on: date
    reason: str
    is_cancelled: bool = False
    is_emergency: bool = False
    cancelled_at: datetime | None = None

    @property
    def window(self) -> Window:
        return Window(self.starts_on, self.ends_on)

    def cancel(self, *, at: datetime) -> None:
        if self.is_cancelled:
            raise Refused(Code.ALREADY_CANCELLED)
        self.is_cancelled, self.cancelled_at = True, at


def active(voids: Iterable[Void]) -> list[Void]:
    return [void for void in voids if not void.is_cancelled]
