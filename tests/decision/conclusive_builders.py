"""Conclusive grounds decisions with usual values, and cases that wait for one."""

from typing import Any
from uuid import UUID, uuid4

from tests.decision.builders import (
    CASEWORKER,
    REVIEWER,
    TIMES,
    a_case,
    a_ruling,
    findings,
    noon,
)

from contracts.events import Event
from decision.domain import conclusive_grounds, conclusive_review, reasonable_grounds
from decision.domain.case import Case
from decision.domain.conclusive_grounds import Confirmation, SettingAside
from decision.domain.decisions import Outcome, Relied, Review, Ruling, Source
from decision.domain.definition import Head

THE_REFERRAL = Relied(Source.REFERRAL, UUID(int=99))


def a_conclusive_ruling(head: Head | None = Head.TRAFFICKING, **changes: Any) -> Ruling:
    usual: dict[str, Any] = {
        "decision_id": uuid4(),
        "outcome": Outcome.POSITIVE if head else Outcome.NEGATIVE,
        "reasons": "The account is consistent with the police report.",
        "by": CASEWORKER,
        "at": noon("2026-06-01"),
        "head": head,
        "findings": findings(head),
        "relied_on": (THE_REFERRAL,),
        "gaps": (),
    }
    return Ruling(**(usual | changes))


def a_confirmation(**changes: Any) -> Confirmation:
    usual: dict[str, Any] = {"by": CASEWORKER, "at": noon("2026-05-11")}
    return Confirmation(**(usual | changes))


def a_setting_aside(**changes: Any) -> SettingAside:
    usual: dict[str, Any] = {
        "by": CASEWORKER,
        "at": noon("2026-05-11"),
        "reasons": "The police have sent a new report.",
    }
    return SettingAside(**(usual | changes))


def a_conclusive_review(*, is_agreed: bool = True, **changes: Any) -> Review:
    usual: dict[str, Any] = {
        "is_agreed": is_agreed,
        "reasons": "The provider has not been asked.",
        "by": REVIEWER,
        "at": noon("2026-06-02"),
    }
    return Review(**(usual | changes))


def a_recovering_case(*, decided: str = "2026-04-10", is_pilot: bool = False, **changes: Any) -> Case:
    """Reasonable grounds were positive; the recovery period runs."""
    return recovering_with_history(decided=decided, is_pilot=is_pilot, **changes)[0]


def recovering_with_history(
    *, decided: str = "2026-04-10", is_pilot: bool = False, **changes: Any
) -> tuple[Case, list[Event]]:
    case = a_case(**({"received_at": noon(decided)} | changes))
    case.is_pilot = is_pilot
    return case, reasonable_grounds.decide(case, a_ruling(at=noon(decided)), times=TIMES)


def a_pending_case(*, decided: str = "2026-04-10", on: str = "2026-05-10", **changes: Any) -> Case:
    """The earliest day has come."""
    case = a_recovering_case(decided=decided, **changes)
    case.pass_time(today=noon(on).date(), at=noon(on))
    return case


def a_case_under_conclusive_review(**changes: Any) -> Case:
    case = a_pending_case()
    conclusive_grounds.decide(case, a_conclusive_ruling(None, **changes), times=TIMES)
    return case


def a_case_before_a_panel() -> Case:
    """Its negative decision was written and agreed when panels sat, before Christmas 2019."""
    case = a_pending_case(decided="2019-10-01", on="2019-11-15")
    ruling = a_conclusive_ruling(None, at=noon("2019-12-16"))
    conclusive_grounds.decide(case, ruling, times=TIMES)
    conclusive_review.review(case, a_conclusive_review(at=noon("2019-12-17")), times=TIMES)
    return case
