"""Houses, people and stays with usual values; a test changes what matters to it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from care.domain.beds import Bedspace, GenderPolicy, Premises, Void, VoidId, occupied_until
from care.domain.booking import BOOKING, Attempt, Guest, House, attempt_on, refusal
from care.domain.decided import hear
from care.domain.heard import About, DecisionHeard, Grounds, What
from care.domain.intake import ReferralHeard
from care.domain.people import Actor, PersonId
from care.domain.placement import Placement, PlacementState
from care.domain.refusals import Refused
from care.domain.rulebook import rules_as_shipped
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from contracts.ids import (
    BedspaceId,
    OfferId,
    PlacementId,
    PremisesId,
    ProviderId,
    ReferralId,
    SupportCaseId,
)

RULES = rules_as_shipped()
MONDAY_3_MARCH = date(2025, 3, 3)
HESTIA = ProviderId("HEST")
MEDAILLE = ProviderId("MED")
PRIME = Actor(ProviderId("TSA"), is_prime=True, user="the prime")
HESTIA_WORKER = Actor(HESTIA, user="a worker at Hestia")
MEDAILLE_WORKER = Actor(MEDAILLE, user="a worker at Medaille")

Works = Callable[..., AbstractAsyncContextManager[UnitOfWork]]


def day(text: str) -> date:
    """A day of March 2025: "10", or a whole date."""
    return date.fromisoformat(text) if "-" in text else date(2025, 3, int(text))


def noon(on: date | str) -> datetime:
    return datetime.combine(day(on) if isinstance(on, str) else on, time(12), UTC)


def a_referral(**changes: Any) -> ReferralHeard:
    usual: dict[str, Any] = {
        "referral_id": ReferralId(uuid4()),
        "reference": "NRM-7K3F-92QD-X",
        "submitted_at": noon(MONDAY_3_MARCH),
        "nation": "england",
        "region": "london",
        "age_band": "adult",
        "is_support_wanted": True,
        "has_safe_contact": True,
        "is_interpreter_needed": False,
        "is_still_exploited": False,
    }
    return ReferralHeard(**(usual | changes))


def a_decision(outcome: str = "positive", on: date | str = "10") -> DecisionHeard:
    """A reasonable grounds decision that stands."""
    on = day(on) if isinstance(on, str) else on
    return DecisionHeard(
        what=What.DECIDED, at=noon(on), on=on, about=About.REASONABLE_GROUNDS, outcome=Grounds(outcome)
    )


def a_support_case(heard: ReferralHeard | None = None, *, at: datetime | None = None) -> SupportCase:
    heard = heard or a_referral()
    at = at or heard.submitted_at
    due = RULES.contact_due(heard.submitted_at).expires_at
    return SupportCase.open(SupportCaseId(uuid4()), heard, contact_due_at=due, at=at)[0]


def in_recovery(**changes: Any) -> SupportCase:
    case = a_support_case(a_referral(**changes))
    hear(case, a_decision())
    return case


def a_guest(**changes: Any) -> Guest:
    usual: dict[str, Any] = {
        "person_id": PersonId(uuid4()),
        "is_adult": True,
        "has_consented": True,
        "may_be_placed": True,
    }
    return Guest(**(usual | changes))


def some_premises(**changes: Any) -> Premises:
    identity = uuid4()
    usual: dict[str, Any] = {
        "id": PremisesId(identity),
        "provider_id": HESTIA,
        "code": f"LON-{identity.hex[:6]}",
        "region": "london",
        "area": "LDN-B",
        "gender_policy": GenderPolicy.MIXED,
        "turnaround_days": 2,
        "features": [],
    }
    return Premises(**(usual | changes))


def a_bed(premises: Premises, **changes: Any) -> Bedspace:
    identity = uuid4()
    usual: dict[str, Any] = {
        "id": BedspaceId(identity),
        "premises_id": premises.id,
        "provider_id": premises.provider_id,
        "code": f"{premises.code}-{identity.hex[:4]}",
        "in_service_from": date(2024, 1, 1),
        "features": [],
    }
    return Bedspace(**(usual | changes))


def a_stay(bed: Bedspace, arrival: str, departure: str, **changes: Any) -> Placement:
    turnaround = changes.get("turnaround_days", 2)
    usual: dict[str, Any] = {
        "id": PlacementId(uuid4()),
        "offer_id": None,
        "referral_id": uuid4(),
        "support_case_id": SupportCaseId(uuid4()),
        "person_id": PersonId(uuid4()),
        "bedspace_id": bed.id,
        "premises_id": bed.premises_id,
        "provider_id": bed.provider_id,
        "region": "london",
        "arrival_on": day(arrival),
        "departure_on": day(departure),
        "turnaround_days": turnaround,
        "occupied_until": occupied_until(day(departure), turnaround, RULES.working_days),
        "state": PlacementState.CONFIRMED,
    }
    return Placement(**(usual | changes))


def a_void(bed: Bedspace, first: str, last: str, **changes: Any) -> Void:
    usual: dict[str, Any] = {
        "id": VoidId(uuid4()),
        "bedspace_id": bed.id,
        "provider_id": bed.provider_id,
        "starts_on": day(first),
        "ends_on": day(last),
        "reason": "deep_clean",
    }
    return Void(**(usual | changes))


def a_house(**changes: Any) -> tuple[House, Bedspace]:
    premises = changes.pop("premises", None) or some_premises(**changes)
    bed = a_bed(premises)
    return House(premises=premises, bedspaces=[bed]), bed


def an_attempt(
    house: House, bed: Bedspace, arrival: str = "10", departure: str = "14", **changes: Any
) -> Attempt:
    usual: dict[str, Any] = {
        "actor": PRIME,
        "guest": a_guest(),
        "arrival_on": day(arrival),
        "departure_on": day(departure),
        "persons_placements": (),
    }
    return attempt_on(house, bed, RULES.working_days, **(usual | changes))


def an_offer_id() -> OfferId:
    return OfferId(uuid4())


def days_later(start: date, days: int) -> date:
    return start + timedelta(days=days)


def some_id() -> UUID:
    return uuid4()


def code_of(attempt: Attempt) -> str | None:
    refused = refusal(attempt, BOOKING)
    return refused.code if refused else None


def refused_because_of(attempt: Attempt) -> Refused:
    refused = refusal(attempt, BOOKING)
    assert refused is not None
    return refused
