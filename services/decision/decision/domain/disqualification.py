"""Losing protection on grounds of public order or bad faith: what is considered, said and weighed (§8.5)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.ids import CaseId, UserId
from decision.domain.delay import Asker


class DisqualificationGround(StrEnum):
    """The statute's list of what threatens public order, which is not exhaustive; and bad faith."""

    TERRORISM = "terrorism"
    SERIOUS_OFFENCE = "serious_offence"
    PREVENTION_NOTICE = "prevention_notice"
    FOREIGN_CRIMINAL = "foreign_criminal"
    CITIZENSHIP_DEPRIVED = "citizenship_deprived"
    REFUGEE_EXCLUSION = "refugee_exclusion"
    NATIONAL_SECURITY = "national_security"
    OTHER_PUBLIC_ORDER = "other_public_order"
    BAD_FAITH = "bad_faith"


class DisqualificationState(StrEnum):
    NOTIFIED = "notified"
    ASSESSED = "assessed"
    IMPOSED = "imposed"
    NOT_IMPOSED = "not_imposed"
    QUASHED = "quashed"

    @property
    def is_open(self) -> bool:
        return self in (DisqualificationState.NOTIFIED, DisqualificationState.ASSESSED)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The person is told that losing protection is being considered, on which ground and why."""

    id: UUID
    ground: DisqualificationGround
    words: str
    by: UserId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """Threat and need are weighed with no starting presumption: nothing is proposed before all is said."""

    is_imposed: bool
    threat: str
    recovery_need: str
    retrafficking_risk: str
    weighing: str
    by: UserId
    at: datetime

    @property
    def said(self) -> dict[str, str]:
        return {
            "threat": self.threat,
            "recovery_need": self.recovery_need,
            "retrafficking_risk": self.retrafficking_risk,
            "weighing": self.weighing,
        }


@dataclass(eq=False, kw_only=True)
class DisqualificationProposal:
    """The coded facts; what was written is sealed beside it. `represented_on` is a London day.

    `is_representation_late` says that it came after the last day and its grace, and was read all the same.
    `asked_on`: the London day on which somebody asked to look again at what was imposed.
    """

    id: UUID
    case_id: CaseId
    ground: DisqualificationGround
    notified_by: UserId
    notified_at: datetime
    state: DisqualificationState = DisqualificationState.NOTIFIED
    represented_on: date | None = None
    is_representation_late: bool | None = None
    is_to_be_imposed: bool | None = None
    has_weighed_retrafficking: bool | None = None
    assessed_by: UserId | None = None
    assessed_at: datetime | None = None
    reviewed_by: UserId | None = None
    reviewed_at: datetime | None = None
    quashed_by: UserId | None = None
    quashed_at: datetime | None = None
    asked_on: date | None = None
    asked_by: Asker | None = None
    answered_by: UserId | None = None
    answered_at: datetime | None = None
