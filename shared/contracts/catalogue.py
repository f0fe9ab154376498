"""Every event the services announce."""

from contracts import (
    care,
    care_inspections,
    care_money,
    care_network,
    care_outside,
    care_places,
    care_risk,
    decision,
    referral,
)
from contracts.events import Event

EVENTS: tuple[type[Event], ...] = (
    *referral.EVENTS,
    *decision.EVENTS,
    *care.EVENTS,
    *care_inspections.EVENTS,
    *care_money.EVENTS,
    *care_outside.EVENTS,
    *care_network.EVENTS,
    *care_places.EVENTS,
    *care_risk.EVENTS,
)
BY_NAME = {event.name: event for event in EVENTS}
