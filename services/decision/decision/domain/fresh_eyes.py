"""A decision opened again is made by somebody who had no part in it the first time (§3.5, our setting)."""

from contracts.ids import UserId
from decision.domain.case import Case
from decision.domain.decisions import DecisionKind, DecisionState
from decision.domain.reconsideration import SomebodyElseMustDecide, took_part


def may_decide_again(case: Case, kind: DecisionKind, person: UserId) -> bool:
    reopened = [each for each in case.decisions if each.state is DecisionState.REOPENED and each.kind is kind]
    return not any(took_part(each, person) for each in reopened)


def check_decides_again(case: Case, kind: DecisionKind, person: UserId) -> None:
    """Raises SomebodyElseMustDecide."""
    if not may_decide_again(case, kind, person):
        raise SomebodyElseMustDecide
