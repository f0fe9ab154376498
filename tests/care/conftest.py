"""A care database with two providers, each with a house, and a person who may be placed."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from tests.care.scenes import (
    HESTIA,
    MEDAILLE,
    RULES,
    Works,
    a_bed,
    a_decision,
    a_referral,
    noon,
    some_premises,
)

from care.commands import hearing
from care.domain.beds import Bedspace
from care.domain.intake import ReferralHeard
from care.seed import seed_providers
from care.storage import UnitOfWork
from contracts.ids import BedspaceId, SupportCaseId
from plumbing.database import Database


@dataclass(frozen=True)
class Town:
    """Beds by name: two in Hestia's house, one in Medaille's."""

    work: Works
    beds: dict[str, Bedspace]

    def bed(self, name: str) -> BedspaceId:
        return self.beds[name].id


@pytest.fixture
def work(care_database: Database) -> Works:
    return care_database.work(UnitOfWork)


@pytest.fixture
async def town(work: Works) -> Town:
    ours, theirs = some_premises(code="LON-01"), some_premises(code="LON-02", provider_id=MEDAILLE)
    beds = {"A": a_bed(ours, code="A"), "B": a_bed(ours, code="B"), "M": a_bed(theirs, code="M")}
    async with work() as uow:
        await seed_providers(uow)
        uow.session.add_all([ours, theirs])
        await uow.session.flush()
        uow.session.add_all(beds.values())
    return Town(work, beds)


async def hear(work: Works, heard: ReferralHeard) -> SupportCaseId:
    support_case_id = SupportCaseId(uuid4())
    async with work() as uow:
        await hearing.hear_referral(uow, support_case_id, heard, rules=RULES, at=noon("3"))
    return support_case_id


async def a_person_in_recovery(work: Works, **changes: object) -> SupportCaseId:
    """Heard, and found to be in recovery by a positive decision."""
    heard = a_referral(**changes)
    support_case_id = await hear(work, heard)
    async with work() as uow:
        await hearing.hear_grounds(uow, heard.referral_id, a_decision(), at=noon("10"))
    return support_case_id


__all__ = ["HESTIA", "Town", "a_person_in_recovery", "hear"]
