"""The parts of a person's record, each on a page of its own, for whoever may open it."""

from collections.abc import Iterator

from care.domain.support import SupportCase
from care.domain.visibility import Data, Role, may_read, role_of
from care.queries.people import Person
from care.web import paths
from care.web.edge import Desk
from contracts.ids import ProviderId
from plumbing.govuk.parts import Link


def parts_of(whose: Person | SupportCase, desk: Desk, current: str = "") -> list[Link]:
    """Until a provider supports the person, their record is one page. What the matrix refuses has no link."""
    provider_id = ProviderId(whose.provider_id) if whose.provider_id else None
    role = role_of(desk.actor, provider_id=provider_id, worker_id=whose.worker_id)
    return [
        Link(label, paths.person(whose.id, part), current=part == current)
        for part, label in _parts(role)
        if role is not None or not part
    ]


def _parts(role: Role | None) -> Iterator[tuple[str, str]]:
    yield "", "Overview"
    yield "assessments", "Assessments"
    yield "plan", "Plan and contacts"
    yield "leaving", "Leaving"
    yield "moves", "Moves"
    if may_read(Data.CHILD, role):
        yield "family", "Family"
    if role is Role.PRIME:
        yield "provider", "Provider"
        yield "apart", "Kept apart"
    yield "safety", "Safety"
    yield "disclosures", "Requests from outside"
    if may_read(Data.PAYMENTS, role):
        yield "money", "Money"
