"""What happened beside the stage, in words."""

from collections.abc import Mapping

from decision.domain.closing import ClosingReason
from decision.domain.delay import Asker
from decision.domain.overlays import Whereabouts
from decision.domain.receipt import Party
from decision.domain.routing import Reason
from decision.domain.suspension import SuspensionReason
from decision.domain.withdrawal import HowWithdrawn
from decision.web.circumstance_words import (
    ASKERS,
    CLOSED_FOR,
    PARTIES,
    ROUTING_REASONS,
    SUSPENDED_FOR,
    WHEREABOUTS,
    WITHDRAWN_HOW,
)
from decision.web.telling import Fact, Tell, Words, day_in_words
from decision.web.words import AUTHORITIES, age_in_words


def _routed(fact: Fact) -> Words:
    who = "Child panel" if fact["is_pilot"] else AUTHORITIES[fact["competent_authority"]]
    return f"Routed: {who}", f"{ROUTING_REASONS[Reason(fact['reason'])]}."


def _age(fact: Fact) -> Words:
    return "Age confirmed", f"{age_in_words(fact['age_band'], is_settled=fact['is_age_settled'])}."


def _hearing(fact: Fact) -> Words:
    if fact["hearing_on"] is None:
        return "No hearing is known any more", ""
    return "Court hearing recorded", f"On {day_in_words(fact['hearing_on'])}. The decision is due before it."


def _reported(fact: Fact) -> Words:
    where = WHEREABOUTS[Whereabouts(fact["whereabouts"])]
    return f"Whereabouts reported: {where.lower()}", f"Since {day_in_words(fact['since_on'])}."


def _suspended(fact: Fact) -> Words:
    why = SUSPENDED_FOR[SuspensionReason(fact["reason"])]
    return f"Suspended before {_grounds(fact)}", f"{why}. A recovery period that has begun runs on."


def _resumed(fact: Fact) -> Words:
    return f"The case goes on, before {_grounds(fact)}", ""


def _withdrawal(fact: Fact) -> Words:
    how = WITHDRAWN_HOW[HowWithdrawn(fact["how"])]
    return "Withdrawal recorded", f"{how}, on {day_in_words(fact['said_on'])}."


def _withdrawn(_: Fact) -> Words:
    return "Case withdrawn", "It is over. A new referral may follow."


def _goes_on(_: Fact) -> Words:
    return "Not withdrawn after all", "The case goes on. Why is on the Circumstances page."


def _delay_requested(fact: Fact) -> Words:
    who = ASKERS[Asker(fact["asked_by"])]
    return (
        "Asked to delay the conclusive grounds decision",
        f"{who}, on {day_in_words(fact['requested_on'])}.",
    )


def _delay_agreed(fact: Fact) -> Words:
    return "Delay agreed", f"The decision is not served before {day_in_words(fact['not_before'])}."


def _delay_refused(_: Fact) -> Words:
    return "Delay refused", "The reasons are on the Circumstances page."


def _delay_ended(_: Fact) -> Words:
    return "Delay ended early", ""


def _turned(fact: Fact) -> Words:
    return "The person turned 18", f"On {day_in_words(fact['turned_on'])}. They must agree to stay in."


def _consent(fact: Fact) -> Words:
    title = "Agreed at 18 to stay in" if fact["is_given"] else "Did not agree at 18 to stay in"
    support = "wants support" if fact["is_support_wanted"] else "does not want support"
    how = "in writing" if fact["how"] == "written" else "through a first responder"
    return title, f"Said {how} on {day_in_words(fact['said_on'])}; {support}."


def _corrected(fact: Fact) -> Words:
    now, was = day_in_words(fact["now"]), day_in_words(fact["was"])
    return "Received date corrected", f"It is {now}. It was {was}."


def _acknowledged(fact: Fact) -> Words:
    return "Referral acknowledged", f"Told: {_parties(fact['told'])}."


def _reviewed(fact: Fact) -> Words:
    return "Progress checked", f"Asked: {_parties(fact['asked'])}."


def _closed(fact: Fact) -> Words:
    return "Case closed", f"{CLOSED_FOR[ClosingReason(fact['reason'])]}."


def _grounds(fact: Fact) -> str:
    return str(fact["before"]).replace("_", " ")


def _parties(codes: list[str]) -> str:
    return ", ".join(PARTIES[Party(code)] for code in codes)


CAUSES: Mapping[str, str] = {
    "rg.suspended": "The case is suspended.",
    "case.suspended": "The case is suspended.",
    "person.missing": "The person is missing.",
    "person.released": "The person is no longer detained.",
    "person.died": "The person has died.",
    "case_routed": "Somebody else decides now.",
    "hearing.recorded": "The day of the hearing was recorded.",
    "no_hearing": "No hearing is known any more.",
    "cg.delay_agreed": "A delay was agreed.",
    "cg.delay_refused": "The delay was refused.",
    "cg.delay_ended": "The delay was ended.",
    "case_resumed": "The case goes on.",
    "case_withdrawn": "The case was withdrawn.",
    "consent.given": "The person agreed.",
    "consent.refused": "The person did not agree.",
    "received_date_corrected": "The received date was corrected.",
    "referral.acknowledged": "Everybody has been told.",
    "review.done": "The check is done.",
    **{f"case_closed.{reason.value}": "The case was closed." for reason in ClosingReason},
}
TOLD: Mapping[str, Tell] = {
    "case_routed": _routed,
    "age_confirmed": _age,
    "hearing_recorded": _hearing,
    "whereabouts_reported": _reported,
    "case_suspended": _suspended,
    "case_resumed": _resumed,
    "withdrawal_recorded": _withdrawal,
    "case_withdrawn": _withdrawn,
    "withdrawal_not_taken": _goes_on,
    "delay_requested": _delay_requested,
    "cg_delay_agreed": _delay_agreed,
    "delay_refused": _delay_refused,
    "delay_ended_early": _delay_ended,
    "person_turned_18": _turned,
    "consent_recorded": _consent,
    "received_date_corrected": _corrected,
    "referral_acknowledged": _acknowledged,
    "progress_reviewed": _reviewed,
    "case_closed": _closed,
}
