"""Why a bed or house cannot be changed so, in words that say what to do instead."""

from care.domain.refusals import Code

REFUSALS: dict[Code, str] = {
    Code.REASON_REQUIRED: "Enter why the person is still there, since nobody has authorised it",
    Code.NOT_EXPLAINED: (
        "Tell the person that moving away may cost them their local connection, and record that you did"
    ),
    Code.OUTSIDE_ADMISSION_HOURS: (
        "Nobody can receive the person at this bed then. Agree another hour, or choose another bed"
    ),
    Code.HALF_AN_ANSWER: "Enter both hours, or leave both empty",
    Code.VOID_END_BEFORE_START: "The last day out of use must be on or after the first",
    Code.VOID_BEFORE_BED_START: "This bed is not open yet on the first day. Choose a later day",
    Code.VOID_AFTER_BED_END: "This bed is closed before the last day. Choose an earlier day",
    Code.ALREADY_CANCELLED: "This has been taken back already. The bed can be used",
    Code.VOID_CANCELLED: "This has been taken back and cannot be changed. Take the bed out of use again",
    Code.CLOSE_TOO_OLD: "The last day of use is too long ago. It can be at most 7 days back",
    Code.CLOSE_TOO_FAR: "The last day of use is too far ahead. It can be at most 3 months ahead",
    Code.CLOSE_BEFORE_START: "The bed is not open yet on that day. Choose a day on which it is",
    Code.EXISTING_VOID: "The bed is out of use until after that day. Choose a later day, or take that back",
    Code.EXISTING_PLACEMENT: "Somebody has this bed until after that day. Choose a later day",
    Code.EXISTING_TURNAROUND: "The bed is being prepared until after that day. Choose a later day",
    Code.UPCOMING_BED: "A bed of this house only opens after that day. Choose a later day",
    Code.REOPEN_TOO_OLD: "The day it opens again is too long ago. It can be at most 14 days back",
    Code.REOPEN_TOO_FAR: "The day it opens again is too far ahead. It can be at most 14 days ahead",
    Code.BEFORE_LAST_CLOSE: "The bed was still in use then. Choose the day it closed or a later one",
}
