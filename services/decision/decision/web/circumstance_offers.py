"""What can be done about what is true beside the stage, by where the case is."""

from collections.abc import Mapping, Sequence
from datetime import date

from decision.domain.case import Case
from decision.domain.delay import MAY_WAIT
from decision.domain.overlays import Consent, Whereabouts
from decision.domain.stages import (
    CG_PENDING,
    CLOSED,
    DECIDED,
    RECOVERY,
    RG_MORE_INFORMATION,
    RG_PENDING,
    SUSPENDED,
    UNDECIDED,
)
from decision.domain.turning_18 import is_answer_late
from decision.domain.withdrawal import is_asked_for
from decision.web import paths
from plumbing.govuk.parts import Link

Group = Mapping[str, Sequence[Link]]
MAY_BE_SUSPENDED = frozenset({RG_PENDING, RG_MORE_INFORMATION, RECOVERY, CG_PENDING})


def offers(case: Case, today: date) -> Group:
    """By card. A closed case offers nothing but saying that the person was found, or has died."""
    if case.merged_into:
        return {}
    if case.stage in CLOSED:
        return {"person": _whereabouts(case)}
    return {
        "routing": [Link(_route_label(case), paths.case(case.id, "route"))],
        "person": [*_whereabouts(case), *_suspending(case, today), *_consenting(case), *_leaving(case)],
        "receipt": _receipt(case),
    }


def _route_label(case: Case) -> str:
    return "Confirm age and route" if case.routing_reason is None else "Route again"


def _whereabouts(case: Case) -> list[Link]:
    if case.whereabouts is Whereabouts.DECEASED:
        return []
    return [Link("Report where the person is", paths.case(case.id, "whereabouts"))]


def _suspending(case: Case, today: date) -> list[Link]:
    if case.stage in SUSPENDED:
        return [Link("Go on with the case", paths.case(case.id, "resume"))]
    if case.stage in MAY_BE_SUSPENDED and may_suspend(case, today):
        return [Link("Suspend the case", paths.case(case.id, "suspend"))]
    return []


def may_suspend(case: Case, today: date) -> bool:
    is_unanswered = case.consent is Consent.AWAITING_AT_18 and is_answer_late(case, today=today)
    return case.whereabouts is Whereabouts.MISSING or is_unanswered


def _consenting(case: Case) -> list[Link]:
    if case.consent is not Consent.AWAITING_AT_18 or case.stage not in UNDECIDED:
        return []
    return [Link("Record what the person says at 18", paths.case(case.id, "consent-at-18"))]


def _leaving(case: Case) -> list[Link]:
    links = []
    if case.stage in MAY_WAIT:
        links.append(Link("Record a request to delay", paths.case(case.id, "delay")))
    if is_asked_for(case):
        links.append(not_withdrawn(case))
    if case.stage in UNDECIDED:
        links.append(Link("Withdraw the case", paths.case(case.id, "withdraw")))
        links.append(Link("Close: made in error", paths.case(case.id, "close-in-error")))
    if case.stage in DECIDED:
        links.append(Link("Close the decided case", paths.case(case.id, "exit")))
    return links


def not_withdrawn(case: Case) -> Link:
    return Link("Record that nobody withdraws", paths.case(case.id, "not-withdrawn"))


def _receipt(case: Case) -> list[Link]:
    return [Link("Correct the received date", paths.case(case.id, "received-date")), *expected(case)]


def expected(case: Case) -> list[Link]:
    """What a clock of the case runs for, beside its decision."""
    links = []
    if case.open_clocks("CLK-ACK"):
        links.append(Link("Record the acknowledgement", paths.case(case.id, "acknowledge")))
    if case.open_clocks("CLK-REVIEW"):
        links.append(Link("Record the progress check", paths.case(case.id, "progress")))
    return links
