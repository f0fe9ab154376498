"""What has to be done because of what happened to a placement."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from clocks.due import Due
from contracts.ids import PlacementId, ProviderId, SupportCaseId


class TaskKind(StrEnum):
    RE_PLACEMENT = "re_placement"  # VO-5: the bed cannot be used, so another is needed
    MISSING_CHECK = "missing_check"  # PL-20: the person did not come; are they safe?
    NEXT_AT_RISK = "next_at_risk"  # PL-18: the person before them is still in the bed
    NETWORK_MANAGER = "network_manager"  # AC-10: several houses have declined
    WELCOME_PACK = "welcome_pack"  # AC-8: they have come, and have not been given all they need
    MOVE_APART = "move_apart"  # VI-4: two people in danger from each other share a house


MUST_MOVE = frozenset({TaskKind.RE_PLACEMENT, TaskKind.MOVE_APART})  # not safe there, or no bed any more
PRIMES_TASKS = frozenset({TaskKind.NETWORK_MANAGER})


@dataclass(eq=False, kw_only=True)
class PlacementTask:
    id: UUID
    kind: TaskKind
    placement_id: PlacementId
    support_case_id: SupportCaseId
    provider_id: ProviderId
    raised_at: datetime
    started_at: datetime | None = None
    due_at: datetime | None = None
    policy_version: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None

    def run_against(self, due: Due, *, started_at: datetime) -> None:
        self.started_at = started_at
        self.due_at = due.expires_at
        self.policy_version = due.rule.policy_version

    def finish(self, by: str, *, at: datetime) -> None:
        """Finishing twice keeps who was first."""
        if self.done_at is None:
            self.done_at, self.done_by = at, by
