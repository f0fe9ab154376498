"""A journey in words, the same for who arranges it and who drives."""

from care.domain.transport import Transport
from plumbing.govuk.dates import weekday
from plumbing.govuk.parts import Row, Status

DONE, TO_DRIVE = Status("Done", "done"), Status("To drive", "in-progress")


def status_of(journey: Transport) -> Status:
    return DONE if journey.done_at else TO_DRIVE


def when(journey: Transport) -> str:
    return f"{weekday(journey.pick_up_on)}, between {journey.earliest:%H:%M} and {journey.latest:%H:%M}"


def rows(journey: Transport, *, region: str, reference: str) -> list[Row]:
    return [
        Row("Person", reference),
        Row("Pick up", when(journey)),
        Row("Seats", str(journey.seats)),
        Row("To", region),
    ]
