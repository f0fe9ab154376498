"""Looking at a negative decision again: asked for, accepted or refused, then kept or opened again (§8.6).

To ask changes no exit date. To accept makes the person a potential victim again, so that none is left.
Whoever wrote, reviewed or confirmed the first decision does none of the deciding.
"""

from collections.abc import Sequence
from datetime import date

from clocks import london_day
from contracts.decision import ReconsiderationAccepted, ReconsiderationRefused, ReconsiderationRequested
from contracts.events import Event
from contracts.ids import UserId
from decision.domain.case import Case, TakenBySomebodyElse
from decision.domain.clocks import Clock
from decision.domain.decisions import Decision, DecisionKind, DecisionState, Outcome, check_reasons
from decision.domain.delay import Asker
from decision.domain.grace import accepted_until
from decision.domain.reconsideration import (
    Asked,
    Ground,
    Judgement,
    Point,
    Reconsideration,
    Refusal,
    RequestNotOpen,
    RequestState,
    SomebodyElseMustDecide,
    Timing,
    took_part,
)
from decision.domain.reconsideration_window import (
    EVIDENCE_WITH_THE_REQUEST,
    EXCLUSION,
    ONE_FOR_EACH_POINT,
    is_excluded,
    may_anyone_ask,
    timing_of,
    window_of,
)
from decision.domain.stages import Stage, Step
from decision.domain.timekeeping import Timekeeping

ANSWER = "CLK-RECON-ACK"
DECIDE = "CLK-RECON-DEC"
REQUESTED, ACCEPTED, REFUSED = "recon.requested", "recon.accepted", "recon.refused"
BEFORE_GUIDANCE = frozenset({Asker.FIRST_RESPONDER, Asker.SUPPORT_PROVIDER})
KEEP = {
    DecisionKind.REASONABLE_GROUNDS: Step.KEEP_REASONABLE_GROUNDS_NEGATIVE,
    DecisionKind.CONCLUSIVE_GROUNDS: Step.KEEP_CONCLUSIVE_GROUNDS_NEGATIVE,
}


class NothingToReconsider(Exception):
    """No negative decision stands."""


class MayNotAsk(Exception):
    """Before the first statutory guidance only the first responder or the support provider could ask."""


class PointNeeded(Exception):
    """Who says that guidance was not followed says in what."""


class PointRaisedBefore(Exception):
    """One request for each point, in the rules under which the decision was made."""


class NotAfterTheDecision(Exception):
    """A request comes on the day of the decision or later, and not in the future."""


class RequestIsLate(Exception):
    """It came after the last day. In exceptional circumstances the time can be extended first."""


class OnlyACourt(Exception):
    """Removal to a state of both conventions is intended: no request is allowed, only a court can help."""


class EvidenceNotEnclosed(Exception):
    """Under the rules of the decision, new evidence had to come with the request."""


class RefusalDoesNotFit(Exception):
    """The reason for refusing is not true of this request."""


def decision_in_question(case: Case) -> Decision:
    """Raises NothingToReconsider."""
    standing = [each for each in case.decisions if each.state is DecisionState.STANDS]
    if not standing or standing[-1].outcome is not Outcome.NEGATIVE:
        raise NothingToReconsider
    return standing[-1]


def request(
    case: Case, asked: Asked, *, earlier: Sequence[Reconsideration], times: Timekeeping
) -> tuple[Reconsideration, list[Event]]:
    """Raises what `check_asked` raises, and StepNotAllowed."""
    case.check(Step.REQUEST_RECONSIDERATION)
    decision = decision_in_question(case)
    window = window_of(case, decision, asked.ground)
    check_asked(asked, decision, window, earlier=earlier, times=times)
    made = _made(case, decision, asked, window, times)
    moved = case.move(Step.REQUEST_RECONSIDERATION)
    put_back = case.put_back(by=case.taken_by) if case.taken_by else []
    clocks = [*_close_window(made, window), *_start_answering(case, made, times)]
    case.due_on = case.due(ANSWER)
    told = case.fact(
        ReconsiderationRequested, request_id=made.id, decision=made.kind.value, requested_at=asked.at
    )
    return made, [*moved, told, *put_back, *clocks]


def check_asked(
    asked: Asked,
    decision: Decision,
    window: Clock | None,
    *,
    earlier: Sequence[Reconsideration],
    times: Timekeeping,
) -> None:
    """Raises ReasonsMissing, NotAfterTheDecision, MayNotAsk, PointNeeded and PointRaisedBefore."""
    check_reasons(asked.words)
    decided_on = decision.decided_on or london_day(decision.written_at)
    if not decided_on <= asked.received_on <= london_day(asked.at):
        raise NotAfterTheDecision
    if asked.asked_by not in BEFORE_GUIDANCE and not may_anyone_ask(decision, times=times):
        raise MayNotAsk
    if (asked.ground is Ground.GUIDANCE) is not (asked.point is not None):
        raise PointNeeded
    if (
        window is not None
        and window.rule == ONE_FOR_EACH_POINT
        and _is_raised(asked.point, decision, earlier)
    ):
        raise PointRaisedBefore


