"""What time does, and what a published calendar does, to random cases. No person acts in these."""

from dataclasses import replace
from datetime import date, timedelta

from tests.decision.lives.dice import Dice
from tests.decision.lives.life import SHIPPED, Life

from clocks import NATIONS, Nation
from contracts.events import Event
from decision.domain import turning_18

DAYS = (0, 1, 0, 2, 5, 9, 16, 31, 46, 95)
LAST_DAY = SHIPPED["england"].known_until - timedelta(days=400)  # so that whatever starts can be counted


def go_on_living(life: Life, dice: Dice) -> None:
    """Days pass. The sweep mostly comes by, and at times comes late."""
    life.day = min(life.day + timedelta(days=dice.one_of(DAYS)), LAST_DAY)
    if dice.one_of((True, True, False)):
        life.act("sweep", lambda: sweep(life, dice), is_by_time=True)


def sweep(life: Life, _dice: Dice) -> list[Event]:
    """What the worker does with every case: clocks, and birthdays."""
    passed = life.case.pass_time(today=life.day, at=life.at())
    return [*passed, *turning_18.turn_18(life.case, times=life.times, today=life.day)]


def publish_calendar(life: Life, dice: Dice) -> list[Event]:
    """One to three more bank holidays in one nation, within the next weeks or near the end of a clock."""
    nation, near = _where_and_when(life, dice)
    known = life.times.calendars[nation]
    added = {dice.day_near(near, before=6, after=20): "One-off holiday" for _ in range(dice.number(1, 3))}
    version = f"{nation}-{len(life.published)}"
    life.publish(replace(known, version=version, names={**known.names, **added}))
    return life.case.recompute_clocks(times=life.times, today=life.day, cause="calendar_published")


def _where_and_when(life: Life, dice: Dice) -> tuple[Nation, date]:
    ending = [(each.nation, each.due_on) for each in life.case.clocks if each.state.is_open and each.due_on]
    return dice.one_of([*ending, *ending, (dice.one_of(NATIONS), life.day)])
