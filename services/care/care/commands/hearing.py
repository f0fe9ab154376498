"""What the other services announce. Facts may come in any order and more than once."""

from datetime import datetime

from care.domain.intake import GroundsHeard, Pathway, ReferralHeard
from care.domain.rulebook import CareRules
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from contracts.ids import ReferralId, SupportCaseId


async def hear_referral(
    uow: UnitOfWork, support_case_id: SupportCaseId, heard: ReferralHeard, *, rules: CareRules, at: datetime
) -> None:
    """Opens a support case where the care contract applies and support is wanted."""
    intake = await uow.intakes.locked(heard.referral_id)
    pathway = intake.hear_referral(heard)
    if pathway is not Pathway.CARE_CONTRACT or await uow.cases.of_referral(heard.referral_id):
        return
    due = rules.contact_due(heard.submitted_at)
    case, events = SupportCase.open(support_case_id, heard, contact_due_at=due.expires_at, at=at)
    uow.cases.add(case)
    known = intake.known_grounds()
    if known:
        events += case.apply_grounds(known)
    await uow.outbox.add(*events, at=at)


async def hear_support_withdrawn(uow: UnitOfWork, referral_id: ReferralId, *, withdrawn_at: datetime) -> None:
    case = await uow.cases.of_referral(referral_id)
    if case is not None:
        case.withdraw_support(withdrawn_at=withdrawn_at)


async def hear_referral_withdrawn(
    uow: UnitOfWork, referral_id: ReferralId, *, withdrawn_at: datetime
) -> None:
    case = await uow.cases.of_referral(referral_id)
    if case is not None:
        case.withdraw_referral(withdrawn_at=withdrawn_at)


async def hear_grounds(
    uow: UnitOfWork, referral_id: ReferralId, heard: GroundsHeard, *, at: datetime
) -> None:
    """A decision heard before its referral is kept, and applied when the support case opens."""
    intake = await uow.intakes.locked(referral_id)
    if not intake.hear_grounds(heard):
        return
    case = await uow.cases.of_referral(referral_id)
    if case is not None:
        await uow.outbox.add(*case.apply_grounds(heard), at=at)
