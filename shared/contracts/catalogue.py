"""Every event the services announce."""

from contracts import care, decision, referral
from contracts.events import Event

EVENTS: tuple[type[Event], ...] = (*referral.EVENTS, *decision.EVENTS, *care.EVENTS)
BY_NAME = {event.name: event for event in EVENTS}
