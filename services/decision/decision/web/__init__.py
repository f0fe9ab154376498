"""The pages and the API of the Decide portal."""

from decision.web import (
    api,
    calendars,
    case_pages,
    circumstances,
    deciding,
    evidence,
    information,
    internal,
    my_work,
    queues,
    reviewing,
    routing,
    taking,
    whereabouts,
)

ROUTERS = (
    my_work.router,
    queues.router,
    case_pages.router,
    evidence.router,
    information.router,
    taking.router,
    deciding.router,
    reviewing.router,
    circumstances.router,
    routing.router,
    whereabouts.router,
    calendars.router,
    api.router,
    internal.router,
)
