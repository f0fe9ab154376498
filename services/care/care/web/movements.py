"""Who comes and who goes, a line each."""

from dataclasses import dataclass
from datetime import date

from care.queries.stays import Stay
from care.web import paths
from plumbing.govuk.dates import weekday


@dataclass(frozen=True)
class MoveLine:
    """By bed and day: a board hangs where others see it, so it names nobody."""

    bed: str
    href: str
    on: str
    is_late: bool


def arrival_line(stay: Stay, today: date) -> MoveLine:
    hour = f" at {stay.arrival_hour:%H:%M}" if stay.arrival_hour else ""
    return _line(stay, stay.arrival_on, today, hour)


def departure_line(stay: Stay, today: date) -> MoveLine:
    return _line(stay, stay.departure_on, today)


def _line(stay: Stay, on: date, today: date, hour: str = "") -> MoveLine:
    said = f"{'Today' if on == today else weekday(on)}{hour}"
    return MoveLine(stay.bed_code, paths.placement(stay.id), said, on < today)
