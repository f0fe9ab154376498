"""What two descriptions of one person are likely to share: words to index them by, before they are keyed.

A description is kept under few tokens and looked for under more, so that slips are made good once, not twice.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from referral.domain.likeness.births import Born, swapped
from referral.domain.likeness.names import sound_of
from referral.domain.likeness.person import Person

MOST_NAMES = 7


def kept_under(person: Person) -> frozenset[str]:
    return frozenset(
        {*_by_name(person), *_by_year(person, 0), *_by_day(person, _days(person.born)), *_by_text(person)}
    )


def looked_for_under(person: Person) -> frozenset[str]:
    days = _days_looked_for(person.born)
    return frozenset({*_by_name(person), *_by_year(person, 1), *_by_day(person, days), *_by_text(person)})


def _sounds(person: Person) -> list[str]:
    return sorted({sound_of(name) for name in person.all_names[:MOST_NAMES]})


def _by_name(person: Person) -> Iterator[str]:
    yield "name:" + " ".join(sorted(person.name))
    yield from (f"pair:{one} {other}" for one, other in combinations(_sounds(person), 2))


def _by_year(person: Person, either_side: int) -> Iterator[str]:
    if person.born is None:
        return
    years = person.born.years
    for year in range(years[0] - either_side, years[-1] + either_side + 1):
        yield from (f"year:{year} {sound}" for sound in _sounds(person))


def _by_day(person: Person, days: set[date]) -> Iterator[str]:
    """With an initial of any name: a birthday alone is shared by too many, the first of January above all."""
    initials = {name[0] for name in person.all_names}
    yield from (f"day:{day.isoformat()} {initial}" for day in days for initial in initials)


def _by_text(person: Person) -> Iterator[str]:
    if person.text:
        yield f"text:{person.text}"


def _days(born: Born | None) -> set[date]:
    return {born.earliest} if born and born.precision == "day" else set()


def _days_looked_for(born: Born | None) -> set[date]:
    days = _days(born)
    for day in tuple(days):
        days |= {day + timedelta(days=1), day - timedelta(days=1), swapped(day) or day}
        days |= {_in_year(day, day.year + years) for years in (-10, -1, 1, 10)}
    return days


def _in_year(day: date, year: int) -> date:
    """The 29th of February is kept as the 28th in a year that has none."""
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
