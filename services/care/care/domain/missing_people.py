"""Somebody is missing: who is told, how long their bed is kept, and that they came back (RI-2 to RI-5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from care.domain.heard import DecisionHeard, What
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from contracts.care_risk import PersonFound, PersonReportedMissing
from contracts.events import Event
from contracts.ids import PlacementId, ProviderId, SupportCaseId

EpisodeId = NewType("EpisodeId", UUID)


def is_decision_suspended(heard: Iterable[DecisionHeard]) -> bool:
    """RI-3: the decision makers go on if they know enough, and suspend otherwise; support is not theirs."""
    turns = [each for each in heard if each.what in (What.DECISION_PAUSED, What.DECISION_RESUMED)]
    latest = max(turns, key=lambda each: each.at, default=None)
    return latest is not None and latest.what is What.DECISION_PAUSED


class Telling(StrEnum):
    """RI-2, in the order in which it is done. Who is told all this first: the police."""

    POLICE = "police"
    MARKER = "marker"
    SAFEGUARDING = "safeguarding"
    PRIME = "prime"
    AUTHORITY = "authority"


class Ending(StrEnum):
    RETURNED = "returned"
    FOUND_ELSEWHERE = "found_elsewhere"
    IN_CUSTODY_OR_DETENTION = "in_custody_or_detention"
    IN_HOSPITAL = "in_hospital"


@dataclass(eq=False, kw_only=True)
class MissingEpisode:
    id: EpisodeId
    support_case_id: SupportCaseId
    referral_id: UUID
    provider_id: ProviderId
    last_seen_at: datetime
    noticed_at: datetime
    noticed_by: str
    bed_kept_until: datetime
    rule: str
    policy_version: str
    placement_id: PlacementId | None = None
    told: dict[str, str] = field(default_factory=dict)  # what was done, and the instant as text
    bed_released_at: datetime | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None

    def begin(self) -> list[Event]:
        return [
            PersonReportedMissing(
                referral_id=self.referral_id,
                support_case_id=self.support_case_id,
                episode_id=self.id,
                last_seen_at=self.last_seen_at,
            )
        ]

    @property
    def still_to_tell(self) -> tuple[Telling, ...]:
        return tuple(each for each in Telling if each.value not in self.told)

    @property
    def told_at(self) -> Mapping[Telling, datetime]:
        return {Telling(name): datetime.fromisoformat(at) for name, at in self.told.items()}

    def tell(self, whom: Telling, *, at: datetime) -> None:
        """Once; the first time counts."""
        self._must_be_open()
        self.told = {whom.value: at.isoformat()} | self.told

    def release_bed(self, *, is_manager: bool, at: datetime) -> PlacementId:
        """After the bed was kept as long as it must be, a manager may decide so (RI-4)."""
        self._must_be_open()
        if not is_manager:
            raise Refused(Code.FORBIDDEN)
        if self.placement_id is None or self.bed_released_at is not None:
            raise Refused(Code.WRONG_STATE)
        if at < self.bed_kept_until:
            raise Refused(Code.BED_STILL_KEPT)
        self.bed_released_at = at
        return self.placement_id

    def end(self, ending: Ending, *, at: datetime) -> list[Event]:
        self._must_be_open()
        self.ended_at, self.ending = at, ending
        return [
            PersonFound(
                referral_id=self.referral_id,
                support_case_id=self.support_case_id,
                episode_id=self.id,
                found_at=at,
            )
        ]

    def _must_be_open(self) -> None:
        if self.ended_at is not None:
            raise Refused(Code.WRONG_STATE)


def release_allowed_from(last_seen_at: datetime, rules: CareRules) -> datetime:
    return rules.count("CARE-BED-HOLD", last_seen_at).expires_at
