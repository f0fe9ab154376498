"""What an act is refused for. Codes are those of the booking rules; pages and the API put words to them."""

from enum import StrEnum
from uuid import UUID


class Code(StrEnum):
    DEPARTURE_BEFORE_ARRIVAL = "departure_before_arrival"
    BEFORE_BED_START = "before_bed_start"
    BED_CLOSED = "bed_closed"
    BED_CONFLICT = "bed_conflict"
    VOID_CONFLICT = "void_conflict"
    PERSON_ALREADY_PLACED = "person_already_placed"
    NOT_ADULT = "not_adult"
    NO_CONSENT = "no_consent"
    NOT_ELIGIBLE = "not_eligible"
    AREA_RISK = "area_risk"
    GENDER_MISMATCH = "gender_mismatch"
    BEYOND_SUPPORT_END = "beyond_support_end"
    FORBIDDEN = "forbidden"
    ALREADY_CONFIRMED = "already_confirmed"
    WRONG_STATE = "wrong_state"
    ARRIVAL_IN_FUTURE = "arrival_in_future"
    ARRIVAL_TOO_OLD = "arrival_too_old"
    UNKNOWN_REASON = "unknown_reason"
    UNKNOWN_DESTINATION = "unknown_destination"
    ALREADY_ARRIVED = "already_arrived"
    INVALID_TURNAROUND = "invalid_turnaround"
    OFFER_EXPIRED = "offer_expired"
    ALREADY_ANSWERED = "already_answered"
    DURATION_TOO_SHORT = "duration_too_short"
    NO_REGION = "no_region"
    TOO_MANY_REGIONS = "too_many_regions"


class Refused(Exception):
    """A rule says no. `conflicting` is the placement or void that stands in the way, where there is one."""

    def __init__(self, code: Code, conflicting: UUID | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.conflicting = conflicting
