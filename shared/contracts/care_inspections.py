"""Facts about inspections of subcontractors. About a provider, never about a person."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Event, Internal


class InspectionFact(Event):
    """A provider's facts keep their order."""

    topic: ClassVar[str] = "nrm.care"

    provider_id: Annotated[str, Internal]
    inspection_id: Annotated[UUID, Internal]

    @property
    def key(self) -> str:
        return self.provider_id


class ProviderInspected(InspectionFact):
    name: ClassVar[str] = "nrm.care.provider_inspected.v1"

    kind: Annotated[str, Internal]
    held_on: Annotated[date, Internal]
    next_due_on: Annotated[date, Internal]


class RecommendationMade(InspectionFact):
    """What it recommends is in no event: only that somebody has to answer, and by when."""

    name: ClassVar[str] = "nrm.care.recommendation_made.v1"

    recommendation_id: Annotated[UUID, Internal]
    due_on: Annotated[date, Internal]


class RecommendationAnswered(InspectionFact):
    name: ClassVar[str] = "nrm.care.recommendation_answered.v1"

    recommendation_id: Annotated[UUID, Internal]


EVENTS: tuple[type[InspectionFact], ...] = (ProviderInspected, RecommendationMade, RecommendationAnswered)
