"""Cases with usual values; a test changes what matters to it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from clocks import calendars_as_shipped
from contracts.events import Event
from contracts.ids import CaseId, ReferralId, UserId
from decision.domain import reasonable_grounds
from decision.domain.case import Case, Received
from decision.domain.clocks import Clock
from decision.domain.decisions import Outcome, Relied, Review, Ruling, Source
from decision.domain.definition import PARTS, Answer, Finding, Head
from decision.domain.rules import rule_book
from decision.domain.timekeeping import Timekeeping

CASEWORKER = UserId(UUID(int=1))
REVIEWER = UserId(UUID(int=2))
ANOTHER = UserId(UUID(int=3))

A_FILE = Relied(Source.EVIDENCE, UUID(int=98))

TIMES = Timekeeping(book=rule_book(), calendars=calendars_as_shipped(), new_id=uuid4)
WEDNESDAY_1_APRIL = datetime(2026, 4, 1, 9, tzinfo=UTC)


def noon(day: str | date) -> datetime:
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(on, time(12), UTC)


def received(**changes: Any) -> Received:
    usual: dict[str, Any] = {
        "referral_id": ReferralId(uuid4()),
        "reference": "NRM-7K3F-92QD-X",
        "received_at": WEDNESDAY_1_APRIL,
        "nation": "england",
        "organisation_id": "avon-and-somerset",
        "region": "south-west",
        "age_band": "adult",
        "is_age_settled": True,
        "is_support_wanted": True,
    }
    return Received(**(usual | changes))


def a_case(**changes: Any) -> Case:
    at = changes.get("received_at", WEDNESDAY_1_APRIL)
    return Case.open(CaseId(uuid4()), received(**changes), times=TIMES, at=at)[0]


def findings(head: Head | None = None) -> tuple[Finding, ...]:
    """Every part of the head found, and before it the first part of the other not found."""
    found = [Finding(part, Answer.FOUND) for part in PARTS[head]] if head else []
    if head is Head.TRAFFICKING:
        return tuple(found)
    missed = [Finding(part, Answer.NOT_FOUND) for part in PARTS[Head.TRAFFICKING]]
    neither = [Finding(part, Answer.NOT_FOUND) for part in PARTS[Head.SLAVERY]]
    return (*missed, *(found or neither))


def a_ruling(outcome: Outcome = Outcome.POSITIVE, **changes: Any) -> Ruling:
    usual: dict[str, Any] = {
        "decision_id": uuid4(),
        "outcome": outcome,
        "reasons": "The account is consistent with the indicators described.",
        "by": CASEWORKER,
        "at": noon("2026-04-10"),
        "findings": findings(Head.TRAFFICKING if outcome is Outcome.POSITIVE else None),
        "relied_on": (A_FILE,),
        "gaps": (),
    }
    return Ruling(**(usual | changes))


def a_review(*, is_agreed: bool = True, **changes: Any) -> Review:
    usual: dict[str, Any] = {
        "is_agreed": is_agreed,
        "reasons": "The police have not been asked.",
        "by": REVIEWER,
        "at": noon("2026-04-13"),
    }
    return Review(**(usual | changes))


def a_positive_case(**changes: Any) -> Case:
    case = a_case()
    reasonable_grounds.decide(case, a_ruling(**changes), times=TIMES)
    return case


def a_case_under_review() -> Case:
    case = a_case()
    reasonable_grounds.decide(case, a_ruling(Outcome.NEGATIVE), times=TIMES)
    return case


def clock_of(case: Case, *rules: str) -> Clock:
    return next(clock for clock in case.clocks if clock.rule in rules)


def names(events: Sequence[Event]) -> list[str]:
    return [type(event).__name__ for event in events]
