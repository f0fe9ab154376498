"""The headings of our tables."""

from plumbing.govuk.parts import Column


def _columns(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title) for title in titles)


PEOPLE = _columns("Person", "Needs", "First contact", "Stage")
REQUESTS = (*PEOPLE, Column("Next"))
CONTACT = _columns("Person", "Needs", "First contact", "Tried so far", "Stage", "Next")
ALLOCATE = _columns("Person", "Needs", "Choose by", "Stage", "Next")
STAYS = _columns("Bed", "Region", "Stay", "Status")
WORKERS = _columns("Person", "Stage", "What you can do")
OFFERS = _columns("Bed", "Region", "Stay", "Needs", "To answer", "Status")
BEDS = _columns("Bed", "Today", "Features", "What you can do")
VOIDS = _columns("Bed", "Out of use", "Why", "What you can do")
PLACES_OF_SAFETY = _columns("Person", "House", "To decide by", "Status")
ELSEWHERE = _columns("Referral", "Received", "Who supports them")
MONEY_LINES = (*_columns("Days", "Why"), Column("Pounds", numeric=True), Column("Status"))
PAYMENT_LINES = (*_columns("Person", "Days"), Column("Pounds", numeric=True), *_columns("Status", "Next"))
RUNS = (*_columns("Made", "Paid until", "People"), Column("Pounds", numeric=True), Column("Status"))
OUT_OF_MONEY = (*_columns("Person"), Column("Not yet paid", numeric=True), Column("Next"))
OUTAGES = _columns("What fails", "Since", "Until")
INSPECTIONS = _columns("Provider", "What", "Last", "Next")
RECOMMENDATIONS = _columns("What is recommended", "Who does it", "By", "Answer")
INCIDENTS = _columns("Person", "What", "Report by", "Status")
HAPPENINGS = _columns("What", "When", "Status")
DISCLOSURES = _columns("Who asks", "Asked on", "Status")
REVEALS = _columns("House", "When", "Who", "Why")
RETENTION = _columns("Record", "Kept for", "Mark")
HOLDS = _columns("Person", "Held since")
READINGS = _columns("Person", "When", "Who and what", "Why")
