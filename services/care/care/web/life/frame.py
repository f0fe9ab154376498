"""What surrounds each page of a person's record: who it is by reference, how support stands, its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from care.queries.people import Person
from care.web import words
from care.web.edge import Desk
from care.web.person_parts import parts_of
from plumbing.govuk.parts import Badge, Link, Row, Status


@dataclass(frozen=True)
class LifeFrame:
    reference: str
    subtitle: str
    badges: Sequence[Badge]
    status: Status
    parts: Sequence[Link]
    today: date


@dataclass(frozen=True)
class Card:
    """One request or assessment: what it is, how it stands, what it says."""

    title: str
    status: Status
    rows: Sequence[Row]


def frame(found: Person, desk: Desk, part: str) -> LifeFrame:
    return LifeFrame(
        found.reference,
        words.region(found.region),
        words.badges(found),
        words.STATES[found.state],
        parts_of(found, desk, part),
        desk.today,
    )
