"""Whether where a person lives suits them (AC-6), and asking the network for another place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from care.domain.offer import is_out_of_area
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.domain.support_states import MAY_BE_PLACED
from contracts.care_network import MoveAnswered, MoveRequested
from contracts.events import Event
from contracts.ids import ProviderId, SupportCaseId


class HomeKind(StrEnum):
    """Any accommodation can be looked at, not only that of the contract."""

    CONTRACT = "contract"
    ASYLUM = "asylum"
    COUNCIL = "council"
    PRIVATE = "private"
    FAMILY_OR_FRIENDS = "family_or_friends"
    OTHER = "other"


class HomeFault(StrEnum):
    """What does not suit the person; the same words are the reasons for a move."""

    AREA_NOT_SAFE = "area_not_safe"
    PEOPLE_NOT_SAFE = "people_not_safe"
    SHARING_NOT_SUITABLE = "sharing_not_suitable"
    HEALTH_NEEDS_NOT_MET = "health_needs_not_met"
    NOT_ACCESSIBLE = "not_accessible"
    FAMILY_NOT_TOGETHER = "family_not_together"
    TOO_FAR_FROM_SUPPORT = "too_far_from_support"
    POOR_CONDITION = "poor_condition"
    ENDING = "ending"


@dataclass(eq=False, kw_only=True)
class HomeCheck:
    """One look at where the person lives. Nothing wrong means that it suits them. What was seen is sealed.

    Whether a move is wanted because of it is not known until whoever supports the person says so.
    """

    id: UUID
    support_case_id: SupportCaseId
    referral_id: UUID
    provider_id: ProviderId
    kind: HomeKind
    faults: list[str] = field(default_factory=list)
    checked_at: datetime
    checked_by: str
    is_move_wanted: bool | None = None

    @property
    def is_suitable(self) -> bool:
        return not self.faults

    @property
    def awaits_answer(self) -> bool:
        """It was found not to suit the person, and nobody has said whether they want to move."""
        return bool(self.faults) and self.is_move_wanted is None


class MoveState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"  # the person waits for another bed
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DONE = "done"  # the person has arrived in another place


UNDER_WAY = frozenset({MoveState.ASKED, MoveState.ACCEPTED})


class MoveRefusal(StrEnum):
    """Why the network does not move somebody."""

    NEEDS_CAN_BE_MET = "needs_can_be_met"
    NO_PLACE_MEETS_THEM = "no_place_meets_them"
    ASK_COUNCIL = "ask_council"
    MORE_TO_KNOW = "more_to_know"


@dataclass(frozen=True, kw_only=True)
class MoveWanted:
    """What is asked for. `is_explained`: what moving away may cost was told to the person first (AC-2)."""

    reason: HomeFault
    further_reasons: Sequence[HomeFault] = ()
    regions: Sequence[str]
    required_features: Sequence[str] = ()
    avoid_areas: Sequence[str] = ()
    is_explained: bool = False

    def check(self, home: str | None, *, regions_at_most: int) -> None:
        if not self.regions:
            raise Refused(Code.NO_REGION)
        if len(self.regions) > regions_at_most:
            raise Refused(Code.TOO_MANY_REGIONS)
        if any(is_out_of_area(home, each) for each in self.regions) and not self.is_explained:
            raise Refused(Code.NOT_EXPLAINED)


@dataclass(eq=False, kw_only=True)
class MoveRequest:
    """Asked by whoever supports the person. In the person's own words why: sealed."""

    id: UUID
    support_case_id: SupportCaseId
    referral_id: UUID
    provider_id: ProviderId
    reason: HomeFault
    further_reasons: list[str] = field(default_factory=list)
    regions: list[str]
    required_features: list[str]
    avoid_areas: list[str]
    is_local_connection_explained: bool
    asked_at: datetime
    asked_by: str
    state: MoveState = MoveState.ASKED
    refusal: MoveRefusal | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    ended_at: datetime | None = None
    version: int = field(default=1)

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    def answer(self, case: SupportCase, refusal: MoveRefusal | None, *, by: str, at: datetime) -> list[Event]:
        """Without a refusal it is accepted, and what it asks for is what the person's next bed must offer."""
        if self.state is not MoveState.ASKED:
            raise Refused(Code.ALREADY_ANSWERED)
        self.state = MoveState.REFUSED if refusal else MoveState.ACCEPTED
        self.refusal, self.answered_at, self.answered_by = refusal, at, by
        if refusal is None:
            case.required_features = _with(case.required_features, self.required_features)
            case.avoid_areas = _with(case.avoid_areas, self.avoid_areas)
            case.stays_where_they_live = False  # EL-6: the place they stayed in has been found not to do
        answer = MoveAnswered(
            **case.ids(),
            move_request_id=self.id,
            answer="refused" if refusal else "accepted",
            reason=refusal.value if refusal else None,
            answered_at=at,
        )
        return [answer]

    def withdraw(self, *, at: datetime) -> None:
        self._end(MoveState.WITHDRAWN, at)

    def arrive(self, *, at: datetime) -> None:
        """The person lives in another place now."""
        self._end(MoveState.DONE, at)

    def _end(self, state: MoveState, at: datetime) -> None:
        if not self.is_under_way:
            raise Refused(Code.WRONG_STATE)
        self.state, self.ended_at = state, at


def ask_for_move(
    case: SupportCase, request_id: UUID, wanted: MoveWanted, *, by: str, at: datetime
) -> tuple[MoveRequest, list[Event]]:
    """For whoever is in support and not away, wherever they live: with the contract or not (EL-6, AC-6)."""
    if case.state not in MAY_BE_PLACED or case.provider_id is None:
        raise Refused(Code.NOT_ELIGIBLE)
    asked = MoveRequest(
        id=request_id,
        support_case_id=case.id,
        referral_id=case.referral_id,
        provider_id=case.provider_id,
        reason=wanted.reason,
        further_reasons=[each for each in wanted.further_reasons if each != wanted.reason],
        regions=list(wanted.regions),
        required_features=list(wanted.required_features),
        avoid_areas=list(wanted.avoid_areas),
        is_local_connection_explained=wanted.is_explained,
        asked_at=at,
        asked_by=by,
    )
    said = MoveRequested(
        **case.ids(), move_request_id=request_id, reason=wanted.reason.value, requested_at=at
    )
    return asked, [said]


def _with(known: Sequence[str], more: Sequence[str]) -> list[str]:
    return [*known, *(each for each in more if each not in known)]
