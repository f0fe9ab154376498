"""When the referral came, who was told that it did, and the check half way through the recovery period."""

from datetime import date
from enum import StrEnum

from clocks import RuleNotInForce
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.circumstance_facts import ProgressReviewed, ReceivedDateCorrected, ReferralAcknowledged
from decision.domain.clocks import Clock
from decision.domain.closing import check_open
from decision.domain.timekeeping import ACKNOWLEDGEMENT, COUNTED_FROM_RECEIPT, REVIEW, Timekeeping
from decision.domain.told import must_hear


class Party(StrEnum):
    """Who is asked and told about a case."""

    FIRST_RESPONDER = "first_responder"
    SUPPORT_PROVIDER = "support_provider"
    LOCAL_AUTHORITY = "local_authority"
    POLICE = "police"
    GUARDIAN = "guardian"
    LAWYER = "lawyer"
    PERSON = "person"


class NobodyAsked(Exception):
    """A progress check without a contact is none."""


class NotEverybodyTold(Exception):
    """The referral is acknowledged when everybody who must hear of it has been told."""

    def __init__(self, missing: frozenset[Party]) -> None:
        super().__init__(f"not told: {', '.join(sorted(missing))}")
        self.missing = missing


class NothingToAcknowledge(Exception):
    """The referral has been acknowledged, or was never to be."""


class NoReviewDue(Exception):
    pass


class ReceivedInTheFuture(Exception):
    pass


class ReceivedThen(Exception):
    """The case says already that it was received on this day."""


def correct_received(case: Case, received_on: date, *, times: Timekeeping, today: date) -> list[Event]:
    """Open clocks that count from receipt move, and say from where; closed ones never do.

    Raises CaseIsClosed, ReceivedInTheFuture, ReceivedThen, and CalendarHorizon for a day long past.
    """
    check_open(case)
    if received_on > today:
        raise ReceivedInTheFuture
    if received_on == case.received_on:
        raise ReceivedThen
    times.check_known(received_on)
    was, case.received_on = case.received_on, received_on
    corrected = case.fact(ReceivedDateCorrected, was=was, now=received_on)
    clocks = case.open_clocks(*COUNTED_FROM_RECEIPT)
    moved = [event for clock in clocks for event in _recount(clock, received_on, times, today)]
    case.reorder()
    return [corrected, *moved]


def expect_acknowledgement(case: Case, *, times: Timekeeping) -> list[Event]:
    """Everybody concerned is to hear that the referral has come (§7, CLK-ACK)."""
    return case.start_clocks((ACKNOWLEDGEMENT,), times=times, on=case.received_on)


def must_be_told(case: Case) -> frozenset[Party]:
    """Of a referral that has come (§9), as far as the case itself says; a guardian only if one is known."""
    listed = must_hear(case, "acknowledged")
    return frozenset(Party(each.who.value) for each in listed if not each.is_for_a_person_to_judge)


def acknowledge(case: Case, told: frozenset[Party], *, today: date) -> list[Event]:
    """Raises NothingToAcknowledge and NotEverybodyTold."""
    if not case.open_clocks(ACKNOWLEDGEMENT):
        raise NothingToAcknowledge
    if missing := must_be_told(case) - told:
        raise NotEverybodyTold(missing)
    ended = case.end_clocks(ACKNOWLEDGEMENT, on=today, cause="referral.acknowledged")
    return [case.fact(ReferralAcknowledged, told=_codes(told)), *ended]


def acknowledge_by_mail(case: Case, mailed: frozenset[Party], *, today: date) -> list[Event]:
    """Once mails have gone to everybody who must be told. Until then somebody records whom they told."""
    if not case.open_clocks(ACKNOWLEDGEMENT) or must_be_told(case) - mailed:
        return []
    return acknowledge(case, mailed, today=today)


def review_progress(case: Case, asked: frozenset[Party], *, today: date) -> list[Event]:
    """Raises NoReviewDue and NobodyAsked."""
    if not case.open_clocks(REVIEW):
        raise NoReviewDue
    if not asked:
        raise NobodyAsked
    ended = case.end_clocks(REVIEW, on=today, cause="review.done")
    return [case.fact(ProgressReviewed, asked=_codes(asked)), *ended]


def _codes(parties: frozenset[Party]) -> tuple[str, ...]:
    return tuple(sorted(party.value for party in parties))


def _recount(clock: Clock, received_on: date, times: Timekeeping, today: date) -> list[Event]:
    """By the version of the rule in force on the right day, if there was one."""
    try:
        rule = times.book.select(clock.rule, on=received_on)
    except RuleNotInForce:
        return clock.end(on=today, cause="received_date_corrected")
    clock.choose(rule, on=received_on)
    due = times.due(clock, started_on=received_on)
    if due is None:
        clock.started_on = received_on
        return []
    return clock.correct_start(due, today=today, cause="received_date_corrected")
