"""The pages and the API of the Decide portal."""

from decision.web import (
    api,
    calendars,
    case_pages,
    deciding,
    evidence,
    information,
    internal,
    my_work,
    queues,
    reviewing,
    taking,
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
    calendars.router,
    api.router,
    internal.router,
)
