"""Facts about permission to stay. Nobody outside hears of them: leave itself is granted elsewhere."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Internal
from decision.domain.facts import PrivateFact


class PermissionFact(PrivateFact):
    permission_id: Annotated[UUID, Internal]


class PermissionConsidered(PermissionFact):
    name: ClassVar[str] = "nrm.decision.permission_considered.v1"


class PermissionStopped(PermissionFact):
    """The person is a British citizen or has leave, or is owed none for another reason."""

    name: ClassVar[str] = "nrm.decision.permission_stopped.v1"


class PermissionPaused(PermissionFact):
    name: ClassVar[str] = "nrm.decision.permission_paused.v1"


class PermissionResumed(PermissionFact):
    name: ClassVar[str] = "nrm.decision.permission_resumed.v1"


class PermissionDecided(PermissionFact):
    """`is_again`: after the refusal was looked at again, by somebody else."""

    name: ClassVar[str] = "nrm.decision.permission_decided.v1"

    is_granted: Annotated[bool, Internal]
    is_again: Annotated[bool, Internal] = False


class PermissionAskedAgain(PermissionFact):
    name: ClassVar[str] = "nrm.decision.permission_asked_again.v1"

    received_on: Annotated[date, Internal]
    is_late: Annotated[bool, Internal]


class PermissionWindowExtended(PermissionFact):
    name: ClassVar[str] = "nrm.decision.permission_window_extended.v1"

    until: Annotated[date, Internal]


class PermissionRevoked(PermissionFact):
    """Leave that was granted is taken back, as the person is disqualified or the decision was revoked."""

    name: ClassVar[str] = "nrm.decision.permission_revoked.v1"
