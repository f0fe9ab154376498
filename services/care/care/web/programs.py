"""What a provider's own system can do under /v1, by noun: each with the rules of its page."""

from fastapi import APIRouter

from care.web import (
    api_apart,
    api_clocks,
    api_complaints,
    api_disclosures,
    api_family,
    api_holds,
    api_incidents,
    api_inspections,
    api_intake,
    api_journeys,
    api_missing,
    api_outages,
    api_payments,
    api_returns,
    api_tasks,
    api_welcome,
    api_workers,
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
    api_apart.router,
    api_clocks.router,
    api_holds.router,
    api_intake.router,
    api_outages.router,
    api_returns.router,
    api_workers.router,
    api_inspections.router,
    api_welcome.router,
)
