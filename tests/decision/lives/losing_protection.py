"""Losing protection to a disqualification, and being given it after a further decision, on random cases."""

from datetime import timedelta

from tests.decision.lives.dice import Dice
from tests.decision.lives.first_decision import somebody
from tests.decision.lives.life import STAFF, Life

from contracts.events import Event
from decision.domain import disqualified, disqualifying, further_grounds
from decision.domain.decisions import Review
from decision.domain.disqualification import (
    Assessment,
    DisqualificationGround,
    DisqualificationProposal,
    Notice,
)
from decision.domain.disqualifying import NothingConsidered
from decision.domain.reconsideration import Judgement


def consider(life: Life, dice: Dice) -> list[Event]:
    notice = Notice(
        id=life.new_id(),
        ground=dice.one_of(list(DisqualificationGround)),
        words=dice.words(),
        by=somebody(life, dice),
        at=life.at(),
    )
    life.proposal, events = disqualifying.notify(life.case, notice, times=life.times)
    return events


def give_more_time(life: Life, dice: Dice) -> list[Event]:
    until = life.day + timedelta(days=dice.number(0, 40))
    return disqualifying.extend(life.case, _proposal(life), until, _judged(life, dice), times=life.times)


def represent(life: Life, dice: Dice) -> list[Event]:
    received_on = dice.day_near(life.day, before=3)
    return disqualifying.represent(life.case, _proposal(life), received_on, at=life.at(), times=life.times)


def weigh(life: Life, dice: Dice) -> list[Event]:
    given = Assessment(
        is_imposed=dice.one_of((True, True, False)),
        threat=dice.words(),
        recovery_need=dice.words(),
        retrafficking_risk=dice.words(),
        weighing=dice.words(),
        by=somebody(life, dice),
        at=life.at(),
    )
    return disqualifying.assess(life.case, _proposal(life), given, times=life.times)


def decide_on_it(life: Life, dice: Dice) -> list[Event]:
    given = Review(
        is_agreed=dice.one_of((True, True, False)), reasons=dice.words(), by=dice.one_of(STAFF), at=life.at()
    )
    return disqualified.review(life.case, _proposal(life), given, times=life.times)


def quash(life: Life, dice: Dice) -> list[Event]:
    return disqualified.quash(life.case, _proposal(life), _judged(life, dice), times=life.times)


def protect(life: Life, dice: Dice) -> list[Event]:
    given, is_given = _judged(life, dice), dice.yes()
    said, events = further_grounds.protect(
        life.case, given, is_given=is_given, decided=life.protections, times=life.times
    )
    life.protections.append(said)
    return events


def _proposal(life: Life) -> DisqualificationProposal:
    if life.proposal is None:
        raise NothingConsidered
    return life.proposal


def _judged(life: Life, dice: Dice) -> Judgement:
    return Judgement(words=dice.words(), by=somebody(life, dice), at=life.at())
