"""Random lives kept in the database act by act: what is stored is what the stored history tells."""

from random import Random
from typing import Any

import pytest
from tests.decision.lives.dice import Dice
from tests.decision.lives.life import Life
from tests.decision.lives.random_lives import born, turn

from contracts.events import Event
from decision.domain.replay import CaseTold, replay
from decision.storage import UnitOfWork
from plumbing.database import Work


@pytest.mark.parametrize("seed", range(8))
async def test_the_state_of_any_life_in_the_database_is_what_its_history_there_tells(
    work: Work[UnitOfWork], seed: int
) -> None:
    dice = Dice(Random(f"stored life {seed}").randint)
    life = born(dice)
    async with work() as uow:
        uow.cases.add(life.case)
        await uow.record(life.case, life.events, by=None, at=life.at())
    for _ in range(24):
        await kept(work, life, dice)
    async with work() as uow:
        case = await uow.cases.get(life.case.id)
        told = replay([heard(each.name, each.fact) for each in await uow.history.of_case(case.id)])
        assert told == CaseTold.of(case, overlays=told.overlays)


async def kept(work: Work[UnitOfWork], life: Life, dice: Dice) -> None:
    """One turn on the case as it is stored."""
    before = len(life.events)
    async with work() as uow:
        life.case = await uow.cases.get(life.case.id)
        turn(life, dice, is_late=False)
        await uow.record(life.case, life.events[before:], by=None, at=life.at())


def heard(name: str, fact: dict[str, Any]) -> Event:
    return KINDS[name].model_validate(fact)


def kinds_below(kind: type[Event]) -> dict[str, type[Event]]:
    found = {each.name: each for each in kind.__subclasses__() if hasattr(each, "name")}
    for each in kind.__subclasses__():
        found |= kinds_below(each)
    return found


KINDS = kinds_below(Event)
