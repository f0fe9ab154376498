"""What every act on a life in support has in common: who may, and what is written down of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from care.commands.support_clocks import keep_clocks
from care.domain.people import Actor
from care.domain.rulebook import CareRules
from care.domain.support import SupportCase
from care.storage import Missing, UnitOfWork
from contracts.events import Event
from contracts.ids import SupportCaseId


@dataclass(frozen=True)
class By:
    """Who acts, by which rules and when."""

    actor: Actor
    rules: CareRules
    at: datetime


async def locked(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> SupportCase:
    """Only the prime and the provider that supports the person act on it."""
    case = await uow.cases.locked(case_id)
    if not (by.actor.is_prime or case.provider_id == by.actor.provider_id):
        raise Missing("support case")
    return case


def write_down(uow: UnitOfWork, action: str, referral_id: UUID, by: By) -> None:
    """In the audit alone; `record` tells the clocks and others too."""
    uow.audit.add(action=action, actor=by.actor.user, subject=str(referral_id), at=by.at)


async def record(
    uow: UnitOfWork, case: SupportCase, action: str, by: By, events: Sequence[Event] = ()
) -> None:
    await uow.outbox.add(*events, at=by.at)
    write_down(uow, action, case.referral_id, by)
    await keep_clocks(uow, case, action, rules=by.rules, at=by.at)
