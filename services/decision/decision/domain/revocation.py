"""Revoking a positive conclusive grounds decision that later information shows to be flawed (§8.5).

No timescale and no right to answer is stated: that the person is heard, and that a second person decides,
are our settings.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from clocks import london_day
from contracts.decision import CgDecided
from contracts.events import Event
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.decisions import (
    Decision,
    DecisionKind,
    DecisionState,
    Outcome,
    Review,
    ReviewerIsAuthor,
    check_reasons,
)
from decision.domain.grounds import conclusive_grounds_test
from decision.domain.reconsideration import Judgement
from decision.domain.reconsideration_window import start_reconsideration_window
from decision.domain.revocation_facts import (
    RevocationConsidered,
    RevocationNotTaken,
    RevocationProposed,
    RevocationRepresented,
    RevocationReviewed,
)
from decision.domain.stages import Stage, Step, StepNotAllowed
from decision.domain.timekeeping import Timekeeping

MOVE_ON = ("CLK-MO14", "CLK-MO45")
REVOKED = "cg.revoked"


class WrittenTo(StrEnum):
    """Who is written to: the person, or whoever can reach them."""

    PERSON = "person"
    LAWYER = "lawyer"
    SUPPORT_PROVIDER = "support_provider"


class RevocationState(StrEnum):
    CONSIDERED = "considered"
    PROPOSED = "proposed"
    REVOKED = "revoked"
    NOT_REVOKED = "not_revoked"

    @property
    def is_open(self) -> bool:
        return self in (RevocationState.CONSIDERED, RevocationState.PROPOSED)


class NothingToRevoke(Exception):
    """Revocation is not being considered, or it is not at this point."""


class RevocationIsConsidered(Exception):
    """One at a time."""


class AnswerByIsPast(Exception):
    """The person is given a day in the future until which they may answer."""


class StillTimeToAnswerRevocation(Exception):
    """The person may still answer. Nothing is proposed before they have, or their day has gone by."""


class AnsweredOutsideTime(Exception):
    """An answer comes after the letter, and not in the future."""


@dataclass(frozen=True, kw_only=True)
class Consider:
    """Why it is considered, to whom that was written, and until which London day they may answer."""

    id: UUID
    written_to: WrittenTo
    answer_by: date
    words: str
    by: UserId
    at: datetime


@dataclass(eq=False, kw_only=True)
class Revocation:
    """The coded facts; what was written is sealed beside it. `new_decision_id` is what took its place."""

    id: UUID
    case_id: CaseId
    decision_id: UUID
    written_to: WrittenTo
    answer_by: date
    considered_by: UserId
    considered_at: datetime
    state: RevocationState = RevocationState.CONSIDERED
    represented_on: date | None = None
    is_to_be_revoked: bool | None = None
    proposed_by: UserId | None = None
    proposed_at: datetime | None = None
    reviewed_by: UserId | None = None
    reviewed_at: datetime | None = None
    new_decision_id: UUID | None = None


def consider(case: Case, said: Consider, *, is_another_open: bool) -> tuple[Revocation, list[Event]]:
    """Raises StepNotAllowed, RevocationIsConsidered, AnswerByIsPast and ReasonsMissing."""
    check_reasons(said.words)
    decision = positive_decision(case)
    if is_another_open:
        raise RevocationIsConsidered
    if said.answer_by <= london_day(said.at):
        raise AnswerByIsPast
    revocation = Revocation(
        id=said.id,
        case_id=case.id,
        decision_id=decision.id,
        written_to=said.written_to,
        answer_by=said.answer_by,
        considered_by=said.by,
        considered_at=said.at,
    )
    fact = case.fact(
        RevocationConsidered,
        revocation_id=said.id,
        written_to=said.written_to.value,
        answer_by=said.answer_by,
    )
    return revocation, [fact]


def positive_decision(case: Case) -> Decision:
    """Raises StepNotAllowed where no positive conclusive grounds decision stands."""
    decision = case.standing(DecisionKind.CONCLUSIVE_GROUNDS)
    case.check(Step.REVOKE_CONCLUSIVE_GROUNDS)
    if decision is None or decision.outcome is not Outcome.POSITIVE:
        raise StepNotAllowed(case.stage, Step.REVOKE_CONCLUSIVE_GROUNDS)
    return decision


def represent(case: Case, revocation: Revocation, received_on: date, *, at: datetime) -> list[Event]:
    """Raises NothingToRevoke and AnsweredOutsideTime. What comes late is read as well."""
    _check(case, revocation, RevocationState.CONSIDERED)
    if not london_day(revocation.considered_at) <= received_on <= london_day(at):
        raise AnsweredOutsideTime
    revocation.represented_on = received_on
    return [case.fact(RevocationRepresented, revocation_id=revocation.id, received_on=received_on)]


def propose(case: Case, revocation: Revocation, given: Judgement, *, is_to_be_revoked: bool) -> list[Event]:
    """Raises NothingToRevoke, StillTimeToAnswerRevocation and ReasonsMissing."""
    _check(case, revocation, RevocationState.CONSIDERED)
    check_reasons(given.words)
    if revocation.represented_on is None and london_day(given.at) <= revocation.answer_by:
        raise StillTimeToAnswerRevocation
    revocation.state, revocation.is_to_be_revoked = RevocationState.PROPOSED, is_to_be_revoked
    revocation.proposed_by, revocation.proposed_at = given.by, given.at
    fact = case.fact(
        RevocationProposed,
        revocation_id=revocation.id,
        is_to_be_revoked=is_to_be_revoked,
        proposed_by=given.by,
    )
    return [fact]


def review(
    case: Case, revocation: Revocation, given: Review, *, new_decision_id: UUID, times: Timekeeping
) -> list[Event]:
    """Raises NothingToRevoke, ReviewerIsAuthor, and ReasonsMissing if it is returned without any."""
    _check_reviewable(case, revocation, given)
    reviewed = case.fact(
        RevocationReviewed, revocation_id=revocation.id, is_agreed=given.is_agreed, reviewed_by=given.by
    )
    if not given.is_agreed:
        _give_back(revocation)
        return [reviewed]
    revocation.reviewed_by, revocation.reviewed_at = given.by, given.at
    if not revocation.is_to_be_revoked:
        revocation.state = RevocationState.NOT_REVOKED
        return [reviewed, case.fact(RevocationNotTaken, revocation_id=revocation.id)]
    return [reviewed, *_revoke(case, revocation, given, new_decision_id, times)]


def _check(case: Case, revocation: Revocation, state: RevocationState) -> None:
    if revocation.state is not state or case.stage is not Stage.CONCLUSIVE_GROUNDS_POSITIVE:
        raise NothingToRevoke


def _check_reviewable(case: Case, revocation: Revocation, given: Review) -> None:
    _check(case, revocation, RevocationState.PROPOSED)
    if given.by == revocation.proposed_by:
        raise ReviewerIsAuthor
    if not given.is_agreed:
        check_reasons(given.reasons)


def _give_back(revocation: Revocation) -> None:
    revocation.state, revocation.is_to_be_revoked = RevocationState.CONSIDERED, None
    revocation.proposed_by = revocation.proposed_at = None


def _revoke(
    case: Case, revocation: Revocation, given: Review, new_decision_id: UUID, times: Timekeeping
) -> list[Event]:
    on = london_day(given.at)
    positive_decision(case).state = DecisionState.REVOKED
    decision = _negative(case, revocation, given, new_decision_id)
    revocation.state, revocation.new_decision_id = RevocationState.REVOKED, decision.id
    moved = case.move(Step.REVOKE_CONCLUSIVE_GROUNDS)
    decided = case.fact(CgDecided, outcome="negative", decided_at=given.at, decided_on=on, is_revocation=True)
    ended = case.end_clocks(*MOVE_ON, on=on, cause=REVOKED)
    return [*moved, decided, *ended, *start_reconsideration_window(case, times=times, on=on)]


def _negative(case: Case, revocation: Revocation, given: Review, new_decision_id: UUID) -> Decision:
    """What takes the place of the positive decision has two people on it, like every negative one."""
    assert revocation.proposed_by is not None
    assert revocation.proposed_at is not None
    on = london_day(given.at)
    decision = Decision(
        id=new_decision_id,
        case_id=case.id,
        kind=DecisionKind.CONCLUSIVE_GROUNDS,
        outcome=Outcome.NEGATIVE,
        state=DecisionState.STANDS,
        test=conclusive_grounds_test(on).version,
        written_by=revocation.proposed_by,
        written_at=revocation.proposed_at,
        decided_on=on,
        reviewed_by=given.by,
        reviewed_at=given.at,
    )
    case.decisions.append(decision)
    return decision
