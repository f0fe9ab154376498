"""A journey in words, the same for who arranges it and who drives."""

from care.domain.transport import Briefing, Transport
from care.queries.journeys import Driven
from plumbing.govuk.dates import weekday
from plumbing.govuk.parts import Row, Status

DONE, TO_DRIVE = Status("Done", "done"), Status("To drive", "in-progress")


def status_of(journey: Transport) -> Status:
    return DONE if journey.done_at else TO_DRIVE


def when(journey: Transport) -> str:
    return f"{weekday(journey.pick_up_on)}, between {journey.earliest:%H:%M} and {journey.latest:%H:%M}"


def rows(driven: Driven, *, region: str) -> list[Row]:
    """What a driver is told on the day: as little as brings somebody there safely."""
    journey, told = driven.journey, driven.briefing
    known = [
        Row("Person", f"{told.first_name}, {driven.reference}" if told else driven.reference),
        Row("Pick up", when(journey)),
        Row("Seats", str(journey.seats)),
        Row("To", region),
    ]
    return [*known, Row("Where you meet", told.meeting), *_way(told)] if told else known


def _way(told: Briefing) -> list[Row]:
    return [Row("For a safe journey", told.on_the_way)] if told.on_the_way else []
