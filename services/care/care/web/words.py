"""How states, rules and codes are called on a page."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from care.domain.beds import GenderPolicy
from care.domain.board import Use
from care.domain.intake import Pathway
from care.domain.people import Gender, Preference
from care.domain.placement import PlacementState
from care.domain.refusals import Code
from care.domain.rulebook import Entry, rules_as_shipped
from care.domain.support import SupportState
from care.queries.people import Person
from care.web import bed_words
from plumbing.govuk.parts import Badge, Option, Status

STATES: dict[SupportState, Status] = {
    SupportState.NOTIFIED: Status("Notified", "not-started"),
    SupportState.CONTACTING: Status("Being contacted", "not-started"),
    SupportState.UNREACHED: Status("Not reached", "overdue"),
    SupportState.INITIAL_ASSESSMENT: Status("Initial assessment", "in-progress"),
    SupportState.AWAITING_RG: Status("Waiting for the decision", "waiting"),
    SupportState.EMERGENCY: Status("Emergency support", "overdue"),
    SupportState.RECOVERY: Status("Recovery", "in-progress"),
    SupportState.MOVE_ON: Status("Moving on", "in-progress"),
    SupportState.EXTENDED: Status("Moving on, with more support", "in-progress"),
    SupportState.EXITING_NEGATIVE: Status("Leaving after a negative decision", "waiting"),
    SupportState.EXTENSION_GRANTED: Status("Leaving later, as agreed", "waiting"),
    SupportState.SUSPENDED: Status("Away", "overdue"),
    SupportState.EXITED: Status("Has left support", "done"),
    SupportState.REACH_IN: Status("Reach-in", "available"),
    SupportState.DECLINED: Status("Does not want support", "done"),
    SupportState.WITHDRAWN: Status("Withdrawn", "done"),
    SupportState.CLOSED: Status("Closed", "done"),
}
PLACEMENT_STATES: dict[PlacementState, Status] = {
    PlacementState.OFFERED: Status("Offered", "waiting"),
    PlacementState.DECLINED: Status("Declined", "done"),
    PlacementState.EXPIRED: Status("No answer in time", "done"),
    PlacementState.PROVISIONAL: Status("Provisional", "not-started"),
    PlacementState.CONFIRMED: Status("Confirmed", "in-progress"),
    PlacementState.CANCELLED: Status("Cancelled", "done"),
    PlacementState.NO_SHOW: Status("Did not arrive", "overdue"),
    PlacementState.IN_RESIDENCE: Status("Living here", "available"),
    PlacementState.ABSENT: Status("Away", "waiting"),
    PlacementState.DEPARTED: Status("Left", "done"),
}
USES: dict[Use, str] = {
    Use.FREE: "Free",
    Use.BOOKED: "Booked",
    Use.LIVED_IN: "Lived in",
    Use.TURNAROUND: "Being prepared",
    Use.OUT_OF_USE: "Out of use",
    Use.NOT_IN_SERVICE: "Not in service",
}
KINDS = {
    GenderPolicy.MIXED: "Mixed",
    GenderPolicy.WOMEN_ONLY: "Women only",
    GenderPolicy.MEN_ONLY: "Men only",
}
PREFERENCES = {
    Preference.ANY: "No preference",
    Preference.WOMEN_ONLY: "With women only",
    Preference.MEN_ONLY: "With men only",
}
GENDERS = {Gender.WOMAN: "Woman", Gender.MAN: "Man", Gender.OTHER: "Describes themselves another way"}
PATHWAYS: dict[Pathway, str] = {
    Pathway.CHILD: "A child. The local authority is responsible; a child trafficking guardian may help.",
    Pathway.SCOTLAND: "In Scotland. TARA supports women after sexual exploitation, Migrant Help others.",
    Pathway.NORTHERN_IRELAND: (
        "In Northern Ireland. Belfast and Lisburn Women’s Aid supports women, Migrant Help men and couples."
    ),
}
REFUSALS: dict[Code, str] = {
    **bed_words.REFUSALS,
    Code.DEPARTURE_BEFORE_ARRIVAL: "Departure must be on or after the day of arrival",
    Code.BEFORE_BED_START: "This bed is not open yet on the day of arrival. Choose a later day or another",
    Code.BED_CLOSED: "This bed closes before the day of departure. Choose an earlier day or another bed",
    Code.BED_CONFLICT: "Somebody else has this bed on some of these days. Choose another bed or other days",
    Code.VOID_CONFLICT: "This bed is out of use on some of these days. Choose another bed or other days",
    Code.PERSON_ALREADY_PLACED: "This person has another bed on some of these days. End that stay first",
    Code.NOT_ADULT: "This person is a child. The local authority finds a place for them",
    Code.NO_CONSENT: "This person has not agreed to support, so no place can be booked",
    Code.NOT_ELIGIBLE: (
        "This person cannot be placed now. It takes a positive decision or an assessed emergency, and"
        " somebody who lives somewhere safe and suitable stays there"
    ),
    Code.AREA_RISK: "This house is in an area where the person would be at risk. Choose another area",
    Code.GENDER_MISMATCH: "This house does not fit with whom the person wants to share. Choose another house",
    Code.BEYOND_SUPPORT_END: "Support ends before the day of departure. Choose an earlier day",
    Code.FORBIDDEN: "This house belongs to another provider. Ask the prime contractor",
    Code.ALREADY_CONFIRMED: "This placement has been confirmed already",
    Code.WRONG_STATE: "This cannot be done with the placement as it is now. Look at it again",
    Code.ARRIVAL_IN_FUTURE: "Arrival must be today or in the past",
    Code.ARRIVAL_TOO_OLD: "Arrival must be within the last 14 days",
    Code.UNKNOWN_REASON: "Select a reason from the list",
    Code.UNKNOWN_DESTINATION: "Select from the list where the person goes",
    Code.ALREADY_ARRIVED: "The person has arrived. Record when they leave instead",
    Code.INVALID_TURNAROUND: "Turnaround must be 0 working days or more",
    Code.OFFER_EXPIRED: "This offer was not answered in time and has ended. Offer a bed again",
    Code.ALREADY_ANSWERED: "This offer has been answered already",
    Code.DURATION_TOO_SHORT: "Length of stay must be 1 day or more",
    Code.ONLY_PROVIDER_MAY_REQUEST: (
        "Only the support provider can ask for an extension. Ask the person’s support worker"
    ),
    Code.OVER_28_DAYS_NEEDS_EXCEPTION: "More than 28 days is only for exceptional circumstances",
    Code.IN_FUTURE: "The day must be today or in the past",
    Code.EXIT_NOT_SAFE: "The person cannot leave yet. What stands in the way is on their page",
    Code.NO_REGION: "Select at least one region",
    Code.TOO_MANY_REGIONS: "Select 5 regions or fewer",
    Code.NO_RATE: "No rate is known for some of these days, so nothing can be calculated for them",
    Code.ASYLUM_AMOUNT_MISSING: "Enter what the asylum payment is a week: the amount depends on it",
    Code.BEFORE_ENTITLEMENT: "Money starts later than this day. Enter a day on or after the start",
    Code.WALKING_EXPECTED: "Nothing is paid for a way that could be walked, reasonably and safely",
    Code.TOO_FAR_AHEAD: "Nobody is paid that far ahead. Choose an earlier day",
    Code.MUST_NAME_FACTS: "Name the facts that are asked for. A whole file or all notes cannot be given",
    Code.ALWAYS_CRITICAL: "This kind of incident is always critical: choose critical",
    Code.KNOWN_BEFORE_IT_HAPPENED: "It happens, then somebody knows, then it is recorded. Check the times",
    Code.SAFEGUARDING_NOT_TOLD: "Tell the council’s safeguarding service first, and record that you did",
    Code.BED_STILL_KEPT: "The bed is still kept for this person. It can be released later",
    Code.ALREADY_MISSING: "This person is already recorded as missing. Open what is recorded",
    Code.PRIME_NOT_TOLD: "Tell the prime contractor first",
    Code.PICK_UP_OVER: "Choose a day that is not over, and an end that is not before the start",
    Code.ASSESSMENT_NEEDED: (
        "Assess their needs first, under Assessments: nobody moves to asylum accommodation before that"
    ),
    Code.NEEDS_NOT_MET: (
        "The assessment found needs that asylum accommodation cannot meet, so they do not move there"
    ),
    Code.UNSAFE_ADDRESS: "Do not send the letter. It can only go to an address that is marked as safe",
    Code.PRIVILEGED: "What is legally privileged can never be given. Leave it out",
}


def options(entries: Iterable[Entry]) -> list[Option]:
    return [Option(entry.code, entry.words) for entry in entries if entry.until is None]


def word_for(code: str | None) -> str:
    """From any of the reference lists; a code of another day shows as it is."""
    return _WORDS.get(code or "", code or "")


def region(code: str | None) -> str:
    return word_for(code) if code else "Region not known"


def _words() -> dict[str, str]:
    lists = rules_as_shipped().lists
    entries = [entry for name in type(lists).model_fields for entry in getattr(lists, name)]
    sharing = {preference.value: words for preference, words in PREFERENCES.items()}
    return {
        **{entry.code: entry.words for entry in entries},
        **sharing,
        "interpreter": "Interpreter",
        "no_answer": "No answer in time",
    }


_WORDS = _words()


def badges(person: Person) -> list[Badge]:
    found = [
        (person.needs_place_now, Badge("Needs a safe place tonight", "red")),
        (person.is_said_in_danger, Badge("Said to be in danger", "red")),
        (person.must_move, Badge("Needs another place", "red")),
        (person.state is SupportState.EMERGENCY, Badge("Emergency", "red")),
        (person.agreement_withdrawn_at is not None, Badge("No longer agrees to support", "red")),
        (person.referral_withdrawn_at is not None, Badge("No longer agrees to the referral", "red")),
        (person.needs_contact_details, Badge("No safe contact", "orange")),
        (person.is_still_exploited, Badge("May still be exploited", "red")),
        (person.is_interpreter_needed, Badge("Interpreter", "purple")),
    ]
    return [badge for applies, badge in found if applies]


def time_left(until: datetime, at: datetime) -> str:
    """ "5 hours left", "2 days late": for clocks in hours."""
    left = until - at
    word = "left" if left > timedelta(0) else "late"
    return f"{_roughly(abs(left))} {word}"


def _roughly(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes >= 48 * 60:
        return _counted(minutes // (24 * 60), "day")
    return _counted(minutes // 60, "hour") if minutes >= 120 else _counted(minutes, "minute")


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
