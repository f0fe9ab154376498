"""Acts that end a case, or look at a decision again, on random cases."""

from datetime import timedelta

from tests.decision.lives.dice import Dice
from tests.decision.lives.first_decision import somebody
from tests.decision.lives.life import STAFF, Life

from contracts.events import Event
from contracts.ids import UserId
from decision.domain import closing, reconsidered, reconsidering, withdrawal
from decision.domain import reconsideration_extension as extension
from decision.domain.delay import Asker
from decision.domain.overlays import Consent
from decision.domain.reconsideration import (
    Asked,
    Ground,
    Judgement,
    Point,
    Reconsideration,
    Refusal,
    RequestNotOpen,
)
from decision.domain.withdrawal import HowWithdrawn, Withdrawal

POINTS = {Ground.NEW_EVIDENCE: (None,), Ground.GUIDANCE: (*Point,)}


def hear_of_withdrawal(life: Life, _dice: Dice) -> list[Event]:
    return life.case.change(Consent.WITHDRAWN)


def withdraw(life: Life, dice: Dice) -> list[Event]:
    said = Withdrawal(
        id=life.new_id(),
        case_id=life.case.id,
        how=dice.one_of(list(HowWithdrawn)),
        said_on=dice.day_near(life.day, before=5),
        recorded_by=somebody(life, dice),
        recorded_at=life.at(),
    )
    return withdrawal.withdraw(life.case, said, advice=dice.words(), times=life.times)


def go_on(life: Life, _dice: Dice) -> list[Event]:
    return withdrawal.go_on(life.case)


def close_in_error(life: Life, _dice: Dice) -> list[Event]:
    return closing.close_in_error(life.case, at=life.at())


def leave(life: Life, _dice: Dice) -> list[Event]:
    return closing.exit_case(life.case, times=life.times, at=life.at())


def request(life: Life, dice: Dice) -> list[Event]:
    ground = dice.one_of(list(Ground))
    asked = Asked(
        id=life.new_id(),
        ground=ground,
        point=dice.one_of(POINTS[ground]),
        asked_by=dice.one_of((Asker.FIRST_RESPONDER, Asker.SUPPORT_PROVIDER, Asker.LAWYER)),
        received_on=dice.day_near(life.day, before=3),
        is_evidence_enclosed=dice.one_of((True, True, False)),
        is_removal_intended=dice.is_rare(),
        words=dice.words(),
        by=somebody(life, dice),
        at=life.at(),
    )
    made, events = reconsidering.request(life.case, asked, earlier=life.requests, times=life.times)
    life.requests.append(made)
    return events


def accept(life: Life, dice: Dice) -> list[Event]:
    return reconsidering.accept(life.case, _request(life), _judged(life, dice), times=life.times)


def refuse(life: Life, dice: Dice) -> list[Event]:
    why = dice.one_of(list(Refusal))
    return reconsidering.refuse(life.case, _request(life), why, _judged(life, dice))


def keep(life: Life, dice: Dice) -> list[Event]:
    return reconsidered.keep(life.case, _request(life), _judged(life, dice), times=life.times)


def reopen(life: Life, dice: Dice) -> list[Event]:
    return reconsidered.reopen(life.case, _request(life), _judged(life, dice), times=life.times)


def extend_window(life: Life, dice: Dice) -> list[Event]:
    given = extension.Extension(
        id=life.new_id(),
        ground=dice.one_of(list(Ground)),
        until=life.day + timedelta(days=dice.number(0, 60)),
        words=dice.words(),
        by=somebody(life, dice),
        at=life.at(),
    )
    return extension.extend(life.case, given, life.open_request(), times=life.times)


def _request(life: Life) -> Reconsideration:
    asked = life.open_request()
    if asked is None:
        raise RequestNotOpen
    return asked


def _judged(life: Life, dice: Dice) -> Judgement:
    """Mostly by whoever holds the case, or by somebody who had no part in the decision."""
    asked, involved = life.open_request(), set[UserId | None]()
    for each in life.case.decisions:
        if asked and each.id == asked.decision_id:
            involved = {each.written_by, each.reviewed_by, each.confirmed_by}
    fresh = [person for person in STAFF if person not in involved] or [*STAFF]
    holder = life.case.taken_by or dice.one_of(fresh)
    return Judgement(words=dice.words(), by=dice.one_of((*[holder] * 10, *STAFF)), at=life.at())
