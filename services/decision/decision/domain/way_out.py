"""How long support goes on after a decision: counted from the day the person, or their lawyer, had it (§7).

While that day is not known, the time has not begun (§11.14).
"""

from collections.abc import Mapping
from datetime import date

from decision.domain.case import Case
from decision.domain.clocks import Clock
from decision.domain.decisions import Decision, DecisionKind, Outcome
from decision.domain.overlays import Disqualification
from decision.domain.timekeeping import Timekeeping

ON_RECEIPT: Mapping[tuple[DecisionKind, Outcome], tuple[str, ...]] = {
    (DecisionKind.REASONABLE_GROUNDS, Outcome.NEGATIVE): ("CLK-EXIT-NRG",),
    (DecisionKind.CONCLUSIVE_GROUNDS, Outcome.NEGATIVE): ("CLK-EXIT-NCG",),
    (DecisionKind.CONCLUSIVE_GROUNDS, Outcome.POSITIVE): ("CLK-MO45",),
}


def rules_after(decision: Decision) -> tuple[str, ...]:
    return ON_RECEIPT.get((decision.kind, decision.outcome), ())


def way_out(case: Case, decision: Decision) -> list[Clock]:
    """What has been counted from the receipt of this decision, as it stands.

    What was counted before it was looked at again is over: kept, it is counted anew.
    """
    rules, since = rules_after(decision), decision.kept_on or date.min
    counted = [each for each in case.clocks if each.rule in rules and each.selected_on == decision.decided_on]
    return [each for each in counted if each.started_on >= since]


def awaits_receipt(case: Case, decision: Decision, *, times: Timekeeping) -> bool:
    """Some time is still to be counted, and nobody knows from when. None is owed after a disqualification."""
    if case.disqualification is Disqualification.IMPOSED or way_out(case, decision):
        return False
    assert decision.decided_on is not None
    return times.applies(rules_after(decision), case.subject, on=decision.decided_on)
