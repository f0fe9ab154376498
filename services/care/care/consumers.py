"""What care does when the other services announce something."""

from datetime import datetime

from care.commands import hearing
from care.domain.intake import Grounds, GroundsHeard, ReferralHeard
from care.domain.rulebook import rules_as_shipped
from care.storage import UnitOfWork
from contracts.decision import RgDecided
from contracts.ids import ReferralId, SupportCaseId
from contracts.referral import ConsentWithdrawn, Submitted
from plumbing.consumer import On, reactions
from plumbing.identifiers import new_id


async def open_support_case_for_referral(uow: UnitOfWork, event: Submitted, at: datetime) -> None:
    heard = ReferralHeard(
        referral_id=ReferralId(event.referral_id),
        reference=event.reference,
        submitted_at=event.submitted_at,
        nation=event.nation,
        region=rules_as_shipped().region_of(event.region),
        age_band=event.age_band,
        is_support_wanted=event.is_support_wanted,
        has_safe_contact=event.has_safe_contact,
        is_interpreter_needed=event.is_interpreter_needed,
        is_still_exploited=event.is_still_exploited,
    )
    await hearing.hear_referral(uow, SupportCaseId(new_id()), heard, rules=rules_as_shipped(), at=at)


async def note_withdrawn_agreement(uow: UnitOfWork, event: ConsentWithdrawn, _at: datetime) -> None:
    """To the referral and to support are two agreements (EL-1)."""
    is_support = event.consent == "support"
    hear = hearing.hear_support_withdrawn if is_support else hearing.hear_referral_withdrawn
    await hear(uow, ReferralId(event.referral_id), withdrawn_at=event.withdrawn_at)


async def start_or_end_support_on_decision(uow: UnitOfWork, event: RgDecided, at: datetime) -> None:
    heard = GroundsHeard(Grounds(event.outcome), event.decided_at, event.decided_on)
    await hearing.hear_grounds(uow, ReferralId(event.referral_id), heard, at=at)


REACTIONS = reactions(
    On(Submitted, open_support_case_for_referral),
    On(ConsentWithdrawn, note_withdrawn_agreement),
    On(RgDecided, start_or_end_support_on_decision),
)
