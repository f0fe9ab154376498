"""Decisions sent and received, on random cases. Some addresses are linked to the exploitation."""

from tests.decision.lives.dice import Dice
from tests.decision.lives.first_decision import somebody
from tests.decision.lives.life import Life

from contracts.events import Event
from decision.domain import serving
from decision.domain.decisions import DecisionState
from decision.domain.letters import How, Letter, Proof, Receipt
from decision.domain.notices import Recipient

UNSAFE = ("14 Canal Street, Ashford", "the.boss@example.org")
ADDRESSES = ("2 Mill Lane, Ashford", "someone@example.org", "14  canal street - Ashford", *UNSAFE)


def send(life: Life, dice: Dice) -> list[Event]:
    standing = [each.id for each in life.case.decisions if each.state is DecisionState.STANDS]
    sending = serving.Sending(
        letter_id=life.new_id(),
        decision_id=standing[-1] if standing else life.new_id(),
        recipient=dice.one_of(list(Recipient)),
        how=dice.one_of(list(How)),
        address=dice.one_of(ADDRESSES),
        is_address_safe=not dice.is_rare(),
        sent_on=dice.day_near(life.day, before=3),
        by=somebody(life, dice),
        at=life.at(),
        why_after_death=dice.words(),
    )
    letter, events = serving.send(life.case, sending, unsafe=UNSAFE)
    life.letters.append(letter)
    life.addresses[letter.id] = sending.address
    return events


def receive(life: Life, dice: Dice) -> list[Event]:
    """The first time, or again to put the day right."""
    receipt = Receipt(
        on=dice.day_near(life.day, before=10),
        proof=dice.one_of(list(Proof)),
        by=somebody(life, dice),
        at=life.at(),
    )
    if not life.letters:
        raise serving.DoesNotStand
    letter = dice.one_of([*life.letters, *_latest_for_the_person(life)])
    return serving.record_receipt(life.case, letter, receipt, letters=life.letters, times=life.times)


def _latest_for_the_person(life: Life) -> list[Letter]:
    return [each for each in life.letters if each.is_for_the_person][-1:] * 5
