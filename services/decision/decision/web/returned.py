"""A decision that came back to its author, who goes on from what they had written."""

from dataclasses import dataclass

from contracts.ids import UserId
from decision.domain.case import Case
from decision.domain.decisions import Decision, DecisionKind, DecisionState
from decision.storage import Draft, UnitOfWork


@dataclass(frozen=True)
class Begun:
    """What somebody has written so far, and what was said when it came back to them."""

    draft: Draft | None
    said: str = ""


async def begun(uow: UnitOfWork, case: Case, by: UserId, kind: DecisionKind) -> Begun:
    draft = await uow.reasons.draft(case.id, by, kind)
    returned = returned_to(case, by, kind)
    if returned is None:
        return Begun(draft)
    words = await uow.reasons.of_decisions(case.id, [returned.id])
    said = words.get((returned.id, "lead")) or words.get((returned.id, "review"), "")
    return Begun(draft or _as_draft(returned, words.get((returned.id, "reasons"), "")), said)


def returned_to(case: Case, by: UserId, kind: DecisionKind) -> Decision | None:
    """The latest decision of this kind, if it was theirs and was returned."""
    written = [each for each in case.decisions if each.kind is kind]
    latest = written[-1] if written else None
    is_back = latest is not None and latest.state is DecisionState.RETURNED and latest.written_by == by
    return latest if is_back else None


def _as_draft(decision: Decision, reasons: str) -> Draft:
    return Draft(
        outcome=decision.outcome,
        reasons=reasons,
        saved_at=decision.written_at,
        kind=decision.kind,
        head=decision.head,
        findings=decision.findings,
        relied_on=decision.relied_on,
    )
