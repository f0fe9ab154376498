"""Assessments with usual answers; a test changes what matters to it."""

from typing import Any
from uuid import uuid4

from care.domain.assessments import MINIMUM, Conversation, Findings, Kind, Method, Outcome, Sheet
from care.domain.emergency import Accommodation, CouncilHelp, EmergencyNeed, Ground, Living
from care.domain.initial import Initial, outcome_of
from care.domain.support import Assessment

VIETNAMESE = Conversation(method=Method.TELEPHONE, language="Vietnamese")
NOWHERE = Accommodation(living=Living.NOWHERE, is_suitable=False)
WITH_FAMILY = Accommodation(living=Living.FAMILY, is_suitable=True)
REFUSED = EmergencyNeed(
    grounds=frozenset({Ground.DESTITUTE}),
    council_help=CouncilHelp.REFUSED,
    council_reason="Asked by telephone",
)


def findings(kind: Kind, **changes: Any) -> Findings:
    said: dict[str, Any] = {"said": {part: f"Spoke of {part}" for part in MINIMUM[kind]}}
    return Findings(**(said | changes))


def a_sheet(kind: Kind, outcome: Outcome, **changes: Any) -> Sheet:
    usual: dict[str, Any] = {"conversation": VIETNAMESE, "findings": findings(kind)}
    return Sheet(id=uuid4(), kind=kind, outcome=outcome, **(usual | changes))


def an_initial(
    accommodation: Accommodation = NOWHERE, emergency: EmergencyNeed | None = REFUSED, **changes: Any
) -> Initial:
    is_emergency = emergency is not None
    outcome = outcome_of(accommodation, is_emergency=is_emergency)
    return Initial(
        sheet=a_sheet(Kind.INITIAL, outcome, **changes),
        found=Assessment(is_emergency=is_emergency),
        accommodation=accommodation,
        emergency=emergency,
    )
