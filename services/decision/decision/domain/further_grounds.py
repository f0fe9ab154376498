"""A further positive decision: all it relies on happened before the person was first protected (§8.4).

Nothing protects by itself then. Whether protection and support are given again is decided expressly, and
with reasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Event, Internal
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.decisions import Decision, DecisionKind, Outcome, check_reasons
from decision.domain.facts import PrivateFact
from decision.domain.overlays import Disqualification, Lineage
from decision.domain.reconsideration import Judgement
from decision.domain.stages import BEFORE_CONCLUSIVE_GROUNDS
from decision.domain.timekeeping import FURTHER_PROTECTION, Timekeeping


class NoProtectionAwaited(Exception):
    """No further positive decision waits for somebody to say whether it protects."""


class NotWhileDisqualified(Exception):
    """Who has lost protection is not given it again beside that."""


class FurtherProtectionDecided(PrivateFact):
    """Whether the person is protected and supported again. If they are, a clock says until when at least."""

    name: ClassVar[str] = "nrm.decision.further_protection_decided.v1"

    decision_id: Annotated[UUID, Internal]
    is_given: Annotated[bool, Internal]


@dataclass(eq=False, kw_only=True)
class Protection:
    """What somebody decided about one further decision; why is kept sealed beside it."""

    decision_id: UUID
    case_id: CaseId
    is_given: bool
    decided_by: UserId
    decided_at: datetime


def is_further(case: Case) -> bool:
    return case.lineage is Lineage.FURTHER_REASONABLE_GROUNDS


def awaiting(case: Case, decided: Sequence[Protection]) -> Decision | None:
    """The further positive decision of which nobody has said yet whether it protects."""
    first = case.standing(DecisionKind.REASONABLE_GROUNDS)
    is_open = is_further(case) and case.stage in BEFORE_CONCLUSIVE_GROUNDS
    if not is_open or first is None or first.outcome is not Outcome.POSITIVE:
        return None
    return None if first.id in {each.decision_id for each in decided} else first


def protect(
    case: Case, given: Judgement, *, is_given: bool, decided: Sequence[Protection], times: Timekeeping
) -> tuple[Protection, list[Event]]:
    """Counted from the decision itself. Raises ReasonsMissing, NoProtectionAwaited, NotWhileDisqualified."""
    check_reasons(given.words)
    first = awaiting(case, decided)
    if first is None or first.decided_on is None:
        raise NoProtectionAwaited
    if is_given and case.disqualification is Disqualification.IMPOSED:
        raise NotWhileDisqualified
    said = Protection(
        decision_id=first.id, case_id=case.id, is_given=is_given, decided_by=given.by, decided_at=given.at
    )
    fact = case.fact(FurtherProtectionDecided, decision_id=first.id, is_given=is_given)
    started = case.start_clocks((FURTHER_PROTECTION,), times=times, on=first.decided_on) if is_given else []
    return said, [fact, *started]
