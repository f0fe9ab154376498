"""Facts about people whom somebody outside the care contract supports."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Event, Internal


class OutsideProviderTold(Event):
    """Whoever supports the person instead of the care contract knows of the referral."""

    name: ClassVar[str] = "nrm.care.outside_provider_told.v1"
    topic: ClassVar[str] = "nrm.care"

    referral_id: Annotated[UUID, Internal]
    told: Annotated[str, Internal]
    told_on: Annotated[date, Internal]


EVENTS: tuple[type[Event], ...] = (OutsideProviderTold,)
