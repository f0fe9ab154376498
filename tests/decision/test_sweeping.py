"""The sweep of clocks: each warning, breach and floor is told once."""

import asyncio

from tests.decision.builders import a_ruling, noon
from tests.decision.kept_cases import DecisionWork, announced, decided, opened, the_case

from decision import commands
from decision.domain.clocks import ClockState
from decision.domain.decisions import Outcome
from decision.domain.stages import Stage


async def sweep(work: DecisionWork, day: str) -> int:
    async with work() as uow:
        return await commands.sweep_clocks(uow, at=noon(day))


async def test_a_sweep_warns_once_and_breaches_once(work: DecisionWork) -> None:
    case_id = await opened(work)
    touched = [await sweep(work, f"2026-04-{day:02}") for day in (8, 9, 9, 10, 11, 11, 12)]
    assert touched == [1, 1, 0, 0, 1, 0, 0]  # the acknowledgement was due on the day of receipt
    assert (await announced(work))[3:] == ["clock_breached", "clock_warned", "clock_breached"]
    clock = (await the_case(work, case_id)).reasonable_grounds_clock
    assert clock.state is ClockState.BREACHED


async def test_sweeps_that_run_at_the_same_time_say_each_thing_once(work: DecisionWork) -> None:
    for _ in range(5):
        await opened(work)
    await asyncio.gather(*(sweep(work, "2026-04-11") for _ in range(4)))
    assert (await announced(work)).count("clock_breached") == 10  # two clocks each


async def test_a_sweep_goes_on_in_batches_until_nothing_is_left(work: DecisionWork) -> None:
    for _ in range(5):
        await opened(work)
    touched = []
    for _ in range(4):
        async with work() as uow:
            touched.append(await commands.sweep_clocks(uow, at=noon("2026-04-11"), at_once=2))
    assert touched == [2, 2, 1, 0]


async def test_a_warning_does_not_make_what_a_caseworker_reads_out_of_date(work: DecisionWork) -> None:
    case_id = await opened(work)
    await sweep(work, "2026-04-09")
    async with work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, a_ruling(), seen=1)


async def test_the_sweep_moves_a_case_on_when_its_floor_is_reached(work: DecisionWork) -> None:
    case_id = await decided(work, Outcome.POSITIVE)
    await sweep(work, "2026-05-09")
    assert (await the_case(work, case_id)).stage is Stage.RECOVERY
    assert await sweep(work, "2026-05-10") == 1
    assert (await the_case(work, case_id)).stage is Stage.CONCLUSIVE_GROUNDS_PENDING
