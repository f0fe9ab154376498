"""Facts about danger that care announces: its kind and how grave it is, never what happened or who did it."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.care import SupportFact
from contracts.events import Internal

Severity = Literal["critical", "serious", "other"]


class IncidentReported(SupportFact):
    name: ClassVar[str] = "nrm.care.incident_reported.v1"

    incident_id: Annotated[UUID, Internal]
    category: Annotated[str, Internal]
    severity: Annotated[Severity, Internal]
    reported_at: Annotated[AwareDatetime, Internal]


class PersonReportedMissing(SupportFact):
    """Somebody noticed it: police and safeguarding are told, the bed is held, and support is suspended."""

    name: ClassVar[str] = "nrm.care.person_reported_missing.v1"

    episode_id: Annotated[UUID, Internal]
    last_seen_at: Annotated[AwareDatetime, Internal]


class PersonFound(SupportFact):
    name: ClassVar[str] = "nrm.care.person_found.v1"

    episode_id: Annotated[UUID, Internal]
    found_at: Annotated[AwareDatetime, Internal]


EVENTS: tuple[type[SupportFact], ...] = (IncidentReported, PersonReportedMissing, PersonFound)
