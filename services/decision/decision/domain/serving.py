"""Serving a decision that stands: to whom it may go, and what begins when the person has it.

Source: §9 of the domain reference (guidance, March 2020). A letter never goes to an address linked to the
exploitation, a child's papers never to the child, and nothing before the earliest day it may be served.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clocks import london_day
from clocks.days import first_instant_of
from contracts.decision import DecisionServed
from contracts.events import Event
from contracts.ids import UserId
from decision.domain.case import Case
from decision.domain.clocks import Clock
from decision.domain.closing import may_notices_go_out
from decision.domain.decisions import Decision, DecisionKind, DecisionState
from decision.domain.earliest_day import FloorNotReached, check_floor, earliest_day
from decision.domain.letters import How, Letter, Receipt, letters_of, received_by_the_person
from decision.domain.notices import Notice, Recipient, notices_of
from decision.domain.overlays import Disqualification
from decision.domain.reconsidering import DECIDE as RECONSIDERING
from decision.domain.stages import CLOSED
from decision.domain.timekeeping import Timekeeping
from decision.domain.way_out import rules_after, way_out

CAUSE = "receipt_corrected"


class DoesNotStand(Exception):
    """Only a decision that stands is served."""


class NotToThem(Exception):
    """Nobody of this kind is told of this decision. A child is never sent their own papers."""


class NothingGoesOut(Exception):
    """The person has died: nothing is sent unless somebody decides that it is, and says why."""


class AddressNotSafe(Exception):
    """The address is linked to the exploitation, or nobody knows that it is not."""


class AddressMissing(Exception):
    pass


class SentBeforeDecided(Exception):
    pass


class NotYetHappened(Exception):
    """A day that has not come cannot be recorded."""


class ReceivedBeforeSent(Exception):
    pass


class ReceivedThatDay(Exception):
    """The record says already that it was received on this day."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What somebody says of a letter they have sent. `address` names the addressee too; it is personal.

    `why_after_death` is empty unless the person has died and the letter is sent all the same.
    """

    letter_id: UUID
    decision_id: UUID
    recipient: Recipient
    how: How
    address: str
    is_address_safe: bool
    sent_on: date
    by: UserId
    at: datetime
    why_after_death: str = ""


def send(case: Case, sending: Sending, *, unsafe: Collection[str]) -> tuple[Letter, list[Event]]:
    """`unsafe` are the addresses known to be linked to the exploitation.

    Raises DoesNotStand, NotToThem, NothingGoesOut, NotYetHappened, SentBeforeDecided, FloorNotReached,
    AddressMissing and AddressNotSafe.
    """
    decision = decision_to_serve(case, sending.decision_id)
    notice = check_recipient(case, decision, sending.recipient)
    _check_alive(case, sending)
    _check_day(case, decision, sending)
    _check_address(sending, unsafe)
    letter = Letter(
        id=sending.letter_id,
        case_id=case.id,
        decision_id=decision.id,
        recipient=sending.recipient,
        gets=notice.gets,
        is_child=case.age_band == "child",
        not_before=_not_before(case, decision),
        how=sending.how,
        sent_on=sending.sent_on,
        sent_by=sending.by,
        recorded_at=sending.at,
        address_checked_by=sending.by,
        after_death=not may_notices_go_out(case),
    )
    return letter, [_served(case, decision, letter)]


def record_receipt(
    case: Case, letter: Letter, receipt: Receipt, *, letters: Sequence[Letter], times: Timekeeping
) -> list[Event]:
    """`letters` are all of the case. Recording another day puts the first right, and the clock with it.

    Raises NotYetHappened, ReceivedBeforeSent and ReceivedThatDay.
    """
    if receipt.on > london_day(receipt.at):
        raise NotYetHappened
    if receipt.on < letter.sent_on:
        raise ReceivedBeforeSent
    if receipt.on == letter.received_on:
        raise ReceivedThatDay
    letter.receive(receipt)
    decision = next(each for each in case.decisions if each.id == letter.decision_id)
    served = _served(case, decision, letter)
    return [served, *_count_from_receipt(case, decision, letters, times, london_day(receipt.at))]


def decision_to_serve(case: Case, decision_id: UUID) -> Decision:
    """Raises DoesNotStand."""
    for decision in case.decisions:
        if decision.id == decision_id and decision.state is DecisionState.STANDS:
            return decision
    raise DoesNotStand


def check_recipient(case: Case, decision: Decision, recipient: Recipient) -> Notice:
    """Raises NotToThem."""
    notice = notices_of(case, decision).get(recipient)
    if notice is None:
        raise NotToThem
    return notice


def is_known_unsafe(address: str, unsafe: Collection[str]) -> bool:
    """The same address however it is spaced, written large or punctuated."""
    return _plain(address) in {_plain(each) for each in unsafe}


def still_to_be_told(case: Case, decision: Decision, letters: Sequence[Letter]) -> list[Notice]:
    """Who must be told without anybody having to judge, and has not been sent the decision.

    An adult may be served through a representative.
    """
    sent = {each.recipient for each in letters_of(letters, decision)}
    if Recipient.REPRESENTATIVE in sent:
        sent.add(Recipient.PERSON)
    listed = notices_of(case, decision).values()
    return [each for each in listed if not each.is_for_a_person_to_judge and each.recipient not in sent]


def _check_alive(case: Case, sending: Sending) -> None:
    if may_notices_go_out(case):
        return
    if sending.recipient is Recipient.PERSON or not sending.why_after_death.strip():
        raise NothingGoesOut


def _check_day(case: Case, decision: Decision, sending: Sending) -> None:
    if sending.sent_on > london_day(sending.at):
        raise NotYetHappened
    if decision.decided_on is None or sending.sent_on < decision.decided_on:
        raise SentBeforeDecided
    if decision.kind is DecisionKind.CONCLUSIVE_GROUNDS and not case.is_pilot:
        _check_floor(case, decision, sending.sent_on)


def _check_floor(case: Case, decision: Decision, on: date) -> None:
    """The floor may have moved since the decision was made, and letters may be recorded late."""
    check_floor(case, on)
    not_before = _not_before(case, decision)
    if not_before and on < not_before:
        raise FloorNotReached(not_before)


def _not_before(case: Case, decision: Decision) -> date | None:
    if decision.kind is DecisionKind.REASONABLE_GROUNDS or case.is_pilot:
        return None
    return earliest_day(case)


def _check_address(sending: Sending, unsafe: Collection[str]) -> None:
    if not sending.address.strip():
        raise AddressMissing
    if not sending.is_address_safe or is_known_unsafe(sending.address, unsafe):
        raise AddressNotSafe


def _plain(address: str) -> str:
    return re.sub(r"[\W_]+", "", address).casefold()


def _count_from_receipt(
    case: Case, decision: Decision, letters: Sequence[Letter], times: Timekeeping, today: date
) -> list[Event]:
    """Unknown receipt: not started. The rule is the one of the day of the decision."""
    received_on = received_by_the_person(letters, decision)
    rules = rules_after(decision)
    if received_on is None or not rules or not _is_support_ending(case, decision):
        return []
    if counted := way_out(case, decision):
        return [event for clock in counted for event in _recount(clock, received_on, times, today)]
    return case.start_clocks(rules, times=times, on=received_on, selected_on=decision.decided_on)


def _is_support_ending(case: Case, decision: Decision) -> bool:
    """Not while or since a reconsideration was accepted, nor when support has ended for another reason."""
    is_over = case.stage in CLOSED or case.disqualification is Disqualification.IMPOSED
    is_looked_at_again = decision.state is not DecisionState.STANDS or bool(case.open_clocks(RECONSIDERING))
    return not is_over and not is_looked_at_again


def _recount(clock: Clock, received_on: date, times: Timekeeping, today: date) -> list[Event]:
    due = times.due(clock, started_on=received_on)
    if due is None or clock.started_on == received_on:
        return []
    return clock.correct_start(due, today=today, cause=CAUSE)


def _served(case: Case, decision: Decision, letter: Letter) -> DecisionServed:
    return case.fact(
        DecisionServed,
        decision_id=decision.id,
        decision=decision.kind.value,
        outcome=decision.outcome.value,
        recipient=letter.recipient.value,
        sent_at=first_instant_of(letter.sent_on),
        received_on=letter.received_on,
    )
