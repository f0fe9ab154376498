"""Acts about what is true beside the stage, on random cases."""

from datetime import timedelta

from tests.decision.lives.dice import Dice
from tests.decision.lives.first_decision import somebody
from tests.decision.lives.life import Life

from contracts.events import Event
from decision.domain import delay, receipt, routing, suspension, turning_18, whereabouts
from decision.domain.delay import Answer, Asker, DelayRequest
from decision.domain.overlays import Lineage, Whereabouts
from decision.domain.receipt import Party
from decision.domain.routing import Cohort, Confirmed
from decision.domain.stages import Step, StepNotAllowed
from decision.domain.suspension import Suspend, SuspensionReason
from decision.domain.turning_18 import ConsentAt18
from decision.domain.whereabouts import Report

PLACES = [place for place in Whereabouts if place is not Whereabouts.DECEASED]


def ask_for_delay(life: Life, dice: Dice) -> list[Event]:
    asked = DelayRequest(
        id=life.new_id(),
        case_id=life.case.id,
        asked_by=dice.one_of(list(Asker)),
        requested_on=dice.day_near(life.day, before=5),
        recorded_by=somebody(life, dice),
        recorded_at=life.at(),
    )
    events = delay.ask(life.case, asked, is_another_open=life.is_delay_open(), times=life.times)
    life.delay = asked
    return events


def agree_delay(life: Life, dice: Dice) -> list[Event]:
    not_before = life.day + timedelta(days=dice.number(0, 90))
    given = Answer(not_before=not_before, by=somebody(life, dice), at=life.at())
    return delay.agree(life.case, _delay(life), given, times=life.times)


def refuse_delay(life: Life, dice: Dice) -> list[Event]:
    given = Answer(reasons=dice.words(), by=somebody(life, dice), at=life.at())
    return delay.refuse(life.case, _delay(life), given)


def end_delay(life: Life, _dice: Dice) -> list[Event]:
    return delay.end_early(life.case, times=life.times, at=life.at())


def route(life: Life, dice: Dice) -> list[Event]:
    """The birthday may lie anywhere from ten years ago to ten years ahead."""
    birthday = life.day + timedelta(days=dice.one_of((150, 99, 20, 2, -1, -900, 3_000)))
    said = Confirmed(
        turns_18_on=dice.one_of((None, birthday, birthday)),
        is_child=life.case.age_band == "child",
        is_age_settled=dice.yes(),
        is_panel_area=dice.one_of((False, True)),
        cohort=dice.one_of((None, None, *Cohort)),
        hearing_on=dice.one_of((None, life.case.hearing_on, life.day + timedelta(days=dice.number(1, 60)))),
        by=somebody(life, dice),
        at=life.at(),
    )
    return routing.route(life.case, said, times=life.times)


def report(life: Life, dice: Dice) -> list[Event]:
    said = Report(
        whereabouts=dice.one_of(PLACES),
        since_on=dice.day_near(life.day, before=10),
        by=somebody(life, dice),
        at=life.at(),
    )
    return whereabouts.report(life.case, said, times=life.times)


def die(life: Life, dice: Dice) -> list[Event]:
    said = Report(whereabouts=Whereabouts.DECEASED, since_on=life.day, by=somebody(life, dice), at=life.at())
    return whereabouts.report(life.case, said, times=life.times)


def suspend(life: Life, dice: Dice) -> list[Event]:
    told_on = None if dice.is_rare() else life.day
    said = Suspend(
        id=life.new_id(),
        reason=dice.one_of(list(SuspensionReason)),
        police_told_on=told_on,
        safeguarding_told_on=told_on,
        by=somebody(life, dice),
        at=life.at(),
    )
    suspended, events = suspension.suspend(life.case, said, times=life.times)
    life.suspension = suspended
    return events


def resume(life: Life, dice: Dice) -> list[Event]:
    suspension.check_resumable(life.case, has_new_material=dice.yes())
    if life.suspension is None:
        raise StepNotAllowed(life.case.stage, Step.RESUME)
    by = somebody(life, dice)
    return suspension.resume(life.case, life.suspension, by=by, at=life.at(), times=life.times)


def consent_at_18(life: Life, dice: Dice) -> list[Event]:
    said = ConsentAt18(
        id=life.new_id(),
        case_id=life.case.id,
        is_given=dice.one_of((True, True, False)),
        how=dice.one_of(list(turning_18.How)),
        said_on=dice.day_near(life.day, before=5),
        is_support_wanted=dice.yes(),
        recorded_by=somebody(life, dice),
        recorded_at=life.at(),
    )
    return turning_18.record_consent(life.case, said, times=life.times)


def correct_received(life: Life, dice: Dice) -> list[Event]:
    received_on = dice.day_near(life.case.received_on, before=20, after=5)
    return receipt.correct_received(life.case, received_on, times=life.times, today=life.day)


def review_progress(life: Life, dice: Dice) -> list[Event]:
    asked = frozenset[Party]() if dice.is_rare() else frozenset({Party.SUPPORT_PROVIDER})
    return receipt.review_progress(life.case, asked, today=life.day)


def say_lineage(life: Life, dice: Dice) -> list[Event]:
    return life.case.change(dice.one_of(list(Lineage)))


def _delay(life: Life) -> DelayRequest:
    if life.delay is None:
        raise delay.DelayNotOpen
    return life.delay
