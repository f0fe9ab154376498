"""How incidents, missing people and complaints are called on a page."""

from collections.abc import Mapping
from datetime import datetime

from care.domain.complaints import About, Alternative, Outcome
from care.domain.incidents import Category, Incident, Severity
from care.domain.missing_people import Ending, Telling
from clocks.days import LONDON
from plumbing.govuk.parts import Option, Status

CATEGORIES: Mapping[Category, str] = {
    Category.SAFEGUARDING_ADULT: "Safeguarding an adult",
    Category.SAFEGUARDING_CHILD: "Safeguarding a child",
    Category.SELF_HARM_OR_SUICIDE: "Self-harm or suicide",
    Category.ASSAULT: "Assault",
    Category.EXPLOITER_CONTACT: "Threat or contact by an exploiter",
    Category.ADDRESS_COMPROMISED: "The address is known to the wrong people",
    Category.MISSING: "Missing",
    Category.MEDICAL_EMERGENCY: "Medical emergency",
    Category.DEATH: "Death",
    Category.FIRE_OR_BUILDING_SAFETY: "Fire or building safety",
    Category.DRUGS_OR_ALCOHOL: "Drugs or alcohol",
    Category.PROPERTY_DAMAGE: "Property damage",
    Category.THEFT: "Theft",
    Category.STAFF_CONDUCT: "Conduct of staff",
    Category.DATA_BREACH: "Data breach",
    Category.DISCRIMINATION: "Complaint of discrimination",
}
SEVERITIES: Mapping[Severity, str] = {
    Severity.CRITICAL: "Critical",
    Severity.SERIOUS: "Serious",
    Severity.OTHER: "Other",
}
SEVERITY_HINTS: Mapping[Severity, str] = {
    Severity.CRITICAL: (
        "Death, a known address, serious assault, contact by an exploiter. Report within 2 hours: our setting"
    ),
    Severity.SERIOUS: "Report within 24 hours: our setting",
    Severity.OTHER: "Report within 3 working days: our setting",
}
TELLINGS: Mapping[Telling, str] = {
    Telling.POLICE: "Report to the police as a vulnerable missing person",
    Telling.MARKER: "Ask the police for a marker",
    Telling.SAFEGUARDING: "Make sure the council’s safeguarding service knows",
    Telling.PRIME: "Tell the prime contractor",
    Telling.AUTHORITY: "Tell the competent authority",
}
ENDINGS: Mapping[Ending, str] = {
    Ending.RETURNED: "Came back",
    Ending.FOUND_ELSEWHERE: "Found safe somewhere else",
    Ending.IN_CUSTODY_OR_DETENTION: "In custody or detention",
    Ending.IN_HOSPITAL: "In hospital",
}
ABOUT: Mapping[About, str] = {
    About.EXTENSION_NOT_ASKED: "The provider will not ask for an extension",
    About.ACCOMMODATION: "Where they live",
    About.MONEY: "Money",
    About.STAFF: "Staff",
    About.DISCRIMINATION: "Discrimination",
    About.OTHER: "Something else",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.UPHELD: "Upheld",
    Outcome.PARTLY_UPHELD: "Partly upheld",
    Outcome.NOT_UPHELD: "Not upheld",
    Outcome.WITHDRAWN: "Withdrawn",
}
ALTERNATIVES: Mapping[Alternative, str] = {
    Alternative.ANOTHER_HOUSE: "Another house",
    Alternative.COUNCIL: "Housing by the council",
    Alternative.ASYLUM_ACCOMMODATION: "Asylum accommodation",
    Alternative.FAMILY_OR_FRIENDS: "Family or friends",
}
SEVERITY_OPTIONS = tuple(Option(each, text, hint=SEVERITY_HINTS[each]) for each, text in SEVERITIES.items())


def instant(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%-d %B %Y at %H:%M}"


def status_of(incident: Incident, at: datetime) -> Status:
    if incident.closed_at is not None:
        return Status("Closed", "done")
    if incident.reported_at is not None:
        return Status("Reported late" if incident.is_late else "Reported", "in-progress")
    return (
        Status("Report overdue", "overdue") if at >= incident.due_at else Status("To be reported", "waiting")
    )
