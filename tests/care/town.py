"""A few beds in two providers' houses, and people who may be given one."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.care.scenes import RULES, Works, a_decision, a_referral, noon

from care.commands import hearing
from care.domain.beds import Bedspace
from care.domain.intake import ReferralHeard
from contracts.ids import BedspaceId, SupportCaseId


@dataclass(frozen=True)
class Town:
    """Beds by name: two in Hestia's house, one in Medaille's."""

    work: Works
    beds: dict[str, Bedspace]

    def bed(self, name: str) -> BedspaceId:
        return self.beds[name].id


async def hear(work: Works, heard: ReferralHeard) -> SupportCaseId:
    support_case_id = SupportCaseId(uuid4())
    async with work() as uow:
        await hearing.hear_referral(uow, support_case_id, heard, rules=RULES, at=noon("3"))
    return support_case_id


async def a_person_in_recovery(work: Works, **changes: Any) -> SupportCaseId:
    """Heard, and found to be in recovery by a positive decision."""
    heard = a_referral(**changes)
    support_case_id = await hear(work, heard)
    async with work() as uow:
        decision = a_decision()
        await hearing.hear_decision(uow, heard.referral_id, decision, rules=RULES, at=noon("10"))
    return support_case_id
