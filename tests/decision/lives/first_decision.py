"""Acts about reasonable grounds, on random cases."""

from tests.decision.builders import a_ruling
from tests.decision.lives.dice import Dice
from tests.decision.lives.life import STAFF, Life

from contracts.events import Event
from contracts.ids import UserId
from decision.domain import reasonable_grounds
from decision.domain.decisions import DecisionState, Outcome, Review
from decision.domain.stages import Step


def somebody(life: Life, dice: Dice) -> UserId:
    """Mostly whoever holds the case."""
    holder = life.case.taken_by or dice.one_of(STAFF)
    return dice.one_of((*[holder] * 20, *STAFF))


def somebody_else(life: Life, dice: Dice) -> UserId:
    """Mostly not the author of what waits for review."""
    waiting = [each for each in life.case.decisions if each.state is DecisionState.AWAITING_REVIEW]
    author = waiting[-1].written_by if waiting else None
    others = [person for person in STAFF if person != author]
    return dice.one_of((*others * 3, *STAFF))


def decide(life: Life, dice: Dice) -> list[Event]:
    ruling = a_ruling(
        dice.one_of((Outcome.POSITIVE, Outcome.POSITIVE, Outcome.NEGATIVE)),
        decision_id=life.new_id(),
        reasons=dice.words(),
        by=somebody(life, dice),
        at=life.at(),
    )
    return reasonable_grounds.decide(life.case, ruling, times=life.times)


def review(life: Life, dice: Dice) -> list[Event]:
    return reasonable_grounds.review(life.case, a_review(life, dice), times=life.times)[1]


def a_review(life: Life, dice: Dice) -> Review:
    return Review(
        is_agreed=dice.one_of((True, True, False)),
        reasons=dice.words(),
        by=somebody_else(life, dice),
        at=life.at(),
    )


def take(life: Life, dice: Dice) -> list[Event]:
    return life.case.take(by=dice.one_of(STAFF))


def put_back(life: Life, dice: Dice) -> list[Event]:
    return life.case.put_back(by=somebody(life, dice))


def ask_for_information(life: Life, _dice: Dice) -> list[Event]:
    return life.case.move(Step.ASK_FOR_INFORMATION)


def stop_waiting(life: Life, _dice: Dice) -> list[Event]:
    return life.case.move(Step.STOP_WAITING_FOR_INFORMATION)
