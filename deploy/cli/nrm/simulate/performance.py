"""One simulation from the draw to the comparison."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import stamina.instrumentation
from rich.console import Console

from nrm.simulate.counts import read_all
from nrm.simulate.drill import Drill
from nrm.simulate.figures import figures_of
from nrm.simulate.playing import Play
from nrm.simulate.progress import shown
from nrm.simulate.reconciliation import Line, reconcile
from nrm.simulate.sampler import draw
from nrm.simulate.staff import Portals, Staff
from nrm.simulate.story import Story
from nrm.simulate.visitor import line
from nrm.steps import step

SETTLING_SECONDS, LOOK_EVERY = 60, 3


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`portals` are the addresses of Refer, Decide and Place."""

    year: int
    referrals: int
    seed: int
    portals: tuple[str, str, str]
    run_folder: Path
    kills: int = 0


@dataclass(frozen=True)
class Outcome:
    seed: int
    lines: Sequence[Line]
    killed: Sequence[str]

    @property
    def agrees(self) -> bool:
        return all(each.agrees for each in self.lines)

    def as_json(self) -> dict[str, object]:
        lines = [{**asdict(each), "agrees": each.agrees} for each in self.lines]
        return {"agrees": self.agrees, "seed": self.seed, "killed": list(self.killed), "lines": lines}


async def perform(wanted: Wanted, console: Console) -> Outcome:
    stamina.instrumentation.set_on_retry_hooks([])  # trying again is part of the play, and not news
    drawn = draw(figures_of(wanted.year), wanted.referrals, seed=wanted.seed)
    drill = Drill(wanted.run_folder, wanted.kills, Random(wanted.seed))
    drill.check()
    async with line() as client:
        staff = Staff(Portals(*(address.rstrip("/") for address in wanted.portals)), client)
        with step("Signing in", console):
            await staff.arrive()
        with shown(drawn, console) as tell:
            play = Play(secrets.token_hex(4), wanted.seed, staff, tell)
            async with drill.going_on():
                stories = await play.perform(drawn)
        with step("Comparing", console):
            return Outcome(wanted.seed, await _settled(play, stories), drill.killed)


async def _settled(play: Play, stories: Sequence[Story]) -> list[Line]:
    """The last events are still on their way; what has not arrived after a minute counts as lost."""
    lines: list[Line] = []
    for _ in range(SETTLING_SECONDS // LOOK_EVERY):
        lines = reconcile(stories, await read_all(play, stories))
        if all(line.agrees for line in lines):
            break
        await asyncio.sleep(LOOK_EVERY)
    return lines
