"""The headings of our tables."""

from plumbing.govuk.parts import Column


def _columns(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title) for title in titles)


PEOPLE = _columns("Person", "Needs", "First contact", "Stage")
REQUESTS = (*PEOPLE, Column("Next"))
STAYS = _columns("Bed", "Region", "Stay", "Status")
OFFERS = _columns("Bed", "Region", "Stay", "Needs", "To answer", "Status")
BEDS = _columns("Bed", "Today", "Features")
ELSEWHERE = _columns("Referral", "Received", "Who supports them")
