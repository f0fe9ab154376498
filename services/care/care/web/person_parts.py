"""The parts of a person's record, each on a page of its own, for whoever may open it."""

from collections.abc import Iterator
from uuid import UUID

from care.web import paths
from care.web.edge import Desk
from plumbing.govuk.parts import Link


def parts_of(support_case_id: UUID, desk: Desk, current: str = "", *, is_own: bool = True) -> list[Link]:
    """Until a provider supports the person, their record is one page."""
    return [
        Link(label, paths.person(support_case_id, part), current=part == current)
        for part, label in _parts(desk)
        if is_own or not part
    ]


def _parts(desk: Desk) -> Iterator[tuple[str, str]]:
    yield "", "Overview"
    yield "assessments", "Assessments"
    yield "plan", "Plan and contacts"
    yield "leaving", "Leaving"
    yield "moves", "Moves"
    yield "family", "Family"
    if desk.is_prime:
        yield "provider", "Provider"
        yield "apart", "Kept apart"
    yield "safety", "Safety"
    yield "disclosures", "Requests from outside"
    if not desk.is_prime:  # who may see what: the prime knows no person's payments
        yield "money", "Money"