def accept(case: Case, asked: Reconsideration, given: Judgement, *, times: Timekeeping) -> list[Event]:
    """Raises RequestNotOpen, SomebodyElseMustDecide, RequestIsLate, OnlyACourt, EvidenceNotEnclosed."""
    _check_answerable(case, asked, given.by)
    _check_acceptable(case, asked)
    taken, on = case.take(by=given.by), london_day(given.at)
    asked.answer(RequestState.ACCEPTED, given)
    answered = case.end_clocks(ANSWER, EXCLUSION, on=on, cause=ACCEPTED)
    stopped = _end_exit(case, times, on)
    started = case.start_clocks((DECIDE,), times=times, on=on)
    case.due_on = None
    told = case.fact(
        ReconsiderationAccepted, request_id=asked.id, decision=asked.kind.value, accepted_at=given.at
    )
    return [*taken, told, *answered, *stopped, *started]


def refuse(case: Case, asked: Reconsideration, why: Refusal, given: Judgement) -> list[Event]:
    """Raises RequestNotOpen, SomebodyElseMustDecide, RefusalDoesNotFit and ReasonsMissing."""
    _check_answerable(case, asked, given.by)
    check_reasons(given.words)
    if not fits(why, asked):
        raise RefusalDoesNotFit
    taken = case.take(by=given.by)
    asked.answer(RequestState.REFUSED, given)
    asked.refusal = why
    answered = case.end_clocks(ANSWER, EXCLUSION, on=london_day(given.at), cause=REFUSED)
    case.due_on = None
    told = case.fact(
        ReconsiderationRefused,
        request_id=asked.id,
        decision=asked.kind.value,
        refused_at=given.at,
        reason=why.value,
    )
    return [*taken, *_back(case, asked), told, *answered]


def fits(why: Refusal, asked: Reconsideration) -> bool:
    """A reason of form fits only where it is true; reasons of substance are for a person to judge."""
    if asked.is_excluded:
        return why is Refusal.COURT_ONLY
    return {
        Refusal.LATE: asked.timing is Timing.LATE,
        Refusal.COURT_ONLY: False,
        Refusal.EVIDENCE_NOT_ENCLOSED: not asked.is_evidence_enclosed and asked.ground is Ground.NEW_EVIDENCE,
        Refusal.NOTHING_NEW: asked.ground is Ground.NEW_EVIDENCE,
        Refusal.GUIDANCE_FOLLOWED: asked.ground is Ground.GUIDANCE,
    }[why]


def check_other_person(case: Case, asked: Reconsideration, by: UserId) -> None:
    """Raises SomebodyElseMustDecide."""
    first = next(each for each in case.decisions if each.id == asked.decision_id)
    if took_part(first, by):
        raise SomebodyElseMustDecide


def _check_answerable(case: Case, asked: Reconsideration, by: UserId) -> None:
    if asked.state is not RequestState.REQUESTED:
        raise RequestNotOpen
    case.check(KEEP[asked.kind])
    check_other_person(case, asked, by)
    if case.taken_by not in (None, by):
        raise TakenBySomebodyElse


def _check_acceptable(case: Case, asked: Reconsideration) -> None:
    if asked.is_excluded:
        raise OnlyACourt
    if asked.timing is Timing.LATE:
        raise RequestIsLate
    first = next(each for each in case.decisions if each.id == asked.decision_id)
    window = window_of(case, first, asked.ground)
    must_enclose = window is not None and window.rule == EVIDENCE_WITH_THE_REQUEST
    if must_enclose and asked.ground is Ground.NEW_EVIDENCE and not asked.is_evidence_enclosed:
        raise EvidenceNotEnclosed


def _made(
    case: Case, decision: Decision, asked: Asked, window: Clock | None, times: Timekeeping
) -> Reconsideration:
    return Reconsideration(
        id=asked.id,
        case_id=case.id,
        decision_id=decision.id,
        kind=decision.kind,
        ground=asked.ground,
        point=asked.point,
        asked_by=asked.asked_by,
        received_on=asked.received_on,
        policy_version=window.policy_version if window else None,
        timing=timing_of(window, asked.received_on, times=times),
        accepted_until=accepted_until(window, times=times) if window else None,
        is_evidence_enclosed=asked.is_evidence_enclosed,
        is_removal_intended=asked.is_removal_intended,
        is_excluded=asked.is_removal_intended and is_excluded(asked.received_on, times=times),
        was_exited=case.stage is Stage.EXITED,
        recorded_by=asked.by,
        recorded_at=asked.at,
    )


def _close_window(made: Reconsideration, window: Clock | None) -> list[Event]:
    """A late request leaves it open: the time may still be extended."""
    if window is None or made.timing is Timing.LATE:
        return []
    return window.end(on=made.received_on, cause=REQUESTED)


def _start_answering(case: Case, made: Reconsideration, times: Timekeeping) -> list[Event]:
    rules = (ANSWER, EXCLUSION) if made.is_excluded else (ANSWER,)
    return case.start_clocks(rules, times=times, on=made.received_on)


def _is_raised(point: Point | None, decision: Decision, earlier: Sequence[Reconsideration]) -> bool:
    raised = {each.point for each in earlier if each.decision_id == decision.id}
    return point in raised - {None, Point.SOMETHING_ELSE}


def _end_exit(case: Case, times: Timekeeping, on: date) -> list[Event]:
    ending = [clock for clock in case.clocks if ACCEPTED in times.rule_of(clock).cut_short_by]
    return [event for clock in ending for event in clock.end(on=on, cause=ACCEPTED)]


def _back(case: Case, asked: Reconsideration) -> list[Event]:
    """Nothing has changed: who had left stays where they were."""
    kept = case.move(KEEP[asked.kind])
    return [*kept, *case.move(Step.EXIT)] if asked.was_exited else kept
