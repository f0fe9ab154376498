"""The first decision: reasonable grounds. A positive one stands at once, a negative needs a second person."""

from clocks import london_day
from contracts.decision import RgDecided
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.decisions import (
    Decision,
    DecisionKind,
    DecisionState,
    NothingReliedOn,
    Outcome,
    Review,
    Ruling,
    check_everybody_asked,
    check_reasons,
)
from decision.domain.definition import check_first_findings
from decision.domain.fresh_eyes import check_decides_again
from decision.domain.further_grounds import is_further
from decision.domain.grounds import reasonable_grounds_test
from decision.domain.information_requests import stop_waiting
from decision.domain.reconsideration_window import start_reconsideration_window
from decision.domain.stages import RG_MORE_INFORMATION, Step
from decision.domain.timekeeping import (
    EARLIEST_CONCLUSIVE_GROUNDS,
    INFORMATION_BEFORE_REASONABLE_GROUNDS,
    ON_POSITIVE_REASONABLE_GROUNDS,
    REASONABLE_GROUNDS_CLOCKS,
    RECOVERY_PERIODS,
    Timekeeping,
)

DECIDED = {
    Outcome.POSITIVE: Step.DECIDE_REASONABLE_GROUNDS_POSITIVE,
    Outcome.NEGATIVE: Step.DRAFT_REASONABLE_GROUNDS_NEGATIVE,
}
ENDING = (*REASONABLE_GROUNDS_CLOCKS, INFORMATION_BEFORE_REASONABLE_GROUNDS)
REVIEWED = {
    True: Step.AGREE_REASONABLE_GROUNDS_NEGATIVE,
    False: Step.RETURN_REASONABLE_GROUNDS_TO_AUTHOR,
}


def decide(case: Case, ruling: Ruling, *, times: Timekeeping) -> list[Event]:
    """Raises what `check_ruling` raises, NotEverybodyAsked, TakenBySomebodyElse, SomebodyElseMustDecide
    and StepNotAllowed. A positive decision does not wait for answers (§8.1).
    """
    check_ruling(ruling)
    is_waiting = ruling.outcome is Outcome.POSITIVE and case.stage is RG_MORE_INFORMATION
    case.check(Step.STOP_WAITING_FOR_INFORMATION if is_waiting else DECIDED[ruling.outcome])
    check_everybody_asked(ruling)
    check_decides_again(case, DecisionKind.REASONABLE_GROUNDS, ruling.by)
    taken = case.take(by=ruling.by)
    stopped = stop_waiting(case, on=london_day(ruling.at)) if is_waiting else []
    moved = case.move(DECIDED[ruling.outcome])
    decision = _write(case, ruling)
    decided = _positive(case, decision, times) if ruling.outcome is Outcome.POSITIVE else []
    return [*taken, *stopped, *moved, case.written(decision), *decided]


def check_ruling(ruling: Ruling) -> None:
    """Raises ReasonsMissing, ReasonsTooLong, NothingReliedOn, FindingsIncomplete and FindingsDisagree."""
    check_reasons(ruling.reasons)
    if not ruling.relied_on:
        raise NothingReliedOn
    check_first_findings(ruling.findings, is_positive=ruling.outcome is Outcome.POSITIVE)


def review(case: Case, given: Review, *, times: Timekeeping) -> tuple[Decision, list[Event]]:
    """Raises StepNotAllowed, ReviewerIsAuthor, and ReasonsMissing: a decision is not returned without any."""
    case.check(REVIEWED[given.is_agreed])
    if not given.is_agreed:
        check_reasons(given.reasons)
    decision = case.decision_under_review
    decision.review(given, decided_on=london_day(given.at))
    moved = case.move(REVIEWED[given.is_agreed])
    decided = _negative(case, given, times) if given.is_agreed else []
    return decision, [*moved, case.reviewed(decision, given), *decided]


def _write(case: Case, ruling: Ruling) -> Decision:
    decided_on = london_day(ruling.at)
    stands = ruling.outcome is Outcome.POSITIVE
    decision = Decision(
        id=ruling.decision_id,
        case_id=case.id,
        kind=DecisionKind.REASONABLE_GROUNDS,
        outcome=ruling.outcome,
        state=DecisionState.STANDS if stands else DecisionState.AWAITING_REVIEW,
        test=reasonable_grounds_test(decided_on).version,
        written_by=ruling.by,
        written_at=ruling.at,
        decided_on=decided_on if stands else None,
        findings=ruling.findings,
        relied_on=ruling.relied_on,
    )
    case.decisions.append(decision)
    return decision


def _positive(case: Case, decision: Decision, times: Timekeeping) -> list[Event]:
    on = london_day(decision.written_at)
    ended = case.end_clocks(*ENDING, on=on, cause="rg_decided")
    started = case.start_clocks(_clocks_of(case), times=times, on=on)
    case.due_on = case.due(EARLIEST_CONCLUSIVE_GROUNDS)
    decided = case.fact(
        RgDecided,
        outcome="positive",
        decided_at=decision.written_at,
        decided_on=on,
        recovery_until_at_least=case.due(*RECOVERY_PERIODS),
        conclusive_grounds_not_before=case.due_on,
        is_further=is_further(case),
    )
    return [decided, *ended, *started, *case.reach_earliest_conclusive_grounds()]


def _clocks_of(case: Case) -> list[str]:
    """A pilot panel may decide conclusive grounds at the same meeting: it has no floor (§7)."""
    return [
        rule
        for rule in ON_POSITIVE_REASONABLE_GROUNDS
        if not (case.is_pilot and rule == EARLIEST_CONCLUSIVE_GROUNDS)
    ]


def _negative(case: Case, given: Review, times: Timekeeping) -> list[Event]:
    on = london_day(given.at)
    case.due_on = None
    decided = case.fact(RgDecided, outcome="negative", decided_at=given.at, decided_on=on)
    ended = case.end_clocks(*ENDING, on=on, cause="rg_decided")
    return [decided, *ended, *start_reconsideration_window(case, times=times, on=on)]
