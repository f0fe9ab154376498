"""What an act is refused for. Codes are those of the booking rules; pages and the API put words to them."""

from datetime import date
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
    REASON_REQUIRED = "reason_required"
    OUTSIDE_ADMISSION_HOURS = "outside_admission_hours"
    HALF_AN_ANSWER = "half_an_answer"
    NOT_EXPLAINED = "not_explained"
    VOID_END_BEFORE_START = "void_end_before_start"
    VOID_BEFORE_BED_START = "void_before_bed_start"
    VOID_AFTER_BED_END = "void_after_bed_end"
    ALREADY_CANCELLED = "already_cancelled"
    VOID_CANCELLED = "void_cancelled"
    CLOSE_TOO_OLD = "close_too_old"
    CLOSE_TOO_FAR = "close_too_far"
    CLOSE_BEFORE_START = "close_before_start"
    EXISTING_VOID = "existing_void"
    EXISTING_PLACEMENT = "existing_placement"
    EXISTING_TURNAROUND = "existing_turnaround"
    UPCOMING_BED = "upcoming_bed"
    REOPEN_TOO_OLD = "reopen_too_old"
    REOPEN_TOO_FAR = "reopen_too_far"
    BEFORE_LAST_CLOSE = "before_last_close"
    NO_RATE = "no_rate"
    ASYLUM_AMOUNT_MISSING = "asylum_amount_missing"
    BEFORE_ENTITLEMENT = "before_entitlement"
    WALKING_EXPECTED = "walking_expected"
    ONLY_PROVIDER_MAY_REQUEST = "only_provider_may_request"
    OVER_28_DAYS_NEEDS_EXCEPTION = "over_28_days_needs_exception"
    IN_FUTURE = "in_future"
    EXIT_NOT_SAFE = "exit_not_safe"
    TOO_FAR_AHEAD = "too_far_ahead"
    MUST_NAME_FACTS = "must_name_facts"
    PRIVILEGED = "privileged"
    UNSAFE_ADDRESS = "unsafe_address"
    ASSESSMENT_NEEDED = "assessment_needed"
    NEEDS_NOT_MET = "needs_not_met"
    PICK_UP_OVER = "pick_up_over"
    ALWAYS_CRITICAL = "always_critical"
    KNOWN_BEFORE_IT_HAPPENED = "known_before_it_happened"
    SAFEGUARDING_NOT_TOLD = "safeguarding_not_told"
    BED_STILL_KEPT = "bed_still_kept"
    ALREADY_MISSING = "already_missing"
    PRIME_NOT_TOLD = "prime_not_told"


class Refused(Exception):
    """A rule says no. `conflicting` is the placement, void or bed that stands in the way, where there is one.

    `first_possible` is the first day on which a bed or house could be closed instead.
    """

    def __init__(
        self, code: Code, conflicting: UUID | None = None, *, first_possible: date | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.conflicting = conflicting
        self.first_possible = first_possible


def must_have_come(day: date, today: date) -> None:
    """What is said to have happened cannot lie ahead."""
    if day > today:
        raise Refused(Code.IN_FUTURE)
