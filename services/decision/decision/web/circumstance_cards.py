"""What is true beside the stage, as cards with what can be done about each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from decision.domain.case import Case
from decision.domain.delay import DelayRequest, DelayState, is_delayed
from decision.domain.overlays import Consent
from decision.domain.routing import Reason
from decision.domain.suspension import Suspension
from decision.web import paths
from decision.web.circumstance_offers import offers
from decision.web.circumstance_words import (
    ASKERS,
    CONSENT,
    DELAYS,
    NOT_ROUTED,
    ROUTING_REASONS,
    SUSPENDED_FOR,
    WHEREABOUTS,
)
from decision.web.edge import may_decide
from decision.web.words import AUTHORITIES, age_in_words
from plumbing.access import User
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Link, Row

LEAP_BIRTHDAY = "Somebody born on 29 February turns 18 on 1 March here. This is our setting: check it."


@dataclass(frozen=True)
class Card:
    title: str
    rows: Sequence[Row]
    links: Sequence[Link] = ()


def cards(
    case: Case, suspensions: Sequence[Suspension], delays: Sequence[DelayRequest], user: User, today: date
) -> list[Card]:
    links = offers(case, today) if may_decide(user) else {}
    return [
        Card("Age and who decides", _routing(case), links.get("routing", ())),
        Card("The person", _person(case), links.get("person", ())),
        *(_suspension(each) for each in suspensions),
        *(_delay(each, case, is_decider=may_decide(user)) for each in delays),
        Card("Receipt and progress", _receipt(case), links.get("receipt", ())),
    ]


def _routing(case: Case) -> list[Row]:
    return [
        Row("Authority", "Child decision panel" if case.is_pilot else AUTHORITIES[case.competent_authority]),
        Row("Why", _why(case)),
        Row("Age group", age_in_words(case.age_band, is_settled=case.is_age_settled)),
        Row("18th birthday", _birthday(case)),
        Row("Court hearing", day(case.hearing_on) if case.hearing_on else "None known"),
    ]


def _why(case: Case) -> str:
    if case.routing_reason is None:
        return NOT_ROUTED
    return ROUTING_REASONS[Reason(case.routing_reason)]


def _birthday(case: Case) -> str | list[str]:
    turns_18_on = case.turns_18_on
    if turns_18_on is None:
        return "Not known"
    is_first_of_march = (turns_18_on.month, turns_18_on.day) == (3, 1)
    return [day(turns_18_on), LEAP_BIRTHDAY] if is_first_of_march else day(turns_18_on)


def _person(case: Case) -> list[Row]:
    answer_due = case.due("CLK-18")
    rows = [Row("Whereabouts", WHEREABOUTS[case.whereabouts]), Row("Consent", CONSENT[case.consent])]
    if case.consent is Consent.AWAITING_AT_18 and answer_due:
        rows.append(Row("Answer by", f"{day(answer_due)} (our setting)"))
    return [*rows, Row("Support", "Wanted" if case.is_support_wanted else "Not asked for")]


def _suspension(suspension: Suspension) -> Card:
    rows = [
        Row("Why", SUSPENDED_FOR[suspension.reason]),
        Row("Since", moment(suspension.suspended_at)),
        Row("Police told", _day(suspension.police_told_on)),
        Row("Safeguarding told", _day(suspension.safeguarding_told_on)),
        Row("Went on", moment(suspension.resumed_at) if suspension.resumed_at else "Not yet"),
    ]
    before = suspension.before.replace("_", " ")
    return Card(f"Suspended before {before}", [row for row in rows if row.value])


def _delay(asked: DelayRequest, case: Case, *, is_decider: bool) -> Card:
    rows = [
        Row("Asked by", ASKERS[asked.asked_by]),
        Row("Asked on", day(asked.requested_on)),
        Row("Answer", DELAYS[asked.state]),
        Row("Not before", _day(asked.not_before)),
    ]
    links = _delay_links(asked, case) if is_decider else []
    return Card("Request to delay the decision", [row for row in rows if row.value], links)


def _delay_links(asked: DelayRequest, case: Case) -> list[Link]:
    if asked.state is DelayState.OPEN:
        return [Link("Answer the request", paths.case(case.id, f"delay/{asked.id}"))]
    is_running = asked.state is DelayState.AGREED and asked.not_before == case.due("CLK-CG-MIN")
    return (
        [Link("End the delay", paths.case(case.id, "delay/end"))] if is_running and is_delayed(case) else []
    )


def _receipt(case: Case) -> list[Row]:
    return [
        Row("Received on", day(case.received_on)),
        Row("Acknowledged", "Not yet" if case.open_clocks("CLK-ACK") else "Nothing is due"),
        Row("Progress check", _day(case.due("CLK-REVIEW")) or "Nothing is due"),
    ]


def _day(on: date | None) -> str:
    return day(on) if on else ""
