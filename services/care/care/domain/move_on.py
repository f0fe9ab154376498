"""Where somebody goes after support, and what must be settled before (EX-16 to EX-20)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules, Entry, is_active_code
from contracts.ids import SupportCaseId


class Topic(StrEnum):
    """What a plan covers at least (EX-19)."""

    ACCOMMODATION = "accommodation"
    INCOME = "income"
    IMMIGRATION = "immigration"
    HEALTH = "health"
    SAFETY = "safety"
    LEGAL = "legal"
    CHILDREN = "children"
    COMMUNITY = "community"
    WHO_TO_CALL = "who_to_call"


@dataclass(eq=False, kw_only=True)
class MoveOnPlan:
    """What is written under each topic is sealed; which are settled is not."""

    support_case_id: SupportCaseId
    begun_at: datetime
    settled: list[str] = field(default_factory=list)
    destination: str | None = None
    changed_at: datetime | None = None
    version: int = field(default=1)

    @property
    def open_topics(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in Topic if topic not in self.settled)

    @property
    def is_complete(self) -> bool:
        return not self.open_topics and self.destination is not None

    def settle(
        self, topics: frozenset[Topic], destination: str | None, rules: CareRules, *, on: date
    ) -> None:
        if destination is not None and not is_active_code(rules.lists.destinations, destination, on):
            raise Refused(Code.UNKNOWN_DESTINATION)
        self.settled = [topic for topic in Topic if topic in topics]
        self.destination = destination


class Kind(StrEnum):
    """Steps on the way out that are asked of others, or done for the person afterwards."""

    COUNCIL_REFERRAL = "council_referral"  # EX-18
    SIGNPOSTING = "signposting"  # EX-18
    VOLUNTARY_RETURN = "voluntary_return"  # EX-17
    TRANSITION_PILOT = "transition_pilot"  # EX-20
    REACH_IN = "reach_in"  # EX-16
    DROP_IN = "drop_in"  # EX-16


class Result(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DONE = "done"


class ReturnCheck(StrEnum):
    """What must be so before somebody goes back to another country (EX-17)."""

    TRAVEL_DOCUMENTS = "travel_documents"
    RECEIVING_SUPPORT = "receiving_support"
    SAFETY = "safety"


ANSWERED_BY_OTHERS = frozenset({Kind.COUNCIL_REFERRAL, Kind.TRANSITION_PILOT, Kind.VOLUNTARY_RETURN})


@dataclass(frozen=True, kw_only=True)
class StepAnswer:
    result: Result
    reason: str | None = None
    checks: frozenset[ReturnCheck] = frozenset()


@dataclass(eq=False, kw_only=True)
class LeavingStep:
    """One request, and its answer. Why a council or pilot refuses is a code of the lists."""

    id: UUID
    support_case_id: SupportCaseId
    kind: Kind
    council: str | None
    asked_at: datetime
    result: Result
    reason: str | None = None
    answered_at: datetime | None = None
    checks: list[str] = field(default_factory=list)
    version: int = field(default=1)

    def answer(self, given: StepAnswer, rules: CareRules, *, at: datetime) -> None:
        """A refusal needs a reason of the list, and a voluntary return each of its checks."""
        if self.result is not Result.ASKED:
            raise Refused(Code.ALREADY_ANSWERED)
        known = {entry.code for entry in rules.lists.council_refusal_reasons}
        if given.result is Result.REFUSED and given.reason not in known:
            raise Refused(Code.UNKNOWN_REASON)
        goes_back = self.kind is Kind.VOLUNTARY_RETURN and given.result is Result.ACCEPTED
        if goes_back and given.checks != frozenset(ReturnCheck):
            raise Refused(Code.REASON_REQUIRED)
        self.result, self.answered_at = given.result, at
        self.reason = given.reason if given.result is Result.REFUSED else None
        self.checks = [check for check in ReturnCheck if check in given.checks]


def check_council(kind: Kind, council: str | None, rules: CareRules, *, on: date) -> None:
    """The pilots were six councils from April 2018 to March 2020 (EX-20). Code or name will do."""
    typed = (council or "").strip().casefold()
    known = {name.casefold() for each in pilots_on(rules, on) for name in (each.code, each.words)}
    if kind is Kind.TRANSITION_PILOT and typed not in known:
        raise Refused(Code.UNKNOWN_DESTINATION)


def pilots_on(rules: CareRules, day: date) -> list[Entry]:
    return [each for each in rules.lists.transition_pilots if each.is_active(day)]
