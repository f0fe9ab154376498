"""A thousand people after one bed at once: one gets it, and how long that takes."""

import asyncio
import time

import pytest
from tests.care.bookings import wanted
from tests.care.scenes import PRIME, RULES, noon
from tests.care.town import Town, a_person_in_recovery

from care.commands import offers
from care.domain.refusals import Code, Refused
from contracts.ids import SupportCaseId

AT_ONCE = 1_000
CONNECTIONS = 20  # all that the service has; the others stand in line for one, as they would there


async def test_pl_12_of_a_thousand_attempts_on_one_bed_one_succeeds(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [await a_person_in_recovery(town.work) for _ in range(AT_ONCE)]
    began = time.monotonic()
    line = asyncio.Semaphore(CONNECTIONS)
    outcomes = await asyncio.gather(*(try_for_the_bed(town, person, line) for person in people))
    took = time.monotonic() - began
    with capsys.disabled():
        print(f"\n{AT_ONCE:,} attempts on one bed: {took:.1f} s, {AT_ONCE / took:,.0f} a second")  # noqa: T201 its purpose
    assert outcomes.count(None) == 1
    assert outcomes.count(Code.BED_CONFLICT) == AT_ONCE - 1


async def try_for_the_bed(town: Town, person: SupportCaseId, line: asyncio.Semaphore) -> Code | None:
    try:
        async with line, town.work() as uow:
            await offers.make_offer(uow, wanted(person, town), actor=PRIME, rules=RULES, at=noon("10"))
    except Refused as refused:
        return refused.code
    return None
