"""Two referrals whose cases were merged: said to whoever sent both, and to nobody else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from tests.html_contract import parsed
from tests.portals import user_of
from tests.referral.test_consumers import hear
from tests.referral.test_likeness_at_sending import ARBEN, ARBEN_AGAIN, NOON, sent

from contracts.decision import CasesLinked
from plumbing.database import Scope, Work
from plumbing.directory import DirectoryEntry
from referral import queries
from referral.domain.referral import Referral
from referral.storage import UnitOfWork


def merged(later: Referral, earlier: Referral, **changes: Any) -> CasesLinked:
    usual: dict[str, Any] = {
        "referral_id": later.id,
        "case_id": UUID(int=9),
        "other_referral_id": earlier.id,
        "linked_at": NOON + timedelta(days=1),
        "is_merged": True,
    }
    return CasesLinked(**usual | changes)


async def goes_on_as(work: Work[UnitOfWork], person: DirectoryEntry, sent_before: Referral) -> str:
    async with work(Scope.of_tenant(person.organisation)) as uow:
        shown = await queries.own_referral(uow, sent_before.id, user_of(person, at=NOON), at=NOON)
    return shown.goes_on_as


async def test_the_page_says_where_the_case_goes_on_until_the_merge_is_undone(
    work: Work[UnitOfWork], client: httpx.AsyncClient, officer: DirectoryEntry
) -> None:
    user = user_of(officer, at=NOON)
    earlier, later = await sent(work, user, ARBEN), await sent(work, user, ARBEN_AGAIN)
    await hear(work, [merged(later, earlier, is_merged=False)])
    assert await goes_on_as(work, officer, later) == ""
    await hear(work, [merged(later, earlier)])
    page = parsed((await client.get(f"/referrals/{later.id}")).text).get_text(" ")
    assert f"The case goes on with your referral {earlier.reference}" in page
    await hear(work, [merged(later, earlier, is_undone=True)])
    assert await goes_on_as(work, officer, later) == ""


async def test_nobody_learns_that_somebody_else_has_referred_the_person(
    work: Work[UnitOfWork], officer: DirectoryEntry, stranger: DirectoryEntry
) -> None:
    earlier = await sent(work, user_of(stranger, at=NOON), ARBEN)
    later = await sent(work, user_of(officer, at=NOON), ARBEN_AGAIN)
    await hear(work, [merged(later, earlier)])
    assert await goes_on_as(work, officer, later) == ""
