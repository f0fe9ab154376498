"""An imposed disqualification looked at again (§8.6): asked for, then kept or quashed by somebody else.

No time to ask has been confirmed, so no request is late.
"""

from contracts.events import Event
from decision.domain.asked_again import AskedAgain, check_asked_after
from decision.domain.case import Case
from decision.domain.decisions import check_reasons
from decision.domain.disqualification import DisqualificationProposal, DisqualificationState
from decision.domain.disqualification_facts import DisqualificationAskedAgain, DisqualificationKept
from decision.domain.disqualified import quash
from decision.domain.disqualifying import NothingConsidered
from decision.domain.reconsideration import Judgement, SomebodyElseMustDecide
from decision.domain.timekeeping import Timekeeping


class RequestWaits(Exception):
    """The request before this one waits for its answer."""


class NobodyAsked(Exception):
    """Nobody waits for an answer about the disqualification."""


def waits(proposal: DisqualificationProposal) -> bool:
    """Somebody has asked, and nobody has answered."""
    return proposal.asked_on is not None and proposal.answered_at is None


def ask(case: Case, proposal: DisqualificationProposal, asked: AskedAgain) -> list[Event]:
    """It stays imposed meanwhile.

    Raises NothingConsidered, RequestWaits, AskedOutsideTime and ReasonsMissing.
    """
    check_reasons(asked.words)
    if proposal.state is not DisqualificationState.IMPOSED or proposal.reviewed_at is None:
        raise NothingConsidered
    if waits(proposal):
        raise RequestWaits
    check_asked_after(proposal.reviewed_at, asked)
    proposal.asked_on, proposal.asked_by = asked.received_on, asked.asked_by
    proposal.answered_by = proposal.answered_at = None
    fact = case.fact(DisqualificationAskedAgain, proposal_id=proposal.id, received_on=asked.received_on)
    return [fact]


def answer(
    case: Case,
    proposal: DisqualificationProposal,
    given: Judgement,
    *,
    is_quashed: bool,
    times: Timekeeping,
) -> list[Event]:
    """Raises NobodyAsked, SomebodyElseMustDecide and ReasonsMissing."""
    check_reasons(given.words)
    if not waits(proposal) or proposal.state is not DisqualificationState.IMPOSED:
        raise NobodyAsked
    if given.by in (proposal.assessed_by, proposal.reviewed_by):
        raise SomebodyElseMustDecide
    proposal.answered_by, proposal.answered_at = given.by, given.at
    if is_quashed:
        return quash(case, proposal, given, times=times)
    return [case.fact(DisqualificationKept, proposal_id=proposal.id)]
