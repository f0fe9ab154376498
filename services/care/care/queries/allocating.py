"""Who could support a person and who was chosen before, for the prime."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from care.domain.allocation import Allocation, AllocationNeed, Choice, choices
from care.domain.distance import neighbours_as_shipped
from care.domain.support import SupportCase
from care.domain.support_clocks import ALLOCATION, SupportClock
from care.storage import UnitOfWork
from contracts.ids import ReferralId, SupportCaseId


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A choice made before; the reason for it is empty where it was the first of the order."""

    allocation: Allocation
    why_not_first: str


@dataclass(frozen=True, kw_only=True)
class Allocating:
    case: SupportCase
    ranked: Sequence[Choice]
    earlier: Sequence[Earlier]
    clocks: Sequence[SupportClock]
    lives_in_house: bool

    @property
    def may_choose(self) -> bool:
        """Where somebody lives, there they are supported; and nobody is asked twice at once."""
        case = self.case
        is_free = not self.lives_in_house and case.offered_to is None
        return case.is_supported and case.has_consented and is_free


async def allocating(uow: UnitOfWork, case_id: SupportCaseId, *, language: str, today: date) -> Allocating:
    case = await uow.cases.get(case_id)
    need = AllocationNeed(home=case.region, language=language, avoid_areas=tuple(case.avoid_areas))
    providers = await uow.network_providers.all(today)
    clocks = await uow.lives.clocks(case_id)
    return Allocating(
        case=case,
        ranked=choices(need, providers, neighbours_as_shipped()),
        earlier=await _earlier(uow, case),
        clocks=[each for each in clocks if each.rule == ALLOCATION],
        lives_in_house=await uow.lives.lives_in_house(case_id),
    )


async def _earlier(uow: UnitOfWork, case: SupportCase) -> Sequence[Earlier]:
    known = await uow.network.allocations(case.id)
    texts = await uow.texts.of_case(case.id, ReferralId(case.referral_id)) if known else {}
    return [
        Earlier(allocation=each, why_not_first=texts.get((each.id, "why_not_first"), "")) for each in known
    ]
