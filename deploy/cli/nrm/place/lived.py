"""What a support case in a given state has behind it, as far as later steps depend on it."""

from datetime import datetime
from typing import Any

from care.domain.exit_dates import ExitBasis
from care.domain.support import Away
from care.domain.support_states import CONFIRMED_VICTIM, LEAVING, SUPPORTED, Step, SupportState
from clocks.days import london_day

S = SupportState
ENDED_BY = {
    S.EXITED: Step.EXIT,
    S.REACH_IN: Step.OPEN_REACH_IN,
    S.WITHDRAWN: Step.WITHDRAW,
    S.DECLINED: Step.DECLINE,
    S.CLOSED: Step.CLOSE,
}


def lived_until(state: SupportState, since: datetime) -> dict[str, Any]:
    """Somebody who is suspended went missing in recovery; somebody who has left did so after a negative
    conclusive grounds decision, but for those who have reach-in."""
    has_started = state in (*SUPPORTED, *ENDED_BY, S.SUSPENDED) and state is not S.EMERGENCY
    return {
        "state": state,
        "started_on": london_day(since) if has_started else None,
        "is_confirmed_victim": state in (*CONFIRMED_VICTIM, S.REACH_IN),
        "ended_by": ENDED_BY.get(state),
        "exited_on": london_day(since) if state in (S.EXITED, S.REACH_IN) else None,
        **_exit(state, since),
        **_away(state, since),
    }


def _exit(state: SupportState, since: datetime) -> dict[str, Any]:
    if state in (*CONFIRMED_VICTIM, S.REACH_IN):
        return {"exit_basis": ExitBasis.POSITIVE_CG, "exit_decided_on": london_day(since)}
    if state in (*LEAVING, S.EXITED):
        return {"exit_basis": ExitBasis.NEGATIVE_CG, "exit_decided_on": london_day(since)}
    return {}


def _away(state: SupportState, since: datetime) -> dict[str, Any]:
    if state is not S.SUSPENDED:
        return {}
    return {"away": Away.MISSING, "away_since": since, "left_state": S.RECOVERY}
