"""What was changed about a placement, by whom and when: its days before and after, never lost."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.ids import PlacementId, ProviderId


class Change(StrEnum):
    ARRIVED = "arrived"
    ARRIVAL_AMENDED = "arrival_amended"
    DEPARTED = "departed"
    DEPARTURE_AMENDED = "departure_amended"
    EXTENDED = "extended"
    SHORTENED = "shortened"
    OVERSTAYED = "overstayed"
    TURNAROUND = "turnaround"
    CANCELLED = "cancelled"
    CANCELLATION_AMENDED = "cancellation_amended"
    NO_SHOW = "no_show"
    DISPLACED = "displaced"
    NO_LONGER_DISPLACED = "no_longer_displaced"
    WENT_AWAY = "went_away"
    CAME_BACK = "came_back"


@dataclass(frozen=True)
class Days:
    """A stay as it stood at one moment."""

    arrival_on: date
    departure_on: date
    turnaround_days: int


@dataclass(eq=False, kw_only=True)
class PlacementChange:
    id: UUID
    placement_id: PlacementId
    provider_id: ProviderId
    kind: Change
    arrival_before: date
    arrival_after: date
    departure_before: date
    departure_after: date
    turnaround_before: int
    turnaround_after: int
    made_by: str
    made_at: datetime
    is_authorised: bool | None = None
    reason: str | None = None

    @property
    def before(self) -> Days:
        return Days(self.arrival_before, self.departure_before, self.turnaround_before)

    @property
    def after(self) -> Days:
        return Days(self.arrival_after, self.departure_after, self.turnaround_after)
