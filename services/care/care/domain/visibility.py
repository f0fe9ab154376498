"""Who may see what: the matrix, field by field.

One row for each kind of data, one column for each role that this product lets in. Pages, `/v1` and the
opening of sealed words ask this table and nothing else.
"""

from collections.abc import Mapping
from enum import StrEnum

from care.domain.assessments import Part
from care.domain.extension import Heading
from care.domain.needs import Need
from care.domain.people import Actor
from care.domain.transport import BRIEFED
from contracts.ids import ProviderId


class Data(StrEnum):
    IDENTITY = "identity"  # name, date of birth, language
    SAFE_CONTACT = "safe_contact"
    ADDRESS = "address"
    REGION = "region"
    NEEDS_SUMMARY = "needs_summary"
    HEALTH = "health"
    NOTES = "notes"
    PRIVILEGED = "privileged"
    RISKS = "risks"
    PAYMENTS = "payments"
    DECISION = "decision"
    RNA_FORM = "rna_form"
    RNA_DECISION = "rna_decision"
    CHILD = "child"
    FIGURES = "figures"


class Role(StrEnum):
    OWN_WORKER = "own_worker"
    OTHER_WORKER = "other_worker"
    MANAGER = "manager"
    DRIVER = "driver"
    PRIME = "prime"  # one role for hub and network: whoever has it does the work of both
    INSPECTOR = "inspector"


class Sight(StrEnum):
    """How somebody sees it. Only the first is as a matter of course."""

    YES = "yes"
    NO = "no"
    ON_REASON = "on reason"  # once, after typing why; managers read why each week (VI-5)
    OWN_HOUSE = "own house"  # of their provider; each reading has a reason
    OWN_FIGURES = "own"  # of their provider
    AUTHOR_ONLY = "author only"
    FIRST_NAME = "first name"
    PICK_UP_ONLY = "pick-up only"
    ON_THE_DAY = "on the day"  # and some hours after the journey is done (VI-9)
    TRAVEL_RISKS = "travel risks"
    SEATS = "seats"
    VISIT_ONLY = "visit only"
    SAMPLE = "sample, consented"


_YES, _NO, _WHY, _HOUSE, _OWN = Sight.YES, Sight.NO, Sight.ON_REASON, Sight.OWN_HOUSE, Sight.OWN_FIGURES
_ROLES = (Role.OWN_WORKER, Role.OTHER_WORKER, Role.MANAGER, Role.DRIVER, Role.PRIME, Role.INSPECTOR)


def _row(*sights: Sight) -> Mapping[Role, Sight]:
    return dict(zip(_ROLES, sights, strict=True))


# fmt: off
# The columns: own worker, other worker of the provider, manager, driver, prime, inspector.
MATRIX: Mapping[Data, Mapping[Role, Sight]] = {
    Data.IDENTITY:      _row(_YES, _YES, _YES, Sight.FIRST_NAME, _YES, _NO),
    Data.SAFE_CONTACT:  _row(_YES, _YES, _YES, Sight.PICK_UP_ONLY, _YES, _NO),
    Data.ADDRESS:       _row(_HOUSE, _HOUSE, _YES, Sight.ON_THE_DAY, _YES, Sight.VISIT_ONLY),
    Data.REGION:        _row(_YES, _YES, _YES, _YES, _YES, _YES),
    Data.NEEDS_SUMMARY: _row(_YES, _YES, _YES, Sight.TRAVEL_RISKS, _YES, Sight.SAMPLE),
    Data.HEALTH:        _row(_YES, _NO, _WHY, _NO, _NO, _NO),
    Data.NOTES:         _row(_YES, _WHY, _WHY, _NO, _NO, Sight.SAMPLE),  # "another worker's notes": VI-5
    Data.PRIVILEGED:    _row(Sight.AUTHOR_ONLY, _NO, _NO, _NO, _NO, _NO),
    Data.RISKS:         _row(_YES, _YES, _YES, Sight.TRAVEL_RISKS, _YES, _NO),
    Data.PAYMENTS:      _row(_YES, _NO, _YES, _NO, _NO, _NO),
    Data.DECISION:      _row(_YES, _YES, _YES, _NO, _YES, _NO),
    Data.RNA_FORM:      _row(_YES, _NO, _YES, _NO, _YES, _NO),  # the prime checks its quality
    Data.RNA_DECISION:  _row(_YES, _NO, _YES, _NO, _YES, _NO),
    Data.CHILD:         _row(_YES, _NO, _YES, Sight.SEATS, _YES, _NO),
    Data.FIGURES:       _row(_OWN, _OWN, _OWN, _NO, _YES, _YES),
}
# fmt: on


def role_of(actor: Actor, *, provider_id: ProviderId | None, worker_id: str | None) -> Role | None:
    """As what somebody comes to a person's record. Nobody to it who neither supports nor oversees them."""
    if actor.is_prime:
        return Role.PRIME
    if provider_id is None or provider_id != actor.provider_id:
        return None
    if worker_id == actor.user:
        return Role.OWN_WORKER
    return Role.MANAGER if actor.is_manager else Role.OTHER_WORKER


def sight(data: Data, role: Role | None) -> Sight:
    return Sight.NO if role is None else MATRIX[data][role]


def may_read(data: Data, role: Role | None) -> bool:
    return sight(data, role) is Sight.YES


def on_reason(role: Role | None) -> frozenset[Data]:
    """What of a person's record they may read once they have said why."""
    return frozenset(data for data in Data if sight(data, role) is Sight.ON_REASON)


HEALTH = (Need.HEALTH, Need.WELLBEING)
_HEALTH_PARTS = (Part.WELLBEING, Part.PHYSICAL_HEALTH, Part.SEXUAL_HEALTH)
_NEEDS = ("need_", "part_", "not_asked_")
_OF_ASSESSMENTS = ("language", "interpreter", "remedy", "why_contract", "council_reason")
_KNOWN: Mapping[str, Data] = {
    **{f"need_{need}": Data.HEALTH for need in HEALTH},
    **{f"{about}_{part}": Data.HEALTH for about in ("part", "not_asked") for part in _HEALTH_PARTS},
    **dict.fromkeys(_OF_ASSESSMENTS, Data.NEEDS_SUMMARY),
    **dict.fromkeys(("move_why", "move_answer", "why_not_first"), Data.NEEDS_SUMMARY),
    **dict.fromkeys(("evidence", "late_reason", *(heading.value for heading in Heading)), Data.RNA_FORM),
    **dict.fromkeys(("known_as", "school", "needs", "risks"), Data.CHILD),
    **dict.fromkeys(("what_happened", "outcome", "complaint", "answer", "why_no_warning"), Data.RISKS),
    **dict.fromkeys(BRIEFED, Data.IDENTITY),
    Data.PRIVILEGED.value: Data.PRIVILEGED,
}


def data_of(purpose: str) -> Data:
    """What kind of data some sealed words are, by what they were written for. A new purpose is a note."""
    summarised = Data.NEEDS_SUMMARY if purpose.startswith(_NEEDS) else Data.NOTES
    return _KNOWN.get(purpose, summarised)
