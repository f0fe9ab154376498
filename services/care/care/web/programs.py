"""What a provider's own system can do under /v1, by noun: each with the rules of its page."""

from fastapi import APIRouter

from care.web import (
    api_complaints,
    api_disclosures,
    api_family,
    api_incidents,
    api_journeys,
    api_missing,
    api_payments,
    api_tasks,
)

ROUTERS: tuple[APIRouter, ...] = (
    api_incidents.router,
    api_missing.router,
    api_complaints.router,
    api_disclosures.router,
    api_family.router,
    api_journeys.router,
    api_payments.router,
    api_tasks.router,
)
